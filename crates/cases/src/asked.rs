//! What a request asks beyond its kind.

use serde::{Deserialize, Serialize};

/// What the person asks. Holds personal data: it has no `Debug`, and is sealed where it is kept.
#[derive(Clone, Default, Serialize, Deserialize)]
#[expect(missing_debug_implementations, reason = "holds personal data")]
pub struct Asked {
    /// Rectification: what should be otherwise.
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// Restriction: why.
    #[serde(default)]
    pub restriction: Option<RestrictionGround>,
    /// Portability: the organisation that should get the data, where the person names one (Art. 20(2)).
    #[serde(default)]
    pub transfer_to: Option<String>,
}

/// One value that should be another (Art. 16).
#[derive(Clone, Serialize, Deserialize)]
#[expect(missing_debug_implementations, reason = "holds personal data")]
pub struct Correction {
    /// Item id of the policy.
    pub item: String,
    pub value: String,
}

/// The grounds of Art. 18(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestrictionGround {
    /// (a) The person says that the data are not right.
    Accuracy,
    /// (b) The use is unlawful, and the person does not want the data erased.
    Unlawful,
    /// (c) The person needs the data for a legal claim.
    Claim,
    /// (d) The person has objected, and it is not decided yet.
    Objection,
}

impl RestrictionGround {
    pub const ALL: [RestrictionGround; 4] = [
        RestrictionGround::Accuracy,
        RestrictionGround::Unlawful,
        RestrictionGround::Claim,
        RestrictionGround::Objection,
    ];

    /// The name in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            RestrictionGround::Accuracy => "accuracy",
            RestrictionGround::Unlawful => "unlawful",
            RestrictionGround::Claim => "claim",
            RestrictionGround::Objection => "objection",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.as_str() == text)
    }

    /// The article.
    pub const fn law(self) -> &'static str {
        match self {
            RestrictionGround::Accuracy => "GDPR 18(1)(a)",
            RestrictionGround::Unlawful => "GDPR 18(1)(b)",
            RestrictionGround::Claim => "GDPR 18(1)(c)",
            RestrictionGround::Objection => "GDPR 18(1)(d)",
        }
    }
}
