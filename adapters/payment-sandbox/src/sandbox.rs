//! The provider itself: the books, the journal that outlives the process, and who changes them.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Money, RefundId, Uuid};
use platform::{Clock, IdSource, SecretSource};
use thiserror::Error;
use tokio::sync::Notify;

use crate::deliver::Sender;
use crate::journal::{Change, Journal, JournalError};
use crate::ledger::{Act, Ledger, Moment, Opening, Refused};
use crate::record::{Behaviour, Payment, Reference, Refund};
use crate::signature::WebhookSecret;

/// How the sandbox is set up.
#[derive(Debug, Clone)]
pub struct SandboxConfig {
    /// The journal's file; created with its folder.
    pub journal: PathBuf,
    /// The address under which browsers reach the hosted page's host, without a slash at the end:
    /// `http://127.0.0.1:8080`. Empty for addresses relative to the shop's.
    pub public_url: String,
    /// Where webhooks are posted to, `http` only: the sandbox is for one machine.
    pub webhook_url: String,
    /// Signs webhooks.
    pub secret: WebhookSecret,
    /// Who is paid, as the page shows it.
    pub merchant: String,
    /// How webhooks behave unless a payment is told otherwise.
    pub behaviour: Behaviour,
    /// Whether a payment can be told otherwise, by the form on its page.
    pub allow_behaviours: bool,
}

/// Why the sandbox cannot start.
#[derive(Debug, Error)]
pub enum SandboxError {
    /// The journal cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Webhooks cannot be sent there.
    #[error("the sandbox's webhook address must begin with http://")]
    WebhookUrl,
    /// No HTTP client can be made.
    #[error("the sandbox cannot send webhooks")]
    Client(#[from] reqwest::Error),
}

/// A refusal, or that nothing could be written down.
#[derive(Debug, Error)]
pub(crate) enum SandboxFailure {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// A payment provider for laptops and tests.
pub struct Sandbox {
    pub(crate) config: SandboxConfig,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sender: Sender,
    /// Told whenever something new is to be delivered.
    pub(crate) news: Notify,
    ids: Arc<dyn IdSource>,
    secrets: Arc<dyn SecretSource>,
    books: Mutex<Books>,
}

struct Books {
    ledger: Ledger,
    journal: Journal,
}

impl Sandbox {
    /// Opens the sandbox on its journal. Webhooks go out while [`Sandbox::run`] runs.
    ///
    /// # Errors
    /// [`SandboxError`].
    pub fn open(
        config: SandboxConfig,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        secrets: Arc<dyn SecretSource>,
    ) -> Result<Arc<Self>, SandboxError> {
        if !config.webhook_url.starts_with("http://") {
            return Err(SandboxError::WebhookUrl);
        }
        let sender = Sender::new(&config.webhook_url)?;
        let (mut journal, changes) = Journal::open(&config.journal)?;
        let lines = changes.len();
        let mut ledger = Ledger::default();
        changes.into_iter().for_each(|change| ledger.apply(change));
        if lines > 2 * ledger.len() + 1000 {
            journal.replace(&ledger.compacted())?;
        }
        let books = Mutex::new(Books { ledger, journal });
        Ok(Arc::new(Self { config, clock, sender, news: Notify::new(), ids, secrets, books }))
    }

    /// The address of a payment's page.
    pub(crate) fn page_url(&self, reference: &Reference) -> String {
        format!("{}/sandbox/payments/{}", self.config.public_url, reference.0)
    }

    pub(crate) fn payment(&self, reference: &Reference) -> Option<Payment> {
        self.books().ledger.payment(reference).cloned()
    }

    pub(crate) fn open_payment(&self, opening: Opening) -> Result<Payment, SandboxFailure> {
        let reference = || Reference(format!("sbx_{}", hex::encode(&self.secrets.secret().expose()[..20])));
        let now = self.clock.now();
        self.write(|ledger, _| ledger.open(opening, reference, self.config.behaviour, now))
    }

    pub(crate) fn act(
        &self,
        reference: &Reference,
        act: Act,
        behaviour: Option<Behaviour>,
    ) -> Result<Payment, SandboxFailure> {
        self.expire()?;
        self.write(|ledger, moment| ledger.act(reference, act, behaviour, moment))
    }

    pub(crate) fn behave(&self, reference: &Reference, behaviour: Behaviour) -> Result<(), SandboxFailure> {
        self.write(|ledger, _| Ok(((), ledger.behave(reference, behaviour)?)))
    }

    pub(crate) fn cancel_payment(&self, reference: &Reference) -> Result<(), SandboxFailure> {
        self.expire()?;
        self.write(|ledger, moment| Ok(((), ledger.cancel(reference, moment)?)))
    }

    pub(crate) fn refund_payment(
        &self,
        id: RefundId,
        payment: &Reference,
        amount: Money,
    ) -> Result<Refund, SandboxFailure> {
        self.write(|ledger, moment| ledger.refund(id, payment, amount, moment))
    }

    /// Ends what nobody paid in time.
    pub(crate) fn expire(&self) -> Result<(), SandboxFailure> {
        self.write(|ledger, moment| Ok(((), ledger.expire(moment))))
    }

    /// Decides on the books, writes the decision down, and only then has it happen.
    pub(crate) fn write<T>(
        &self,
        decide: impl FnOnce(&Ledger, &Moment<'_>) -> Result<(T, Change), Refused>,
    ) -> Result<T, SandboxFailure> {
        let uuid = || -> Uuid { self.ids.uuid() };
        let moment = Moment { now: self.clock.now(), uuid: &uuid };
        let mut books = self.books();
        let (answer, change) = decide(&books.ledger, &moment)?;
        if !change.is_empty() {
            books.journal.append(&change)?;
            let news = !change.deliveries.is_empty() || !change.payments.is_empty();
            books.ledger.apply(change);
            if news {
                self.news.notify_one();
            }
        }
        Ok(answer)
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&Ledger) -> T) -> T {
        look(&self.books().ledger)
    }

    #[cfg(test)]
    pub(crate) fn jam(&self) {
        self.books().journal.jam();
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        // Whoever panicked held the lock before anything was applied, or after: the books are whole.
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("config", &self.config).finish_non_exhaustive()
    }
}
