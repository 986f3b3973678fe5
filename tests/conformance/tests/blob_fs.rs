//! Blobs as files keep the contract.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use blob_fs::FsBlobs;
use platform::{BlobKey, BlobStore};
use tradepost_conformance::blob;

struct Folder {
    _folder: tempfile::TempDir,
    store: FsBlobs,
}

fn store() -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let store = FsBlobs::new(folder.path().join("media"), "/media");
    Folder { _folder: folder, store }
}

#[tokio::test]
async fn what_was_put_is_got() {
    blob::what_was_put_is_got(&store().store).await;
}

#[tokio::test]
async fn putting_again_replaces() {
    blob::putting_again_replaces(&store().store).await;
}

#[tokio::test]
async fn what_was_deleted_is_gone() {
    blob::what_was_deleted_is_gone(&store().store).await;
}

#[tokio::test]
async fn addresses_end_in_the_key() {
    let folder = store();
    blob::addresses_end_in_the_key(&folder.store).await;
    assert_eq!(folder.store.public_url(&BlobKey::new("a/b.webp").unwrap()), "/media/a/b.webp");
}
