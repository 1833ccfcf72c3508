//! A bucket of an S3 service. Deleting ends every version of a file.

use std::path::Path as FsPath;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt;
use jiff::Timestamp;
use object_store::aws::{AmazonS3, AmazonS3Builder, AwsCredential};
use object_store::client::HttpClient;
use object_store::path::Path;
use object_store::{CredentialProvider, ObjectMeta, ObjectStore, ObjectStoreExt, RetryConfig};
use serde::Deserialize;

use super::http::Carrier;
use super::{Entry, Failed, Kind, Result, Scope};
use crate::agent::agent;
use crate::secret::Secret;

/// For one exchange, and for all tries of a request together.
const EXCHANGE: Duration = Duration::from_mins(1);
const TRIES: usize = 3;
const ALL_TRIES: Duration = Duration::from_mins(2);

/// A bucket as an annotation has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    pub bucket: String,
    pub region: String,
    /// Without it, the one of Amazon in the region. `https`, save for this machine.
    pub endpoint: Option<String>,
    pub key_id_env: Option<String>,
    pub key_id_file: Option<String>,
    pub secret_env: Option<String>,
    pub secret_file: Option<String>,
    /// Certificates (PEM) that are trusted beside those of the machine.
    pub ca_file: Option<String>,
}

/// A client of the service, made at the first use.
#[derive(Debug, Clone)]
pub struct Client {
    pub store: Arc<AmazonS3>,
    pub http: HttpClient,
}

#[derive(Debug)]
pub struct Bucket {
    pub config: S3,
    /// Below which all keys lie, with `/` behind it; empty: the whole bucket.
    root: String,
    /// `https://host/bucket`.
    pub address: String,
    pub keys: Arc<Keys>,
    ca_file: Option<std::path::PathBuf>,
    client: OnceLock<std::result::Result<Client, String>>,
}

impl Bucket {
    /// # Errors
    /// An endpoint that is not `https` (save for this machine), or keys that are not named.
    pub fn new(config: S3, root: &str, folder: &FsPath) -> std::result::Result<Bucket, String> {
        let endpoint = match &config.endpoint {
            Some(endpoint) => endpoint.trim_end_matches('/').to_owned(),
            None => format!("https://s3.{}.amazonaws.com", config.region),
        };
        let local = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"];
        if !endpoint.starts_with("https://") && !local.iter().any(|local| endpoint.starts_with(local)) {
            return Err(format!("s3.endpoint: '{endpoint}' must begin with https://"));
        }
        let named = |what: &str, env: &Option<String>, file: &Option<String>| {
            Secret::new(env.as_ref(), file.as_ref(), folder)
                .ok_or_else(|| format!("s3: say where the {what} is: `{what}_env` or `{what}_file`"))
        };
        let root = root.trim_matches('/');
        Ok(Bucket {
            root: if root.is_empty() { String::new() } else { format!("{root}/") },
            address: format!("{endpoint}/{}", config.bucket),
            keys: Arc::new(Keys {
                id: named("key_id", &config.key_id_env, &config.key_id_file)?,
                secret: named("secret", &config.secret_env, &config.secret_file)?,
            }),
            ca_file: config.ca_file.as_ref().map(|file| folder.join(file)),
            client: OnceLock::new(),
            config,
        })
    }

    pub fn client(&self) -> Result<Client> {
        let client = self.client.get_or_init(|| self.connect()).clone();
        client.map_err(Failed::Away)
    }

    fn connect(&self) -> std::result::Result<Client, String> {
        let carrier = Carrier(agent(EXCHANGE, self.ca_file.as_deref())?);
        let retry = RetryConfig { max_retries: TRIES, retry_timeout: ALL_TRIES, ..RetryConfig::default() };
        let endpoint = self.address.rsplit_once('/').map_or("", |(endpoint, _)| endpoint);
        let store = AmazonS3Builder::new()
            .with_bucket_name(&self.config.bucket)
            .with_region(&self.config.region)
            .with_endpoint(endpoint)
            .with_allow_http(endpoint.starts_with("http://"))
            .with_credentials(Arc::<Keys>::clone(&self.keys))
            .with_http_connector(carrier.clone())
            .with_retry(retry)
            .build();
        let store = store.map_err(|error| match failed(&error) {
            Failed::Away(reason) | Failed::Broken(reason) => reason,
            Failed::Outside => "not a valid address".to_owned(),
        })?;
        Ok(Client { store: Arc::new(store), http: HttpClient::new(carrier) })
    }

    /// The key in the bucket.
    pub fn key(&self, path: &str) -> Result<Path> {
        let key = [&self.root, path].concat();
        // What the service knows by another name than ours would be another file.
        Path::parse(&key).ok().filter(|parsed| parsed.as_ref() == key).ok_or(Failed::Outside)
    }

    /// What all keys of a folder begin with.
    fn prefix(&self, folder: &str) -> Result<Path> {
        let key = [&self.root, folder].concat();
        Path::parse(key.trim_end_matches('/')).map_err(|_| Failed::Outside)
    }

