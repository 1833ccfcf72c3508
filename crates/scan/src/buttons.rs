//! The buttons of consent managers, and the words on buttons of sites that made their own.

use serde_json::json;

/// What a visitor wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    Accept,
    Refuse,
    /// Open a second layer, where refusing may be.
    Choose,
    /// Keep what is ticked in the second layer: nothing, unless it was ticked for the visitor.
    Save,
}

/// There is no such button: a selector that means nothing.
const NONE: &str = ":not(*)";

/// Consent managers, with the selectors of the buttons on their pages for accepting, refusing, choosing and saving.
const MANAGERS: [(&str, [&str; 4]); 13] = [
    (
        "vanilla-cookieconsent",
        [
            "#cc-main [data-role='all']",
            "#cc-main [data-role='necessary']",
            "#cc-main [data-role='show']",
            "#cc-main [data-role='save']",
        ],
    ),
    (
        "Cookiebot",
        [
            "#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll, #CybotCookiebotDialogBodyButtonAccept",
            "#CybotCookiebotDialogBodyButtonDecline, #CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll",
            "#CybotCookiebotDialogBodyLevelButtonCustomize",
            "#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowallSelection",
        ],
    ),
    (
        "OneTrust",
        [
            "#onetrust-accept-btn-handler",
            "#onetrust-reject-all-handler, .ot-pc-refuse-all-handler",
            "#onetrust-pc-btn-handler",
            ".save-preference-btn-handler",
        ],
    ),
    ("CookieYes", [".cky-btn-accept", ".cky-btn-reject", ".cky-btn-customize", ".cky-btn-preferences"]),
    ("Complianz", [".cmplz-accept", ".cmplz-deny", ".cmplz-view-preferences", ".cmplz-save-preferences"]),
    (
        "Klaro",
        [
            ".klaro .cm-btn-accept-all, .klaro .cm-btn-success",
            ".klaro .cm-btn-decline, .klaro .cn-decline",
            ".klaro .cn-learn-more, .klaro .cm-link",
            ".klaro .cm-btn-accept",
        ],
    ),
    (
        "Didomi",
        [
            "#didomi-notice-agree-button",
            "#didomi-notice-disagree-button, .didomi-continue-without-agreeing",
            "#didomi-notice-learn-more-button",
            "#btn-toggle-save",
        ],
    ),
    (
        "Usercentrics",
        [
            "[data-testid='uc-accept-all-button']",
            "[data-testid='uc-deny-all-button']",
            "[data-testid='uc-customize-button'], [data-testid='uc-more-button']",
            "[data-testid='uc-save-button']",
        ],
    ),
    (
        "CookieFirst",
        [
            "[data-cookiefirst-action='accept']",
            "[data-cookiefirst-action='reject']",
            "[data-cookiefirst-action='adjust']",
            "[data-cookiefirst-action='save']",
        ],
    ),
    (
        "Borlabs Cookie",
        [".brlbs-btn-accept-all", ".brlbs-btn-accept-only-essential", ".brlbs-btn-preferences", ".brlbs-btn-save"],
    ),
    (
        "iubenda",
        [
            ".iubenda-cs-accept-btn",
            ".iubenda-cs-reject-btn, .purposes-btn-reject",
            ".iubenda-cs-customize-btn",
            "#iubFooterBtn",
        ],
    ),
    ("CookieScript", ["#cookiescript_accept", "#cookiescript_reject", "#cookiescript_manage", "#cookiescript_save"]),
    ("Cookie Notice", ["#cn-accept-cookie", "#cn-refuse-cookie", NONE, NONE]),
];

/// The whole text of a button, in lower case and without a last full stop.
const ACCEPT: &str = "^((ja,? )?(ik )?(ga |ben )?akkoord|(alles?|alle cookies|cookies) (accepteren|toestaan)\
    |(accepteer|accepteren|toestaan)( alles?)?( cookies)?|sta (alles|alle cookies) toe|ja|oké|ok|begrepen\
    |(yes,? )?(i )?(accept|allow|agree)( to)?( all)?( cookies)?|got it)$";
const REFUSE: &str = "^((alles?|alle cookies|cookies) (weigeren|afwijzen)|(weiger|weigeren|afwijzen)( alles?)?( cookies)?\
    |niet (akkoord|accepteren|toestaan)|nee(,? bedankt|,? liever niet)?|(verder|doorgaan) zonder (te )?accepteren\
    |(alleen|enkel) (de )?(strikt )?(noodzakelijke?|functionele?|functioneel|essentiële|nodige)( cookies)?\
    ( accepteren| toestaan| gebruiken)?|(no,? )?(i )?(reject|refuse|decline|deny|disagree)( to)?( all)?( cookies)?\
    |no(,? thanks)?|(accept |use |allow )?only (strictly )?(necessary|essential|required)( cookies)?\
    |(accept |use |allow )?(strictly )?(necessary|essential|required)( cookies)? only|continue without accepting)$";
const CHOOSE: &str = "^((cookie[- ]?)?(instellingen|voorkeuren)( aanpassen| beheren| wijzigen| tonen)?|(cookies )?beheren\
    |(zelf )?(kiezen|instellen|aanpassen)|kies zelf|meer (opties|keuzes)|opties|wijzigen|aanpassen\
    |(manage |change |show )?(cookie )?(settings|preferences|options|cookies)|customi[sz]e|more options|(let me )?choose)$";
const SAVE: &str = "^((mijn )?((cookie[- ]?)?voorkeuren|instellingen|keuzes?|selectie) (opslaan|bewaren|bevestigen|toestaan)\
    |(opslaan|bewaren)( en sluiten)?|bevestig (mijn )?keuzes?|(save|confirm|allow)( my)?( cookie)?\
    ( choices?| preferences| settings| selection)?( and close)?)$";

impl Want {
    /// The JavaScript that finds the button that does this, by manager and then by its words.
    pub fn script(self, click: bool) -> String {
        let words = match self {
            Want::Accept => ACCEPT,
            Want::Refuse => REFUSE,
            Want::Choose => CHOOSE,
            Want::Save => SAVE,
        };
        let selectors = MANAGERS.map(|(name, selectors)| (name, selectors[self as usize]));
        call(&json!(selectors), &json!(words), click)
    }
}

/// The JavaScript that clicks the element that `selector` means.
pub(crate) fn by_selector(selector: &str) -> String {
    call(&json!([("", selector)]), &json!(null), true)
}

fn call(selectors: &serde_json::Value, words: &serde_json::Value, click: bool) -> String {
    let function = include_str!("find_button.js").trim_end();
    format!("{function}({selectors}, {words}, {click})")
}
