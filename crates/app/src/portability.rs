//! Portability (Art. 20): what of a record goes along, also in the shape of VERA, and handing it to another organisation.

use std::collections::BTreeMap;

use gestand_base::CaseId;
use gestand_cases::{Portable, Reason, portable};
use gestand_ledger::EntryKind;
use gestand_publish::{LeftOut, PortableValue, VeraPackage};
use gestand_store::{CaseKind, CaseRow, CaseState, FindingRow, PackageRow, Verdict};
use serde_json::json;

use crate::delivery::PackageForm;
use crate::package::reason_in_words;
use crate::stored_record::StoredRecord;
use crate::{Actor, App, AppError, Download, Lang, Result};

const LANG: Lang = Lang::Nl;
/// The line in the history of a case that says that the data went to the other organisation.
const TRANSFERRED: &str = "transferred";

/// Answers about items, asked once each.
#[derive(Default)]
pub(crate) struct Portability {
    items: BTreeMap<String, Portable>,
    pub vera: VeraPackage,
}

impl App {
    /// Takes out of a record what rests on another basis, unless an officer gave the record against the proposal; each
    /// item that stays out is told once per class.
    pub(crate) fn only_portable(
        &self,
        row: &FindingRow,
        record: &mut StoredRecord,
        known: &mut Portability,
        left_out: &mut BTreeMap<(String, String, bool), LeftOut>,
    ) {
        if row.proposal == Verdict::Exclude {
            return;
        }
        let class = self.class_label(&row.source, &row.class).get(LANG.code()).to_owned();
        record.retain(|field, _| {
            let Some(item) = &field.item else { return true };
            let is = *known.items.entry(item.clone()).or_insert_with(|| portable(self.policy(), item));
            if is == Portable::No {
                let label = self.field_label(Some(item), &field.name, LANG.code());
                let (what, law) = (format!("{class}: {label}"), "GDPR 20(1)(a)".to_owned());
                let line = left_out.entry((what.clone(), law.clone(), false));
                let ground = reason_in_words(Reason::OtherBasis, LANG).to_owned();
                line.or_insert_with(|| LeftOut { what, ground, law, existence_only: false, count: 0 }).count += 1;
            }
            is != Portable::No
        });
    }

    /// Puts what is shown of a record into the files in the shape of VERA.
    pub(crate) fn add_to_vera(&self, row: &FindingRow, record: &StoredRecord, vera: &mut VeraPackage) {
        let class = self.class_label(&row.source, &row.class);
        let values: Vec<_> = record
            .values()
            .map(|value| (value, self.field_label(value.field.item.as_deref(), &value.field.name, LANG.code())))
            .collect();
        let values: Vec<_> = values
            .iter()
            .map(|(value, label)| PortableValue {
                item: value.field.item.as_deref(),
                field: &value.field.name,
                label,
                value: value.text,
            })
            .collect();
        vera.add(&row.source, class.get(LANG.code()), &values);
    }

    /// The case and its answer, when the person asked that another organisation gets the data (Art. 20(2)).
    async fn asked_transfer(&self, actor: &Actor, id: CaseId) -> Result<(CaseRow, PackageRow)> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.read().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        let asked = self.identity(&mut tx, case.person, &permit).await?.asked.transfer_to;
        if case.kind != CaseKind::Portability || asked.is_none() {
            return Err(AppError::Conflict { what: "no-transfer-asked" });
        }
        let package = tx.package_of(id).await?.filter(|package| package.expires_at > self.engine.clock.now());
        let answered = case.state == CaseState::Answered;
        let package = package.filter(|_| answered).ok_or(AppError::Conflict { what: "case-state" })?;
        Ok((case, package))
    }

    /// The data, for the officer who hands them to the organisation that the person named.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the person did not ask for that, or there is no answer.
    pub async fn transfer_file(&self, actor: &Actor, id: CaseId) -> Result<Download> {
        let (case, package) = self.asked_transfer(actor, id).await?;
        let mut tx = self.engine.store.write("transfer_file").await?;
        let facts = json!({"form": "zip", "sha256": package.digest, "transfer": true});
        self.append(&mut tx, EntryKind::PackageDelivered, Some(case.person), Some(id.to_string()), facts);
        tx.commit().await?;
        Ok(self.deliver(&case, package, self.permit(actor)?, PackageForm::Zip))
    }

    /// The organisation that the person named has got the data.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the person did not ask for that, there is no answer, or it was written down before.
    pub async fn transferred(&self, actor: &Actor, id: CaseId) -> Result<()> {
        let (case, package) = self.asked_transfer(actor, id).await?;
        let mut tx = self.engine.store.write("transferred").await?;
        if tx.case_events(id).await?.iter().any(|event| event.kind == TRANSFERRED) {
            return Err(AppError::Conflict { what: "case-state" });
        }
        self.case_event(&mut tx, id, actor, TRANSFERRED, json!({})).await?;
        let facts = json!({"sha256": package.digest});
        self.append(&mut tx, EntryKind::Disclosed, Some(case.person), Some(id.to_string()), facts);
        Ok(tx.commit().await?)
    }
}

/// Whether this line of a history says that the data went to the other organisation.
pub(crate) fn is_transfer(kind: &str) -> bool {
    kind == TRANSFERRED
}
