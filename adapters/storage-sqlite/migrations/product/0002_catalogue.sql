-- Who sells: a copy of what the user context says. A product may arrive before its shop does.
create table sellers (
  number    integer primary key,
  id        blob    not null unique check (length(id) = 16),
  owner_id  blob    check (length(owner_id) = 16),
  name      text    not null,
  slug      text    not null,
  opened_at integer not null
) strict;

create index sellers_slug on sellers (slug);

create table categories (
  number   integer primary key,
  id       blob    not null unique check (length(id) = 16),
  parent   integer references categories (number),
  name     text    not null,
  slug     text    not null unique,
  position integer not null
) strict;

create unique index categories_sibling_name on categories (coalesce(parent, 0), name);
create index categories_parent on categories (parent);

create table products (
  number            integer primary key,
  id                blob    not null unique check (length(id) = 16),
  seller            integer not null references sellers (number),
  category          integer not null references categories (number),
  reference_source  text    not null,
  reference_id      text    not null,
  slug              text    not null unique,
  title             text    not null,
  status            text    not null check (status in ('draft', 'active', 'archived', 'disabled')),
  previous_status   text    check (previous_status in ('draft', 'active', 'archived')),
  disabled_reason   text,
  currency          text    not null,
  rating_hundredths integer,
  rating_count      integer,
  created_at        integer not null,
  updated_at        integer not null,
  version           integer not null,
  -- [["Colour", ["Red", "Blue"]]]
  option_groups     text    not null,
  -- [["Material", "Cotton"]]
  specifications    text    not null,
  description       text,
  unique (reference_source, reference_id),
  check ((status = 'disabled') = (previous_status is not null)),
  check ((status = 'disabled') = (disabled_reason is not null)),
  check ((rating_hundredths is null) = (rating_count is null))
) strict;

create index products_of_seller on products (seller, created_at desc, id desc);
create index products_of_category on products (category);

-- A variant that is no longer sold is kept for the holds that name it.
create table variants (
  number     integer primary key,
  id         blob    not null unique check (length(id) = 16),
  product    integer not null references products (number),
  position   integer not null,
  sku        text    not null,
  -- {"Colour": "Red"}
  options    text    not null,
  price      integer not null check (price > 0),
  list_price integer check (list_price > price),
  image_id   blob    check (length(image_id) = 16),
  available  integer not null check (available >= 0),
  held       integer not null default 0 check (held >= 0),
  sold       integer not null default 0 check (sold >= 0),
  stated     integer not null check (stated >= 0),
  retired    integer not null default 0 check (retired in (0, 1))
) strict;

create unique index variants_sku on variants (product, sku) where retired = 0;
create index variants_of_product on variants (product, position);

create table product_images (
  product  integer not null references products (number),
  id       blob    not null check (length(id) = 16),
  position integer not null,
  alt      text,
  key      text,
  width    integer,
  height   integer,
  url      text,
  primary key (product, id),
  check ((key is null) <> (url is null)),
  check ((key is null) = (width is null) and (key is null) = (height is null))
) strict, without rowid;

create index product_images_key on product_images (key) where key is not null;

-- What shoppers list: one row for each active product, kept up to date in the transaction of each change.
create table product_cards (
  product           integer primary key references products (number),
  id                blob    not null,
  slug              text    not null,
  title             text    not null,
  seller            integer not null,
  category          integer not null,
  created_at        integer not null,
  currency          text    not null,
  price_min         integer not null,
  price_max         integer not null,
  in_stock          integer not null check (in_stock in (0, 1)),
  sold              integer not null,
  variant_count     integer not null,
  rating_hundredths integer,
  rating_count      integer,
  -- {"id": "<hex>", "alt": …, "key": …, "width": …, "height": …, "url": …}
  image             text
) strict;

create index cards_newest on product_cards (created_at, id);
create index cards_price on product_cards (price_min, id);
create index cards_sold on product_cards (sold, id);
create index cards_category on product_cards (category, created_at, id);
create index cards_seller on product_cards (seller, created_at, id);
-- Covers the facets.
create index cards_facets on product_cards (category, seller, in_stock, price_min);

create table option_terms (
  number integer primary key,
  name   text not null,
  value  text not null,
  unique (name, value)
) strict;

-- Which active product has a variant of which option.
create table card_options (
  term    integer not null references option_terms (number),
  product integer not null,
  primary key (term, product)
) strict, without rowid;

create index card_options_of_product on card_options (product, term);

-- The words of active products; the row is the product's number.
create virtual table product_search using fts5 (
  title, keywords, description,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

create virtual table product_vocabulary using fts5vocab (product_search, 'row');

-- Titles by any part of them, for scripts that do not put spaces between words.
create virtual table product_titles using fts5 (title, tokenize = 'trigram');

-- Every word that was ever indexed, for finding the one that somebody meant.
create table search_words (
  number integer primary key,
  word   text not null unique
) strict;

-- Padded, so that the beginning of a word counts.
create virtual table search_word_trigrams using fts5 (padded, content = '', tokenize = 'trigram');

create trigger search_words_trigrams after insert on search_words begin
  insert into search_word_trigrams (rowid, padded) values (new.number, '  ' || new.word || ' ');
end;

-- Grows with each change that shoppers can see, so that whoever keeps views knows when they are old.
create table catalogue_state (
  singleton  integer primary key check (singleton = 1),
  generation integer not null
) strict;

insert into catalogue_state (singleton, generation) values (1, 1);
