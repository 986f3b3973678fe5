//! Coming in and going out: register, log in, refresh, log out, the central check.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::time::Duration;

use fixtures::order::Fault;
use fixtures::user::{FakePasswords, PASSWORD, World, email, person};
use kernel::{Email, Role, Roles};
use platform::{AppError, Clock, ErrorKind, StoreError};
use tradepost_user_app::{
    AccessError, Failure, LogInCommand, LogInError, Origin, RefreshError, RegisterCommand, RegisterError, SignedIn,
};
use user::{BanReason, Device, EndReason, Password, SessionState, UserEvent};

fn registration(number: u128, password: &str) -> RegisterCommand {
    RegisterCommand { email: email(number), password: World::password(password), name: person("Ada") }
}

async fn register(world: &World, number: u128, password: &str) -> Result<SignedIn, RegisterError> {
    world.app.register.execute(registration(number, password), &World::origin(1)).await
}

async fn log_in(world: &World, number: u128, password: &str, from: u8) -> Result<SignedIn, LogInError> {
    let command = LogInCommand { email: email(number), password: Password::claimed(password) };
    world.app.log_in.execute(command, &World::origin(from)).await
}

/// Why each session of the world ended; `None` for one that goes on.
fn ends(world: &World) -> Vec<Option<EndReason>> {
    let end = |session: user::Session| match session.snapshot().state {
        SessionState::Active { .. } => None,
        SessionState::Ended { reason, .. } => Some(reason),
    };
    world.stores.sessions().into_iter().map(end).collect()
}

#[tokio::test]
async fn who_registers_is_signed_in_and_gets_a_mail() {
    let world = World::default();
    let device = Some(Device::new("Firefox").unwrap());
    let origin = Origin { device: device.clone(), ..World::origin(1) };
    let signed_in = world.app.register.execute(registration(1, PASSWORD), &origin).await.unwrap();
    let actor = world.actor(&signed_in.access_token.text);
    assert_eq!((actor.roles, actor.seller), (Roles::SHOPPER, None));
    let profile = &signed_in.profile;
    assert_eq!((profile.id, &profile.email, profile.name.as_str()), (actor.user, &email(1), "Ada"));
    assert!(!profile.email_verified);
    let account = &world.stores.accounts()[0];
    assert_eq!(account.snapshot().password, FakePasswords::hash_of(&World::password(PASSWORD)));
    assert_eq!(world.stores.events(), [UserEvent::AccountRegistered { user: actor.user, at: world.clock.now() }]);
    assert_eq!(world.stores.sessions()[0].snapshot().device, device);
    let mail = &world.mailbox.mails()[0];
    assert_eq!(mail.to, email(1));
    assert!(mail.text.contains("https://shop.example/verify-email?token="), "{}", mail.text);
}

#[tokio::test]
async fn who_registers_with_a_strangers_address_does_not_write_to_them() {
    let world = World::default();
    let name = person("Win a prize at https://evil.example");
    for password in [PASSWORD, "another password"] {
        let command = RegisterCommand { name: name.clone(), ..registration(1, password) };
        let _ = world.app.register.execute(command, &World::origin(1)).await;
    }
    world.app.reset_password.request(&email(1), &World::origin(1)).await.unwrap();
    let mails = world.mailbox.mails();
    assert_eq!(mails.len(), 3);
    assert!(mails.iter().all(|mail| !mail.text.contains("evil")), "{mails:?}");
}

#[tokio::test]
async fn secrets_are_kept_as_hashes_only() {
    let world = World::default();
    let signed_in = register(&world, 1, PASSWORD).await.unwrap();
    let stored = world.stores.links()[0].snapshot().token;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_ne!(hex(stored.as_bytes()), world.mailbox.last_token().unwrap());
    let SessionState::Active { token, .. } = world.stores.sessions()[0].snapshot().state else { panic!("ended") };
    assert_ne!(hex(token.as_bytes()), signed_in.refresh_token.expose());
    assert!(!format!("{signed_in:?}").contains(&signed_in.refresh_token.expose()));
}

#[tokio::test]
async fn a_failed_mail_does_not_undo_a_registration() {
    let world = World::default();
    world.mailbox.faults.once("mail", Fault::Before);
    assert!(register(&world, 1, PASSWORD).await.is_ok());
    assert_eq!((world.stores.accounts().len(), world.mailbox.mails().len()), (1, 0));
}

