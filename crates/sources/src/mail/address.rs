//! E-mail addresses in the form they are compared in, and the keys of the persons behind them.

use sha2::{Digest, Sha256};

/// The form an address is compared in: lower case, the domain as it travels (IDNA); a tag (`name+tag@`) stays part of it.
/// `None`: no address.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let (name, host) = text.rsplit_once('@')?;
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control());
    (plain(name) && plain(host)).then(|| format!("{}@{}", name.to_lowercase(), domain(host)))
}

/// A domain as it travels.
pub fn domain(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    idna::domain_to_ascii(text).unwrap_or_else(|_| text.to_lowercase())
}

/// The key of whoever has the address (already in its form): a pseudonym, because keys are kept in our database.
pub fn by_address(source: &str, address: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(source.as_bytes());
    hash.update(b"\n");
    hash.update(address.as_bytes());
    format!("a:{}", short(hash))
}

/// The key of whoever has the relation number.
pub fn by_number(number: &str) -> String {
    format!("n:{number}")
}

/// Half of a SHA-256 digest, in hexadecimal digits.
pub fn short(hash: Sha256) -> String {
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        assert_eq!(address(" <Fenna@Voorbeeld.EXAMPLE.> ").as_deref(), Some("fenna@voorbeeld.example"));
        assert_eq!(address("fenna+huur@bücher.example"), address("Fenna+Huur@xn--bcher-kva.example"));
        assert_ne!(address("fenna+huur@a.example"), address("fenna@a.example"));
        for wrong in ["", "fenna", "@a.example", "fenna@", "fenna @a.example"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_differs_per_source() {
        assert_eq!(by_address("mail", "a@b.example"), by_address("mail", "a@b.example"));
        assert_ne!(by_address("mail", "a@b.example"), by_address("post", "a@b.example"));
    }
}
