-- Events on their way out, and which events from elsewhere had their effect.
create table outbox (
  sequence     integer primary key autoincrement,
  id           blob    not null unique check (length(id) = 16),
  event_type   text    not null,
  key          text    not null,
  occurred_at  integer not null,
  payload      text    not null,
  -- Not before this time: a lease, or the wait after a failure.
  available_at integer not null default 0,
  attempts     integer not null default 0,
  last_error   text,
  parked       integer not null default 0 check (parked in (0, 1)),
  published_at integer
) strict;

create index outbox_waiting on outbox (sequence) where published_at is null and parked = 0;
create index outbox_waiting_by_key on outbox (key, sequence) where published_at is null and parked = 0;
create index outbox_parked on outbox (sequence) where published_at is null and parked = 1;
create index outbox_published on outbox (published_at) where published_at is not null;

create table inbox (
  event_id   blob    not null check (length(event_id) = 16),
  consumer   text    not null,
  handled_at integer not null,
  primary key (event_id, consumer)
) strict, without rowid;
