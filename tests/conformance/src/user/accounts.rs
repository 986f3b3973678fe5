//! The contract of [`user_ports::AccountStore`], as far as it is about accounts alone.

use fixtures::user::{account, at, ban_reason, email, event, password_hash, person, user};
use kernel::{Role, Roles};
use user::{Account, AccountDecision, NewAccount};

use super::{Users, assert_conflict, assert_one_won, assert_taken, change, registered, told};

async fn check_kept(users: &Users, decision: AccountDecision) -> Account {
    let account = decision.account().clone();
    users.accounts.commit(&change(decision, at(0), u128::from(account.snapshot().version))).await.expect("stored");
    let by_id = users.accounts.find(account.id()).await.expect("read");
    assert_eq!(by_id.as_ref(), Some(&account));
    assert_eq!(users.accounts.find_by_email(account.email()).await.expect("read"), by_id);
    account
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_accounts_in_every_state(users: &Users) {
    let made = check_kept(users, account(1)).await;
    let verified = check_kept(users, made.verify_email(at(1)).expect("verified")).await;
    let renamed = check_kept(users, verified.rename(person("Ada, Countess of Lovelace"), at(2))).await;
    let changed = check_kept(users, renamed.set_password(password_hash("second"), at(3))).await;
    let granted = check_kept(users, changed.grant(Role::Administrator, at(4)).expect("granted")).await;
    let banned = check_kept(users, granted.ban(user(9), ban_reason(), at(5)).expect("banned")).await;
    assert!(banned.is_banned());
    let unbanned = check_kept(users, banned.unban(at(6)).expect("unbanned")).await;
    check_kept(users, unbanned.reset_password(password_hash("third"), at(7))).await;
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_accounts_of_every_role(users: &Users) {
    let sets = [
        Roles::SHOPPER,
        Roles::SHOPPER.with(Role::Seller),
        Roles::SHOPPER.with(Role::Administrator),
        Roles::SHOPPER.with(Role::Seller).with(Role::Administrator),
    ];
    for (number, roles) in (1..).zip(sets) {
        let new = NewAccount {
            id: user(number),
            email: email(number),
            name: person("Grace Hopper"),
            password: password_hash("x"),
            roles,
            email_verified: true,
        };
        let decision = Account::register(new, at(10));
        users.accounts.commit(&change(decision.clone(), at(10), number)).await.expect("stored");
        assert_eq!(users.accounts.find(user(number)).await.expect("read").as_ref(), Some(decision.account()));
    }
}

/// # Panics
/// When the store breaks its contract.
pub async fn finds_nobody_who_is_not_there(users: &Users) {
    registered(users, 1).await;
    assert_eq!(users.accounts.find(user(2)).await.expect("read"), None);
    assert_eq!(users.accounts.find_by_email(&email(2)).await.expect("read"), None);
}

/// # Panics
/// When the store breaks its contract.
pub async fn gives_a_mailbox_to_one_account(users: &Users) {
    let first = registered(users, 1).await;
    told(users).await;
    let new = NewAccount {
        id: user(2),
        email: email(1),
        name: person("Somebody else"),
        password: password_hash("x"),
        roles: Roles::SHOPPER,
        email_verified: false,
    };
    assert_taken(users.accounts.commit(&change(Account::register(new, at(1)), at(1), 5)).await, "email");
    assert_eq!(users.accounts.find(user(2)).await.expect("read"), None);
    assert_eq!(users.accounts.find_by_email(&email(1)).await.expect("read"), Some(first));
    assert_eq!(told(users).await, []);
}

/// # Panics
/// When the store breaks its contract.
pub async fn refuses_what_was_decided_on_an_old_account(users: &Users) {
    let made = registered(users, 1).await;
    told(users).await;
    let verified = made.clone().verify_email(at(1)).expect("verified");
    users.accounts.commit(&change(verified.clone(), at(1), 5)).await.expect("stored");
    let stale = made.ban(user(9), ban_reason(), at(2)).expect("banned");
    assert_conflict(users.accounts.commit(&change(stale, at(2), 6)).await);
    assert_eq!(users.accounts.find(user(1)).await.expect("read").as_ref(), Some(verified.account()));
    let never_stored = account(2).account().clone().rename(person("Nobody"), at(3));
    assert_conflict(users.accounts.commit(&change(never_stored, at(3), 7)).await);
    assert_eq!(users.accounts.find(user(2)).await.expect("read"), None);
    assert_eq!(told(users).await, []);
}

/// # Panics
/// When the store breaks its contract.
pub async fn lets_one_of_two_changes_of_an_account_win(users: &Users) {
    let made = registered(users, 1).await;
    let one = change(made.clone().rename(person("One"), at(1)), at(1), 5);
    let other = change(made.rename(person("Other"), at(1)), at(1), 6);
    let (first, second) = tokio::join!(users.accounts.commit(&one), users.accounts.commit(&other));
    assert_one_won(first, second);
    let kept = users.accounts.find(user(1)).await.expect("read").expect("an account");
    assert_eq!(kept.snapshot().version, 2);
}

/// # Panics
/// When the store breaks its contract.
pub async fn tells_what_happened_to_accounts(users: &Users) {
    let made = account(1);
    let banned = made.account().clone().ban(user(9), ban_reason(), at(5)).expect("banned");
    let unbanned = banned.account().clone().unban(at(6)).expect("unbanned");
    users.accounts.commit(&change(made, at(0), 1)).await.expect("stored");
    users.accounts.commit(&change(banned, at(5), 2)).await.expect("stored");
    users.accounts.commit(&change(unbanned, at(6), 3)).await.expect("stored");
    let key = user(1).to_string();
    let expected = [
        (event(1), "user.account_registered.v1".to_owned(), key.clone(), at(0)),
        (event(2), "user.account_banned.v1".to_owned(), key.clone(), at(5)),
        (event(3), "user.account_unbanned.v1".to_owned(), key, at(6)),
    ];
    assert_eq!(told(users).await, expected);
}
