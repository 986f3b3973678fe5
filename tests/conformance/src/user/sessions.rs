//! The contract of [`user_ports::SessionStore`].

use std::time::Duration;

use fixtures::user::{at, ban_reason, session, session_id, shop, shop_id, token, user};
use kernel::{Role, Roles, SessionId, Timestamp};
use user::{EndReason, Refresh, Session, SessionDecision, TokenHash};
use user_ports::{EndSessions, ShopCommit, Standing};

use super::{Users, assert_conflict, assert_one_won, change, events_from, registered};

fn rotated(session: &Session, presented: TokenHash, next: TokenHash, now: Timestamp) -> SessionDecision {
    match session.clone().refresh(presented, next, now).expect("the session goes on") {
        Refresh::Rotated(decision) => decision,
        Refresh::Reused(_) => panic!("the token was replaced"),
    }
}

async fn kept(users: &Users, decision: &SessionDecision) -> Session {
    users.sessions.commit(decision).await.expect("stored");
    let session = decision.session();
    let found = users.sessions.find(session.snapshot().user, session.snapshot().id).await.expect("read");
    assert_eq!(found.as_ref(), Some(session));
    session.clone()
}

async fn active(users: &Users, number: u128, now: Timestamp) -> Vec<SessionId> {
    let sessions = users.sessions.list_active(user(number), now).await.expect("read");
    sessions.iter().map(|session| session.snapshot().id).collect()
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_sessions_in_every_state(users: &Users) {
    registered(users, 1).await;
    let begun = kept(users, &session(1, user(1), token(1), at(1))).await;
    let used = kept(users, &rotated(&begun, token(1), token(2), at(5))).await;
    assert_eq!(used.snapshot().last_used_at, at(5));
    for (number, reason) in (10..).zip(EndReason::ALL) {
        let begun = kept(users, &session(number, user(1), token(number), at(1))).await;
        let ended = kept(users, &begun.end(reason, at(7)).expect("ended")).await;
        assert_eq!(users.sessions.find_by_token(&token(number)).await.expect("read"), Some(ended));
    }
    kept(users, &Session::start(session_id(2), user(1), None, token(3), at(1))).await;
}

/// # Panics
/// When the store breaks its contract.
pub async fn knows_every_token_of_a_session(users: &Users) {
    registered(users, 1).await;
    let begun = kept(users, &session(1, user(1), token(1), at(1))).await;
    let second = kept(users, &rotated(&begun, token(1), token(2), at(2))).await;
    let third = kept(users, &rotated(&second, token(2), token(3), at(3))).await;
    kept(users, &session(2, user(1), token(4), at(1))).await;
    for number in [1, 2, 3] {
        assert_eq!(users.sessions.find_by_token(&token(number)).await.expect("read"), Some(third.clone()));
    }
    assert_eq!(users.sessions.find_by_token(&token(5)).await.expect("read"), None);
    // The first one comes again: it is in two hands.
    let Refresh::Reused(ended) = third.refresh(token(1), token(6), at(4)).expect("the session goes on") else {
        panic!("a token that was replaced is not good");
    };
    let ended = kept(users, &ended).await;
    for number in [1, 2, 3] {
        assert_eq!(users.sessions.find_by_token(&token(number)).await.expect("read"), Some(ended.clone()));
    }
    assert_eq!(users.sessions.find_by_token(&token(6)).await.expect("read"), None);
}

/// # Panics
/// When the store breaks its contract.
pub async fn lets_one_of_two_refreshes_win(users: &Users) {
    registered(users, 1).await;
    for round in 0..20 {
        let first_token = token(round * 3);
        let begun = kept(users, &session(round, user(1), first_token, at(1))).await;
        let tokens = [token(round * 3 + 1), token(round * 3 + 2)];
        let [one, other] = tokens.map(|next| {
            let (sessions, decision) = (users.sessions.clone(), rotated(&begun, first_token, next, at(2)));
            tokio::spawn(async move { sessions.commit(&decision).await })
        });
        let (one, other) = (one.await.expect("no panic"), other.await.expect("no panic"));
        let (good, lost) = if one.is_ok() { (tokens[0], tokens[1]) } else { (tokens[1], tokens[0]) };
        assert_one_won(one, other);
        let stored = rotated(&begun, first_token, good, at(2)).session().clone();
        assert_eq!(users.sessions.find_by_token(&good).await.expect("read"), Some(stored));
        assert_eq!(users.sessions.find_by_token(&lost).await.expect("read"), None);
    }
}

/// # Panics
/// When the store breaks its contract.
pub async fn refuses_what_was_decided_on_an_old_session(users: &Users) {
    registered(users, 1).await;
    let decision = session(1, user(1), token(1), at(1));
    let begun = kept(users, &decision).await;
    assert_conflict(users.sessions.commit(&decision).await);
    let ended = kept(users, &begun.clone().end(EndReason::LoggedOut, at(2)).expect("ended")).await;
    assert_conflict(users.sessions.commit(&rotated(&begun, token(1), token(2), at(3))).await);
    assert_eq!(users.sessions.find(user(1), session_id(1)).await.expect("read"), Some(ended));
    assert_eq!(users.sessions.find_by_token(&token(2)).await.expect("read"), None);
    let never_stored = session(2, user(1), token(3), at(1)).session().clone().end(EndReason::LoggedOut, at(2));
    assert_conflict(users.sessions.commit(&never_stored.expect("ended")).await);
}

/// # Panics
/// When the store breaks its contract.
pub async fn finds_sessions_for_their_owner_alone(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    kept(users, &session(1, user(1), token(1), at(1))).await;
    assert_eq!(users.sessions.find(user(2), session_id(1)).await.expect("read"), None);
    assert_eq!(users.sessions.find(user(1), session_id(2)).await.expect("read"), None);
    assert_eq!(active(users, 2, at(2)).await, []);
}

/// # Panics
/// When the store breaks its contract.
pub async fn lists_sessions_that_go_on(users: &Users) {
    registered(users, 1).await;
    let first = kept(users, &session(1, user(1), token(1), at(1))).await;
    kept(users, &session(2, user(1), token(2), at(2))).await;
    let third = kept(users, &session(3, user(1), token(3), at(3))).await;
    kept(users, &third.end(EndReason::LoggedOut, at(4)).expect("ended")).await;
    assert_eq!(active(users, 1, at(5)).await, [session_id(2), session_id(1)]);
    let used = kept(users, &rotated(&first, token(1), token(4), at(6))).await;
    assert_eq!(users.sessions.list_active(user(1), at(7)).await.expect("read")[0], used);
    assert_eq!(active(users, 1, at(7)).await, [session_id(1), session_id(2)]);
    let second_expires = at(2).plus(Session::LIFETIME);
    assert_eq!(active(users, 1, second_expires.minus(Duration::from_millis(1))).await, [session_id(1), session_id(2)]);
    assert_eq!(active(users, 1, second_expires).await, [session_id(1)]);
}

/// # Panics
/// When the store breaks its contract.
pub async fn lists_a_hundred_sessions_at_most(users: &Users) {
    registered(users, 1).await;
    for number in 1..=101 {
        let now = at(i64::try_from(number).expect("a small number"));
        users.sessions.commit(&session(number, user(1), token(number), now)).await.expect("stored");
    }
    let expected: Vec<SessionId> = (2..=101).rev().map(session_id).collect();
    assert_eq!(active(users, 1, at(200)).await, expected);
}

/// # Panics
/// When the store breaks its contract.
pub async fn ends_the_sessions_of_an_account(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    let now = at(1).plus(Session::LIFETIME);
    let expired = kept(users, &session(1, user(1), token(1), at(1))).await;
    let over = session(2, user(1), token(2), at(5)).session().clone();
    kept(users, &session(2, user(1), token(2), at(5))).await;
    let over = kept(users, &over.end(EndReason::LoggedOut, at(6)).expect("ended")).await;
    let here = kept(users, &session(3, user(1), token(3), at(7))).await;
    let there = kept(users, &session(4, user(1), token(4), at(8))).await;
    // Another replica's clock is a little ahead.
    let ahead = kept(users, &session(5, user(1), token(5), now.plus(Duration::from_millis(30)))).await;
    let others = kept(users, &session(6, user(2), token(6), at(9))).await;

    let end = EndSessions { keep: Some(session_id(3)), reason: EndReason::EndedByOwner, at: now };
    assert_eq!(users.sessions.end_all(user(1), end).await.expect("ended"), 2);
    let ended = |session: &Session| session.clone().end(EndReason::EndedByOwner, now).expect("ended").session().clone();
    for session in [expired, over, here.clone(), ended(&there), ended(&ahead), others] {
        let found = users.sessions.find(session.snapshot().user, session.snapshot().id).await.expect("read");
        assert_eq!(found, Some(session));
    }
    assert_conflict(users.sessions.commit(&rotated(&there, token(4), token(7), at(20))).await);
    assert_eq!(users.sessions.find_by_token(&token(4)).await.expect("read"), Some(ended(&there)));

    let end = EndSessions { keep: None, reason: EndReason::Banned, at: now };
    assert_eq!(users.sessions.end_all(user(1), end).await.expect("ended"), 1);
    let here = here.end(EndReason::Banned, now).expect("ended").session().clone();
    assert_eq!(users.sessions.find(user(1), session_id(3)).await.expect("read"), Some(here));
    assert_eq!(users.sessions.end_all(user(1), end).await.expect("ended"), 0);
}

/// # Panics
/// When the store breaks its contract.
pub async fn tells_how_somebody_stands(users: &Users) {
    let made = registered(users, 1).await;
    registered(users, 2).await;
    let begun = kept(users, &session(1, user(1), token(1), at(1))).await;
    kept(users, &session(2, user(2), token(2), at(1))).await;
    let standing = async |number, session, now| {
        users.sessions.standing(user(number), session_id(session), now).await.expect("read")
    };
    let seller = Roles::SHOPPER.with(Role::Seller);
    assert_eq!(standing(1, 1, at(2)).await, Some(Standing { roles: seller, seller: None }));
    users.shops.commit(&[ShopCommit::new(shop(7, user(1)), at(2), events_from(50))]).await.expect("a shop");
    let granted = made.grant(Role::Administrator, at(3)).expect("granted");
    users.accounts.commit(&change(granted.clone(), at(3), 60)).await.expect("stored");
    let now_more = Standing { roles: seller.with(Role::Administrator), seller: Some(shop_id(7)) };
    assert_eq!(standing(1, 1, at(4)).await, Some(now_more));

    assert_eq!(standing(2, 1, at(4)).await, None, "another's session");
    assert_eq!(standing(1, 3, at(4)).await, None, "no session");
    let expiry = at(1).plus(Session::LIFETIME);
    assert_eq!(standing(1, 1, expiry.minus(Duration::from_millis(1))).await, Some(now_more));
    assert_eq!(standing(1, 1, expiry).await, None, "expired");

    let banned = granted.account().clone().ban(user(9), ban_reason(), at(5)).expect("banned");
    users.accounts.commit(&change(banned.clone(), at(5), 61)).await.expect("stored");
    assert_eq!(standing(1, 1, at(6)).await, None, "banned");
    let unbanned = banned.account().clone().unban(at(7)).expect("unbanned");
    users.accounts.commit(&change(unbanned, at(7), 62)).await.expect("stored");
    assert_eq!(standing(1, 1, at(8)).await, Some(now_more));
    kept(users, &begun.end(EndReason::LoggedOut, at(9)).expect("ended")).await;
    assert_eq!(standing(1, 1, at(10)).await, None, "ended");
}

/// # Panics
/// When the store breaks its contract.
pub async fn forgets_sessions_that_are_long_over(users: &Users) {
    registered(users, 1).await;
    let before = at(1_000).plus(Session::LIFETIME);
    let ended = async |number: u128, at: Timestamp| {
        let begun = kept(users, &session(number, user(1), token(number), fixtures::user::at(1_000))).await;
        let used = kept(users, &rotated(&begun, token(number), token(number + 100), fixtures::user::at(1_001))).await;
        kept(users, &used.end(EndReason::LoggedOut, at).expect("ended")).await;
    };
    kept(users, &session(1, user(1), token(1), at(999))).await;
    kept(users, &session(2, user(1), token(2), at(1_000))).await;
    ended(3, before.minus(Duration::from_millis(1))).await;
    ended(4, before).await;
    assert_eq!(users.sessions.prune(before).await.expect("pruned"), 2);
    for (number, there) in [(1, false), (2, true), (3, false), (103, false), (4, true), (104, true)] {
        let found = users.sessions.find_by_token(&token(number)).await.expect("read");
        assert_eq!(found.is_some(), there, "token {number}");
    }
    assert_eq!(users.sessions.find(user(1), session_id(1)).await.expect("read"), None);
    assert_eq!(users.sessions.prune(before).await.expect("pruned"), 0);
}
