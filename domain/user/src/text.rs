//! How long the context's texts may be.

use kernel::Line;

/// What a person wants to be called.
pub type PersonName = Line<100>;
/// What a shop is called.
pub type ShopName = Line<100>;
/// What a shop is called elsewhere: the importer's own key for it.
pub type ShopReference = Line<200>;
/// Whom a parcel is for.
pub type FullName = Line<120>;
/// Street and number, or what stands below it.
pub type AddressLine = Line<200>;
/// A city.
pub type City = Line<100>;
/// A state, province or county.
pub type Region = Line<100>;
/// A postal code.
pub type PostalCode = Line<16>;
/// The program that a session was opened with, as it names itself.
pub type Device = Line<200>;
/// Why an account was banned.
pub type BanReason = Line<500>;
