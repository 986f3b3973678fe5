//! Hashing passwords.

use std::num::NonZeroUsize;
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _};
use argon2::{ARGON2ID_IDENT, Argon2, Params};
use async_trait::async_trait;
use tokio::sync::Semaphore;
use user::{Password, PasswordHash};
use user_ports::{HasherError, PasswordCheck, PasswordHasher};

/// How many may wait for each one that is worked on. Who comes then is sent away: they would wait for seconds.
const WAITING_FOR_EACH: usize = 32;

/// Argon2id (RFC 9106) with 19 MiB, two passes and one lane, as the OWASP Password Storage Cheat Sheet says. The work is
/// done on the runtime's blocking threads, a bounded number of passwords at a time: each takes those 19 MiB.
#[derive(Clone)]
pub struct Argon2Passwords {
    params: Params,
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// What a password is checked against when there is no account: the same work, and never right.
    nobodys: PasswordHash,
}

impl Argon2Passwords {
    /// Works on so many passwords at a time.
    #[must_use]
    pub fn new(at_a_time: NonZeroUsize) -> Self {
        Self::with_params(at_a_time, Params::DEFAULT)
    }

    fn with_params(at_a_time: NonZeroUsize, params: Params) -> Self {
        let cost = format!("m={},t={},p={}", params.m_cost(), params.t_cost(), params.p_cost());
        // 16 bytes of salt and 32 of hash, in base 64; no password is known that has this hash.
        let nobodys = format!("$argon2id$v=19${cost}${}${}", "dHJhZGVwb3N0IG5vYm9keQ", "A".repeat(43));
        #[expect(clippy::expect_used, reason = "the text above is one")]
        let nobodys = PasswordHash::new(&nobodys).expect("a PHC string");
        Self {
            params,
            working: Arc::new(Semaphore::new(at_a_time.get())),
            waiting: Arc::new(Semaphore::new(at_a_time.get() * (1 + WAITING_FOR_EACH))),
            nobodys,
        }
    }

    /// Does the work away from the runtime's own threads once it is its turn.
    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(Argon2<'static>, &Params) -> Result<T, HasherError> + Send + 'static,
    ) -> Result<T, HasherError> {
        let _place = self.waiting.try_acquire().map_err(|_| HasherError::Busy)?;
        let turn = Arc::clone(&self.working).acquire_owned().await.map_err(|error| failed(error.into()))?;
        let params = self.params.clone();
        let work = tokio::task::spawn_blocking(move || {
            // Kept until the work is done, even when the caller has gone away meanwhile.
            let _turn = turn;
            job(Argon2::from(&params), &params)
        });
        work.await.map_err(|error| failed(error.into()))?
    }
}

fn failed(error: platform::BoxError) -> HasherError {
    HasherError::Failed(error)
}

fn broken(error: HashError) -> HasherError {
    failed(error.into())
}

fn check(
    argon2: &Argon2<'_>,
    ours: &Params,
    password: &Password,
    hash: &PasswordHash,
) -> Result<PasswordCheck, HasherError> {
    let hash = Phc::new(hash.expose()).map_err(|error| failed(error.into()))?;
    match argon2.verify_password(password.expose().as_bytes(), &hash) {
        Ok(()) => {}
        Err(HashError::PasswordInvalid) => return Ok(PasswordCheck::Wrong),
        Err(error) => return Err(broken(error)),
    }
    let theirs = Params::try_from(&hash).map_err(broken)?;
    let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
    let same = hash.algorithm == ARGON2ID_IDENT && cost(&theirs) == cost(ours);
    Ok(if same { PasswordCheck::Right } else { PasswordCheck::RightButOutdated })
}

#[async_trait]
impl PasswordHasher for Argon2Passwords {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        let password = password.clone();
        self.work(move |argon2, _| {
            let hash: Phc = argon2.hash_password(password.expose().as_bytes()).map_err(broken)?;
            PasswordHash::new(&hash.to_string()).map_err(|error| failed(error.into()))
        })
        .await
    }

    async fn verify<'a>(
        &self,
        password: &Password,
        hash: Option<&'a PasswordHash>,
    ) -> Result<PasswordCheck, HasherError> {
        let (password, known) = (password.clone(), hash.is_some());
        let hash = hash.unwrap_or(&self.nobodys).clone();
        let found = self.work(move |argon2, ours| check(&argon2, ours, &password, &hash)).await?;
        Ok(if known { found } else { PasswordCheck::Wrong })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::new(text).unwrap()
    }

    fn cheap(memory: u32) -> Argon2Passwords {
        Argon2Passwords::with_params(NonZeroUsize::MIN, Params::new(memory, 1, 1, None).unwrap())
    }

    #[tokio::test]
    async fn a_password_is_known_by_its_hash() {
        let hasher = Argon2Passwords::new(NonZeroUsize::MIN);
        let hash = hasher.hash(&password("correct horse")).await.unwrap();
        assert!(hash.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.expose());
        let check = async |text: &str| hasher.verify(&password(text), Some(&hash)).await.unwrap();
        assert_eq!(check("correct horse").await, PasswordCheck::Right);
        assert_eq!(check("correct horse ").await, PasswordCheck::Wrong);
    }

    #[tokio::test]
    async fn each_hash_has_a_salt_of_its_own() {
        let hasher = cheap(8);
        let (a, b) =
            (hasher.hash(&password("12345678")).await.unwrap(), hasher.hash(&password("12345678")).await.unwrap());
        assert_ne!(a, b);
    }

    #[tokio::test]
    async fn a_cheaper_hash_is_outdated() {
        let hash = cheap(8).hash(&password("12345678")).await.unwrap();
        let check = cheap(16).verify(&password("12345678"), Some(&hash)).await.unwrap();
        assert_eq!(check, PasswordCheck::RightButOutdated);
    }

    #[tokio::test]
    async fn nobodys_password_is_wrong_after_the_same_work() {
        let hasher = Argon2Passwords::new(NonZeroUsize::MIN);
        assert_eq!(hasher.verify(&Password::claimed(""), None).await.unwrap(), PasswordCheck::Wrong);
        // It is a hash that is really worked on, at the same cost.
        let nobodys = Phc::new(hasher.nobodys.expose()).unwrap();
        assert_eq!(Params::try_from(&nobodys).unwrap().m_cost(), Params::DEFAULT.m_cost());
        assert_eq!((nobodys.salt.unwrap().len(), nobodys.hash.unwrap().len()), (16, 32));
    }

    #[tokio::test]
    async fn a_damaged_hash_is_a_failure_and_no_wrong_password() {
        let damaged = PasswordHash::new("$argon2id$v=19$m=1,t=0,p=9$AAAA$AAAA").unwrap();
        let outcome = cheap(8).verify(&password("12345678"), Some(&damaged)).await;
        assert!(matches!(outcome, Err(HasherError::Failed(_))), "{outcome:?}");
    }

    #[tokio::test]
    async fn who_would_wait_too_long_is_sent_away() {
        let hasher = cheap(8);
        let _turn = hasher.working.acquire().await.unwrap();
        let _places = hasher.waiting.acquire_many(33).await.unwrap();
        let outcome = hasher.hash(&password("12345678")).await;
        assert!(matches!(outcome, Err(HasherError::Busy)), "{outcome:?}");
    }
}