#[tokio::test]
async fn registering_again_with_the_right_password_logs_in() {
    let world = World::default();
    let first = register(&world, 1, PASSWORD).await.unwrap();
    let second = register(&world, 1, PASSWORD).await.unwrap();
    assert_eq!(first.profile, second.profile);
    assert_eq!((world.stores.accounts().len(), world.stores.sessions().len()), (1, 2));
    assert_eq!(world.mailbox.mails().len(), 1);
}

#[tokio::test]
async fn a_taken_address_is_refused_like_one_that_goes_nowhere_and_after_the_same_work() {
    let world = World::default();
    world.account(1, false).await;
    let nowhere =
        RegisterCommand { email: Email::new("ada@mail.invalid").unwrap(), ..registration(1, "another password") };
    let work = |before| world.passwords.worked() - before;

    let before = world.passwords.worked();
    let taken = register(&world, 1, "another password").await.unwrap_err();
    assert_eq!(work(before), 1);
    let before = world.passwords.worked();
    let nowhere = world.app.register.execute(nowhere, &World::origin(1)).await.unwrap_err();
    assert_eq!(work(before), 1);
    let before = world.passwords.worked();
    register(&world, 2, "another password").await.unwrap();
    assert_eq!(work(before), 1);

    assert_eq!((taken.to_string(), taken.fields()), (nowhere.to_string(), nowhere.fields()));
    assert_eq!((taken.kind(), taken.code()), (ErrorKind::Invalid, "validation_failed"));
    assert_eq!((taken.fields()[0].field.as_str(), taken.fields()[0].code), ("email", "email_unusable"));
    // The owner is told; nothing else has changed.
    let mail = &world.mailbox.mails()[0];
    assert_eq!((&mail.to, mail.subject.as_str()), (&email(1), "You have an account already"));
    assert_eq!(world.stores.sessions().len(), 1);
}

#[tokio::test]
async fn an_owner_is_not_flooded_with_mails() {
    let world = World::default();
    world.account(1, false).await;
    for _ in 0..10 {
        assert!(matches!(register(&world, 1, "another password").await, Err(RegisterError::EmailUnusable)));
    }
    assert_eq!(world.mailbox.mails().len(), 5);
    let refused = register(&world, 1, "another password").await.unwrap_err();
    assert_eq!((refused.kind(), refused.retry_after()), (ErrorKind::TooManyRequests, Some(Duration::from_secs(900))));
}

#[tokio::test]
async fn a_password_that_is_the_address_is_refused() {
    let world = World::default();
    let error = register(&world, 1, email(1).as_str()).await.unwrap_err();
    assert_eq!((error.fields()[0].field.as_str(), error.fields()[0].code), ("password", "same_as_email"));
    assert!(world.stores.accounts().is_empty());
}

#[tokio::test]
async fn a_banned_account_is_neither_registered_anew_nor_logged_in_to() {
    let world = World::default();
    let administrator = world.administrator(9).await;
    let actor = world.somebody(1).await;
    world.app.moderate.ban(administrator, actor.user, BanReason::new("fraud").unwrap()).await.unwrap();
    assert!(matches!(register(&world, 1, PASSWORD).await, Err(RegisterError::EmailUnusable)));
    let error = log_in(&world, 1, PASSWORD, 1).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Forbidden, "account_banned"));
    // Who does not know the password learns nothing of the ban.
    assert!(matches!(log_in(&world, 1, "wrong password", 1).await, Err(LogInError::InvalidCredentials)));
}

#[tokio::test]
async fn wrong_address_and_wrong_password_look_alike_and_take_the_same_work() {
    let world = World::default();
    world.account(1, false).await;
    let mut answers = Vec::new();
    for (number, password) in [(1, "wrong password"), (2, PASSWORD), (1, ""), (2, "")] {
        let before = world.passwords.worked();
        let error = log_in(&world, number, password, 1).await.unwrap_err();
        answers.push((error.kind(), error.code(), error.to_string(), world.passwords.worked() - before));
    }
    let expected = (ErrorKind::Unauthenticated, "invalid_credentials", LogInError::InvalidCredentials.to_string(), 1);
    assert!(answers.iter().all(|answer| *answer == expected), "{answers:?}");
}

#[tokio::test]
async fn guessing_is_slowed_down_by_account_and_address_even_for_accounts_that_do_not_exist() {
    for number in [1, 2] {
        let world = World::default();
        world.account(1, false).await;
        for _ in 0..10 {
            assert!(matches!(log_in(&world, number, "wrong password", 1).await, Err(LogInError::InvalidCredentials)));
        }
        // The right password is of no use now, and is not even checked.
        let before = world.passwords.worked();
        let error = log_in(&world, number, PASSWORD, 1).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::TooManyRequests, "too_many_requests"));
        assert_eq!((error.retry_after(), world.passwords.worked()), (Some(Duration::from_secs(900)), before));
        // Its owner, elsewhere, comes in; and after a while here, too.
        assert_eq!(log_in(&world, number, PASSWORD, 2).await.is_ok(), number == 1);
        world.clock.set(900);
        assert_eq!(log_in(&world, number, PASSWORD, 1).await.is_ok(), number == 1);
    }
}

