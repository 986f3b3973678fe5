use kernel::Uuid;

use super::*;

fn user(number: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(number))
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

fn hash(text: &str) -> PasswordHash {
    PasswordHash::new(&format!("$test${text}")).unwrap()
}

fn registered() -> AccountDecision {
    let new = NewAccount {
        id: user(1),
        email: Email::new("ada@example.com").unwrap(),
        name: PersonName::new("Ada").unwrap(),
        password: hash("old"),
        roles: Roles::SHOPPER,
        email_verified: false,
    };
    Account::register(new, at(1_000))
}

fn account() -> Account {
    registered().account
}

fn reason() -> BanReason {
    BanReason::new("fraud").unwrap()
}

/// Checks the version, the time of the change, and the events.
fn check(decision: &AccountDecision, events: &[UserEvent]) {
    let snapshot = decision.account().snapshot();
    assert_eq!((decision.expected_version(), snapshot.version, snapshot.updated_at), (1, 2, at(2_000)));
    assert_eq!(decision.events(), events);
    assert_eq!(Account::rehydrate(snapshot.clone()).as_ref(), Ok(decision.account()));
}

#[test]
fn a_new_account_is_stored_for_the_first_time() {
    let decision = registered();
    assert_eq!((decision.expected_version(), decision.account().snapshot().version), (0, 1));
    assert_eq!(decision.events(), [UserEvent::AccountRegistered { user: user(1), at: at(1_000) }]);
    assert!(!decision.account().is_verified());
}

#[test]
fn a_name_changes() {
    let decision = account().rename(PersonName::new("Countess").unwrap(), at(2_000));
    check(&decision, &[]);
    assert_eq!(decision.account().snapshot().name.as_str(), "Countess");
}

#[test]
fn a_mailbox_is_proven_once() {
    let decision = account().verify_email(at(2_000)).unwrap();
    check(&decision, &[]);
    assert_eq!(decision.account().snapshot().email_verified_at, Some(at(2_000)));
    assert_eq!(decision.account.verify_email(at(3_000)), Err(AccountError::AlreadyVerified));
}

#[test]
fn changing_a_password_proves_nothing_but_resetting_it_proves_the_mailbox() {
    let decision = account().set_password(hash("new"), at(2_000));
    check(&decision, &[]);
    assert_eq!(decision.account().snapshot().password, hash("new"));
    assert!(!decision.account().is_verified());

    let decision = account().reset_password(hash("new"), at(2_000));
    check(&decision, &[]);
    assert_eq!(decision.account().snapshot().password, hash("new"));
    let again = decision.account.reset_password(hash("newer"), at(3_000));
    assert_eq!(again.account().snapshot().email_verified_at, Some(at(2_000)));
}

#[test]
fn a_role_is_granted_once() {
    let decision = account().grant(Role::Administrator, at(2_000)).unwrap();
    check(&decision, &[]);
    assert_eq!(decision.account().roles(), Roles::SHOPPER.with(Role::Administrator));
    assert_eq!(decision.account.grant(Role::Administrator, at(3_000)), Err(AccountError::AlreadyHasRole));
    assert_eq!(account().grant(Role::Shopper, at(2_000)), Err(AccountError::AlreadyHasRole));
}

#[test]
fn who_runs_a_shop_may_sell() {
    let decision = account().become_seller(at(2_000));
    check(&decision, &[]);
    assert_eq!(decision.account().roles(), Roles::SHOPPER.with(Role::Seller));
}

#[test]
fn an_account_is_banned_and_let_in_again() {
    let decision = account().ban(user(2), reason(), at(2_000)).unwrap();
    check(&decision, &[UserEvent::AccountBanned { user: user(1), at: at(2_000) }]);
    let banned = decision.account;
    assert_eq!(banned.snapshot().ban, Some(Ban { at: at(2_000), by: user(2), reason: reason() }));
    assert_eq!(banned.clone().ban(user(2), reason(), at(3_000)), Err(AccountError::AlreadyBanned));
    let decision = banned.unban(at(3_000)).unwrap();
    assert_eq!(decision.events(), [UserEvent::AccountUnbanned { user: user(1), at: at(3_000) }]);
    assert_eq!(decision.account.unban(at(4_000)), Err(AccountError::NotBanned));
}

#[test]
fn nobody_bans_themselves() {
    assert_eq!(account().ban(user(1), reason(), at(2_000)), Err(AccountError::OwnAccount));
}

#[test]
fn what_could_not_have_happened_is_not_read_back() {
    let good = account().snapshot().clone();
    let check = |change: fn(&mut AccountSnapshot), error| {
        let mut bad = good.clone();
        change(&mut bad);
        assert_eq!(Account::rehydrate(bad), Err(error));
    };
    check(|snapshot| snapshot.updated_at = at(999), CorruptAccount::Times);
    check(|snapshot| snapshot.email_verified_at = Some(at(999)), CorruptAccount::Times);
    check(|snapshot| snapshot.ban = Some(Ban { at: at(999), by: user(2), reason: reason() }), CorruptAccount::Times);
    check(|snapshot| snapshot.version = 0, CorruptAccount::Version);
}
