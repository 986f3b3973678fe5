//! Jobs that run over and over.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use platform::BoxError;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

type Run = dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>> + Send + Sync;

/// A bounded piece of work that is done again and again.
#[derive(Clone)]
pub struct Job {
    name: String,
    interval: Duration,
    run: Arc<Run>,
}

impl Job {
    /// A job: its name in the log and the metrics (`order.expire_checkouts`), the time from the beginning of one run to
    /// that of the next, and what a run does. An interval of less than a millisecond counts as one.
    pub fn new<F, Fut>(name: impl Into<String>, interval: Duration, run: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        let run = Arc::new(move || Box::pin(run()) as Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>);
        Self { name: name.into(), interval: interval.max(Duration::from_millis(1)), run }
    }

    /// The job's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Does the work once, as the schedule does it: an error, or a panic, is logged and counted.
    pub async fn run_once(&self) {
        let outcome = match AssertUnwindSafe((self.run)()).catch_unwind().await {
            Ok(Ok(())) => "succeeded",
            Ok(Err(error)) => {
                tracing::error!(job = self.name, error = %error, source = ?error.source(), "a job failed");
                "failed"
            }
            Err(_) => {
                tracing::error!(job = self.name, "a job panicked");
                "panicked"
            }
        };
        metrics::counter!("tradepost_job_runs_total", "job" => self.name.clone(), "outcome" => outcome).increment(1);
    }

    async fn repeat(self, stop: CancellationToken) {
        let mut ticks = tokio::time::interval(self.interval);
        // A run that took longer than the interval is followed by one, not by all that were missed.
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return,
                _ = ticks.tick() => {}
            }
            // A run that has begun is finished: it is bounded, and half of it would be done again.
            self.run_once().await;
        }
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Job({} every {:?})", self.name, self.interval)
    }
}

/// Jobs that run beside each other, each for itself: one that fails, hangs or panics holds up no other. The first run
/// comes at once.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    jobs: Vec<Job>,
}

impl Schedule {
    /// The schedule of these jobs.
    #[must_use]
    pub fn new(jobs: impl IntoIterator<Item = Job>) -> Self {
        Self { jobs: jobs.into_iter().collect() }
    }

    /// Runs the jobs until `stop` is cancelled. Returns once each run that had begun is finished.
    pub async fn run(self, stop: CancellationToken) {
        let mut running: JoinSet<()> = self.jobs.into_iter().map(|job| job.repeat(stop.clone())).collect();
        while running.join_next().await.is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::time::Instant;

    use super::*;

    /// Runs a schedule of one job for a second of paused time; gives the milliseconds at which the job was run.
    async fn runs_of(
        job: impl Fn(usize) -> Result<(), BoxError> + Send + Sync + 'static,
        takes: Duration,
    ) -> Vec<u128> {
        let (started, runs) = (Instant::now(), Arc::new(Mutex::new(Vec::new())));
        let (noted, job) = (Arc::clone(&runs), Arc::new(job));
        let job = Job::new("test.job", Duration::from_millis(300), move || {
            let (noted, job) = (Arc::clone(&noted), Arc::clone(&job));
            async move {
                let number = {
                    let mut noted = noted.lock().unwrap();
                    noted.push(started.elapsed().as_millis());
                    noted.len()
                };
                tokio::time::sleep(takes).await;
                job(number)
            }
        });
        let stop = CancellationToken::new();
        let schedule = tokio::spawn(Schedule::new([job]).run(stop.clone()));
        tokio::time::sleep(Duration::from_secs(1)).await;
        stop.cancel();
        schedule.await.unwrap();
        let runs = runs.lock().unwrap();
        runs.clone()
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_runs_at_once_and_then_in_its_interval() {
        assert_eq!(runs_of(|_| Ok(()), Duration::ZERO).await, [0, 300, 600, 900]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_that_fails_or_panics_runs_again() {
        let job = |number| if number == 1 { Err("the disk is full".into()) } else { Ok(()) };
        assert_eq!(runs_of(job, Duration::ZERO).await, [0, 300, 600, 900]);
        let job = |number| {
            assert!(number != 2, "the job's own mistake");
            Ok(())
        };
        assert_eq!(runs_of(job, Duration::ZERO).await, [0, 300, 600, 900]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_run_that_takes_long_is_followed_by_one_and_is_finished_before_the_end() {
        let finished = Arc::new(Mutex::new(0));
        let count = Arc::clone(&finished);
        let job = move |_| {
            *count.lock().unwrap() += 1;
            Ok(())
        };
        let runs = runs_of(job, Duration::from_millis(700)).await;
        assert_eq!(runs, [0, 700]);
        assert_eq!(*finished.lock().unwrap(), 2);
    }
}
