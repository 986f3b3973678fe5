//! Who acts, and what they may be.

use std::fmt;
use std::str::FromStr;

use crate::{SellerId, SessionId, UserId};

/// What an account may do on the marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Buys. Every account is a shopper.
    Shopper,
    /// Sells in a shop of their own.
    Seller,
    /// Runs the marketplace.
    Administrator,
}

impl Role {
    /// Every role, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Shopper, Self::Seller, Self::Administrator];

    /// The role's name on the wire and in stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Seller => "seller",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    /// The text that names no role.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// A set of roles. [`Role::Shopper`] is always in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Roles(u8);

impl Roles {
    /// What every account has.
    pub const SHOPPER: Self = Self(Self::bit(Role::Shopper));

    const fn bit(role: Role) -> u8 {
        1 << role as u8
    }

    /// This set and one role more.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | Self::bit(role))
    }

    /// This set without a role; the shopper's cannot be taken away.
    #[must_use]
    pub const fn without(self, role: Role) -> Self {
        Self(self.0 & !Self::bit(role)).with(Role::Shopper)
    }

    /// Whether a role is in it.
    #[must_use]
    pub const fn contains(self, role: Role) -> bool {
        self.0 & Self::bit(role) != 0
    }

    /// The roles in it, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |&role| self.contains(role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::SHOPPER, Self::with)
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A signed-in person who asks for something, as their verified access token says.
///
/// A use case takes it by value; whose data a store reads or writes comes from here and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub user: UserId,
    /// The session that the token belongs to.
    pub session: SessionId,
    /// What the account may be.
    pub roles: Roles,
    /// The shop that the account owns, if it has opened one.
    pub seller: Option<SellerId>,
}

impl Actor {
    /// The actor's shop, if they may sell: they have the role and own a shop.
    #[must_use]
    pub fn selling(&self) -> Option<SellerId> {
        self.seller.filter(|_| self.roles.contains(Role::Seller))
    }

    /// Whether the actor runs the marketplace.
    #[must_use]
    pub const fn is_administrator(&self) -> bool {
        self.roles.contains(Role::Administrator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Uuid;

    #[test]
    fn everybody_is_a_shopper() {
        let roles: Roles = [Role::Administrator].into_iter().collect();
        assert_eq!(roles.iter().collect::<Vec<_>>(), [Role::Shopper, Role::Administrator]);
        assert_eq!(roles.without(Role::Administrator).without(Role::Shopper), Roles::SHOPPER);
    }

    #[test]
    fn names_round_trip() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err("root".to_owned()));
    }

    #[test]
    fn selling_needs_the_role_and_a_shop() {
        let seller = SellerId::from_uuid(Uuid::from_u128(3));
        let actor = |roles, seller| Actor {
            user: UserId::from_uuid(Uuid::from_u128(1)),
            session: SessionId::from_uuid(Uuid::from_u128(2)),
            roles,
            seller,
        };
        assert_eq!(actor(Roles::SHOPPER.with(Role::Seller), Some(seller)).selling(), Some(seller));
        assert_eq!(actor(Roles::SHOPPER, Some(seller)).selling(), None);
        assert_eq!(actor(Roles::SHOPPER.with(Role::Seller), None).selling(), None);
    }
}
