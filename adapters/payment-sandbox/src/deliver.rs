//! Delivering webhooks: at least once, until the receiver says that it has understood.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use kernel::Timestamp;
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;

use crate::journal::Change;
use crate::ledger::Ledger;
use crate::record::{Delivery, State};
use crate::sandbox::{Sandbox, SandboxFailure};
use crate::signature::SIGNATURE_HEADER;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest wait between two attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// A webhook that is refused as such this often is parked.
const REFUSALS: u32 = 5;
/// When nothing is due, somebody looks all the same.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Posts webhooks.
#[derive(Debug)]
pub(crate) struct Sender {
    client: reqwest::Client,
    url: String,
}

/// What became of an attempt.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Delivered,
    /// It may work later.
    Later(String),
    /// The receiver understood and does not want it.
    Refused(String),
}

impl Sender {
    pub(crate) fn new(url: &str) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder().timeout(PATIENCE).redirect(Policy::none()).no_proxy().build()?;
        Ok(Self { client, url: url.to_owned() })
    }

    async fn send(&self, body: String, signature: String) -> Outcome {
        let request = self.client.post(&self.url).header(CONTENT_TYPE, "application/json");
        match request.header(SIGNATURE_HEADER, signature).body(body).send().await {
            Ok(response) => outcome_of(response.status()),
            Err(error) => Outcome::Later(error.without_url().to_string()),
        }
    }
}

fn outcome_of(status: StatusCode) -> Outcome {
    let said = || format!("the receiver answered {status}");
    match status.as_u16() {
        200..=299 => Outcome::Delivered,
        // Not there yet, too slow, somebody was faster, too early, too often: these change.
        404 | 408 | 409 | 425 | 429 => Outcome::Later(said()),
        400..=499 => Outcome::Refused(said()),
        _ => Outcome::Later(said()),
    }
}

/// The wait after so many attempts: 1 s, doubled each time, a minute at most.
fn wait_after(attempts: u32) -> Duration {
    let seconds = 1_u64.checked_shl(attempts.saturating_sub(1)).unwrap_or(u64::MAX);
    Duration::from_secs(seconds).min(LONGEST_WAIT)
}

/// The delivery after an attempt, or `None` when it is done.
fn after(delivery: &Delivery, outcome: Outcome, now: Timestamp) -> Option<Delivery> {
    let attempts = delivery.attempts.saturating_add(1);
    let due_at = now.plus(wait_after(attempts));
    match outcome {
        Outcome::Delivered => None,
        Outcome::Refused(reason) if attempts >= REFUSALS => {
            Some(Delivery { attempts, parked: Some(reason), ..delivery.clone() })
        }
        Outcome::Later(_) | Outcome::Refused(_) => Some(Delivery { attempts, due_at, ..delivery.clone() }),
    }
}

impl Sandbox {
    /// Delivers webhooks as they fall due, and ends payments that nobody made, until `stop` is ready. What is not
    /// delivered by then is delivered after the next start.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        loop {
            let wait = tokio::select! {
                () = &mut stop => return,
                wait = self.pass() => wait,
            };
            tokio::select! {
                () = &mut stop => return,
                () = self.news.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// One pass; how long nothing will be due after it.
    async fn pass(&self) -> Duration {
        if let Err(error) = self.expire() {
            tracing::error!(error = &error as &dyn std::error::Error, "payments could not be ended");
            return LOOK_AGAIN;
        }
        match self.deliver_due().await {
            Ok(_) => self.read(next_due).map_or(LOOK_AGAIN, |due| due.since(self.clock.now())).min(LOOK_AGAIN),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "webhooks could not be delivered");
                LOOK_AGAIN
            }
        }
    }

    /// Tries each webhook that is due, in order; how many the receiver took.
    pub(crate) async fn deliver_due(&self) -> Result<usize, SandboxFailure> {
        let now = self.clock.now();
        let mut due: Vec<Delivery> = self.read(|ledger| {
            ledger
                .deliveries()
                .filter(|delivery| delivery.parked.is_none() && delivery.due_at <= now)
                .cloned()
                .collect()
        });
        due.sort_by(|a, b| (a.due_at, a.rank, &a.key).cmp(&(b.due_at, b.rank, &b.key)));
        let mut taken = 0;
        for delivery in due {
            taken += usize::from(self.deliver(&delivery).await?);
        }
        Ok(taken)
    }

    async fn deliver(&self, delivery: &Delivery) -> Result<bool, SandboxFailure> {
        let outcome = match self.config.secret.sign(delivery.body.as_bytes(), self.clock.now()) {
            Ok(signature) => self.sender.send(delivery.body.clone(), signature).await,
            Err(error) => Outcome::Later(error.to_string()),
        };
        if let Outcome::Later(reason) | Outcome::Refused(reason) = &outcome {
            tracing::warn!(webhook = delivery.key, attempts = delivery.attempts + 1, reason, "a webhook was not taken");
        }
        let again = after(delivery, outcome, self.clock.now());
        let taken = again.is_none();
        let change = match again {
            None => Change { delivered: vec![delivery.key.clone()], ..Change::default() },
            Some(again) => Change { deliveries: vec![again], ..Change::default() },
        };
        self.write(|_, _| Ok(((), change)))?;
        Ok(taken)
    }
}

/// When the next webhook is to be sent or the next payment ends.
fn next_due(ledger: &Ledger) -> Option<Timestamp> {
    let deliveries = ledger.deliveries().filter(|delivery| delivery.parked.is_none()).map(|delivery| delivery.due_at);
    let ends = ledger.payments().filter(|payment| payment.state == State::Open).map(|payment| payment.expires_at);
    deliveries.chain(ends).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute() {
        let seconds: Vec<u64> = (1..=8).map(|attempts| wait_after(attempts).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
    }

    #[test]
    fn an_answer_says_whether_to_try_again() {
        for status in [200, 202, 204] {
            assert_eq!(outcome_of(StatusCode::from_u16(status).unwrap()), Outcome::Delivered);
        }
        for status in [302, 404, 408, 409, 425, 429, 500, 503] {
            assert!(matches!(outcome_of(StatusCode::from_u16(status).unwrap()), Outcome::Later(_)), "{status}");
        }
        for status in [400, 401, 403, 410, 413, 422] {
            assert!(matches!(outcome_of(StatusCode::from_u16(status).unwrap()), Outcome::Refused(_)), "{status}");
        }
    }

    #[test]
    fn a_refused_webhook_is_parked_in_the_end_and_a_failing_one_never() {
        let now = Timestamp::from_unix_millis(1_000_000).unwrap();
        let fresh = Delivery {
            key: "sbe_1#1".to_owned(),
            body: "{}".to_owned(),
            due_at: now,
            rank: 0,
            attempts: 0,
            parked: None,
        };
        let mut refused = fresh.clone();
        for attempt in 1..=4 {
            refused = after(&refused, Outcome::Refused("400".to_owned()), now).unwrap();
            assert_eq!((refused.attempts, refused.parked.as_deref()), (attempt, None));
        }
        refused = after(&refused, Outcome::Refused("400".to_owned()), now).unwrap();
        assert_eq!((refused.attempts, refused.parked.as_deref()), (5, Some("400")));

        let failing = Delivery { attempts: 1000, ..fresh.clone() };
        let failing = after(&failing, Outcome::Later("503".to_owned()), now).unwrap();
        assert_eq!((failing.due_at, failing.parked), (now.plus(LONGEST_WAIT), None));
        assert_eq!(after(&fresh, Outcome::Delivered, now), None);
    }
}
