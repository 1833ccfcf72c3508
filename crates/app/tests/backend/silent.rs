//! Where another product ended as "complete" without a word: values that look like nothing, columns without a type,
//! tables that are not as they were told. Each is done right, or the request does not end and says which table.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use gestand_app::testing;
use gestand_app::views::CasePage;
use gestand_app::{Actor, App, Intake};
use gestand_base::{CaseId, FixedClock};
use gestand_store::{CaseKind, CaseState, PlanState, SearchState};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;

/// All data rest on consent alone, so that all of it goes on request.
const PACK: &str = "pack: shop
kind: corporation
extends: [sector]
about: {nl: Winkel, en: Shop}
organisation:
  name: Winkel Voorbeeld
categories:
  shop:
    label: {nl: klantgegevens, en: customer data}
    items:
      shop_name: {label: {nl: naam van de klant, en: name}}
      shop_text: {label: {nl: vrije tekst, en: free text}}
activities:
  shop_account:
    label: {nl: klantaccount, en: account}
    purpose: {nl: uw account bij te houden, en: keep your account}
    basis: [consent]
    data: [shop]
    functions: [customer_service]
  rights_requests: {basis: [legal_obligation]}
requests:
  term: 1 month
  identity: {asked: on_doubt, methods: [known_account]}
rights:
  access: {promise: {nl: U mag uw gegevens zien., en: You may see your data.}}
  erasure: {promise: {nl: U mag vragen om te wissen., en: You may ask us to erase.}}
";

/// Two customers and nobody. The first has the keys 0 and '', and links that are 0, '' and false.
const TABLES: &str = "
CREATE TABLE customer (id int PRIMARY KEY, code text UNIQUE, email text, name text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, note <type>);
CREATE TABLE login (id int PRIMARY KEY, customer_code text, device text);
CREATE TABLE choice (customer_id int, yes <truth>, note text, PRIMARY KEY (customer_id, yes));
INSERT INTO customer VALUES (0, '', 'zero@example.com', 'Nul Voorbeeld'), (1, 'b', 'een@example.com', 'Een Voorbeeld'),
    (2, NULL, NULL, 'Niemand Voorbeeld');
INSERT INTO orders VALUES (0, 0, 'eerste'), (1, 0, 'tweede'), (2, 0, 'derde'), (3, 1, 'van een ander'),
    (4, NULL, 'van niemand');
INSERT INTO login VALUES (0, '', 'a'), (1, '', 'b'), (2, '', 'c'), (3, '', 'd'), (4, '', 'e'), (5, 'b', 'f'), (6, NULL, 'g');
INSERT INTO choice VALUES (0, FALSE, 'nee'), (0, TRUE, 'ja'), (1, FALSE, 'van een ander')";

const ANNOTATION: &str = "source: shop
label: {nl: Winkel, en: Shop}
mode: write
<address>
person:
  table: customer
  key: [id]
  name: [name]
  email: email
classes:
  customer:
    label: {nl: Klant, en: Customer}
    table: customer
    key: [id]
    subjects: [{role: subject, path: []}]
    columns: {name: {item: shop_name, replace_with: ERASED}, email: {plain: true}, code: {plain: true}}
  orders:
    label: {nl: Bestelling, en: Order}
    table: orders
    key: [id]
    subjects: [{role: subject, path: [customer_id -> customer.id]}]
    columns: {note: {item: shop_text, replace_with: ERASED}}
  login:
    label: {nl: Aanmelding, en: Login}
    table: login
    key: [id]
    subjects: [{role: subject, path: [customer_code -> customer.code]}]
    columns: {device: {item: shop_text, replace_with: ERASED}}
  choice:
    label: {nl: Keuze, en: Choice}
    table: choice
    key: [customer_id, yes]
    subjects: [{role: subject, path: [customer_id -> customer.id]}]
    columns: {note: {item: shop_text, replace_with: ERASED}}
";

/// A corporation with one small database, and Gestand on it.
struct World {
    app: Arc<App>,
    /// Address of the shop.
    shop: String,
    dir: TempDir,
    clock: Arc<FixedClock>,
}

