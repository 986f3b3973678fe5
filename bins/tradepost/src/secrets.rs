//! The shop's own secrets: made once, kept in the data folder, readable by their owner alone.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use platform::{Secret, SecretSource};
use serde::{Deserialize, Serialize};

/// Secrets that outlive the process.
#[derive(Clone)]
pub(crate) struct Secrets {
    /// The seed of the Ed25519 key that signs access tokens (RFC 8032, 5.1.5).
    pub(crate) token_seed: Secret,
    /// Signs the cookie of a guest's cart.
    pub(crate) cookie_key: Secret,
    /// Seals cursors.
    pub(crate) cursor_key: Secret,
    /// Signs the sandbox's webhooks.
    pub(crate) sandbox_key: Secret,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(…)")
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    token_seed: String,
    cookie_key: String,
    cursor_key: String,
    sandbox_key: String,
}

const NAME: &str = "secrets.toml";

impl Secrets {
    /// Reads the secrets in a folder, or makes them.
    ///
    /// # Errors
    /// When the file cannot be read or written, is malformed, or others may read it.
    pub(crate) fn load_or_create(folder: &Path, source: &dyn SecretSource) -> Result<Self> {
        let path = folder.join(NAME);
        match fs::read_to_string(&path) {
            Ok(text) => {
                refuse_if_others_may_read(&path)?;
                Self::parse(&text).with_context(|| format!("{} is damaged", path.display()))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let secrets = Self {
                    token_seed: source.secret(),
                    cookie_key: source.secret(),
                    cursor_key: source.secret(),
                    sandbox_key: source.secret(),
                };
                secrets.write(&path).with_context(|| format!("cannot write {}", path.display()))?;
                Ok(secrets)
            }
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let file: File = toml::from_str(text)?;
        let secret = |name: &str, text: &str| -> Result<Secret> {
            let bytes = hex::decode(text).with_context(|| format!("{name} is not hexadecimal"))?;
            let bytes: [u8; 32] = bytes.try_into().ok().with_context(|| format!("{name} does not have 32 bytes"))?;
            Ok(Secret::new(bytes))
        };
        Ok(Self {
            token_seed: secret("token_seed", &file.token_seed)?,
            cookie_key: secret("cookie_key", &file.cookie_key)?,
            cursor_key: secret("cursor_key", &file.cursor_key)?,
            sandbox_key: secret("sandbox_key", &file.sandbox_key)?,
        })
    }

    /// Writes a file beside the target and moves it there, so that a crash leaves all of it or nothing.
    fn write(&self, path: &Path) -> Result<()> {
        let file = File {
            token_seed: hex::encode(self.token_seed.expose()),
            cookie_key: hex::encode(self.cookie_key.expose()),
            cursor_key: hex::encode(self.cursor_key.expose()),
            sandbox_key: hex::encode(self.sandbox_key.expose()),
        };
        let draft = path.with_extension("toml.new");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut target = options.open(&draft)?;
        target.write_all(b"# The shop's own secrets. Whoever reads them can sign in as anybody.\n")?;
        target.write_all(toml::to_string(&file)?.as_bytes())?;
        target.sync_all()?;
        fs::rename(&draft, path)?;
        Ok(())
    }
}

#[cfg(unix)]
fn refuse_if_others_may_read(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("{} may be read by others: run `chmod 600 {}`", path.display(), path.display());
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_if_others_may_read(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);

    impl SecretSource for Counting {
        fn secret(&self) -> Secret {
            Secret::new([self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed); 32])
        }
    }

    #[test]
    fn secrets_are_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let source = Counting(1.into());
        let made = Secrets::load_or_create(folder.path(), &source).unwrap();
        let read = Secrets::load_or_create(folder.path(), &source).unwrap();
        assert_eq!(made.token_seed.expose(), &[1; 32]);
        assert_eq!(read.sandbox_key.expose(), &[4; 32]);
        assert_eq!(format!("{read:?}"), "Secrets(…)");
    }

    #[cfg(unix)]
    #[test]
    fn secrets_that_others_may_read_are_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        Secrets::load_or_create(folder.path(), &Counting(1.into())).unwrap();
        let path = folder.path().join(NAME);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let error = Secrets::load_or_create(folder.path(), &Counting(1.into())).unwrap_err();
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_damaged_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        Secrets::load_or_create(folder.path(), &Counting(1.into())).unwrap();
        let path = folder.path().join(NAME);
        fs::write(&path, fs::read_to_string(&path).unwrap().replace("0404", "04")).unwrap();
        let error = Secrets::load_or_create(folder.path(), &Counting(1.into())).unwrap_err();
        assert!(error.to_string().contains("is damaged"), "{error}");
    }
}
