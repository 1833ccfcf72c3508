//! What the policy says and what people receive: the statement, answers to requests, certificates of destruction.
//!
//! Everything is first a struct, then a `Paper` of plain blocks, and from there PDF/UA, HTML or text; so the
//! forms cannot disagree. Pure: no I/O, no clock; dates come from the caller.

mod answer;
mod certificate;
mod lang;
mod paper;
mod pdf;
mod statement;
pub mod words;

pub use answer::{
    AccessAnswer, AnswerRecord, AnswerSection, Erased, ErasureAnswer, Kept, LeftOut, PolicyPart, access_html,
    access_json, access_pdf, erasure_html, erasure_json, erasure_pdf, policy_part,
};
pub use certificate::{DestructionCertificate, DestructionRow, certificate_pdf, certificate_text};
pub use lang::Lang;
pub use pdf::PdfError;
pub use statement::{Section, Sentence, Statement, statement, statement_markdown, statement_pdf};
