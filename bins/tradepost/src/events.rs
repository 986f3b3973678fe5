//! `tradepost events`: looks after events that could not be handled.

use anyhow::{Result, bail};
use kernel::EventId;
use platform::Clock;

use crate::cli::Events;
use crate::config::Config;
use crate::output::say;
use crate::shop::Databases;

/// How many parked events are listed.
const LISTED: u32 = 100;

/// Does what the command says.
///
/// # Errors
/// When the data cannot be read, or there is no such event.
pub(crate) async fn run(config: &Config, command: Events) -> Result<()> {
    let databases = Databases::open(&config.data_dir).await?;
    match command {
        Events::Parked => parked(&databases).await,
        Events::Retry { id } => retry(&databases, id.parse()?).await,
    }?;
    databases.close().await;
    Ok(())
}

async fn parked(databases: &Databases) -> Result<()> {
    for (context, outbox) in databases.outboxes() {
        for event in outbox.parked(LISTED).await? {
            let envelope = &event.envelope;
            say(format_args!(
                "{}  {}  {}  {context}  tried {} times: {}",
                envelope.id, envelope.occurred_at, envelope.event_type, event.attempts, event.last_error
            ));
        }
    }
    Ok(())
}

async fn retry(databases: &Databases, id: EventId) -> Result<()> {
    for (_, outbox) in databases.outboxes() {
        if outbox.retry(id, crypto::SystemClock.now()).await? {
            say(format_args!("{id} is in line again"));
            return Ok(());
        }
    }
    bail!("{id} is not parked")
}
