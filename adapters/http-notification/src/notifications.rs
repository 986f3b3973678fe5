//! The caller's own notifications.

use axum::Json;
use axum::extract::State;
use kit_http::{ApiJson, ApiQuery, Authenticated, PageDto, Problem, ProblemDto, limit};
use notification::Sequence;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::NotificationState;
use crate::dto::{MarkReadDto, NotificationDto, UnreadDto};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    #[serde(default)]
    cursor: Option<String>,
    /// 1 to 100.
    #[serde(default)]
    #[param(minimum = 1, maximum = 100, default = 24)]
    limit: Option<u32>,
}

/// The caller's notifications, newest first.
///
/// The first one's `seq` is what Socket.IO takes as `last_seq`: what is told from then on is pushed.
#[utoipa::path(get, path = "/api/notification/notifications", operation_id = "list_notifications",
    tag = "notification", security(("bearer" = [])), params(ListParams),
    responses(
        (status = 200, body = PageDto<NotificationDto>),
        (status = 400, body = ProblemDto, description = "`invalid_cursor`"),
        (status = 401, body = ProblemDto),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn list(
    State(state): State<NotificationState>,
    Authenticated(actor): Authenticated,
    ApiQuery(params): ApiQuery<ListParams>,
) -> Result<Json<PageDto<NotificationDto>>, Problem> {
    let limit = limit(params.limit)?;
    let scope = format!("notifications {}", actor.user);
    let before = params
        .cursor
        .map(|cursor| {
            let number = state.cursors.open(&scope, &cursor)?;
            Sequence::new(number).map_err(|error| Problem::internal(&error))
        })
        .transpose()?;
    let page = state.app.list.execute(actor, before, limit).await?;
    let next_cursor = page.next.map(|next| state.cursors.seal(&scope, &next.get())).transpose()?;
    Ok(Json(PageDto { items: page.items.iter().map(NotificationDto::from).collect(), next_cursor }))
}

/// How many of the caller's notifications are unread.
#[utoipa::path(get, path = "/api/notification/unread-count", operation_id = "count_unread_notifications",
    tag = "notification", security(("bearer" = [])),
    responses((status = 200, body = UnreadDto), (status = 401, body = ProblemDto)))]
pub(crate) async fn count_unread(
    State(state): State<NotificationState>,
    Authenticated(actor): Authenticated,
) -> Result<Json<UnreadDto>, Problem> {
    Ok(Json(UnreadDto { count: state.app.count_unread.execute(actor).await? }))
}

/// Marks notifications as read: those named, or all up to a number. Ids that are unknown or somebody else's are passed
/// over.
#[utoipa::path(post, path = "/api/notification/read", operation_id = "mark_notifications_read",
    tag = "notification", security(("bearer" = [])), request_body = MarkReadDto,
    responses(
        (status = 200, body = UnreadDto, description = "How many are unread then"),
        (status = 401, body = ProblemDto),
        (status = 422, body = ProblemDto),
    ))]
pub(crate) async fn mark_read(
    State(state): State<NotificationState>,
    Authenticated(actor): Authenticated,
    ApiJson(body): ApiJson<MarkReadDto>,
) -> Result<Json<UnreadDto>, Problem> {
    Ok(Json(UnreadDto { count: state.app.mark_read.execute(actor, body.check()?).await? }))
}
