//! What mails are for: proving a mailbox, choosing a new password. And changing a password that one knows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::time::Duration;

use fixtures::order::Fault;
use fixtures::user::{PASSWORD, World, email, person};
use kernel::{Actor, Email};
use platform::{AppError, ErrorKind};
use tradepost_user_app::{
    ChangePasswordError, LogInCommand, RegisterCommand, ResetPasswordError, SecretText, VerifyEmailError,
};
use user::{BanReason, Password};

const NEW: &str = "a better password";

fn last_token(world: &World) -> SecretText {
    world.mailbox.last_token().unwrap().parse().unwrap()
}

/// Somebody who has just registered.
async fn registered(world: &World) -> Actor {
    let command = RegisterCommand { email: email(1), password: World::password(PASSWORD), name: person("Ada") };
    let signed_in = world.app.register.execute(command, &World::origin(1)).await.unwrap();
    world.actor(&signed_in.access_token.text)
}

async fn is_verified(world: &World, actor: Actor) -> bool {
    world.app.profiles.show(actor).await.unwrap().email_verified
}

async fn request_reset(world: &World, number: u128) {
    world.app.reset_password.request(&email(number), &World::origin(1)).await.unwrap();
}

async fn reset(world: &World, token: &SecretText) -> Result<(), ResetPasswordError> {
    world.app.reset_password.confirm(token, World::password(NEW)).await
}

async fn knows(world: &World, password: &str) -> bool {
    let command = LogInCommand { email: email(1), password: World::password(password) };
    world.app.log_in.execute(command, &World::origin(2)).await.is_ok()
}

#[tokio::test]
async fn the_mailed_link_proves_the_mailbox_once() {
    let world = World::default();
    let actor = registered(&world).await;
    let token = last_token(&world);
    world.app.verify_email.confirm(&token).await.unwrap();
    assert!(is_verified(&world, actor).await);
    let error = world.app.verify_email.confirm(&token).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Gone, "token_used_or_expired"));
    let error = world.app.verify_email.resend(actor, &World::origin(1)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "already_verified"));
}

#[tokio::test]
async fn a_link_that_is_too_old_or_unknown_proves_nothing() {
    let world = World::default();
    let actor = registered(&world).await;
    world.clock.set(86_400);
    assert!(matches!(world.app.verify_email.confirm(&last_token(&world)).await, Err(VerifyEmailError::LinkOver)));
    let unknown = "f".repeat(64).parse().unwrap();
    assert!(matches!(world.app.verify_email.confirm(&unknown).await, Err(VerifyEmailError::LinkOver)));
    assert!(!is_verified(&world, actor).await);
}

#[tokio::test]
async fn a_newer_link_replaces_the_older_one() {
    let world = World::default();
    let actor = registered(&world).await;
    let first = last_token(&world);
    world.app.verify_email.resend(actor, &World::origin(1)).await.unwrap();
    assert!(matches!(world.app.verify_email.confirm(&first).await, Err(VerifyEmailError::LinkOver)));
    world.app.verify_email.confirm(&last_token(&world)).await.unwrap();
    assert!(is_verified(&world, actor).await);
}

#[tokio::test]
async fn a_link_is_good_for_its_purpose_alone() {
    let world = World::default();
    registered(&world).await;
    let to_verify = last_token(&world);
    assert!(matches!(reset(&world, &to_verify).await, Err(ResetPasswordError::LinkOver)));
    request_reset(&world, 1).await;
    let to_reset = last_token(&world);
    assert!(matches!(world.app.verify_email.confirm(&to_reset).await, Err(VerifyEmailError::LinkOver)));
}

#[tokio::test]
async fn mails_are_sent_a_bounded_number_of_times() {
    let world = World::default();
    let actor = registered(&world).await;
    for _ in 0..5 {
        world.app.verify_email.resend(actor, &World::origin(1)).await.unwrap();
    }
    let error = world.app.verify_email.resend(actor, &World::origin(1)).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::TooManyRequests, Some(Duration::from_secs(3_600))));
    // For a reset it is the same account and the same limit, but nobody is told.
    request_reset(&world, 1).await;
    assert_eq!(world.mailbox.mails().len(), 6);
}

#[tokio::test]
async fn whoever_waits_for_a_mail_learns_that_it_cannot_be_sent() {
    let world = World::default();
    let actor = registered(&world).await;
    world.mailbox.faults.once("mail", Fault::Before);
    let error = world.app.verify_email.resend(actor, &World::origin(1)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "mail_unavailable"));
    world.app.verify_email.resend(actor, &World::origin(1)).await.unwrap();
    world.app.verify_email.confirm(&last_token(&world)).await.unwrap();
}

#[tokio::test]
async fn a_change_that_somebody_else_overtakes_is_tried_again() {
    let world = World::default();
    let actor = registered(&world).await;
    let token = last_token(&world);
    *world.stores.conflicts.lock().unwrap() = 5;
    let error = world.app.verify_email.confirm(&token).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "version_conflict"));
    *world.stores.conflicts.lock().unwrap() = 4;
    world.app.verify_email.confirm(&token).await.unwrap();
    assert!(is_verified(&world, actor).await);
}

