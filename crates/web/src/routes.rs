//! All addresses of the site, in one table: what the router serves and what the tests visit.

use axum::extract::{DefaultBodyLimit, MatchedPath};
use axum::http::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::trace::TraceLayer;

use crate::pages::{public, work};
use crate::site::Site;
use crate::{assets, errors, headers, upload, visitor};

/// The largest form, in bytes; the file of a policy may be larger.
const LARGEST_BODY: usize = 64 * 1024;

/// Who may come somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// A requester with their number and code.
    Requester,
    /// An employee who is logged in.
    Work,
}

/// An address with the methods it knows.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    pub path: &'static str,
    pub access: Access,
    /// `GET`, `POST` or both.
    pub methods: &'static [&'static str],
}

const GET: &[&str] = &["GET"];
const POST: &[&str] = &["POST"];
const BOTH: &[&str] = &["GET", "POST"];

/// A route with its handlers.
struct Entry(Route, MethodRouter<Site>);

fn entry(access: Access, methods: &'static [&'static str], path: &'static str, handlers: MethodRouter<Site>) -> Entry {
    Entry(Route { path, access, methods }, handlers)
}

fn table() -> Vec<Entry> {
    use Access::{Public, Requester, Work};
    let policy_file = get(work::editor_file::page).post(work::editor_file::send);
    let policy_file = policy_file.layer(DefaultBodyLimit::max(work::editor_file::LARGEST_BODY));
    let uploads = || DefaultBodyLimit::max(upload::LARGEST_BODY);
    let copy = get(public::copy::page).post(public::copy::send).layer(uploads());
    let paper = get(public::paper::form).post(public::paper::send).layer(uploads());
    vec![
        entry(Public, GET, "/", get(public::statement::page)),
        entry(Public, GET, "/verklaring.pdf", get(public::statement::pdf)),
        entry(Public, GET, "/verklaring.md", get(public::statement::markdown)),
        entry(Public, GET, "/verklaring/versies", get(public::versions::list)),
        entry(Public, GET, "/verklaring/versies/{number}", get(public::versions::page)),
        entry(Public, GET, "/verklaring/versies/{number}/verklaring.pdf", get(public::versions::pdf)),
        entry(Public, GET, "/verklaring/versies/{number}/verklaring.md", get(public::versions::markdown)),
        entry(Public, GET, "/bewijs", get(public::proof::page)),
        entry(Public, GET, "/bewijs/ontvangst/{index}", get(public::proof::receipt)),
        entry(Public, GET, "/kettingpunt", get(public::proof::checkpoint)),
        entry(Public, GET, "/cookies", get(public::cookies::page)),
        entry(Public, GET, "/register", get(public::processing::page)),
        entry(Public, GET, "/register/{version}", get(public::processing::version)),
        entry(Public, GET, "/register/{version}/{activity}", get(public::processing::activity)),
        entry(Public, GET, "/verzoek", get(public::request::choose)),
        entry(Public, BOTH, "/verzoek/{kind}", get(public::request::form).post(public::request::send)),
        entry(Public, BOTH, "/volgen", get(public::follow::form).post(public::follow::enter)),
        entry(Public, POST, "/volgen/uit", post(public::follow::leave)),
        entry(Requester, GET, "/volgen/mijn", get(public::follow::page)),
        entry(Requester, BOTH, "/volgen/mijn/kopie", copy),
        entry(Requester, POST, "/volgen/mijn/kopie/gelezen", post(public::copy::read)),
        entry(Public, BOTH, "/inleveren/inkomensverklaring", paper),
        entry(Requester, GET, "/volgen/mijn/antwoord/{form}", get(public::follow::download)),
        entry(Requester, POST, "/volgen/mijn/intrekken", post(public::follow::withdraw)),
        entry(Public, GET, "/assets/{*path}", get(assets::asset)),
        entry(Public, BOTH, "/inloggen", get(work::login::form).post(work::login::enter)),
        entry(Work, POST, "/uitloggen", post(work::login::leave)),
        entry(Work, GET, "/werk", get(work::today::page)),
        entry(Work, GET, "/werk/verzoeken", get(work::cases::page)),
        entry(Work, BOTH, "/werk/verzoeken/nieuw", get(work::register::form).post(work::register::send)),
        entry(Work, GET, "/werk/verzoeken/{id}", get(work::case::page)),
        entry(Work, GET, "/werk/verzoeken/{id}/bestand/{finding}", get(work::case::document)),
        entry(Work, GET, "/werk/verzoeken/{id}/gegevens/{finding}", get(work::finding::page)),
        entry(Work, POST, "/werk/verzoeken/{id}/apart", post(work::finding::take_apart)),
        entry(Work, POST, "/werk/verzoeken/{id}/identiteit", post(work::case_actions::identity)),
        entry(Work, GET, "/werk/verzoeken/{id}/kopie", get(work::copy::page)),
        entry(Work, GET, "/werk/verzoeken/{id}/kopie/beeld", get(work::copy::picture)),
        entry(Work, POST, "/werk/verzoeken/{id}/kopie/afkeuren", post(work::copy::reject)),
        entry(Work, POST, "/werk/verzoeken/{id}/document", post(work::copy::document)),
        entry(Work, POST, "/werk/verzoeken/{id}/persoon", post(work::case_actions::person)),
        entry(Work, POST, "/werk/verzoeken/{id}/zoeken", post(work::case_actions::search)),
        entry(Work, POST, "/werk/verzoeken/{id}/oordeel", post(work::case_actions::verdict)),
        entry(Work, POST, "/werk/verzoeken/{id}/corrigeren", post(work::case_actions::correct)),
        entry(Work, POST, "/werk/verzoeken/{id}/met-de-hand", post(work::case_actions::by_hand)),
        entry(Work, POST, "/werk/verzoeken/{id}/opheffen", post(work::case_actions::announce_lift)),
        entry(Work, GET, "/werk/verzoeken/{id}/opheffen.pdf", get(work::case::lift_letter)),
        entry(Work, POST, "/werk/verzoeken/{id}/opheffen/verteld", post(work::case_actions::lift_told)),
        entry(Work, POST, "/werk/verzoeken/{id}/opheffen/laten", post(work::case_actions::drop_lift)),
        entry(Work, GET, "/werk/verzoeken/{id}/overdracht.zip", get(work::case::transfer_file)),
        entry(Work, POST, "/werk/verzoeken/{id}/overgedragen", post(work::case_actions::transferred)),
        entry(Work, POST, "/werk/verzoeken/{id}/voorstellen", post(work::case_actions::proposals)),
        entry(Work, POST, "/werk/verzoeken/{id}/afronden", post(work::case_actions::complete)),
        entry(Work, POST, "/werk/verzoeken/{id}/verlengen", post(work::case_actions::extend)),
        entry(Work, POST, "/werk/verzoeken/{id}/weigeren", post(work::case_actions::refuse)),
        entry(Work, POST, "/werk/verzoeken/{id}/intrekken", post(work::case_actions::withdraw)),
        entry(Work, POST, "/werk/verzoeken/{id}/sluiten", post(work::case_actions::close)),
        entry(Work, BOTH, "/werk/taken/{id}", get(work::task::page).post(work::task::answer).layer(uploads())),
        entry(Work, BOTH, "/werk/archief/{id}", get(work::archive::page).post(work::archive::answer)),
        entry(Work, BOTH, "/werk/opvolging/{id}", get(work::follow_up::page).post(work::follow_up::end)),
        entry(Work, BOTH, "/werk/uitreiken", get(work::hand_over::form).post(work::hand_over::send)),
        entry(Work, POST, "/werk/uitreiken/opzoeken", post(work::hand_over::look_up)),
        entry(Work, GET, "/werk/bewaren", get(work::retention::page)),
        entry(Work, POST, "/werk/bewaren/plan", post(work::retention::propose)),
        entry(Work, POST, "/werk/bewaren/vrijgeven", post(work::retention::release)),
        entry(Work, POST, "/werk/bewaren/nakijken", post(work::retention::replay)),
        entry(Work, BOTH, "/werk/bewaren/blokkeren", get(work::hold_form::page).post(work::hold_form::send)),
        entry(Work, GET, "/werk/bewaren/blokkades/{id}", get(work::hold::page)),
        entry(Work, GET, "/werk/plannen/{id}", get(work::plan::page)),
        entry(Work, POST, "/werk/plannen/{id}/goedkeuren", post(work::plan::approve)),
        entry(Work, POST, "/werk/plannen/{id}/afwijzen", post(work::plan::reject)),
        entry(Work, POST, "/werk/plannen/{id}/hervatten", post(work::plan::resume)),
        entry(Work, GET, "/werk/plannen/{id}/certificaat.pdf", get(work::plan::certificate)),
        entry(Work, GET, "/werk/plannen/{id}/ontvangst.txt", get(work::plan::receipt)),
        entry(Work, GET, "/werk/beleid", get(work::editor::page)),
        entry(Work, POST, "/werk/beleid/nieuw", post(work::editor::new_file)),
        entry(Work, BOTH, "/werk/beleid/bestand/{pack}/{name}", policy_file),
        entry(Work, POST, "/werk/beleid/voorstellen", post(work::editor::propose)),
        entry(Work, POST, "/werk/beleid/goedkeuren", post(work::editor::approve)),
        entry(Work, POST, "/werk/beleid/terugsturen", post(work::editor::send_back)),
        entry(Work, POST, "/werk/beleid/bijwerken", post(work::editor::rebase)),
        entry(Work, POST, "/werk/beleid/weggooien", post(work::editor::discard)),
        entry(Work, BOTH, "/werk/bewijs", get(work::proof::page).post(work::proof::check)),
        entry(Work, BOTH, "/werk/logboek", get(work::ledger::page).post(work::ledger::verify)),
    ]
}

/// Every address of the site.
pub fn all() -> Vec<Route> {
    table().into_iter().map(|Entry(route, _)| route).collect()
}

pub(crate) fn router(site: Site) -> Router {
    let (work, open): (Vec<_>, Vec<_>) = table().into_iter().partition(|Entry(route, _)| route.access == Access::Work);
    let gather = |entries: Vec<Entry>| {
        entries.into_iter().fold(Router::new(), |router, Entry(route, handlers)| router.route(route.path, handlers))
    };
    gather(work)
        .route_layer(middleware::from_fn(visitor::must_log_in))
        .merge(gather(open))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(site.clone(), errors::pages))
        .layer(middleware::from_fn_with_state(site.clone(), visitor::recognise))
        .layer(middleware::from_fn_with_state(site.options, headers::secure))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(site)
}

/// The route pattern, not the address itself, goes to the log.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route)
}

/// A fault of the program becomes an error page; the message goes to the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response<axum::body::Body> {
    tracing::error!("a handler panicked");
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
    response
}
