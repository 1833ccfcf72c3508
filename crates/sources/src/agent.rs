//! The HTTP client of sources: TLS on the certificates of this machine, no redirects, no proxy.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// A client that keeps connections open. `ca_file` (PEM) is trusted beside the authorities of the machine; `timeout` is
/// for a whole exchange. Redirects are not followed: nothing goes to an address that the annotation does not have.
///
/// # Errors
/// When `ca_file` cannot be read, or holds no certificate.
pub fn agent(timeout: Duration, ca_file: Option<&Path>) -> Result<Agent, String> {
    let mut roots: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
        .certs
        .iter()
        .map(|certificate| Certificate::from_der(certificate).to_owned())
        .collect();
    if let Some(file) = ca_file {
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let pem = std::fs::read(file).map_err(|error| wrong(&error))?;
        let before = roots.len();
        for item in parse_pem(&pem) {
            if let PemItem::Certificate(certificate) = item.map_err(|error| wrong(&error))? {
                roots.push(certificate);
            }
        }
        if roots.len() == before {
            return Err(wrong(&"no certificate in it"));
        }
    }
    let tls = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(timeout))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent("gestand")
        .allow_non_standard_methods(true)
        .build();
    Ok(config.into())
}
