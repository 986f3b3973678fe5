//! What is stored together with an account: a shop, a session, links. Wholly or not at all.

use fixtures::user::{
    at, email, event, link, password_hash, person, session, session_id, shop, shop_id, token, unclaimed_shop, user,
};
use kernel::Role;
use user::{EndReason, Link, LinkPurpose};
use user_ports::{EndSessions, ShopCommit};

use super::{Users, assert_conflict, assert_taken, change, events_from, registered, told};

/// # Panics
/// When the store breaks its contract.
pub async fn stores_all_that_belongs_to_a_change(users: &Users) {
    let made = registered(users, 1).await;
    let old = session(1, user(1), token(1), at(1));
    users.sessions.commit(&old).await.expect("a session");
    let reset = link(10, 1, LinkPurpose::ResetPassword, at(2));
    users.links.issue(&reset).await.expect("a link");
    told(users).await;

    let decision = made.reset_password(password_hash("second"), at(3));
    let next = decision.account().clone();
    let begun = session(2, user(1), token(2), at(3));
    let verify = link(11, 1, LinkPurpose::VerifyEmail, at(3));
    let opened = shop(1, user(1));
    let end = EndSessions { keep: None, reason: EndReason::PasswordChanged, at: at(3) };
    let commit = change(decision, at(3), 20)
        .with_shop(opened.clone(), at(4), events_from(30))
        .with_session(begun.clone())
        .ending_sessions(end)
        .redeeming(token(10))
        .issuing(verify.clone());
    users.accounts.commit(&commit).await.expect("stored");

    assert_eq!(users.accounts.find(user(1)).await.expect("read"), Some(next));
    assert_eq!(users.shops.find(shop_id(1)).await.expect("read").as_ref(), Some(opened.shop()));
    let ended = old.session().clone().end(EndReason::PasswordChanged, at(3)).expect("ended");
    assert_eq!(users.sessions.find(user(1), session_id(1)).await.expect("read").as_ref(), Some(ended.session()));
    assert_eq!(users.sessions.find(user(1), session_id(2)).await.expect("read").as_ref(), Some(begun.session()));
    assert_eq!(users.links.find(&token(10)).await.expect("read"), None);
    assert_eq!(users.links.find(&token(11)).await.expect("read"), Some(verify));
    assert_eq!(told(users).await, [(event(30), "user.shop_opened.v1".to_owned(), shop_id(1).to_string(), at(4))]);
}

/// # Panics
/// When the store breaks its contract.
pub async fn stores_nothing_when_a_part_is_refused(users: &Users) {
    let made = registered(users, 1).await;
    registered(users, 2).await;
    let kept = session(1, user(1), token(1), at(1));
    users.sessions.commit(&kept).await.expect("a session");
    let others = link(12, 2, LinkPurpose::ResetPassword, at(2));
    users.links.issue(&others).await.expect("a link");
    let taken = ShopCommit::new(unclaimed_shop(1), at(2), events_from(40));
    users.shops.commit(&[taken]).await.expect("a shop");
    told(users).await;

    let issued = link(11, 1, LinkPurpose::VerifyEmail, at(3));
    let attempt = || {
        let end = EndSessions { keep: None, reason: EndReason::Banned, at: at(3) };
        let decision = made.clone().ban(user(9), fixtures::user::ban_reason(), at(3)).expect("banned");
        change(decision, at(3), 20).ending_sessions(end).issuing(issued.clone())
    };
    // Its address is taken; the shop exists already; the session exists already; the link is not there; the link is
    // another account's.
    let same_slug = user::Shop::open(
        shop_id(2),
        user(1),
        user::ShopName::new("Mine").expect("a name"),
        fixtures::user::shop_slug(1),
        at(3),
    );
    assert_taken(users.accounts.commit(&attempt().with_shop(same_slug, at(3), events_from(30))).await, "slug");
    assert_conflict(users.accounts.commit(&attempt().with_session(kept.clone())).await);
    assert_conflict(users.accounts.commit(&attempt().redeeming(token(10))).await);
    assert_conflict(users.accounts.commit(&attempt().redeeming(token(12))).await);

    assert_eq!(users.accounts.find(user(1)).await.expect("read"), Some(made.clone()));
    assert_eq!(users.shops.find(shop_id(2)).await.expect("read"), None);
    assert_eq!(users.sessions.find(user(1), session_id(1)).await.expect("read").as_ref(), Some(kept.session()));
    assert_eq!(users.links.find(&token(11)).await.expect("read"), None);
    assert_eq!(users.links.find(&token(12)).await.expect("read"), Some(others));
    assert_eq!(told(users).await, []);
}

/// # Panics
/// When the store breaks its contract.
pub async fn redeems_a_link_once(users: &Users) {
    let made = registered(users, 1).await;
    users.links.issue(&link(10, 1, LinkPurpose::VerifyEmail, at(1))).await.expect("a link");
    let first = made.verify_email(at(2)).expect("verified");
    let verified = first.account().clone();
    users.accounts.commit(&change(first, at(2), 20).redeeming(token(10))).await.expect("stored");
    // What comes second knows the account's new version, and still has no link to use.
    let second = verified.clone().grant(Role::Administrator, at(3)).expect("granted");
    assert_conflict(users.accounts.commit(&change(second, at(3), 21).redeeming(token(10))).await);
    assert_eq!(users.accounts.find(user(1)).await.expect("read"), Some(verified));
}

/// # Panics
/// When the store breaks its contract.
pub async fn replaces_the_link_that_it_redeems(users: &Users) {
    let made = registered(users, 1).await;
    users.links.issue(&link(10, 1, LinkPurpose::ResetPassword, at(1))).await.expect("a link");
    let next = Link::issue(token(11), user(1), LinkPurpose::ResetPassword, email(1), at(2));
    let commit = change(made.rename(person("Ada L."), at(2)), at(2), 20).redeeming(token(10)).issuing(next.clone());
    users.accounts.commit(&commit).await.expect("stored");
    assert_eq!(users.links.find(&token(10)).await.expect("read"), None);
    assert_eq!(users.links.find(&token(11)).await.expect("read"), Some(next));
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_the_session_that_is_to_be_kept(users: &Users) {
    let made = registered(users, 1).await;
    registered(users, 2).await;
    let (kept, ended, others) = (
        session(1, user(1), token(1), at(1)),
        session(2, user(1), token(2), at(1)),
        session(3, user(2), token(3), at(1)),
    );
    for decision in [&kept, &ended, &others] {
        users.sessions.commit(decision).await.expect("a session");
    }
    let end = EndSessions { keep: Some(session_id(1)), reason: EndReason::PasswordChanged, at: at(5) };
    let commit = change(made.set_password(password_hash("second"), at(5)), at(5), 20).ending_sessions(end);
    users.accounts.commit(&commit).await.expect("stored");
    let ended = ended.session().clone().end(EndReason::PasswordChanged, at(5)).expect("ended");
    for (owner, session) in [(1, kept.session()), (1, ended.session()), (2, others.session())] {
        let found = users.sessions.find(user(owner), session.snapshot().id).await.expect("read");
        assert_eq!(found.as_ref(), Some(session));
    }
}
