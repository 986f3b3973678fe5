//! The contract of [`platform::BlobStore`].

use platform::{Blob, BlobKey, BlobStore};

fn key(text: &str) -> BlobKey {
    BlobKey::new(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn blob(bytes: &[u8], content_type: &str) -> Blob {
    Blob { bytes: bytes.to_vec(), content_type: content_type.to_owned() }
}

/// # Panics
/// When the store breaks its contract.
pub async fn what_was_put_is_got(store: &dyn BlobStore) {
    let every_byte: Vec<u8> = (0..=255).collect();
    for (name, blob) in [
        ("pictures/img_1/240.webp", blob(b"RIFF....WEBP", "image/webp")),
        ("pictures/img_1/notes", blob(&every_byte, "text/x-notes; charset=utf-8")),
        ("misnamed.png", blob(b"", "image/jpeg")),
    ] {
        assert_eq!(store.get(&key(name)).await.expect("get"), None, "{name}");
        store.put(&key(name), blob.clone()).await.expect("put");
        assert_eq!(store.get(&key(name)).await.expect("get"), Some(blob), "{name}");
    }
    assert_eq!(store.get(&key("pictures/img_1")).await.expect("get"), None, "a folder is no blob");
}

/// # Panics
/// When the store breaks its contract.
pub async fn putting_again_replaces(store: &dyn BlobStore) {
    let key = key("a/b.webp");
    store.put(&key, blob(b"a longer first one", "text/plain")).await.expect("put");
    store.put(&key, blob(b"second", "image/webp")).await.expect("put");
    assert_eq!(store.get(&key).await.expect("get"), Some(blob(b"second", "image/webp")));
}

/// # Panics
/// When the store breaks its contract.
pub async fn what_was_deleted_is_gone(store: &dyn BlobStore) {
    let key = key("a/b");
    store.put(&key, blob(b"x", "text/x-notes")).await.expect("put");
    store.delete(&key).await.expect("delete");
    store.delete(&key).await.expect("delete again");
    assert_eq!(store.get(&key).await.expect("get"), None);
}

/// # Panics
/// When the store breaks its contract.
pub async fn addresses_end_in_the_key(store: &dyn BlobStore) {
    let url = store.public_url(&key("pictures/img_1/240.webp"));
    assert!(url.ends_with("/pictures/img_1/240.webp"), "{url}");
    assert!(url.starts_with('/') || url.starts_with("https://") || url.starts_with("http://"), "{url}");
}
