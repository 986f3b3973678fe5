//! The contract of [`user_ports::AddressStore`].

use fixtures::user::{address_id, at, bare_address, full_address, user};
use user::{AddressBook, AddressBookDecision};

use super::{Users, assert_conflict, assert_one_won, registered};

async fn kept(users: &Users, decision: &AddressBookDecision) -> AddressBook {
    users.addresses.commit(decision).await.expect("stored");
    let book = decision.book();
    assert_eq!(&users.addresses.load(book.owner()).await.expect("read"), book);
    for address in book.addresses() {
        let found = users.addresses.find(book.owner(), address.id).await.expect("read");
        assert_eq!(found.as_ref(), Some(address));
    }
    book.clone()
}

/// A book with three addresses, the second of which is the default. Their ids do not go by the order of their addition.
async fn three(users: &Users, owner: u128) -> AddressBook {
    let book = users.addresses.load(user(owner)).await.expect("read");
    let numbers = [owner * 10 + 3, owner * 10 + 1, owner * 10 + 2];
    let book =
        kept(users, &book.add(address_id(numbers[0]), full_address("1 Mall"), false, at(5)).expect("added")).await;
    let book =
        kept(users, &book.add(address_id(numbers[1]), bare_address("Calle 2"), true, at(5)).expect("added")).await;
    kept(users, &book.add(address_id(numbers[2]), full_address("3 Strand"), false, at(4)).expect("added")).await
}

fn default_of(book: &AddressBook) -> Option<kernel::AddressId> {
    book.default_address().map(|address| address.id)
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_addresses_with_every_field(users: &Users) {
    registered(users, 1).await;
    assert_eq!(users.addresses.load(user(1)).await.expect("read"), AddressBook::empty(user(1)));
    let book = three(users, 1).await;
    let order: Vec<_> = book.addresses().iter().map(|address| address.id).collect();
    assert_eq!(order, [address_id(13), address_id(11), address_id(12)]);
    let book = kept(users, &book.replace(address_id(13), bare_address("Calle 4"), false).expect("replaced")).await;
    kept(users, &book.replace(address_id(11), full_address("5 Mall"), false).expect("replaced")).await;
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_one_default(users: &Users) {
    registered(users, 1).await;
    let book = three(users, 1).await;
    assert_eq!(default_of(&book), Some(address_id(11)));
    let book = kept(users, &book.replace(address_id(12), full_address("3 Strand"), true).expect("replaced")).await;
    assert_eq!(default_of(&book), Some(address_id(12)));
    let book = kept(users, &book.remove(address_id(12)).expect("removed")).await;
    assert_eq!(default_of(&book), Some(address_id(11)));
    let book = kept(users, &book.remove(address_id(13)).expect("removed")).await;
    let book = kept(users, &book.remove(address_id(11)).expect("removed")).await;
    assert_eq!((book.addresses(), book.version()), (&[][..], 7));
    kept(users, &book.add(address_id(14), bare_address("Calle 5"), false, at(9)).expect("added")).await;
    for gone in [11, 12, 13] {
        assert_eq!(users.addresses.find(user(1), address_id(gone)).await.expect("read"), None);
    }
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_a_full_book(users: &Users) {
    registered(users, 1).await;
    let mut book = AddressBook::empty(user(1));
    for number in 1..=AddressBook::MAX as u128 {
        let decision = book.add(address_id(number), bare_address("Calle"), number % 2 == 0, at(1)).expect("added");
        users.addresses.commit(&decision).await.expect("stored");
        book = decision.book().clone();
    }
    assert_eq!(users.addresses.load(user(1)).await.expect("read"), book);
    assert_eq!(default_of(&book), Some(address_id(50)));
}

/// # Panics
/// When the store breaks its contract.
pub async fn finds_addresses_for_their_owner_alone(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    let mine = three(users, 1).await;
    let theirs = three(users, 2).await;
    assert_eq!(users.addresses.find(user(2), address_id(11)).await.expect("read"), None);
    // An id that is somebody else's takes nothing away from them.
    let taking = theirs.clone().add(address_id(11), full_address("Mine now"), true, at(9)).expect("added");
    assert!(users.addresses.commit(&taking).await.is_err());
    assert_eq!(users.addresses.load(user(1)).await.expect("read"), mine);
    assert_eq!(users.addresses.load(user(2)).await.expect("read"), theirs);
}

/// # Panics
/// When the store breaks its contract.
pub async fn refuses_what_was_decided_on_an_old_book(users: &Users) {
    registered(users, 1).await;
    let empty = AddressBook::empty(user(1));
    let book = three(users, 1).await;
    assert_conflict(
        users.addresses.commit(&empty.add(address_id(19), bare_address("9"), true, at(9)).expect("added")).await,
    );
    let newer = kept(users, &book.clone().remove(address_id(13)).expect("removed")).await;
    let stale = book.replace(address_id(12), full_address("9 Mall"), true).expect("replaced");
    assert_conflict(users.addresses.commit(&stale).await);
    assert_eq!(users.addresses.load(user(1)).await.expect("read"), newer);
}

/// # Panics
/// When the store breaks its contract.
pub async fn lets_one_of_two_first_addresses_win(users: &Users) {
    registered(users, 1).await;
    let empty = AddressBook::empty(user(1));
    let one = empty.clone().add(address_id(1), bare_address("1"), false, at(1)).expect("added");
    let other = empty.add(address_id(2), bare_address("2"), false, at(1)).expect("added");
    let (first, second) = tokio::join!(users.addresses.commit(&one), users.addresses.commit(&other));
    assert_one_won(first, second);
    assert_eq!(users.addresses.load(user(1)).await.expect("read").addresses().len(), 1);
}
