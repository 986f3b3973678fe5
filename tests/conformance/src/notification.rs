//! What every store of the notification context keeps.

use std::sync::Arc;

use fixtures::notification::{at, event, notices, notification, order, seller, shop, user};
use kernel::{NotificationId, UserId, Uuid};
use notification::{Notice, Notification, ReadMark, Sequence};
use notification_ports::{NotificationReader, NotificationStore, ShopDirectory};
use platform::{Inbox, Limit};

const ANNA: UserId = user(1);
const BEN: UserId = user(2);

/// The ports that keep one set of notifications.
#[derive(Clone)]
pub struct Notifications {
    /// Takes them in.
    pub store: Arc<dyn NotificationStore>,
    /// Gives them out.
    pub reader: Arc<dyn NotificationReader>,
}

fn sequence(number: u64) -> Sequence {
    Sequence::new(number).expect("a position")
}

fn id(number: u128) -> NotificationId {
    NotificationId::from_uuid(Uuid::from_u128(number))
}

fn limit(items: u32) -> Limit {
    Limit::new(items).expect("a limit")
}

fn numbers(notifications: &[Notification]) -> Vec<u64> {
    notifications.iter().map(|notification| notification.sequence().get()).collect()
}

fn inbox(number: u128, consumer: &'static str) -> Option<Inbox> {
    Some(Inbox { event: event(number), consumer })
}

impl Notifications {
    /// Takes in one notification, of the event with the same number.
    async fn tell(&self, number: u128, user: UserId) -> Vec<Notification> {
        let new = notification(number, user, Notice::OrderPaid(order()));
        self.store.record(&[new], None, at(0)).await.expect("recorded")
    }

    async fn all(&self, user: UserId) -> Vec<Notification> {
        self.reader.list(user, None, limit(100)).await.expect("listed").items
    }
}

/// Every field of every kind comes back as it went in.
pub async fn keeps_every_kind(ports: &Notifications) {
    let new: Vec<_> = (100..).zip(notices()).map(|(number, notice)| notification(number, ANNA, notice)).collect();
    let taken = ports.store.record(&new, inbox(1, "notification.orders"), at(5)).await.expect("recorded");
    let expected: Vec<Notification> = (1..)
        .zip(&new)
        .map(|(number, new)| Notification::rehydrate(new.clone(), sequence(number), None).expect("a notification"))
        .collect();
    assert_eq!(taken, expected);
    assert_eq!(ports.reader.after(ANNA, Sequence::START, limit(100)).await.expect("read"), expected);
    let newest_first: Vec<Notification> = expected.into_iter().rev().collect();
    assert_eq!(ports.all(ANNA).await, newest_first);

    ports.store.mark_read(ANNA, &ReadMark::UpTo(sequence(100)), at(77)).await.expect("marked");
    for (read, unread) in ports.all(ANNA).await.iter().zip(&newest_first) {
        assert_eq!(read.read_at(), Some(at(77)));
        assert_eq!((read.id(), read.notice()), (unread.id(), unread.notice()));
    }
}

/// Each user's numbers are 1, 2, 3, …, whoever else is told in between.
pub async fn numbers_each_user_without_gaps(ports: &Notifications) {
    for (number, user) in [(1, ANNA), (2, BEN), (3, ANNA), (4, ANNA), (5, BEN)] {
        ports.tell(number, user).await;
    }
    assert_eq!(numbers(&ports.all(ANNA).await), [3, 2, 1]);
    assert_eq!(numbers(&ports.all(BEN).await), [2, 1]);
    assert_eq!(ports.reader.last(ANNA).await.expect("read"), sequence(3));
    assert_eq!(ports.reader.last(BEN).await.expect("read"), sequence(2));
    assert_eq!(ports.reader.last(user(3)).await.expect("read"), Sequence::START);
}

/// Many at once get different numbers, and none is left out.
pub async fn numbers_many_at_once(ports: &Notifications) {
    let told = (1..=40).map(|number| {
        let ports = ports.clone();
        tokio::spawn(async move { ports.tell(number, ANNA).await })
    });
    let mut given = Vec::new();
    for told in told.collect::<Vec<_>>() {
        given.extend(numbers(&told.await.expect("told")));
    }
    given.sort_unstable();
    assert_eq!(given, (1..=40).collect::<Vec<_>>());
}

/// An event that was handled, or that told the user the same before, has no second effect and uses no number.
pub async fn tells_of_an_event_once(ports: &Notifications) {
    let new = [notification(1, ANNA, Notice::OrderPaid(order()))];
    assert_eq!(ports.store.record(&new, inbox(1, "a"), at(1)).await.expect("recorded").len(), 1);
    assert_eq!(ports.store.record(&new, inbox(1, "a"), at(2)).await.expect("recorded"), []);
    // Another consumer's event has its own entry, and yet the user knows already.
    assert_eq!(ports.store.record(&new, inbox(1, "b"), at(3)).await.expect("recorded"), []);
    assert_eq!(ports.store.record(&new, None, at(4)).await.expect("recorded"), []);
    // An entry that is there stops all that comes with it.
    let other = [notification(2, ANNA, Notice::OrderPaid(order()))];
    assert_eq!(ports.store.record(&other, inbox(1, "a"), at(5)).await.expect("recorded"), []);
    assert_eq!(numbers(&ports.store.record(&other, inbox(2, "a"), at(6)).await.expect("recorded")), [2]);
}