    pub async fn reach(&self) -> Result<()> {
        let mut listed = self.client()?.store.list(Some(&self.prefix("")?));
        listed.try_next().await.map(drop).map_err(|error| failed(&error))
    }

    pub async fn page<T: Send + 'static>(
        &self,
        scope: &Scope,
        after: Option<&str>,
        limit: usize,
        mut pick: impl FnMut(Entry) -> Option<T> + Send + 'static,
    ) -> Result<Vec<T>> {
        let store = self.client()?.store;
        let within = self.prefix(&scope.within)?;
        let mut listed = match after {
            Some(after) => store.list_with_offset(Some(&within), &self.key(after)?),
            None => store.list(Some(&within)),
        };
        let mut picked = Vec::new();
        let mut last = String::new();
        while let Some(meta) = listed.try_next().await.map_err(|error| failed(&error))? {
            let entry = self.entry(&meta)?;
            // Pages are cut by the order: out of it, files would be passed over.
            if entry.path <= last {
                return Err(Failed::Broken("the bucket does not list its keys in their order".to_owned()));
            }
            last.clone_from(&entry.path);
            picked.extend(pick(entry));
            if picked.len() >= limit {
                break;
            }
        }
        Ok(picked)
    }

    fn entry(&self, meta: &ObjectMeta) -> Result<Entry> {
        let key = meta.location.as_ref();
        let path = key.strip_prefix(&self.root).ok_or(Failed::Outside)?.to_owned();
        let modified = Timestamp::from_microsecond(meta.last_modified.timestamp_micros());
        let modified = modified.map_err(|error| Failed::Broken(error.to_string()))?;
        Ok(Entry { path, kind: Kind::File, bytes: meta.size, modified })
    }

    pub async fn head(&self, path: &str) -> Result<Option<Entry>> {
        match self.client()?.store.head(&self.key(path)?).await {
            Ok(meta) => self.entry(&meta).map(Some),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        match self.client()?.store.get(&self.key(path)?).await {
            Ok(got) => Ok(Some(got.bytes().await.map_err(|error| failed(&error))?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    pub async fn keeps(&self, path: &str) -> Result<bool> {
        if self.keeps_versions().await? {
            return Ok(!self.versions(path).await?.is_empty());
        }
        Ok(self.head(path).await?.is_some())
    }

    /// In a bucket with versions a plain deletion hides a file: each version is ended by itself.
    pub async fn remove(&self, path: &str) -> Result<bool> {
        if self.keeps_versions().await? {
            let versions = self.versions(path).await?;
            for version in &versions {
                self.end(path, version).await?;
            }
            return Ok(!versions.is_empty());
        }
        if self.head(path).await?.is_none() {
            return Ok(false);
        }
        let deleted = self.client()?.store.delete(&self.key(path)?).await;
        deleted.map(|()| true).map_err(|error| failed(&error))
    }

    /// Copied, and then removed: a crash between leaves both, and the next try ends it.
    pub async fn shift(&self, from: &str, to: &str) -> Result<bool> {
        let store = self.client()?.store;
        let (from_key, to_key) = (self.key(from)?, self.key(to)?);
        let meta = async |key: &Path| match store.head(key).await {
            Ok(meta) => Ok(Some(meta)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(&error)),
        };
        let Some(there) = meta(&from_key).await? else { return Ok(false) };
        match meta(&to_key).await? {
            None => store.copy(&from_key, &to_key).await.map_err(|error| failed(&error))?,
            Some(copy) if copy.size == there.size && copy.e_tag.is_some() && copy.e_tag == there.e_tag => {}
            Some(_) => return Err(Failed::Broken("there is another file of that name already".to_owned())),
        }
        self.remove(from).await
    }
}

/// Who Gestand is to the service.
#[derive(Debug)]
pub struct Keys {
    id: Secret,
    secret: Secret,
}

#[async_trait]
impl CredentialProvider for Keys {
    type Credential = AwsCredential;

    async fn get_credential(&self) -> object_store::Result<Arc<AwsCredential>> {
        let missing = |reason: String| object_store::Error::Generic {
            store: "S3",
            source: Box::new(std::io::Error::other(reason)),
        };
        Ok(Arc::new(AwsCredential {
            key_id: self.id.read().map_err(missing)?,
            secret_key: self.secret.read().map_err(missing)?,
            token: None,
        }))
    }
}

/// What went wrong, without the address and the key that the library tells.
pub fn failed(error: &object_store::Error) -> Failed {
    use object_store::Error;
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return Failed::Away(error.to_string());
        }
        cause = error.source();
    }
    Failed::Away(
        match error {
            Error::NotFound { .. } => "there is no such bucket",
            Error::PermissionDenied { .. } => "the service does not permit it",
            Error::Unauthenticated { .. } => "the service does not know the key",
            Error::InvalidPath { .. } => "the bucket has a key that is no path",
            _ => "the service answered otherwise than S3 does",
        }
        .to_owned(),
    )
}