/// The shop on SQLite, where a column needs no type, and on PostgreSQL where there is one.
async fn worlds() -> Vec<World> {
    let mut all = vec![world(None).await];
    if let Ok(server) = std::env::var("GESTAND_TEST_POSTGRES") {
        all.push(world(Some(server)).await);
    }
    all
}

async fn world(server: Option<String>) -> World {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dir.path().join("packs/shop")).unwrap();
    std::fs::write(dir.path().join("packs/shop/pack.yaml"), PACK).unwrap();
    std::fs::create_dir_all(dir.path().join("sources")).unwrap();
    let sqlite = server.is_none();
    let (shop, address) = match server {
        None => {
            let file = dir.path().join("sources/shop.sqlite");
            (format!("sqlite://{}?mode=rwc", file.display()), "kind: sqlite\npath: shop.sqlite")
        }
        Some(server) => {
            static COUNTER: AtomicU32 = AtomicU32::new(1);
            let name = format!("gestand_silent_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
            change(&server, &format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await;
            let joint = if server.contains('?') { '&' } else { '?' };
            let url = format!("{server}{joint}options=-csearch_path%3D{name}");
            std::fs::write(dir.path().join("sources/shop.url"), &url).unwrap();
            (url, "kind: postgres\nurl_file: shop.url")
        }
    };
    let (untyped, truth) = if sqlite { ("", "int") } else { ("text", "boolean") };
    change(&shop, &TABLES.replace("<type>", untyped).replace("<truth>", truth)).await;
    std::fs::write(dir.path().join("sources/shop.yaml"), ANNOTATION.replace("<address>", address)).unwrap();
    let clock = Arc::new(FixedClock::at(testing::start()));
    let app = open(&dir, clock.clone()).await;
    World { app, shop, dir, clock }
}

async fn open(dir: &TempDir, clock: Arc<FixedClock>) -> Arc<App> {
    let pack = dir.path().join("packs/shop").display().to_string();
    let database = format!("sqlite://{}/gestand.sqlite", dir.path().display());
    testing::reopen(&pack, &database, dir.path(), clock).await
}

async fn change(url: &str, script: &str) {
    let script = sqlx::raw_sql(AssertSqlSafe(script.to_owned()));
    if url.starts_with("sqlite") {
        script.execute(&mut SqliteConnection::connect(url).await.unwrap()).await.unwrap();
    } else {
        script.execute(&mut PgConnection::connect(url).await.unwrap()).await.unwrap();
    }
}

impl World {
    /// Rows of the shop for which the condition holds.
    async fn count(&self, rows: &str) -> i64 {
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {rows}"));
        if self.shop.starts_with("sqlite") {
            let mut connection = SqliteConnection::connect(&self.shop).await.unwrap();
            sqlx::query(sql).fetch_one(&mut connection).await.unwrap().get(0)
        } else {
            let mut connection = PgConnection::connect(&self.shop).await.unwrap();
            sqlx::query(sql).fetch_one(&mut connection).await.unwrap().get(0)
        }
    }

    async fn page(&self, id: CaseId) -> CasePage {
        self.app.case_page(&Actor::System, id, 0).await.unwrap()
    }

    /// Asked, identified, and found by the address.
    async fn search(&self, kind: CaseKind, email: &str) -> CaseId {
        let intake = Intake {
            kind,
            name: "Klant".into(),
            email: email.into(),
            birth_date: None,
            relation_number: None,
            postcode: None,
            message: None,
            asked: Default::default(),
            channel: "website".into(),
            received_on: None,
        };
        let id = self.app.submit_request(intake, &Actor::System).await.unwrap().id;
        self.app.confirm_identity(&Actor::System, id, "known_account").await.unwrap();
        let chosen: Vec<_> = self.page(id).await.candidates.into_iter().map(|one| (one.source, one.key)).collect();
        assert_eq!(chosen.len(), 1, "{email}");
        self.app.choose_subject(&Actor::System, id, chosen).await.unwrap();
        id
    }

    async fn complete(&self, id: CaseId) {
        self.app.accept_proposals(&Actor::System, id).await.unwrap();
        self.app.complete_review(&Actor::System, id).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_false_and_empty_are_values() {
    for world in worlds().await {
        let id = world.search(CaseKind::Access, "zero@example.com").await;
        // The person, three orders, five logins, two choices.
        assert_eq!(world.page(id).await.records_total, 11);
        world.complete(id).await;
        assert_eq!(world.page(id).await.line.state, CaseState::Answered);
        world.app.close(&Actor::System, id).await.unwrap();

        let id = world.search(CaseKind::Erasure, "zero@example.com").await;
        world.complete(id).await;
        assert_eq!(world.page(id).await.line.state, CaseState::Answered);
        for (table, gone) in [
            ("customer WHERE name = 'ERASED'", 1),
            ("orders WHERE note = 'ERASED'", 3),
            ("login WHERE device = 'ERASED'", 5),
            ("choice WHERE note = 'ERASED'", 2),
        ] {
            assert_eq!(world.count(table).await, gone, "{table}");
        }
        // A link to nobody is nobody's: not the other's, not the one without a code.
        assert_eq!(world.count("orders WHERE note IN ('van een ander', 'van niemand')").await, 2);
        assert_eq!(world.count("login WHERE device IN ('f', 'g')").await, 2);
        assert_eq!(world.count("customer WHERE name <> 'ERASED'").await, 2);
    }
}

#[tokio::test]
async fn a_table_that_is_missing_or_renamed_is_told_and_nothing_is_answered() {
    for world in worlds().await {
        change(&world.shop, "ALTER TABLE login RENAME TO login_old").await;
        let id = world.search(CaseKind::Erasure, "zero@example.com").await;
        let page = world.page(id).await;
        assert_eq!((page.line.state, page.searches[0].state), (CaseState::Searching, SearchState::Failed));
        let problem = page.searches[0].problem.clone().unwrap();
        assert!(problem.contains("login"), "{problem}");
        assert!(world.app.complete_review(&Actor::System, id).await.is_err());

        // Mended, the search goes on, and only then the request can end.
        change(&world.shop, "ALTER TABLE login_old RENAME TO login").await;
        world.app.search_again(&Actor::System, id).await.unwrap();
        world.complete(id).await;
        assert_eq!(world.page(id).await.line.state, CaseState::Answered);
        assert_eq!(world.count("login WHERE device = 'ERASED'").await, 5);
    }
}

#[tokio::test]
async fn a_source_that_was_taken_away_is_told_and_nothing_is_answered() {
    for mut world in worlds().await {
        change(&world.shop, "ALTER TABLE login RENAME TO login_old").await;
        let id = world.search(CaseKind::Access, "zero@example.com").await;
        let file = world.dir.path().join("sources/shop.yaml");
        let away = world.dir.path().join("shop.yaml.away");
        std::fs::rename(&file, &away).unwrap();
        world.app = open(&world.dir, world.clock.clone()).await;
        world.app.search_again(&Actor::System, id).await.unwrap();
        let page = world.page(id).await;
        assert_eq!((page.line.state, page.searches[0].state), (CaseState::Searching, SearchState::Failed));
        assert!(page.searches[0].problem.as_ref().unwrap().contains("no longer configured"));
    }
}

#[tokio::test]
async fn a_table_without_a_key_of_its_own_stops_the_plan_and_says_so() {
    for world in worlds().await {
        change(
            &world.shop,
            "DROP TABLE orders; CREATE TABLE orders (id int, customer_id int, note text); \
             INSERT INTO orders VALUES (7, 0, 'mijn'), (7, 1, 'van een ander')",
        )
        .await;
        let id = world.search(CaseKind::Erasure, "zero@example.com").await;
        if world.page(id).await.line.state == CaseState::Reviewing {
            world.complete(id).await;
        }
        let page = world.page(id).await;
        assert_ne!(page.line.state, CaseState::Answered);
        let told = match page.plan {
            Some(plan) => {
                assert_ne!(plan.state, PlanState::Completed);
                let plan = world.app.plan_page(&Actor::System, plan.id, gestand_publish::Lang::En).await.unwrap();
                plan.groups.iter().filter_map(|group| group.problem.clone()).collect()
            }
            None => page.searches[0].problem.clone().unwrap_or_default(),
        };
        assert!(told.contains("orders"), "{told}");
        assert_eq!(world.count("orders WHERE note = 'van een ander'").await, 1, "another's row was changed");
    }
}
