//! Passwords: Argon2id, away from the threads that answer requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use async_trait::async_trait;
use tokio::sync::Semaphore;
use user::{Password, PasswordHash};
use user_ports::{HasherError, PasswordCheck, PasswordHasher};

/// How much work and memory a hash takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Argon2Cost {
    /// OWASP's recommendation: 19 MiB, two passes, one lane.
    /// <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id>
    pub const RECOMMENDED: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
}

/// How many may wait for each that is at work, before more are turned away.
const WAITING: usize = 32;

/// Argon2id (RFC 9106). At most as many hashes at a time as were allowed; a bounded number waits; more are turned away,
/// so that a flood of log-ins takes neither the processor nor the memory from everybody else.
#[derive(Clone)]
pub struct Argon2Passwords {
    argon2: Argon2<'static>,
    params: Params,
    working: Arc<Semaphore>,
    admitted: Arc<AtomicUsize>,
    most: usize,
    /// What is checked where there is no hash, so that it takes the same time.
    decoy: Arc<str>,
}

impl Argon2Passwords {
    /// Hashes with this cost, `at_a_time` at a time.
    ///
    /// # Errors
    /// [`HasherError::Failed`] when the cost is not one that Argon2 allows.
    pub fn new(cost: Argon2Cost, at_a_time: usize) -> Result<Self, HasherError> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
            .map_err(|error| HasherError::Failed(error.into()))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let decoy = argon2.hash_password(b"nobody's password").map_err(failed)?.to_string();
        let at_a_time = at_a_time.max(1);
        Ok(Self {
            argon2,
            params,
            working: Arc::new(Semaphore::new(at_a_time)),
            admitted: Arc::default(),
            most: at_a_time * (1 + WAITING),
            decoy: decoy.into(),
        })
    }

    /// Runs work on a thread that may be busy for long.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HasherError> + Send + 'static,
    ) -> Result<T, HasherError> {
        let _place = Place::take(&self.admitted, self.most).ok_or(HasherError::Busy)?;
        let permit =
            Arc::clone(&self.working).acquire_owned().await.map_err(|error| HasherError::Failed(error.into()))?;
        // The permit goes along: whoever gives up waiting does not make room before the work is done.
        let outcome = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(permit);
            outcome
        });
        outcome.await.map_err(|error| HasherError::Failed(error.into()))?
    }
}

/// A place among those that wait or work; left when dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(admitted: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let taken = Self(Arc::clone(admitted));
        (admitted.fetch_add(1, Ordering::AcqRel) < most).then_some(taken)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn failed(error: HashError) -> HasherError {
    HasherError::Failed(error.into())
}

#[async_trait]
impl PasswordHasher for Argon2Passwords {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HasherError> {
        let (argon2, password) = (self.argon2.clone(), password.clone());
        self.aside(move || {
            let hash = argon2.hash_password(password.expose().as_bytes()).map_err(failed)?;
            PasswordHash::new(&hash.to_string()).map_err(|error| HasherError::Failed(error.into()))
        })
        .await
    }

    async fn verify<'a>(
        &self,
        password: &Password,
        hash: Option<&'a PasswordHash>,
    ) -> Result<PasswordCheck, HasherError> {
        let (argon2, params, password) = (self.argon2.clone(), self.params.clone(), password.clone());
        let known = hash.map(|hash| hash.expose().to_owned());
        let decoy = Arc::clone(&self.decoy);
        self.aside(move || {
            let text = known.as_deref().unwrap_or(&decoy);
            let parsed = Phc::new(text).map_err(|error| HasherError::Failed(error.into()))?;
            let right = match argon2.verify_password(password.expose().as_bytes(), &parsed) {
                Ok(()) => known.is_some(),
                Err(HashError::PasswordInvalid) => false,
                Err(error) => return Err(failed(error)),
            };
            Ok(match (right, Params::try_from(&parsed)) {
                (false, _) => PasswordCheck::Wrong,
                (true, Ok(made)) if same_cost(&made, &params) => PasswordCheck::Right,
                (true, _) => PasswordCheck::RightButOutdated,
            })
        })
        .await
    }
}

fn same_cost(one: &Params, other: &Params) -> bool {
    (one.m_cost(), one.t_cost(), one.p_cost()) == (other.m_cost(), other.t_cost(), other.p_cost())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Argon2Cost = Argon2Cost { memory_kib: 8, passes: 1, lanes: 1 };

    fn password(text: &str) -> Password {
        Password::new(text).unwrap()
    }

    #[tokio::test]
    async fn a_password_is_known_again() {
        let hasher = Argon2Passwords::new(CHEAP, 1).unwrap();
        let (one, other) = (password("correct horse"), password("battery staple"));
        let hash = hasher.hash(&one).await.unwrap();
        assert!(hash.expose().starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
        assert_ne!(hash, hasher.hash(&one).await.unwrap());
        assert_eq!(hasher.verify(&one, Some(&hash)).await.unwrap(), PasswordCheck::Right);
        assert_eq!(hasher.verify(&other, Some(&hash)).await.unwrap(), PasswordCheck::Wrong);
    }

    #[tokio::test]
    async fn without_a_hash_every_password_is_wrong() {
        let hasher = Argon2Passwords::new(CHEAP, 1).unwrap();
        for text in ["correct horse", "nobody's password"] {
            assert_eq!(hasher.verify(&password(text), None).await.unwrap(), PasswordCheck::Wrong);
        }
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_outdated() {
        let old = Argon2Passwords::new(CHEAP, 1).unwrap();
        let new = Argon2Passwords::new(Argon2Cost { passes: 2, ..CHEAP }, 1).unwrap();
        let hash = old.hash(&password("correct horse")).await.unwrap();
        assert_eq!(new.verify(&password("correct horse"), Some(&hash)).await.unwrap(), PasswordCheck::RightButOutdated);
    }

    #[tokio::test]
    async fn a_hash_that_cannot_be_read_is_a_failure_and_no_match() {
        let hasher = Argon2Passwords::new(CHEAP, 1).unwrap();
        let hash = PasswordHash::new("$md5$abc").unwrap();
        assert!(matches!(hasher.verify(&password("correct horse"), Some(&hash)).await, Err(HasherError::Failed(_))));
    }

    #[tokio::test]
    async fn more_than_may_wait_are_turned_away() {
        let hasher = Argon2Passwords::new(CHEAP, 1).unwrap();
        let all_permits = hasher.working.clone().acquire_owned().await.unwrap();
        let text = password("correct horse");
        let waiting: Vec<_> = (0..hasher.most)
            .map(|_| {
                let (hasher, text) = (hasher.clone(), text.clone());
                tokio::spawn(async move { hasher.hash(&text).await })
            })
            .collect();
        while hasher.admitted.load(Ordering::Acquire) < hasher.most {
            tokio::task::yield_now().await;
        }
        assert!(matches!(hasher.hash(&text).await, Err(HasherError::Busy)));
        drop(all_permits);
        for waiter in waiting {
            assert!(waiter.await.unwrap().is_ok());
        }
    }
}
