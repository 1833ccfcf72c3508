//! TLS: an authority of one's own is trusted when the annotation names it, and otherwise nothing is sent.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::common::Dir;

/// A server for `localhost` that answers every request with an empty list, and tells of each request it could read.
fn start(dir: &Dir) -> (u16, Receiver<String>) {
    let pair = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    dir.write("own.pem", pair.cert.pem());
    let key = PrivatePkcs8KeyDer::from(pair.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![pair.cert.der().clone()], key.into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut bytes = [0; 4096];
            let Ok(read) = stream.read(&mut bytes) else { continue };
            let _ = tell.send(String::from_utf8_lossy(&bytes[..read]).into_owned());
            let answer =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
            let _ = stream.write_all(answer.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    (port, told)
}

#[tokio::test]
async fn only_a_trusted_interface_gets_the_key() {
    let dir = Dir::new();
    let (port, told) = start(&dir);
    dir.write("key", "sleutel-van-de-test");
    let annotation = |more: &str| {
        format!(
            "source: vera\nlabel: VERA\nkind: vera\nmode: read\nhttp:\n  domains: {{relaties: 'https://localhost:{port}/v4'}}\n  \
             auth: {{api_key: {{file: key}}}}\n  limits: {{tries: 1}}\n{more}"
        )
    };
    let error = dir.source(&annotation("")).keys("role", None, 1).await.unwrap_err().to_string();
    assert!(error.contains("certificate"), "{error}");
    assert!(told.try_recv().is_err(), "nothing was sent to an unknown interface");
    let trusted = dir.source(&annotation("  ca_file: own.pem\n"));
    assert!(trusted.keys("role", None, 1).await.unwrap().is_empty());
    let request = told.recv().unwrap().to_lowercase();
    assert!(
        request.starts_with("get /v4/relatierollen ") && request.contains("x-api-key: sleutel-van-de-test"),
        "{request}"
    );
    dir.write("own.pem", "geen certificaat");
    let error = dir.source(&annotation("  ca_file: own.pem\n")).keys("role", None, 1).await.unwrap_err().to_string();
    assert!(error.contains("no certificate in it"), "{error}");
}
