-- What shoppers want. An account's cart has the account's id.
create table carts (
  id         blob    primary key check (length(id) = 16),
  user_id    blob    check (user_id is null or user_id = id),
  updated_at integer not null
) strict, without rowid;

create index carts_of_guests on carts (updated_at) where user_id is null;

create table cart_lines (
  cart_id       blob    not null references carts (id) on delete cascade,
  variant_id    blob    not null check (length(variant_id) = 16),
  position      integer not null,
  quantity      integer not null check (quantity > 0),
  seen_price    integer not null,
  seen_currency text    not null,
  primary key (cart_id, variant_id)
) strict, without rowid;

-- Acts of buying. All amounts of a checkout are in its currency.
create table checkouts (
  id              blob    primary key check (length(id) = 16),
  user_id         blob    not null check (length(user_id) = 16),
  method          text    not null check (method in ('card', 'cash_on_delivery')),
  state           text    not null check (state in ('awaiting_payment', 'paid', 'placed', 'expired', 'cancelled')),
  state_at        integer,
  currency        text    not null,
  subtotal        integer not null,
  shipping        integer not null,
  total           integer not null check (total = subtotal + shipping),
  full_name       text    not null,
  phone           text    not null,
  line1           text    not null,
  line2           text,
  city            text    not null,
  region          text,
  postal_code     text,
  country         text    not null,
  latitude        integer,
  longitude       integer,
  placed_at       integer not null,
  hold_expires_at integer not null,
  updated_at      integer not null,
  version         integer not null check (version > 0)
) strict, without rowid;

create index checkouts_due on checkouts (hold_expires_at) where state = 'awaiting_payment';

create table orders (
  id            blob    primary key check (length(id) = 16),
  checkout_id   blob    not null references checkouts (id),
  position      integer not null,
  number        text    not null,
  user_id       blob    not null,
  seller_id     blob    not null check (length(seller_id) = 16),
  seller_name   text    not null,
  status        text    not null check (status in ('pending_payment', 'placed', 'paid', 'confirmed', 'shipped',
                                                   'delivered', 'cancelled', 'expired')),
  -- Whether it was ever bought for good: only then it is the seller's business.
  bought        integer not null check (bought in (0, 1)),
  currency      text    not null,
  subtotal      integer not null,
  shipping      integer not null,
  total         integer not null check (total = subtotal + shipping),
  item_count    integer not null check (item_count > 0),
  carrier       text,
  tracking_code text,
  shipped_at    integer,
  cancelled_by  text,
  cancel_reason text,
  placed_at     integer not null,
  updated_at    integer not null
) strict, without rowid;

create unique index orders_by_number on orders (number);
create unique index orders_by_checkout on orders (checkout_id, position);
create index orders_of_user on orders (user_id, placed_at desc, id desc);
create index orders_of_user_by_status on orders (user_id, status, placed_at desc, id desc);
create index orders_of_seller on orders (seller_id, placed_at desc, id desc) where bought = 1;
create index orders_of_seller_by_status on orders (seller_id, status, placed_at desc, id desc) where bought = 1;

-- What was bought, as it was then.
create table order_lines (
  order_id     blob    not null references orders (id),
  position     integer not null,
  variant_id   blob    not null check (length(variant_id) = 16),
  product_id   blob    not null check (length(product_id) = 16),
  product_slug text    not null,
  title        text    not null,
  -- An array of pairs of name and value.
  options      text    not null check (json_valid(options)),
  sku          text    not null,
  image_url    text,
  image_alt    text,
  quantity     integer not null check (quantity > 0),
  unit_price   integer not null,
  line_total   integer not null check (line_total = unit_price * quantity),
  currency     text    not null,
  primary key (order_id, position)
) strict, without rowid;

create table order_timeline (
  order_id blob    not null references orders (id),
  position integer not null,
  status   text    not null,
  at       integer not null,
  by       text    not null check (by in ('shopper', 'seller', 'system', 'payment_provider', 'administrator')),
  note     text,
  primary key (order_id, position)
) strict, without rowid;

create table payments (
  id           blob    primary key check (length(id) = 16),
  checkout_id  blob    not null references checkouts (id),
  position     integer not null,
  currency     text    not null,
  amount       integer not null,
  state        text    not null check (state in ('requested', 'open', 'failed', 'expired', 'cancelled', 'in_review',
                                                 'captured', 'due_on_delivery')),
  reason       text,
  captured     integer,
  captured_currency text,
  captured_at  integer,
  reference    text,
  redirect_url text,
  requested_at integer not null,
  updated_at   integer not null
) strict, without rowid;

create unique index payments_by_checkout on payments (checkout_id, position);
create unique index payments_by_reference on payments (reference) where reference is not null;

create table refunds (
  id           blob    primary key check (length(id) = 16),
  checkout_id  blob    not null references checkouts (id),
  position     integer not null,
  payment_id   blob    not null references payments (id),
  order_id     blob    references orders (id),
  currency     text    not null,
  amount       integer not null check (amount >= 0),
  reason       text    not null check (reason in ('order_cancelled', 'late_payment', 'duplicate_payment')),
  state        text    not null check (state in ('requested', 'succeeded', 'failed')),
  failure      text,
  succeeded_at integer,
  requested_at integer not null,
  updated_at   integer not null
) strict, without rowid;

create unique index refunds_by_checkout on refunds (checkout_id, position);
-- Money goes back once for each order, and once for each whole payment.
create unique index refunds_by_order on refunds (order_id) where order_id is not null;
create unique index refunds_of_whole_payments on refunds (payment_id) where order_id is null;

-- Idempotency keys, and the checkouts that they stand for.
create table checkout_claims (
  user_id     blob    not null check (length(user_id) = 16),
  key         text    not null,
  fingerprint text    not null,
  checkout_id blob    not null unique check (length(checkout_id) = 16),
  placed      integer not null default 0 check (placed in (0, 1)),
  claimed_at  integer not null,
  primary key (user_id, key)
) strict, without rowid;

create index checkout_claims_by_age on checkout_claims (claimed_at);

-- Events of payment providers that had their effect.
create table provider_events (
  provider   text    not null,
  event_id   text    not null,
  handled_at integer not null,
  primary key (provider, event_id)
) strict, without rowid;
