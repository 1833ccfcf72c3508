//! The JSON Schema of the policy language, so that editors can complete and check packs.

use crate::model::Document;

/// The schema (draft 2020-12) of one file of a pack.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Document).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_every_section_and_refuses_unknown_keys() {
        let schema = json_schema();
        assert_eq!(schema["additionalProperties"], serde_json::json!(false));
        let sections = schema["properties"].as_object().map(|p| p.len());
        assert_eq!(sections, Some(35));
        assert!(schema["properties"]["retention"].is_object());
    }
}
