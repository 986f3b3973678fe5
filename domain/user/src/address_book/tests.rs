use kernel::Uuid;

use super::*;
use crate::{AddressLine, City, FullName, Phone};

fn id(number: u128) -> AddressId {
    AddressId::from_uuid(Uuid::from_u128(number))
}

fn now() -> Timestamp {
    Timestamp::from_unix_millis(1_000).unwrap()
}

fn details(name: &str) -> AddressDetails {
    AddressDetails {
        full_name: FullName::new(name).unwrap(),
        phone: Phone::new("112").unwrap(),
        line1: AddressLine::new("1 Road").unwrap(),
        line2: None,
        city: City::new("London").unwrap(),
        region: None,
        postal_code: None,
        country: "GB".parse().unwrap(),
        coordinates: None,
    }
}

/// A book with addresses 1 to `count`, the first of which is the default.
fn book(count: u128) -> AddressBook {
    let empty = AddressBook::empty(UserId::from_uuid(Uuid::from_u128(9)));
    (1..=count).fold(empty, |book, number| book.add(id(number), details("A"), false, now()).unwrap().book)
}

fn check(decision: &AddressBookDecision, default: Option<u128>, saved: &[u128], removed: Option<u128>) {
    assert_eq!(decision.book().default_address().map(|address| address.id), default.map(id));
    assert_eq!(decision.saved().map(|a| a.id).collect::<Vec<_>>(), saved.iter().map(|&n| id(n)).collect::<Vec<_>>());
    assert_eq!(decision.removed(), removed.map(id));
    // It is a book that a store may give back.
    let AddressBook { owner, addresses, version } = decision.book().clone();
    assert!(AddressBook::rehydrate(AddressBookSnapshot { owner, addresses, version }).is_ok());
}

#[test]
fn the_first_address_becomes_the_default() {
    let decision = book(0).add(id(1), details("A"), false, now()).unwrap();
    check(&decision, Some(1), &[1], None);
    assert_eq!((decision.expected_version(), decision.book().version()), (0, 1));
}

#[test]
fn a_new_default_replaces_the_old_one() {
    check(&book(2).add(id(3), details("A"), true, now()).unwrap(), Some(3), &[1, 3], None);
    check(&book(2).replace(id(2), details("B"), true).unwrap(), Some(2), &[1, 2], None);
}

#[test]
fn the_default_cannot_be_given_up_without_another() {
    let decision = book(2).replace(id(1), details("B"), false).unwrap();
    check(&decision, Some(1), &[1], None);
    assert_eq!(decision.book().find(id(1)).unwrap().details, details("B"));
}

#[test]
fn when_the_default_is_removed_the_newest_takes_its_place() {
    check(&book(3).remove(id(1)).unwrap(), Some(3), &[3], Some(1));
    check(&book(3).remove(id(2)).unwrap(), Some(1), &[], Some(2));
    check(&book(1).remove(id(1)).unwrap(), None, &[], Some(1));
}

#[test]
fn a_full_book_takes_no_more() {
    assert_eq!(book(50).add(id(51), details("A"), false, now()), Err(AddressBookError::Full));
    assert_eq!(book(49).add(id(50), details("A"), false, now()).unwrap().book().addresses().len(), 50);
}

#[test]
fn what_is_not_there_is_not_found() {
    assert_eq!(book(1).replace(id(2), details("A"), true), Err(AddressBookError::NotFound));
    assert_eq!(book(1).remove(id(2)), Err(AddressBookError::NotFound));
}

#[test]
fn a_stored_book_without_exactly_one_default_is_refused() {
    let AddressBook { owner, addresses, version } = book(2);
    for defaults in [[false, false], [true, true]] {
        let mut addresses = addresses.clone();
        addresses.iter_mut().zip(defaults).for_each(|(address, default)| address.is_default = default);
        let snapshot = AddressBookSnapshot { owner, addresses, version };
        assert_eq!(AddressBook::rehydrate(snapshot), Err(CorruptAddressBook));
    }
}
