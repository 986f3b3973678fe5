//! Whether the process lives, whether it can work, and what it counts.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Json;
use axum::extract::State;
use http::StatusCode;
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use tokio::task::JoinSet;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Something that must answer for the process to do its work: a database, a broker.
#[async_trait]
pub trait Check: Send + Sync {
    /// The name under which it is reported.
    fn name(&self) -> &'static str;

    /// What is wrong with it, in a sentence without secrets.
    async fn check(&self) -> Result<(), String>;
}

/// How long a check may take.
const DEADLINE: Duration = Duration::from_secs(2);

/// What the health routes report on.
#[derive(Clone)]
pub struct Health {
    checks: Arc<[Arc<dyn Check>]>,
    metrics: PrometheusHandle,
}

impl Health {
    /// Reports on these checks and metrics.
    #[must_use]
    pub fn new(checks: Vec<Arc<dyn Check>>, metrics: PrometheusHandle) -> Self {
        Self { checks: checks.into(), metrics }
    }

    /// Runs all checks at the same time.
    pub async fn report(&self) -> ReadyDto {
        let mut running = JoinSet::new();
        for check in self.checks.iter().map(Arc::clone) {
            running.spawn(async move {
                let outcome = tokio::time::timeout(DEADLINE, check.check()).await;
                let detail = outcome.unwrap_or_else(|_| Err("does not answer".to_owned())).err();
                CheckDto {
                    name: check.name().to_owned(),
                    status: if detail.is_none() { "ok" } else { "failed" },
                    detail,
                }
            });
        }
        let mut checks = running.join_all().await;
        checks.sort_by(|one, other| one.name.cmp(&other.name));
        let ready = checks.iter().all(|check| check.detail.is_none());
        ReadyDto { status: if ready { "ok" } else { "failed" }, checks }
    }
}

/// The process lives.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Live)]
pub struct LiveDto {
    /// Always `ok`.
    #[schema(value_type = String)]
    status: &'static str,
}

/// Whether the process can work.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ready)]
pub struct ReadyDto {
    /// `ok` or `failed`.
    #[schema(value_type = String)]
    pub status: &'static str,
    /// What was looked at.
    pub checks: Vec<CheckDto>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Check)]
pub struct CheckDto {
    /// What.
    pub name: String,
    /// `ok` or `failed`.
    #[schema(value_type = String)]
    pub status: &'static str,
    /// What is wrong.
    pub detail: Option<String>,
}

/// `/health/live`, `/health/ready` and `/metrics`.
pub fn router(health: Health) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready)).routes(routes!(metrics)).with_state(health)
}

/// Tells that the process lives. Looks at nothing else.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, body = LiveDto)))]
async fn live() -> Json<LiveDto> {
    Json(LiveDto { status: "ok" })
}

/// Tells whether the process can work: all that it depends on answers.
#[utoipa::path(get, path = "/health/ready", tag = "health", responses(
    (status = 200, body = ReadyDto),
    (status = 503, body = ReadyDto),
))]
async fn ready(State(health): State<Health>) -> (StatusCode, Json<ReadyDto>) {
    let report = health.report().await;
    let status = if report.status == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(report))
}

/// What the process counts, in Prometheus' text format.
#[utoipa::path(get, path = "/metrics", tag = "health", responses((status = 200, body = String, content_type = "text/plain")))]
async fn metrics(State(health): State<Health>) -> String {
    health.metrics.run_upkeep();
    health.metrics.render()
}
