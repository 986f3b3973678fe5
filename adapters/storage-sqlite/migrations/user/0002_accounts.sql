create table accounts (
  id                blob    not null primary key check (length(id) = 16),
  -- In lower case: two spellings of one mailbox are one.
  email             text    not null unique,
  email_verified_at integer,
  name              text    not null,
  password          text    not null,
  -- Names, separated by spaces.
  roles             text    not null,
  banned_at         integer,
  banned_by         blob    check (length(banned_by) = 16),
  ban_reason        text,
  created_at        integer not null,
  updated_at        integer not null,
  version           integer not null,
  check ((banned_at is null) = (banned_by is null) and (banned_at is null) = (ban_reason is null))
) strict, without rowid;

-- A shop that nobody owns came with imported goods and waits to be claimed.
create table shops (
  id        blob    not null primary key check (length(id) = 16),
  owner     blob    unique references accounts (id),
  name      text    not null,
  slug      text    not null unique,
  reference text    unique,
  opened_at integer not null,
  version   integer not null,
  check (owner is not null or reference is not null)
) strict, without rowid;

create table sessions (
  id           blob    not null primary key check (length(id) = 16),
  account      blob    not null references accounts (id),
  device       text,
  created_at   integer not null,
  last_used_at integer not null,
  -- The SHA-256 hash of the refresh token that is good; none when the session has ended.
  token        blob    check (length(token) = 32),
  expires_at   integer,
  ended_at     integer,
  end_reason   text    check (end_reason in ('logged_out', 'ended_by_owner', 'token_reused', 'password_changed', 'banned')),
  version      integer not null,
  check ((token is null) = (expires_at is null)),
  check ((ended_at is null) = (end_reason is null)),
  check ((token is null) = (ended_at is not null))
) strict, without rowid;

create index sessions_of_account on sessions (account, last_used_at, id) where ended_at is null;
create index sessions_over on sessions (coalesce(ended_at, expires_at));

-- Every refresh token that a session ever had, hashed: one that comes again after it was replaced is stolen.
create table session_tokens (
  token   blob not null primary key check (length(token) = 32),
  session blob not null references sessions (id) on delete cascade
) strict, without rowid;

create index session_tokens_of_session on session_tokens (session);

create table links (
  token      blob    not null primary key check (length(token) = 32),
  account    blob    not null references accounts (id),
  purpose    text    not null check (purpose in ('verify_email', 'reset_password')),
  email      text    not null,
  issued_at  integer not null,
  expires_at integer not null,
  unique (account, purpose)
) strict, without rowid;

create index links_expiry on links (expires_at);

create table address_books (
  owner   blob    not null primary key check (length(owner) = 16) references accounts (id),
  version integer not null
) strict, without rowid;

create table addresses (
  -- Grows within a book: the order in which its addresses were added.
  number      integer primary key,
  id          blob    not null unique check (length(id) = 16),
  owner       blob    not null references address_books (owner),
  full_name   text    not null,
  phone       text    not null,
  line1       text    not null,
  line2       text,
  city        text    not null,
  region      text,
  postal_code text,
  country     text    not null check (length(country) = 2),
  -- In millionths of a degree.
  latitude    integer,
  longitude   integer,
  is_default  integer not null check (is_default in (0, 1)),
  created_at  integer not null,
  check ((latitude is null) = (longitude is null))
) strict;

create index addresses_of_owner on addresses (owner, number);
create unique index addresses_default on addresses (owner) where is_default = 1;

-- The account need not exist, so nobody learns here which ones do.
create table attempts (
  number integer primary key,
  kind   text    not null check (kind in ('password', 'mail')),
  client text    not null,
  email  text    not null,
  at     integer not null
) strict;

create index attempts_for_account on attempts (kind, client, email, at);
create index attempts_from_client on attempts (kind, client, at);
create index attempts_age on attempts (kind, at);
