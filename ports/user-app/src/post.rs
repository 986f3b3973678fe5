//! The mails that the context sends.

use std::sync::Arc;

use kernel::Email;
use platform::{Mail, MailError, Mailer};

use crate::SecretText;

/// Writes and sends mails. Nothing that somebody typed is in them: whoever registers with a stranger's address does not get
/// to write to that stranger.
#[derive(Clone)]
pub(crate) struct Post {
    pub(crate) mailer: Arc<dyn Mailer>,
    /// The shop's address, without a slash at the end.
    pub(crate) public_url: Arc<str>,
}

impl Post {
    /// Asks whoever registered to prove that the mailbox is theirs.
    pub(crate) async fn verification(&self, to: &Email, token: &SecretText) -> Result<(), MailError> {
        let link = format!("{}/verify-email?token={}", self.public_url, token.expose());
        let text = format!(
            "Hello,\n\nplease confirm that this is your e-mail address:\n\n{link}\n\nThe link is good for 24 hours. \
             If you did not register, you need not do anything.\n"
        );
        self.send(to, "Please confirm your e-mail address", text).await
    }

    /// Lets whoever forgot their password choose a new one.
    pub(crate) async fn password_reset(&self, to: &Email, token: &SecretText) -> Result<(), MailError> {
        let link = format!("{}/reset-password?token={}", self.public_url, token.expose());
        let text = format!(
            "Hello,\n\nchoose a new password here:\n\n{link}\n\nThe link is good for one hour and can be used once. \
             If you did not ask for it, you need not do anything: your password stays as it is.\n"
        );
        self.send(to, "Choose a new password", text).await
    }

    /// Tells the owner of an account that somebody tried to register with their address.
    pub(crate) async fn already_registered(&self, to: &Email) -> Result<(), MailError> {
        let text = format!(
            "Hello,\n\nsomebody tried to register with this e-mail address, which has an account already. If it was \
             you: sign in, or choose a new password:\n\n{0}/sign-in\n{0}/forgot-password\n\nIf it was not you, you need not do \
             anything.\n",
            self.public_url
        );
        self.send(to, "You have an account already", text).await
    }

    async fn send(&self, to: &Email, subject: &str, text: String) -> Result<(), MailError> {
        self.mailer.send(Mail { to: to.clone(), subject: subject.to_owned(), text }).await
    }
}

/// For a mail that whoever waits for it can ask for again: the failure is logged, and what led to the mail stays.
pub(crate) fn log_failure(outcome: Result<(), MailError>) {
    if let Err(error) = outcome {
        let source: Option<&dyn std::error::Error> = std::error::Error::source(&error);
        tracing::warn!(%error, source = source.map(tracing::field::display), "a mail could not be sent");
    }
}