#[tokio::test]
async fn going_through_accounts_is_slowed_down_by_address() {
    let world = World::default();
    for number in 0..50 {
        assert!(matches!(log_in(&world, number, PASSWORD, 1).await, Err(LogInError::InvalidCredentials)));
    }
    assert!(matches!(log_in(&world, 99, PASSWORD, 1).await, Err(LogInError::TooManyRequests { .. })));
    assert!(matches!(log_in(&world, 99, PASSWORD, 2).await, Err(LogInError::InvalidCredentials)));
}

#[tokio::test]
async fn who_knows_the_password_is_forgiven_earlier_mistakes() {
    let world = World::default();
    world.account(1, false).await;
    for _ in 0..3 {
        for _ in 0..9 {
            assert!(matches!(log_in(&world, 1, "wrong password", 1).await, Err(LogInError::InvalidCredentials)));
        }
        assert!(log_in(&world, 1, PASSWORD, 1).await.is_ok());
    }
}

#[tokio::test]
async fn an_outdated_hash_is_made_anew_at_log_in() {
    let world = World::default();
    world.account(1, false).await;
    let password = World::password(PASSWORD);
    let account = world.stores.accounts().remove(0);
    let outdated = account.set_password(FakePasswords::old_hash_of(&password), world.clock.now());
    let commit = user_ports::AccountCommit::new(outdated, world.clock.now(), || fixtures::user::event(1));
    user_ports::AccountStore::commit(world.stores.as_ref(), &commit).await.unwrap();

    // When it cannot be stored now, the log-in succeeds all the same.
    world.stores.faults.once("accounts", Fault::Before);
    assert!(log_in(&world, 1, PASSWORD, 1).await.is_ok());
    assert_eq!(world.stores.accounts()[0].snapshot().password, FakePasswords::old_hash_of(&password));
    assert!(log_in(&world, 1, PASSWORD, 1).await.is_ok());
    assert_eq!(world.stores.accounts()[0].snapshot().password, FakePasswords::hash_of(&password));
}

#[tokio::test]
async fn a_busy_hasher_and_a_store_that_is_gone_are_no_wrong_password() {
    let world = World::default();
    world.account(1, false).await;
    world.passwords.faults.once("passwords", Fault::Before);
    let busy = log_in(&world, 1, PASSWORD, 1).await.unwrap_err();
    assert_eq!((busy.kind(), busy.code()), (ErrorKind::Unavailable, "busy"));
    world.stores.faults.once("sessions", Fault::Before);
    let gone = log_in(&world, 1, PASSWORD, 1).await.unwrap_err();
    assert_eq!((gone.kind(), gone.code()), (ErrorKind::Unavailable, "store_unavailable"));
    world.stores.faults.once("attempts", Fault::Before);
    assert!(matches!(
        log_in(&world, 1, PASSWORD, 1).await,
        Err(LogInError::Failure(Failure::Store(StoreError::Unavailable(_))))
    ));
}

#[tokio::test]
async fn a_refresh_token_is_good_once() {
    let world = World::default();
    world.account(1, false).await;
    let (actor, first) = world.log_in(1).await;
    world.clock.set(60);
    let second = world.app.refresh.execute(&first.refresh_token).await.unwrap();
    assert_ne!(first.refresh_token, second.refresh_token);
    assert_eq!(world.actor(&second.access_token.text), actor);
    assert_eq!(second.profile, first.profile);
    let third = world.app.refresh.execute(&second.refresh_token).await.unwrap();

    // The first one comes again: somebody has a copy. Everything of the session is over.
    let error = world.app.refresh.execute(&first.refresh_token).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, "session_revoked"));
    assert!(matches!(world.app.refresh.execute(&third.refresh_token).await, Err(RefreshError::Revoked)));
    assert_eq!(ends(&world), [Some(EndReason::TokenReused)]);
    let error = world.app.verify_access.execute(actor).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, "session_revoked"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_refreshes_that_come_together_one_wins_and_the_session_ends() {
    let world = World::default();
    world.account(1, false).await;
    let (_, signed_in) = world.log_in(1).await;
    let tries = (0..8).map(|_| {
        let (app, token) = (world.app.clone(), signed_in.refresh_token.clone());
        tokio::spawn(async move { app.refresh.execute(&token).await })
    });
    let mut won = 0;
    for outcome in tries.collect::<Vec<_>>() {
        match outcome.await.unwrap() {
            Ok(_) => won += 1,
            Err(RefreshError::Revoked) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((won, ends(&world)), (1, vec![Some(EndReason::TokenReused)]));
}

#[tokio::test]
async fn a_refresh_that_cannot_be_stored_leaves_the_token_good() {
    let world = World::default();
    world.account(1, false).await;
    let (_, signed_in) = world.log_in(1).await;
    world.stores.faults.once("sessions", Fault::Before);
    let error = world.app.refresh.execute(&signed_in.refresh_token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(world.app.refresh.execute(&signed_in.refresh_token).await.is_ok());
}

#[tokio::test]
async fn an_unknown_and_an_expired_refresh_token_are_told_apart() {
    let world = World::default();
    world.account(1, false).await;
    let (_, signed_in) = world.log_in(1).await;
    let unknown = "f".repeat(64).parse().unwrap();
    let error = world.app.refresh.execute(&unknown).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, "unauthenticated"));
    world.clock.set(30 * 86_400);
    let error = world.app.refresh.execute(&signed_in.refresh_token).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, "session_expired"));
}

