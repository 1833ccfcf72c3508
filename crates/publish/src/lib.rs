//! What the policy says and what people receive: the statement, answers to requests, certificates of destruction.
//!
//! Everything is first a struct, then a `Paper` of plain blocks, and from there PDF/UA, HTML or text; so the
//! forms cannot disagree. Pure: no I/O, no clock; dates come from the caller.

mod answer;
mod certificate;
mod changes;
mod cookies;
mod lang;
mod paper;
mod pdf;
mod readability;
pub mod register;
mod statement;
pub mod words;

pub use answer::{
    AccessAnswer, AccessHtml, AccessJson, Action, ActionAnswer, AnswerField, AnswerRecord, AnswerSection, Change, Done,
    Giving, Kept, LeftOut, LiftNotice, MOST_ON_PAPER, PolicyPart, PortableValue, VeraFile, VeraPackage, access_pdf,
    action_html, action_json, action_pdf, lift_pdf, policy_part,
};
pub use certificate::{DestructionCertificate, DestructionRow, certificate_pdf, certificate_text};
pub use changes::{ChangeInWords, changes};
pub use cookies::{
    ConsentConfig, ConsentRefused, CookieGroup, CookiePage, consent_config, cookie_page, cookie_page_html,
    cookie_page_markdown,
};
pub use lang::Lang;
pub use pdf::PdfError;
pub use readability::{Finding, Problem, hard_to_read, readability};
pub use statement::{
    Detail, Entry, Group, Part, Section, Sentence, Statement, lost_wording, statement, statement_html, statement_json,
    statement_markdown, statement_pdf, statement_text,
};