/// One event may tell a user two things, and two users the same.
pub async fn tells_of_an_event_in_several_ways(ports: &Notifications) {
    let mut new = [
        notification(1, ANNA, Notice::OrderPaid(order())),
        notification(2, ANNA, Notice::NewOrder(order())),
        notification(3, BEN, Notice::NewOrder(order())),
    ];
    for new in &mut new {
        new.event = event(9);
    }
    let taken = ports.store.record(&new, inbox(9, "a"), at(1)).await.expect("recorded");
    assert_eq!(
        taken.iter().map(|taken| (taken.user(), taken.sequence().get())).collect::<Vec<_>>(),
        [(ANNA, 1), (ANNA, 2), (BEN, 1)]
    );
}

/// Pages go from the newest to the oldest and stay right when something comes in.
pub async fn lists_in_pages(ports: &Notifications) {
    for number in 1..=5 {
        ports.tell(number, ANNA).await;
        ports.tell(100 + number, BEN).await;
    }
    let first = ports.reader.list(ANNA, None, limit(2)).await.expect("listed");
    assert_eq!((numbers(&first.items), first.next), (vec![5, 4], Some(sequence(4))));
    ports.tell(6, ANNA).await;
    let second = ports.reader.list(ANNA, first.next, limit(2)).await.expect("listed");
    assert_eq!((numbers(&second.items), second.next), (vec![3, 2], Some(sequence(2))));
    let last = ports.reader.list(ANNA, second.next, limit(2)).await.expect("listed");
    assert_eq!((numbers(&last.items), last.next), (vec![1], None));
    assert!(last.items.iter().all(|notification| notification.user() == ANNA));
}

/// What came after a position comes in order and is bounded.
pub async fn gives_what_came_after(ports: &Notifications) {
    for number in 1..=5 {
        ports.tell(number, ANNA).await;
    }
    let after = async |position, items| {
        numbers(&ports.reader.after(ANNA, sequence(position), limit(items)).await.expect("read"))
    };
    assert_eq!(after(2, 100).await, [3, 4, 5]);
    assert_eq!(after(0, 2).await, [1, 2]);
    assert_eq!(after(5, 2).await, [] as [u64; 0]);
    assert_eq!(numbers(&ports.reader.after(BEN, sequence(0), limit(9)).await.expect("read")), [] as [u64; 0]);
}

/// A user marks their own alone; what is unknown is passed over; the first time of reading stays.
pub async fn marks_ones_own_as_read(ports: &Notifications) {
    for number in 1..=4 {
        ports.tell(number, ANNA).await;
        ports.tell(100 + number, BEN).await;
    }
    let these = ReadMark::These(vec![id(2), id(4), id(103), id(999)]);
    assert_eq!(ports.store.mark_read(ANNA, &these, at(10)).await.expect("marked"), 2);
    assert_eq!(ports.reader.unread(ANNA).await.expect("counted"), 2);
    assert_eq!(ports.reader.unread(BEN).await.expect("counted"), 4);
    assert_eq!(ports.store.mark_read(ANNA, &ReadMark::UpTo(sequence(3)), at(20)).await.expect("marked"), 0);
    let times: Vec<_> = ports.all(ANNA).await.iter().map(Notification::read_at).collect();
    assert_eq!(times, [Some(at(10)), Some(at(20)), Some(at(10)), Some(at(20))]);
    assert_eq!(ports.reader.unread(BEN).await.expect("counted"), 4);
    assert_eq!(ports.store.mark_read(BEN, &ReadMark::These(Vec::new()), at(30)).await.expect("marked"), 4);
    assert_eq!(ports.store.mark_read(user(3), &ReadMark::UpTo(sequence(9)), at(30)).await.expect("marked"), 0);
}

/// The directory knows the last owner, and nobody for a shop that is unclaimed or unknown.
pub async fn knows_who_owns_a_shop(shops: &dyn ShopDirectory) {
    let owner = async || shops.owner(seller(7)).await.expect("looked up");
    assert_eq!(owner().await, None);
    shops.record(&shop(seller(7), None, 10), inbox(1, "a"), at(1)).await.expect("recorded");
    assert_eq!(owner().await, None);
    shops.record(&shop(seller(7), Some(ANNA), 20), inbox(2, "a"), at(2)).await.expect("recorded");
    assert_eq!(owner().await, Some(ANNA));
    shops.record(&shop(seller(7), Some(BEN), 20), None, at(3)).await.expect("recorded");
    assert_eq!(owner().await, Some(BEN));
    assert_eq!(shops.owner(seller(8)).await.expect("looked up"), None);
}

/// What is older, or was handled before, changes nothing.
pub async fn keeps_the_newest_owner(shops: &dyn ShopDirectory) {
    shops.record(&shop(seller(7), Some(ANNA), 20), inbox(2, "a"), at(2)).await.expect("recorded");
    shops.record(&shop(seller(7), None, 19), inbox(1, "a"), at(3)).await.expect("recorded");
    assert_eq!(shops.owner(seller(7)).await.expect("looked up"), Some(ANNA));
    shops.record(&shop(seller(7), Some(BEN), 30), inbox(2, "a"), at(4)).await.expect("recorded");
    assert_eq!(shops.owner(seller(7)).await.expect("looked up"), Some(ANNA));
}
