//! Which field of a record a rectification means.

/// The field with this name, or the only one that holds the item with this name.
///
/// # Errors
/// Why there is none, or not one: the reason of a refusal.
pub fn meant<'a, T>(
    fields: impl Iterator<Item = (&'a str, Option<&'a str>, T)>,
    name: &str,
) -> Result<(&'a str, T), String> {
    let mut found: Vec<_> = fields.filter(|(field, item, _)| *field == name || *item == Some(name)).collect();
    if found.iter().any(|(field, ..)| *field == name) {
        found.retain(|(field, ..)| *field == name);
    }
    let names: Vec<&str> = found.iter().map(|(field, ..)| *field).collect();
    if names.len() > 1 {
        return Err(format!("'{name}' stands in {}; say which field", names.join(", ")));
    }
    let one = found.pop().ok_or_else(|| format!("no field '{name}' is about the person in this role"))?;
    Ok((one.0, one.2))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_name_means_one_field() {
        let fields =
            || [("mobiel", Some("phone"), 1), ("vast", Some("phone"), 2), ("email", Some("email"), 3)].into_iter();
        assert_eq!(meant(fields(), "vast"), Ok(("vast", 2)));
        assert_eq!(meant(fields(), "email"), Ok(("email", 3)));
        assert!(meant(fields(), "phone").unwrap_err().contains("mobiel, vast"));
        assert!(meant(fields(), "naam").is_err());
        let named = [("phone", Some("phone"), 1), ("mobiel", Some("phone"), 2)].into_iter();
        assert_eq!(meant(named, "phone"), Ok(("phone", 1)), "the field of that name, where there is one");
    }
}
