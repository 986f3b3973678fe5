//! A notification looks the same in the list over HTTP and when it is pushed.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use fixtures::notification::{at, notices, notification, user};
use http_notification::NotificationDto;
use notification::{Notification, Sequence};
use realtime_socketio::NotificationEvent;

#[test]
fn every_kind_is_pushed_as_it_is_listed() {
    for (number, notice) in (1..).zip(notices()) {
        let sequence = Sequence::new(u64::try_from(number).unwrap()).unwrap();
        let read_at = (number % 2 == 0).then(|| at(99));
        let told = Notification::rehydrate(notification(number, user(1), notice), sequence, read_at).unwrap();
        let listed = serde_json::to_value(NotificationDto::from(&told)).unwrap();
        assert_eq!(serde_json::to_value(NotificationEvent::from(&told)).unwrap(), listed);
    }
}
