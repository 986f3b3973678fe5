//! The contract of [`user_ports::LinkStore`]; [`super::together`] redeems them.

use std::time::Duration;

use fixtures::user::{at, email, link, token, user};
use user::{Link, LinkPurpose};

use super::{Users, registered};

async fn find(users: &Users, number: u128) -> Option<Link> {
    users.links.find(&token(number)).await.expect("read")
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_links_of_every_purpose(users: &Users) {
    registered(users, 1).await;
    for (number, purpose) in (1..).zip(LinkPurpose::ALL) {
        // The mailbox is the one that the mail went to, whatever the account's is by now.
        let link = Link::issue(token(number), user(1), purpose, email(77), at(5));
        users.links.issue(&link).await.expect("stored");
        assert_eq!(find(users, number).await, Some(link));
    }
    assert_eq!(find(users, 99).await, None);
}

/// # Panics
/// When the store breaks its contract.
pub async fn replaces_the_older_link_of_a_purpose(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    let stays = [link(1, 1, LinkPurpose::ResetPassword, at(1)), link(2, 2, LinkPurpose::VerifyEmail, at(1))];
    for link in &stays {
        users.links.issue(link).await.expect("stored");
    }
    users.links.issue(&link(3, 1, LinkPurpose::VerifyEmail, at(1))).await.expect("stored");
    let newer = Link::issue(token(4), user(1), LinkPurpose::VerifyEmail, email(78), at(2));
    users.links.issue(&newer).await.expect("stored");
    assert_eq!(find(users, 3).await, None);
    assert_eq!(find(users, 4).await, Some(newer));
    let [reset, others] = stays;
    assert_eq!((find(users, 1).await, find(users, 2).await), (Some(reset), Some(others)));
}

/// # Panics
/// When the store breaks its contract.
pub async fn forgets_links_that_expired(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    users.links.issue(&link(1, 1, LinkPurpose::ResetPassword, at(1))).await.expect("stored");
    users.links.issue(&link(2, 2, LinkPurpose::ResetPassword, at(2))).await.expect("stored");
    users.links.issue(&link(3, 1, LinkPurpose::VerifyEmail, at(1))).await.expect("stored");
    let second_expires = at(2).plus(LinkPurpose::ResetPassword.lifetime());
    assert_eq!(users.links.prune(second_expires).await.expect("pruned"), 1);
    let there = [find(users, 1).await.is_some(), find(users, 2).await.is_some(), find(users, 3).await.is_some()];
    assert_eq!(there, [false, true, true]);
    assert_eq!(users.links.prune(second_expires.plus(Duration::from_millis(1))).await.expect("pruned"), 1);
    assert_eq!(find(users, 2).await, None);
}
