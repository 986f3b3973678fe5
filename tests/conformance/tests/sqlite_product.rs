//! The product context's stores on SQLite keep their contracts.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use storage_sqlite::product::{
    Generations, MIGRATIONS, SqliteCatalogue, SqliteCategories, SqliteExchange, SqliteProducts, SqliteSellers,
    SqliteStock,
};
use storage_sqlite::{Database, SqliteOutbox};
use tradepost_conformance::product::{ProductPorts, catalogue, exchange, stock, store};

fn ports(database: &Database) -> ProductPorts {
    let generations = Generations::new(database.clone());
    ProductPorts {
        products: Arc::new(SqliteProducts::new(database.clone(), generations.clone())),
        categories: Arc::new(SqliteCategories::new(database.clone(), generations.clone())),
        sellers: Arc::new(SqliteSellers::new(database.clone(), generations.clone())),
        stock: Arc::new(SqliteStock::new(database.clone(), generations.clone())),
        catalogue: Arc::new(SqliteCatalogue::new(database.clone())),
        generation: Arc::new(generations),
        exchange: Arc::new(SqliteExchange::new(database.clone())),
        outbox: Arc::new(SqliteOutbox::new(database.clone())),
    }
}

macro_rules! contract {
    ($($suite:ident :: $test:ident,)+) => {$(
        #[tokio::test]
        async fn $test() {
            let database = Database::in_memory(&MIGRATIONS).await.unwrap();
            $suite::$test(ports(&database)).await;
        }
    )+};
}

contract! {
    store::every_field_comes_back_in_every_state,
    store::every_field_can_change,
    store::a_seller_finds_no_product_of_another,
    store::a_sellers_products_are_paged_newest_first,
    store::of_two_changes_of_one_version_one_is_refused,
    store::references_are_unique,
    store::a_change_leaves_stock_alone_that_moved_meanwhile,
    store::events_are_stored_with_the_change,
    store::a_pictures_files_are_in_use_while_a_product_has_it,
    store::categories_come_back_and_are_unique_among_siblings,
    store::shops_are_known_as_they_are_now,
    store::a_product_may_come_before_its_shop,
    exchange::all_goods_come_in_the_order_of_their_references,
    stock::a_hold_takes_all_or_nothing,
    stock::a_hold_is_idempotent_by_its_checkout,
    stock::only_what_is_on_sale_can_be_held,
    stock::a_hold_is_confirmed_once,
    stock::a_hold_is_released_once,
    stock::a_late_confirmation_takes_the_pieces_again,
    stock::a_confirmation_that_is_too_late_lapses_and_is_told_once,
    stock::holds_expire_oldest_first_when_they_are_due,
    stock::a_cancelled_order_is_restocked_once,
    stock::cancelling_before_the_confirmation_ends_the_same,
    stock::availability_that_flips_bumps_the_generation,
    stock::what_sells_best_comes_first,
    stock::no_piece_is_lost_or_made,
    catalogue::a_card_tells_all_of_its_product,
    catalogue::only_active_products_are_there,
    catalogue::a_products_view_names_what_it_refers_to,
    catalogue::every_order_is_paged_without_gaps_or_repetition,
    catalogue::filters_narrow_the_list,
    catalogue::options_of_one_group_are_alternatives_and_groups_must_meet_in_a_variant,
    catalogue::facets_count_all_that_was_found,
    catalogue::words_find_titles_names_and_descriptions,
    catalogue::a_word_in_the_title_counts_more,
    catalogue::a_misspelt_word_finds_what_was_meant,
    catalogue::syntax_is_only_ever_data,
    catalogue::titles_without_spaces_are_found_by_their_parts,
    catalogue::suggestions_complete_what_is_typed,
    catalogue::categories_count_what_they_are_made_of,
    catalogue::related_products_are_of_the_same_kind_first,
    catalogue::quotes_are_of_this_moment,
    catalogue::every_visible_change_bumps_the_generation,
}

/// On a file, where readers and the writer are connections of their own.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_as_many_get_a_piece_as_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(&folder.path().join("product.db"), &MIGRATIONS).await.unwrap();
    stock::of_many_at_once_as_many_get_a_piece_as_there_are(ports(&database)).await;
    database.close().await;
}

/// Another process may change the catalogue: it is noticed, not at once but soon.
#[tokio::test]
async fn a_change_by_another_process_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("product.db");
    let (ours, theirs) =
        (Database::open(&path, &MIGRATIONS).await.unwrap(), Database::open(&path, &MIGRATIONS).await.unwrap());
    let (ours_ports, theirs_ports) = (ports(&ours), ports(&theirs));
    let before = ours_ports.generation.catalogue().await.unwrap();
    theirs_ports.categories.add(&[fixtures::product::category(1, None, "Garden")]).await.unwrap();
    let noticed = async {
        while ours_ports.generation.catalogue().await.unwrap() == before {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), noticed).await.unwrap();
}
