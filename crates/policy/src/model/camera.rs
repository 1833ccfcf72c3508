//! Camera sites: purpose, place, who may look and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Refs, Text, Trace};
use crate::span::At;

/// A kind of camera site. How long images are kept is a retention rule on the category named in `data`.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Camera {
    pub label: Option<Text>,
    /// The activity that gives purpose and basis.
    pub activity: Option<At<String>>,
    /// The category or item of the images; a retention rule must cover it.
    pub data: Option<At<String>>,
    /// Signs or stickers tell of the camera.
    pub signs: Option<At<bool>>,
    /// Where they hang: `office`, `entrance`, `common_areas`, `car_park`, `building_site`, …
    pub places: Vec<At<String>>,
    /// What must be so before one hangs: ids of [`super::Condition`]s.
    pub placed_if: Refs,
    /// All cameras can be seen.
    pub visible: Option<At<bool>>,
    /// Hidden cameras are used.
    pub hidden: Option<At<bool>>,
    /// What the field of view avoids: `homes`, `public_road`.
    pub avoids: Vec<String>,
    /// What is filmed as little as possible: `public_road`, `property_of_others`, `homes`.
    pub spares: Vec<At<String>>,
    /// Functions that may look.
    pub viewers: Refs,
    /// Reasons for looking: `calamity`, `burglary`, `destruction`, `vandalism`, `nuisance`, `police_request`, `incident`.
    pub reasons: Vec<At<String>>,
    /// Each look is written down. Absent: silent.
    pub viewing_logged: Option<At<bool>>,
    pub trace: Trace,
}
