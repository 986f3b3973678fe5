create table holds (
  checkout_id blob    primary key not null check (length(checkout_id) = 16),
  state       text    not null check (state in ('active', 'confirmed', 'released', 'expired', 'lapsed')),
  expires_at  integer not null,
  ended_at    integer,
  check ((state = 'active') = (ended_at is null))
) strict, without rowid;

create index holds_due on holds (expires_at) where state = 'active';

create table hold_lines (
  checkout_id blob    not null references holds (checkout_id),
  position    integer not null,
  variant_id  blob    not null references variants (id),
  quantity    integer not null check (quantity > 0),
  cancelled   integer not null default 0 check (cancelled between 0 and quantity),
  primary key (checkout_id, position)
) strict, without rowid;

create index hold_lines_of_variant on hold_lines (variant_id);

-- Orders whose pieces went back on sale.
create table restocks (
  order_id     blob    primary key not null check (length(order_id) = 16),
  checkout_id  blob    not null check (length(checkout_id) = 16),
  restocked_at integer not null
) strict, without rowid;
