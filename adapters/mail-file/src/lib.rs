//! Mail as files, for a shop on one machine: whoever runs it reads the mails in a folder, and the links in the log.
#![warn(missing_docs)]

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use platform::{Clock, IdSource, Mail, MailError, Mailer};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// Writes each mail into a file of its own, as an Internet message (RFC 5322) that any mail program opens. The file's
/// name begins with the time, so that the newest sorts last.
#[derive(Clone)]
pub struct FileMailer {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
}

impl FileMailer {
    /// Writes into this folder, which is made when it is not there.
    #[must_use]
    pub fn new(folder: PathBuf, clock: Arc<dyn Clock>, ids: Arc<dyn IdSource>) -> Self {
        Self { folder, clock, ids }
    }

    async fn write(&self, mail: &Mail) -> std::io::Result<PathBuf> {
        fs::create_dir_all(&self.folder).await?;
        let (now, id) = (self.clock.now(), self.ids.uuid().simple());
        let path = self.folder.join(format!("{}-{id}.eml", now.unix_millis()));
        let draft = path.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        // Mails hold links that sign people in.
        #[cfg(unix)]
        options.mode(0o600);
        let mut file = options.open(&draft).await?;
        let message = format!(
            "From: Tradepost <shop@localhost>\r\nTo: {}\r\nSubject: {}\r\nX-Date: {now}\r\nMessage-ID: <{id}@localhost>\r\n\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}",
            mail.to,
            one_line(&mail.subject),
            mail.text.replace("\r\n", "\n").replace('\n', "\r\n"),
        );
        file.write_all(message.as_bytes()).await?;
        file.sync_all().await?;
        fs::rename(&draft, &path).await?;
        Ok(path)
    }
}

/// A header ends at the line's end: what looks like another header is none.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The first link in a mail.
fn link(text: &str) -> Option<&str> {
    text.split_whitespace().find(|word| word.starts_with("http://") || word.starts_with("https://"))
}

#[async_trait]
impl Mailer for FileMailer {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let path = self.write(&mail).await.map_err(|error| MailError::Unavailable(error.into()))?;
        // Whoever runs a shop on a laptop is its mail system, and has to get the link somewhere.
        tracing::info!(to = %mail.to, subject = mail.subject, link = link(&mail.text), file = %path.display(), "mail");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use kernel::{Email, Timestamp, Uuid};

    use super::*;

    struct Noon;
    impl Clock for Noon {
        fn now(&self) -> Timestamp {
            Timestamp::from_unix_millis(1_800_000_000_000).unwrap()
        }
    }

    #[derive(Default)]
    struct Counting(AtomicU64);
    impl IdSource for Counting {
        fn uuid(&self) -> Uuid {
            Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
        }
    }

    fn mail(subject: &str) -> Mail {
        Mail {
            to: Email::new("ada@example.com").unwrap(),
            subject: subject.to_owned(),
            text: "Hello,\n\nhttp://shop.example/verify-email?token=x\n".to_owned(),
        }
    }

    #[tokio::test]
    async fn each_mail_is_a_file_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = FileMailer::new(folder.path().join("mail"), Arc::new(Noon), Arc::new(Counting::default()));
        mailer.send(mail("Hello")).await.unwrap();
        mailer.send(mail("Hello\r\nBcc: everybody@example.com")).await.unwrap();
        let mut names: Vec<_> =
            std::fs::read_dir(folder.path().join("mail")).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        assert_eq!(names.len(), 2);
        let first = std::fs::read_to_string(&names[0]).unwrap();
        assert!(first.contains("\r\nTo: ada@example.com\r\nSubject: Hello\r\n"), "{first}");
        assert!(first.ends_with("\r\n\r\nHello,\r\n\r\nhttp://shop.example/verify-email?token=x\r\n"), "{first}");
        let second = std::fs::read_to_string(&names[1]).unwrap();
        assert!(!second.contains("\r\nBcc:"), "{second}");
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let mailer = FileMailer::new(file.join("mail"), Arc::new(Noon), Arc::new(Counting::default()));
        assert!(matches!(mailer.send(mail("Hello")).await, Err(MailError::Unavailable(_))));
    }

    #[test]
    fn the_link_is_found() {
        assert_eq!(link("Hello,\n\nhttps://a.example/b?c=d\n\nBye"), Some("https://a.example/b?c=d"));
        assert_eq!(link("Hello"), None);
    }
}