#[tokio::test]
async fn the_mailed_link_sets_a_new_password_once_and_ends_all_sessions() {
    let world = World::default();
    let actor = registered(&world).await;
    request_reset(&world, 1).await;
    let mail = world.mailbox.mails().pop().unwrap();
    assert_eq!(mail.to, email(1));
    assert!(mail.text.contains("https://shop.example/reset-password?token="), "{}", mail.text);
    let token = last_token(&world);
    reset(&world, &token).await.unwrap();
    assert!(knows(&world, NEW).await);
    assert!(!knows(&world, PASSWORD).await);
    assert!(world.app.verify_access.execute(actor).await.is_err());
    // Who reads the mail owns the mailbox.
    assert!(is_verified(&world, actor).await);
    let error = reset(&world, &token).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Gone, "token_used_or_expired"));
}

#[tokio::test]
async fn a_reset_link_expires_after_an_hour() {
    let world = World::default();
    registered(&world).await;
    request_reset(&world, 1).await;
    world.clock.set(3_600);
    assert!(matches!(reset(&world, &last_token(&world)).await, Err(ResetPasswordError::LinkOver)));
    assert!(knows(&world, PASSWORD).await);
}

#[tokio::test]
async fn a_password_that_is_refused_does_not_use_the_link_up() {
    let world = World::default();
    registered(&world).await;
    request_reset(&world, 1).await;
    let token = last_token(&world);
    let error = world.app.reset_password.confirm(&token, World::password(email(1).as_str())).await.unwrap_err();
    assert_eq!((error.kind(), error.fields()[0].code), (ErrorKind::Invalid, "same_as_email"));
    reset(&world, &token).await.unwrap();
}

#[tokio::test]
async fn a_reset_that_cannot_be_stored_does_not_use_the_link_up() {
    let world = World::default();
    registered(&world).await;
    request_reset(&world, 1).await;
    let token = last_token(&world);
    world.stores.faults.once("accounts", Fault::Before);
    assert_eq!(reset(&world, &token).await.unwrap_err().kind(), ErrorKind::Unavailable);
    assert!(knows(&world, PASSWORD).await);
    *world.stores.conflicts.lock().unwrap() = 4;
    let before = world.passwords.worked();
    reset(&world, &token).await.unwrap();
    assert_eq!(world.passwords.worked() - before, 1, "the password is hashed once however often it is tried");
}

#[tokio::test]
async fn nobody_is_mailed_who_has_no_account_or_is_banned() {
    let world = World::default();
    let administrator = world.administrator(9).await;
    let actor = world.somebody(1).await;
    world.app.moderate.ban(administrator, actor.user, BanReason::new("fraud").unwrap()).await.unwrap();
    for number in [1, 2] {
        request_reset(&world, number).await;
    }
    assert!(world.mailbox.mails().is_empty());
    assert!(world.stores.links().is_empty());
}

#[tokio::test]
async fn a_reset_for_a_mail_that_cannot_be_sent_is_no_failure() {
    let world = World::default();
    registered(&world).await;
    world.mailbox.faults.once("mail", Fault::Before);
    request_reset(&world, 1).await;
    assert_eq!(world.mailbox.mails().len(), 1);
}

async fn change(world: &World, actor: Actor, current: &str, new: &str) -> Result<(), ChangePasswordError> {
    let (current, new) = (Password::claimed(current), World::password(new));
    world.app.change_password.execute(actor, &current, new, &World::origin(1)).await
}

#[tokio::test]
async fn who_knows_the_password_changes_it_and_stays_signed_in_here_alone() {
    let world = World::default();
    let elsewhere = world.somebody(1).await;
    let (here, _) = world.log_in(1).await;
    change(&world, here, PASSWORD, NEW).await.unwrap();
    assert!(knows(&world, NEW).await);
    assert!(!knows(&world, PASSWORD).await);
    assert!(world.app.verify_access.execute(here).await.is_ok());
    assert!(world.app.verify_access.execute(elsewhere).await.is_err());
}

#[tokio::test]
async fn a_stolen_session_cannot_guess_the_password() {
    let world = World::default();
    let actor = world.somebody(1).await;
    for _ in 0..10 {
        let error = change(&world, actor, "wrong password", NEW).await.unwrap_err();
        assert_eq!((error.kind(), error.fields()[0].field.as_str()), (ErrorKind::Invalid, "current_password"));
        assert_eq!(error.fields()[0].code, "wrong_password");
    }
    let error = change(&world, actor, PASSWORD, NEW).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::TooManyRequests, Some(Duration::from_secs(900))));
}

#[tokio::test]
async fn a_new_password_keeps_the_rules() {
    let world = World::default();
    let actor = world.somebody(1).await;
    let address: Email = email(1);
    let error = change(&world, actor, PASSWORD, address.as_str()).await.unwrap_err();
    assert_eq!((error.fields()[0].field.as_str(), error.fields()[0].code), ("new_password", "same_as_email"));
    assert!(knows(&world, PASSWORD).await);
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_is_not_overwritten() {
    let world = World::default();
    let actor = world.somebody(1).await;
    *world.stores.conflicts.lock().unwrap() = 1;
    let error = change(&world, actor, PASSWORD, NEW).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "version_conflict"));
    assert!(knows(&world, PASSWORD).await);
}
