use kernel::Uuid;

use super::*;

const DAY: Duration = Duration::from_secs(86_400);

fn start() -> Timestamp {
    Timestamp::from_unix_millis(1_000).unwrap()
}

fn token(number: u8) -> TokenHash {
    TokenHash::new([number; 32])
}

fn session() -> Session {
    let id = SessionId::from_uuid(Uuid::from_u128(1));
    let user = UserId::from_uuid(Uuid::from_u128(2));
    let device = Device::new("Firefox").unwrap();
    Session::start(id, user, Some(device), token(1), start()).session
}

fn rotated(refresh: Result<Refresh, SessionError>) -> SessionDecision {
    match refresh {
        Ok(Refresh::Rotated(decision)) => decision,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_token_is_good_for_thirty_days_from_its_last_use() {
    let now = start().plus(29 * DAY);
    let decision = rotated(session().refresh(token(1), token(2), now));
    assert_eq!((decision.expected_version(), decision.session().snapshot().version), (1, 2));
    assert_eq!(decision.session().snapshot().last_used_at, now);
    let expected = SessionState::Active { token: token(2), expires_at: now.plus(30 * DAY) };
    assert_eq!(decision.session().snapshot().state, expected);
    assert_eq!(session().refresh(token(1), token(2), start().plus(30 * DAY)), Err(SessionError::Expired));
}

#[test]
fn a_token_that_is_used_twice_ends_the_session() {
    let session = rotated(session().refresh(token(1), token(2), start())).session;
    let Ok(Refresh::Reused(decision)) = session.refresh(token(1), token(3), start().plus(DAY)) else {
        panic!("the reuse was not noticed");
    };
    let expected = SessionState::Ended { at: start().plus(DAY), reason: EndReason::TokenReused };
    assert_eq!(decision.session().snapshot().state, expected);
    // The good token is of no use any more.
    assert_eq!(decision.session.refresh(token(2), token(3), start().plus(DAY)), Err(SessionError::Ended));
}

#[test]
fn a_session_ends_once() {
    let ended = session().end(EndReason::LoggedOut, start()).unwrap().session;
    assert!(!ended.is_active(start()));
    assert_eq!(ended.end(EndReason::Banned, start()), Err(SessionError::Ended));
}

#[test]
fn a_session_is_active_until_it_expires() {
    assert!(session().is_active(start().plus(30 * DAY).minus(Duration::from_millis(1))));
    assert!(!session().is_active(start().plus(30 * DAY)));
}

#[test]
fn what_could_not_have_happened_is_not_read_back() {
    let good = session().snapshot;
    assert!(Session::rehydrate(good.clone()).is_ok());
    let early = start().minus(Duration::from_millis(1));
    let check = |change: &dyn Fn(&mut SessionSnapshot), error| {
        let mut bad = good.clone();
        change(&mut bad);
        assert_eq!(Session::rehydrate(bad), Err(error));
    };
    check(&|snapshot| snapshot.last_used_at = early, CorruptSession::Times);
    check(
        &|snapshot| snapshot.state = SessionState::Ended { at: early, reason: EndReason::Banned },
        CorruptSession::Times,
    );
    check(
        &|snapshot| snapshot.state = SessionState::Active { token: token(1), expires_at: early },
        CorruptSession::Times,
    );
    check(&|snapshot| snapshot.version = 0, CorruptSession::Version);
}

#[test]
fn names_round_trip() {
    for reason in EndReason::ALL {
        assert_eq!(reason.as_str().parse(), Ok(reason));
    }
}
