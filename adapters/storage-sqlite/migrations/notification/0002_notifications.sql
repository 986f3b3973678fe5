-- What notifications are about. A table, not a check: a later release adds a kind without rebuilding notifications.
create table notification_kinds (
  kind text primary key
) strict, without rowid;

insert into notification_kinds (kind) values
  ('order_placed'), ('order_paid'), ('order_confirmed'), ('order_shipped'), ('order_delivered'), ('order_cancelled'),
  ('order_expired'), ('order_refunded'), ('new_order'), ('sale_cancelled');

-- How far each user's sequence has come. It only ever grows, even if notifications are removed.
create table sequences (
  user_id blob    primary key check (length(user_id) = 16),
  last    integer not null check (last >= 1)
) strict, without rowid;

create table notifications (
  user_id    blob    not null references sequences (user_id),
  sequence   integer not null check (sequence >= 1),
  id         blob    not null check (length(id) = 16),
  event_id   blob    not null check (length(event_id) = 16),
  kind       text    not null references notification_kinds (kind),
  -- What the kind says beside itself, as JSON.
  details    text    not null check (json_valid(details)),
  created_at integer not null,
  read_at    integer,
  primary key (user_id, sequence)
) strict, without rowid;

create unique index notifications_id on notifications (id);
-- An event tells a user one thing once.
create unique index notifications_once on notifications (user_id, event_id, kind);
create index notifications_unread on notifications (user_id, sequence) where read_at is null;

-- Who owns a shop: a copy of what the user context says, as of then.
create table shops (
  seller_id blob    primary key check (length(seller_id) = 16),
  owner_id  blob    check (length(owner_id) = 16),
  as_of     integer not null
) strict, without rowid;
