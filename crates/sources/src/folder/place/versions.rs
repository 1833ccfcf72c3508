//! Versions of the files of a bucket: what a plain deletion leaves behind.

use object_store::CredentialProvider;
use object_store::aws::AwsAuthorizer;
use object_store::client::{HttpRequest, HttpRequestBody};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use ureq::http::{Method, Request, StatusCode};

use super::bucket::{Bucket, failed};
use super::{Failed, Result};

/// Signs that stand in an address as they are, by the rules under which S3 signs.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A page of versions.
#[derive(Debug, Default, PartialEq, Eq)]
struct Versions {
    /// Key and id, also of the marks that hide a file.
    found: Vec<(String, String)>,
    /// Behind which key and id the next page begins.
    next: Option<(String, String)>,
}

impl Bucket {
    /// Whether the bucket keeps versions, or has kept them.
    pub async fn keeps_versions(&self) -> Result<bool> {
        match self.ask(Method::GET, "", "versioning=").await? {
            (StatusCode::OK, body) => {
                let mut kept = false;
                read(&body, |name, text| kept |= name == "Status" && !text.is_empty())?;
                Ok(kept)
            }
            // A service without versions.
            (StatusCode::NOT_IMPLEMENTED, _) => Ok(false),
            (status, _) => Err(refused(status)),
        }
    }

    /// The ids of all versions of a file, and of the marks that hide it.
    pub async fn versions(&self, path: &str) -> Result<Vec<String>> {
        let key = self.key(path)?;
        let begin = format!("encoding-type=url&prefix={}&versions=", encoded(key.as_ref()));
        let mut query = begin.clone();
        let mut versions = Vec::new();
        loop {
            let page = match self.ask(Method::GET, "", &query).await? {
                (StatusCode::OK, body) => page_of(&body)?,
                (status, _) => return Err(refused(status)),
            };
            let ours = page.found.into_iter().filter(|(found, _)| found == key.as_ref());
            versions.extend(ours.map(|(_, version)| version));
            match page.next {
                // Behind it come keys that only begin alike.
                Some((behind, version)) if behind == key.as_ref() => {
                    query = format!("{begin}&key-marker={}&version-id-marker={}", encoded(&behind), encoded(&version));
                }
                _ => return Ok(versions),
            }
        }
    }

    /// Ends one version for good.
    pub async fn end(&self, path: &str, version: &str) -> Result<()> {
        let key: Vec<String> = self.key(path)?.as_ref().split('/').map(encoded).collect();
        let query = format!("versionId={}", encoded(version));
        match self.ask(Method::DELETE, &format!("/{}", key.join("/")), &query).await? {
            (status, _) if status.is_success() || status == StatusCode::NOT_FOUND => Ok(()),
            (status, _) => Err(refused(status)),
        }
    }

    async fn ask(&self, method: Method, object: &str, query: &str) -> Result<(StatusCode, Vec<u8>)> {
        let broken = |_| Failed::Broken("a request to the bucket could not be made".to_owned());
        let http = self.client()?.http;
        let credential = self.keys.get_credential().await.map_err(|error| failed(&error))?;
        let request = Request::builder().method(method).uri(format!("{}{object}?{query}", self.address));
        let mut request: HttpRequest = request.body(HttpRequestBody::empty()).map_err(broken)?;
        let authorizer = AwsAuthorizer::new(&credential, "s3", &self.config.region);
        authorizer.try_authorize(&mut request, None).map_err(|error| failed(&error))?;
        let away = |error: &dyn std::error::Error| {
            Failed::Away(error.source().map_or_else(|| "no answer".to_owned(), ToString::to_string))
        };
        let (head, body) = http.execute(request).await.map_err(|error| away(&error))?.into_parts();
        let body = body.bytes().await.map_err(|error| away(&error))?;
        Ok((head.status, body.to_vec()))
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

fn refused(status: StatusCode) -> Failed {
    Failed::Away(match status {
        StatusCode::NOT_FOUND => "there is no such bucket".to_owned(),
        StatusCode::FORBIDDEN => "the service does not permit it (are versions or files locked?)".to_owned(),
        status => format!("the service answered {}", status.as_u16()),
    })
}

fn page_of(body: &[u8]) -> Result<Versions> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (mut page, mut key, mut more) = (Versions::default(), String::new(), false);
    let (mut next_key, mut next_version) = (String::new(), String::new());
    read(body, |name, text| match name {
        "Key" => key = decoded(text),
        "VersionId" => page.found.push((key.clone(), text.to_owned())),
        "IsTruncated" => more = text == "true",
        "NextKeyMarker" => next_key = decoded(text),
        "NextVersionIdMarker" => text.clone_into(&mut next_version),
        _ => {}
    })?;
    page.next = more.then_some((next_key, next_version));
    Ok(page)
}

/// Tells each element that holds text only.
fn read(body: &[u8], mut tell: impl FnMut(&str, &str)) -> Result<()> {
    let wrong = || Failed::Broken("the service answered otherwise than S3 does".to_owned());
    let mut reader = Reader::from_str(std::str::from_utf8(body).map_err(|_| wrong())?);
    let (mut name, mut text) = (String::new(), String::new());
    loop {
        match reader.read_event().map_err(|_| wrong())? {
            Event::Start(start) => {
                start.local_name().into_inner().clone_into(&mut name);
                text.clear();
            }
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(sign) => match sign.resolve_char_ref() {
                Ok(Some(sign)) => text.push(sign),
                _ => text.push_str(resolve_predefined_entity(&sign.xml10_content()).ok_or_else(wrong)?),
            },
            Event::End(end) => {
                if end.local_name().into_inner() == name {
                    tell(&name, text.trim());
                }
                name.clear();
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_versions() {
        let page = page_of(
            b"<?xml version='1.0'?><ListVersionsResult><Name>b</Name><Prefix>a%20b</Prefix><IsTruncated>true</IsTruncated>\
              <NextKeyMarker>a%20b</NextKeyMarker><NextVersionIdMarker>v2</NextVersionIdMarker>\
              <Version><Key>a%20b</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest></Version>\
              <DeleteMarker><Key>a%20b</Key><VersionId>v2&amp;</VersionId><Owner><ID>Key</ID></Owner></DeleteMarker>\
              </ListVersionsResult>",
        );
        let id = |version: &str| ("a b".to_owned(), version.to_owned());
        assert_eq!(page.unwrap(), Versions { found: vec![id("v1"), id("v2&")], next: Some(id("v2")) });
        assert!(page_of(b"<html><p").is_err());
    }
}
