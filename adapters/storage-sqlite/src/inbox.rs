//! The inbox: which events had their effect, recorded in the transaction of the effect.

use kernel::Timestamp;
use platform::{Inbox, StoreError};

use crate::Write;
use crate::error::unavailable;

/// Records that a consumer handles an event; `false` when it did so before, and the effect must not be had again.
///
/// # Errors
/// [`StoreError::Unavailable`].
pub async fn claim(write: &mut Write, inbox: Inbox, now: Timestamp) -> Result<bool, StoreError> {
    let done =
        sqlx::query("insert into inbox (event_id, consumer, handled_at) values (?, ?, ?) on conflict do nothing")
            .bind(inbox.event.uuid())
            .bind(inbox.consumer)
            .bind(now.unix_millis())
            .execute(write.connection())
            .await
            .map_err(unavailable)?;
    Ok(done.rows_affected() == 1)
}
