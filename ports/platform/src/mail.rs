//! Mail to people.

use async_trait::async_trait;
use kernel::Email;
use thiserror::Error;

use crate::BoxError;

/// A message to one person.
///
/// Its debug output leaves the body out: bodies carry links that sign people in.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Who gets it.
    pub to: Email,
    /// The subject, one line.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("to", &self.to).field("subject", &self.subject).finish_non_exhaustive()
    }
}

/// Why a mail could not be handed over.
#[derive(Debug, Error)]
pub enum MailError {
    /// The mail system does not answer, or cannot take it now. Try again later.
    #[error("mail cannot be sent at the moment")]
    Unavailable(#[source] BoxError),
    /// The mail system will never take this mail.
    #[error("the mail was refused")]
    Refused(#[source] BoxError),
}

/// Hands mail to whatever delivers it.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Returns once the mail system has taken responsibility for the mail.
    async fn send(&self, mail: Mail) -> Result<(), MailError>;
}
