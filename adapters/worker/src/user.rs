//! The user context's jobs. It consumes no events.

use std::sync::Arc;
use std::time::Duration;

use platform::BoxError;
use user_app::UserApp;

use crate::Job;

/// How often what nobody needs any more is forgotten.
const PRUNE_EVERY: Duration = Duration::from_secs(10 * 60);

/// The jobs of the user context.
#[must_use]
pub fn jobs(app: &Arc<UserApp>) -> Vec<Job> {
    let app = Arc::clone(app);
    vec![Job::new("user.prune", PRUNE_EVERY, move || {
        let app = Arc::clone(&app);
        async move {
            let pruned = app.prune.execute().await.map_err(BoxError::from)?;
            tracing::debug!(?pruned, "what nobody needs any more is forgotten");
            Ok(())
        }
    })]
}
