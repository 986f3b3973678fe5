//! Every rule of the user context's stores, as a test of its own.

/// Runs all rules on stores. `$empty().await` gives empty ones, and what must live as long as they do.
macro_rules! keeps_the_contract {
    ($empty:path) => {
        keeps_the_contract! { $empty;
            accounts:
                keeps_accounts_in_every_state
                keeps_accounts_of_every_role
                finds_nobody_who_is_not_there
                gives_a_mailbox_to_one_account
                refuses_what_was_decided_on_an_old_account
                lets_one_of_two_changes_of_an_account_win
                tells_what_happened_to_accounts;
            together:
                stores_all_that_belongs_to_a_change
                stores_nothing_when_a_part_is_refused
                redeems_a_link_once
                replaces_the_link_that_it_redeems
                keeps_the_session_that_is_to_be_kept;
            sessions:
                keeps_sessions_in_every_state
                knows_every_token_of_a_session
                lets_one_of_two_refreshes_win
                refuses_what_was_decided_on_an_old_session
                finds_sessions_for_their_owner_alone
                lists_sessions_that_go_on
                lists_a_hundred_sessions_at_most
                ends_the_sessions_of_an_account
                tells_how_somebody_stands
                forgets_sessions_that_are_long_over;
            shops:
                keeps_shops_in_every_state
                tells_what_happened_to_shops
                gives_addresses_owners_and_references_once
                refuses_what_was_decided_on_an_old_shop
                lets_one_of_two_claims_win
                stores_all_shops_or_none
                finds_many_shops_at_once;
            addresses:
                keeps_addresses_with_every_field
                keeps_one_default
                keeps_a_full_book
                finds_addresses_for_their_owner_alone
                refuses_what_was_decided_on_an_old_book
                lets_one_of_two_first_addresses_win;
            links:
                keeps_links_of_every_purpose
                replaces_the_older_link_of_a_purpose
                forgets_links_that_expired;
            attempts:
                admits_as_often_as_the_limits_say
                limits_what_comes_from_one_address
                counts_what_was_admitted_within_the_window
                admits_no_more_when_they_come_together
                forgives_an_owner
                forgets_attempts_that_do_not_count;
        }
    };
    ($empty:path; $($area:ident: $($rule:ident)+;)+) => {$(
        mod $area {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $rule() {
                    let (users, _alive) = $empty().await;
                    tradepost_conformance::user::$area::$rule(&users).await;
                }
            )+
        }
    )+};
}
