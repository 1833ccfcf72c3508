//! How long data are kept and what happens then.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Document, Refs, Text, Trace};
use crate::span::At;
use crate::terms::{Keep, Length, Unit};

/// A retention rule (Art. 5(1)(e), 13(2)(a)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionRule {
    pub label: Option<Text>,
    /// Categories or items it is about. Empty: all data ("general rule").
    pub data: Refs,
    /// Only for these groups; empty: all.
    pub subjects: Refs,
    /// How long: see [`Keep`]. Absent: the statement promises a term but gives none.
    pub keep: Option<At<Keep>>,
    /// What the term depends on, where criteria stand instead of a term (Art. 13(2)(a)): `purpose`, `kind_of_data`, `law`, …
    pub criteria: Vec<At<String>>,
    pub then: Option<At<Then>>,
    /// Runs without approval by a person.
    pub automatic: bool,
    /// What stops destruction: `incident`, `claim`, `request`, `restriction`.
    pub holds: Vec<At<Hold>>,
    /// What must be so for a hold: ids of [`super::Condition`]s.
    pub hold_if: Refs,
    /// The outer limit of a hold, where stated.
    pub hold_limit: Option<Text>,
    /// The act and article.
    pub law: Option<At<String>>,
    /// In a vocabulary: the law sets this limit for every corporation, so it binds without being listed.
    pub statutory: bool,
    /// Who destroys: `self`, `specialised_company`, `supplier`.
    pub destroyed_by: Vec<At<String>>,
    /// By when old data that should have gone are gone (`YYYY-MM-DD`).
    pub clean_up_by: Option<At<String>>,
    /// Data are knowingly kept past their term (legacy archives that shrink by themselves).
    pub kept_past_term: bool,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    Destroy,
    Anonymise,
    DestroyOrAnonymise,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// A concrete incident (camera images as evidence).
    Incident,
    /// A legal claim or procedure.
    Claim,
    /// An open request of the person.
    Request,
    /// A restriction under Art. 18.
    Restriction,
}

/// The identification number and identity documents (UAVG 46).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Identification {
    /// Whether the BSN is stored. Absent: silent.
    pub bsn_stored: Option<At<bool>>,
    /// The act that permits it, where it is stored.
    pub bsn_law: Option<String>,
    /// Whether a BSN on papers that come in is made unreadable.
    pub bsn_masked: Option<bool>,
    pub copies: Option<At<IdentityCopies>>,
    /// What must be struck out on a copy: `bsn`, `photo`, `document_number`, `marked_as_copy`, `recipient`, `date`.
    pub copy_rules: Vec<At<String>>,
    /// Why a copy is shielded.
    pub copy_aim: Option<Text>,
    /// How long a shielded copy is kept at most, from the day it comes in (Art. 5(1)(e)). Absent: 14 days.
    pub copy_kept: Option<At<Length>>,
    /// How old the date on a copy may be, where `copy_rules` asks one (Art. 5(1)(f)). Absent: 31 days.
    pub copy_dated_within: Option<At<Length>>,
    /// The statement claims a duty to identify without an act.
    pub duty_without_act: bool,
    pub trace: Trace,
}

impl Document {
    /// [`Identification::copy_kept`], or our own choice where the policy says nothing: no law names a period.
    pub fn copy_kept(&self) -> Length {
        let stated = self.identification.as_ref().and_then(|rules| rules.copy_kept.as_deref());
        stated.copied().unwrap_or(Length::new(14, Unit::Days))
    }

    /// [`Identification::copy_dated_within`], or our own choice where the policy says nothing: no law names a period.
    pub fn copy_dated_within(&self) -> Length {
        let stated = self.identification.as_ref().and_then(|rules| rules.copy_dated_within.as_deref());
        stated.copied().unwrap_or(Length::new(31, Unit::Days))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdentityCopies {
    /// Never made and never stored.
    Never,
    /// Taken only when shielded by the rules.
    OnlyMasked,
    /// Seen, not stored.
    SeenOnly,
    Stored,
}
