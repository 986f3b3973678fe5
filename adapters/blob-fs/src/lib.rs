//! Blobs as files.
//!
//! A blob's file is `<folder>/<key>`; its media type follows from the key's ending, since whoever stores it chooses a key
//! that tells. A file appears whole or not at all: it is written under another name and then renamed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use platform::{Blob, BlobError, BlobKey, BlobStore};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// Keeps blobs in a folder.
pub struct FsBlobs {
    folder: PathBuf,
    public_base: String,
    /// Tells temporary files of this process apart.
    next: AtomicU64,
}

/// The file that keeps a blob's media type where the key's ending does not tell it.
const TYPE_SUFFIX: &str = ".type";

impl FsBlobs {
    /// Keeps blobs in `folder`, which is made when it is first needed. `public_base` is the address under which the files
    /// are served, without a slash at its end: `/media`.
    #[must_use]
    pub fn new(folder: PathBuf, public_base: impl Into<String>) -> Self {
        Self { folder, public_base: public_base.into(), next: AtomicU64::new(0) }
    }

    fn path(&self, key: &BlobKey) -> PathBuf {
        // A key's segments never start with a dot nor hold a separator, so the path stays within the folder.
        self.folder.join("blobs").join(key.as_str())
    }

    fn type_path(&self, key: &BlobKey) -> PathBuf {
        self.folder.join("types").join(format!("{key}{TYPE_SUFFIX}"))
    }

    async fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let temporary = self.folder.join("incoming");
        fs::create_dir_all(&temporary).await?;
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).await?;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let incoming = temporary.join(format!("{}-{number}", std::process::id()));
        let written = async {
            let mut file = fs::File::create(&incoming).await?;
            file.write_all(bytes).await?;
            file.sync_all().await?;
            fs::rename(&incoming, path).await
        }
        .await;
        if written.is_err() {
            // What is left over is of no use; that it cannot be removed changes nothing.
            let _ = fs::remove_file(&incoming).await;
        }
        written
    }
}

fn failed(error: std::io::Error) -> BlobError {
    BlobError(error.into())
}

async fn read(path: &Path) -> Result<Option<Vec<u8>>, BlobError> {
    match fs::read(path).await {
        Ok(bytes) => Ok(Some(bytes)),
        // A key that is a folder of other keys holds nothing itself.
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory) =>
        {
            Ok(None)
        }
        Err(error) => Err(failed(error)),
    }
}

async fn remove(path: &Path) -> Result<(), BlobError> {
    match fs::remove_file(path).await {
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

fn type_by_ending(key: &BlobKey) -> Option<&'static str> {
    let (_, ending) = key.as_str().rsplit_once('.')?;
    match ending {
        "webp" => Some("image/webp"),
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "txt" => Some("text/plain; charset=utf-8"),
        "json" => Some("application/json"),
        "pdf" => Some("application/pdf"),
        _ => None,
    }
}

#[async_trait]
impl BlobStore for FsBlobs {
    async fn put(&self, key: &BlobKey, blob: Blob) -> Result<(), BlobError> {
        // The type first: a blob that is there has its type.
        if type_by_ending(key) == Some(blob.content_type.as_str()) {
            remove(&self.type_path(key)).await?;
        } else {
            self.write(&self.type_path(key), blob.content_type.as_bytes()).await.map_err(failed)?;
        }
        self.write(&self.path(key), &blob.bytes).await.map_err(failed)
    }

    async fn get(&self, key: &BlobKey) -> Result<Option<Blob>, BlobError> {
        let Some(bytes) = read(&self.path(key)).await? else { return Ok(None) };
        let content_type = match read(&self.type_path(key)).await? {
            Some(stored) => String::from_utf8(stored).map_err(|error| BlobError(error.into()))?,
            None => type_by_ending(key).unwrap_or("application/octet-stream").to_owned(),
        };
        Ok(Some(Blob { bytes, content_type }))
    }

    async fn delete(&self, key: &BlobKey) -> Result<(), BlobError> {
        remove(&self.path(key)).await?;
        remove(&self.type_path(key)).await
    }

    fn public_url(&self, key: &BlobKey) -> String {
        format!("{}/{key}", self.public_base)
    }
}
