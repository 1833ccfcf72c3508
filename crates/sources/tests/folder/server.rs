//! S3 servers on this machine: one on a folder, and one that keeps versions.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::extract::Request;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::dto::*;
use s3s::service::S3ServiceBuilder;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

pub const KEY_ID: &str = "GESTANDTEST";
pub const SECRET: &str = "niet-geheim";

/// Serves for as long as the test runs; gives the address.
pub async fn serve(s3: impl S3) -> String {
    let mut builder = S3ServiceBuilder::new(s3);
    builder.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let served = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
                drop(served);
            });
        }
    });
    address
}

/// A server on a folder: each folder in it is a bucket.
pub fn on(folder: &Path) -> FileSystem {
    FileSystem::new(folder).unwrap()
}

/// A server that keeps versions: what is deleted in the plain way is hidden.
#[derive(Clone)]
pub struct Versioned {
    inner: Arc<FileSystem>,
    /// Key → ids of versions that are not the one that is shown.
    pub hidden: Arc<Mutex<BTreeMap<String, Vec<String>>>>,
    /// Whether the service lets nobody end a version.
    pub locked: bool,
}

impl Versioned {
    pub fn new(folder: &Path, locked: bool) -> Versioned {
        Versioned { inner: Arc::new(on(folder)), hidden: Arc::default(), locked }
    }
}

#[async_trait::async_trait]
impl S3 for Versioned {
    async fn get_bucket_versioning(
        &self,
        _: S3Request<GetBucketVersioningInput>,
    ) -> S3Result<S3Response<GetBucketVersioningOutput>> {
        let status = Some(BucketVersioningStatus::from_static(BucketVersioningStatus::ENABLED));
        Ok(S3Response::new(GetBucketVersioningOutput { status, ..Default::default() }))
    }

    async fn list_object_versions(
        &self,
        request: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        let input = request.input;
        let prefix = input.prefix.clone().unwrap_or_default();
        let list = ListObjectsV2Input { bucket: input.bucket, prefix: input.prefix, ..Default::default() };
        let shown = self.inner.list_objects_v2(plain(list)).await?.output.contents;
        let mut all: Vec<(String, String)> = Vec::new();
        for (key, ids) in self.hidden.lock().unwrap().iter().filter(|(key, _)| key.starts_with(&prefix)) {
            all.extend(ids.iter().map(|id| (key.clone(), id.clone())));
        }
        all.extend(shown.unwrap_or_default().into_iter().map(|object| (object.key.unwrap(), "shown".to_owned())));
        all.sort();
        // Two on a page: who asks must ask again.
        let behind = (input.key_marker.unwrap_or_default(), input.version_id_marker.unwrap_or_default());
        let mut rest = all.into_iter().filter(|version| *version > behind);
        let page: Vec<(String, String)> = rest.by_ref().take(2).collect();
        let more = rest.next().is_some();
        let last = page.last().cloned().unwrap_or_default();
        let (mut versions, mut markers) = (Vec::new(), Vec::new());
        for (key, id) in page {
            let (key, marker) = (Some(key), id.starts_with("marker"));
            match marker {
                true => markers.push(DeleteMarkerEntry { key, version_id: Some(id), ..Default::default() }),
                false => versions.push(ObjectVersion { key, version_id: Some(id), ..Default::default() }),
            }
        }
        Ok(S3Response::new(ListObjectVersionsOutput {
            versions: Some(versions),
            delete_markers: Some(markers),
            is_truncated: Some(more),
            next_key_marker: more.then_some(last.0),
            next_version_id_marker: more.then_some(last.1),
            ..Default::default()
        }))
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        let key = request.input.key.clone();
        match request.input.version_id.clone() {
            Some(_) if self.locked => return Err(s3_error!(AccessDenied)),
            Some(id) if id != "shown" => {
                self.hidden.lock().unwrap().entry(key).or_default().retain(|other| *other != id);
                return Ok(S3Response::new(DeleteObjectOutput::default()));
            }
            Some(_) => {}
            None => {
                self.hidden.lock().unwrap().entry(key).or_default().extend(["marker".to_owned(), "before".to_owned()]);
            }
        }
        self.inner.delete_object(request).await
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        self.inner.get_object(request).await
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        self.inner.head_object(request).await
    }

    async fn copy_object(&self, request: S3Request<CopyObjectInput>) -> S3Result<S3Response<CopyObjectOutput>> {
        self.inner.copy_object(request).await
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.inner.list_objects_v2(request).await
    }
}

/// A request of the server to itself.
fn plain<T>(input: T) -> S3Request<T> {
    let request = Request::new(());
    S3Request {
        input,
        method: request.method().clone(),
        uri: request.uri().clone(),
        headers: request.headers().clone(),
        extensions: Default::default(),
        credentials: None,
        region: None,
        service: None,
        trailing_headers: None,
    }
}
