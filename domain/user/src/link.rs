//! Links that mails carry.

use std::str::FromStr;
use std::time::Duration;

use kernel::{Email, Timestamp, UserId};

use crate::TokenHash;

/// What a link is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// To prove that a mailbox is one's own.
    VerifyEmail,
    /// To choose a new password.
    ResetPassword,
}

impl LinkPurpose {
    /// Every purpose.
    pub const ALL: [Self; 2] = [Self::VerifyEmail, Self::ResetPassword];

    /// The purpose's name in stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
        }
    }

    /// How long such a link is good.
    #[must_use]
    pub const fn lifetime(self) -> Duration {
        match self {
            Self::VerifyEmail => Duration::from_secs(24 * 60 * 60),
            Self::ResetPassword => Duration::from_secs(60 * 60),
        }
    }
}

impl FromStr for LinkPurpose {
    /// The text that names no purpose.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// A link in a mail: good once, for one purpose, until it expires. An account has at most one for each purpose; a newer
/// one replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    snapshot: LinkSnapshot,
}

/// What a store keeps of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSnapshot {
    /// The hash of the secret in the link.
    pub token: TokenHash,
    /// Whose it is.
    pub user: UserId,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// The mailbox that it was sent to: it proves nothing about another.
    pub email: Email,
    /// When it was made.
    pub issued_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

impl Link {
    /// A link that is made now.
    #[must_use]
    pub fn issue(token: TokenHash, user: UserId, purpose: LinkPurpose, email: Email, now: Timestamp) -> Self {
        let expires_at = now.plus(purpose.lifetime());
        Self { snapshot: LinkSnapshot { token, user, purpose, email, issued_at: now, expires_at } }
    }

    /// A link as a store keeps it.
    #[must_use]
    pub const fn rehydrate(snapshot: LinkSnapshot) -> Self {
        Self { snapshot }
    }

    /// What a store keeps.
    #[must_use]
    pub const fn snapshot(&self) -> &LinkSnapshot {
        &self.snapshot
    }

    /// Whether somebody may use it now for this purpose and mailbox.
    #[must_use]
    pub fn is_good_for(&self, purpose: LinkPurpose, email: &Email, now: Timestamp) -> bool {
        self.snapshot.purpose == purpose && self.snapshot.email == *email && now < self.snapshot.expires_at
    }
}

#[cfg(test)]
mod tests {
    use kernel::Uuid;

    use super::*;

    #[test]
    fn a_link_is_good_for_its_purpose_and_mailbox_until_it_expires() {
        let now = Timestamp::from_unix_millis(1_000).unwrap();
        let email = Email::new("ada@example.com").unwrap();
        let user = UserId::from_uuid(Uuid::from_u128(1));
        let link = Link::issue(TokenHash::new([1; 32]), user, LinkPurpose::ResetPassword, email.clone(), now);
        let end = now.plus(Duration::from_secs(3_600));
        assert_eq!(link.snapshot().expires_at, end);
        assert!(link.is_good_for(LinkPurpose::ResetPassword, &email, end.minus(Duration::from_millis(1))));
        assert!(!link.is_good_for(LinkPurpose::ResetPassword, &email, end));
        assert!(!link.is_good_for(LinkPurpose::VerifyEmail, &email, now));
        let other = Email::new("other@example.com").unwrap();
        assert!(!link.is_good_for(LinkPurpose::ResetPassword, &other, now));
    }

    #[test]
    fn names_round_trip() {
        for purpose in LinkPurpose::ALL {
            assert_eq!(purpose.as_str().parse(), Ok(purpose));
        }
    }
}