#[tokio::test]
async fn a_refresh_tells_of_a_role_that_was_granted_meanwhile() {
    let world = World::default();
    world.account(1, false).await;
    let (actor, signed_in) = world.log_in(1).await;
    world.app.grant_role.execute(&email(1), Role::Administrator).await.unwrap();
    let refreshed = world.app.refresh.execute(&signed_in.refresh_token).await.unwrap();
    assert!(!actor.is_administrator());
    assert!(world.actor(&refreshed.access_token.text).is_administrator());
    assert!(world.app.verify_access.execute(actor).await.unwrap().is_administrator());
}

#[tokio::test]
async fn logging_out_ends_this_session_alone() {
    let world = World::default();
    world.account(1, false).await;
    let (here, signed_in) = world.log_in(1).await;
    let (there, _) = world.log_in(1).await;
    world.app.log_out.here(here).await.unwrap();
    world.app.log_out.here(here).await.unwrap();
    assert_eq!(ends(&world), [Some(EndReason::LoggedOut), None]);
    assert!(matches!(world.app.refresh.execute(&signed_in.refresh_token).await, Err(RefreshError::Revoked)));
    assert!(matches!(world.app.verify_access.execute(here).await, Err(AccessError::Revoked)));
    assert_eq!(world.app.verify_access.execute(there).await.unwrap(), there);
}

#[tokio::test]
async fn logging_out_everywhere_ends_all_of_ones_own() {
    let world = World::default();
    let other = world.somebody(2).await;
    world.account(1, false).await;
    let (here, _) = world.log_in(1).await;
    world.log_in(1).await;
    world.app.log_out.everywhere(here).await.unwrap();
    assert_eq!(ends(&world), [None, Some(EndReason::LoggedOut), Some(EndReason::LoggedOut)]);
    assert!(world.app.verify_access.execute(other).await.is_ok());
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner() {
    let world = World::default();
    let stranger = world.somebody(2).await;
    world.account(1, false).await;
    let (here, _) = world.log_in(1).await;
    world.clock.set(10);
    let (there, _) = world.log_in(1).await;
    let list = world.app.log_out.list(here).await.unwrap();
    assert_eq!(
        list.iter().map(|s| (s.id, s.current)).collect::<Vec<_>>(),
        [(there.session, false), (here.session, true)]
    );
    assert!(!world.app.log_out.elsewhere(stranger, there.session).await.unwrap());
    assert!(world.app.log_out.elsewhere(here, there.session).await.unwrap());
    assert!(!world.app.log_out.elsewhere(here, there.session).await.unwrap());
    assert_eq!(world.app.log_out.list(here).await.unwrap().len(), 1);
    assert_eq!(ends(&world), [None, None, Some(EndReason::EndedByOwner)]);
}

#[tokio::test]
async fn what_nobody_needs_is_forgotten() {
    let world = World::default();
    register(&world, 1, PASSWORD).await.unwrap();
    log_in(&world, 1, "wrong password", 1).await.unwrap_err();
    let pruned = world.app.prune.execute().await.unwrap();
    assert_eq!((pruned.sessions, pruned.links, pruned.attempts), (0, 0, 0));
    world.clock.set(61 * 86_400);
    let pruned = world.app.prune.execute().await.unwrap();
    assert_eq!((pruned.sessions, pruned.links, pruned.attempts), (1, 1, 1));
}
