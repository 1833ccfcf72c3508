//! The answer to an access request: what each record shows after the verdicts, and what the policy adds (Art. 15).

use std::collections::{BTreeMap, BTreeSet};

use gestand_base::FindingId;
use gestand_cases::Step;
use gestand_policy::model::{AddressForm, Text};
use gestand_publish::{
    AccessAnswer, AnswerRecord, AnswerSection, Lang, LeftOut, access_html, access_json, access_pdf, policy_part,
};
use gestand_sources::About;
use gestand_store::{CaseRow, FindingRow, Verdict};

use crate::findings::{StoredRecord, grounds_of};
use crate::package::{Attachment, Forms, reason_in_words};
use crate::{Actor, App, AppError, Result};

const LANG: Lang = Lang::Nl;
const DOCUMENT_LEFT_OUT: &str = "Het document zelf sturen wij niet mee, omdat er gegevens van anderen in staan. U kunt vragen om een versie zonder die gegevens.";

impl App {
    /// Builds and stores the answer, and moves the case on.
    pub(crate) async fn answer_access(&self, actor: &Actor, case: &CaseRow) -> Result<()> {
        let (answer, documents, judged) = self.access_answer(actor, case).await?;
        let forms = Forms::render(documents, move || {
            Ok((access_html(&answer, LANG)?, access_json(&answer), access_pdf(&answer, LANG)?))
        })
        .await?;
        let mut tx = self.engine.store.write("access_answer").await?;
        self.move_on(&mut tx, case, Step::ReviewCompleted).await?;
        // A verdict that changed while the answer was being written is not in it.
        if verdicts(&tx.findings(case.id).await?) != judged {
            return Err(AppError::Conflict { what: "case-state" });
        }
        self.store_package(&mut tx, actor, case, &forms).await?;
        Ok(tx.commit().await?)
    }

    async fn access_answer(&self, actor: &Actor, case: &CaseRow) -> Result<(AccessAnswer, Vec<Attachment>, Verdicts)> {
        let permit = self.permit(actor)?;
        let (identity, rows) = {
            let mut tx = self.engine.store.read().await?;
            (self.identity(&mut tx, case.person, &permit).await?, tx.findings(case.id).await?)
        };
        let mut shown = Shown::default();
        let mut attachments = Vec::new();
        for row in &rows {
            let mut record = self.open_finding(case.person, row, &permit)?;
            // Of a document that an officer redacts the file stays out: nobody has made the others in it unreadable.
            if let (Some(document), Some(Verdict::Include)) = (&record.document, row.verdict) {
                let bytes = self.document_of(row, &permit, "document for its requester").await?;
                match bytes {
                    Some(bytes) => attachments.push((document.name.clone(), bytes)),
                    // The file is gone from its source: the answer does not list what it does not hold.
                    None => record.document = None,
                }
            }
            self.show(row, record, &mut shown);
        }
        let items: Vec<&str> = shown.items.iter().map(String::as_str).collect();
        let part = policy_part(self.policy(), &items, LANG);
        let answer = AccessAnswer {
            organisation: self.organisation_name(),
            address: part.address.unwrap_or(AddressForm::U),
            case_number: case.number.clone(),
            received_on: case.received_on,
            answered_on: self.today(),
            person_name: identity.name,
            sections: shown.sections.into_values().collect(),
            left_out: shown.left_out.into_values().collect(),
            documents: shown.documents,
            purposes: part.purposes,
            recipients: part.recipients,
            terms: part.terms,
            origins: part.origins,
            rights: part.rights,
            complaint: part.complaint,
            // The review starts only when every source has answered, so there is nothing to confess here.
            not_searched: Vec::new(),
            automated: part.automated,
            policy_version: self.policy().version.clone(),
        };
        Ok((answer, attachments, verdicts(&rows)))
    }

    /// Puts one record where its verdict says.
    fn show(&self, row: &FindingRow, record: StoredRecord, shown: &mut Shown) {
        let class = self.class_label(&row.source, &row.class);
        shown.items.extend(record.values.iter().filter_map(|value| value.item.clone()));
        let redact = match row.verdict {
            Some(Verdict::Include) => false,
            Some(Verdict::Redact) => true,
            _ => return self.leave_out(row, &class, shown),
        };
        let note = match &record.document {
            Some(document) if !redact => {
                shown.documents.push((document.name.clone(), document.media_type.clone()));
                None
            }
            Some(_) => Some(DOCUMENT_LEFT_OUT.to_owned()),
            None => None,
        };
        let source = self.source_label(&row.source);
        let key = (row.source.clone(), row.class.clone());
        let section = shown.sections.entry(key).or_insert_with(|| AnswerSection {
            source_label: source.get(LANG.code()).to_owned(),
            class_label: class.get(LANG.code()).to_owned(),
            records: Vec::new(),
        });
        let number = section.records.len() + 1;
        let mut answer = AnswerRecord {
            title: format!("{} {number}", section.class_label),
            fields: Vec::new(),
            redacted: Vec::new(),
            note,
        };
        // Where the source does not tell whose data are whose, redacting takes the whole text.
        let told_apart = record.values.iter().any(|value| value.about == About::Other);
        for value in record.values {
            let label = self.field_label(value.item.as_deref(), &value.field, LANG.code());
            if redact && (value.about == About::Other || (value.free_text && !told_apart)) {
                answer.redacted.push(label);
            } else if !value.value.is_empty() {
                answer.fields.push((label, value.value));
            }
        }
        for (event, day) in record.events {
            let label = self.policy().document.events.get(&event).and_then(|event| event.label.as_ref());
            let label = label.map_or_else(|| event.replace('_', " "), |label| label.get(LANG.code()).to_owned());
            answer.fields.push((label, gestand_publish::words::date_in_words(day, LANG)));
        }
        section.records.push(answer);
    }

    /// A record that stays out, with its ground; only its kind and number are told.
    fn leave_out(&self, row: &FindingRow, class: &Text, shown: &mut Shown) {
        let existence_only = row.verdict == Some(Verdict::ExistenceNotice);
        let grounds = grounds_of(row);
        let law = grounds.iter().find_map(|ground| ground.law.clone()).unwrap_or_default();
        let what = class.get(LANG.code()).to_owned();
        let left_out = shown.left_out.entry((what.clone(), law.clone(), existence_only)).or_insert_with(|| LeftOut {
            what,
            ground: grounds.first().map(|ground| reason_in_words(ground.reason, LANG)).unwrap_or_default().to_owned(),
            law,
            existence_only,
            count: 0,
        });
        left_out.count += 1;
    }
}

/// What was decided of each record.
type Verdicts = Vec<(FindingId, Option<Verdict>)>;

fn verdicts(rows: &[FindingRow]) -> Verdicts {
    rows.iter().map(|row| (row.id, row.verdict)).collect()
}

/// The parts of an answer while it is collected.
#[derive(Default)]
struct Shown {
    items: BTreeSet<String>,
    sections: BTreeMap<(String, String), AnswerSection>,
    left_out: BTreeMap<(String, String, bool), LeftOut>,
    documents: Vec<(String, String)>,
}
