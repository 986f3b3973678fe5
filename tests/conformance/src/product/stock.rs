//! [`product_ports::StockStore`].

use std::sync::Arc;

use fixtures::product::{AProduct, CountingIds, at, checkout_id, event_id, order_id, pieces, product_id, variant_id};
use kernel::{CheckoutId, VariantId};
use platform::{IdSource, Inbox, Limit};
use product::{Hold, HoldLine, HoldState, StockLevel};
use product_ports::{CatalogueFilter, ConfirmOutcome, HoldOutcome, ReleaseOutcome, Restock, Shortage, Sort};

use super::ProductPorts;

fn hold(checkout: u128, lines: &[(u128, i64)]) -> Hold {
    let lines = lines.iter().map(|&(variant, n)| HoldLine::new(variant_id(variant), pieces(n))).collect();
    Hold::new(checkout_id(checkout), lines, at(600)).expect("hold")
}

fn inbox(event: u128) -> Option<Inbox> {
    Some(Inbox { event: event_id(event), consumer: "product.settle_holds" })
}

async fn check_level(ports: &ProductPorts, variant: u128, available: u64, held: u64, sold: u64) {
    let level = ports.stock.level(variant_id(variant)).await.expect("level");
    assert_eq!(level, Some(StockLevel { available, held, sold }), "variant {variant}");
}

async fn check_state(ports: &ProductPorts, checkout: u128, state: HoldState) {
    let found = ports.stock.find_hold(checkout_id(checkout)).await.expect("find_hold").expect("there");
    assert_eq!(found.snapshot().state, state);
}

async fn confirm(ports: &ProductPorts, checkout: u128, event: u128, seconds: u64) -> ConfirmOutcome {
    let lapsed = event_id(9000 + event);
    ports.stock.confirm(checkout_id(checkout), lapsed, inbox(event), at(seconds)).await.expect("confirm")
}

async fn release(ports: &ProductPorts, checkout: u128, event: u128, seconds: u64) -> ReleaseOutcome {
    ports.stock.release(checkout_id(checkout), inbox(event), at(seconds)).await.expect("release")
}

async fn restock(ports: &ProductPorts, order: u128, event: u128, lines: &[(u128, i64)]) -> bool {
    let restock = Restock {
        order: order_id(order),
        checkout: checkout_id(1),
        lines: lines.iter().map(|&(variant, n)| (variant_id(variant), pieces(n))).collect(),
    };
    ports.stock.restock(&restock, inbox(event), at(50)).await.expect("restock")
}

/// Variants 1000 (10 pieces) and 2000 (5 pieces) of two products.
async fn two_products(ports: ProductPorts) -> ProductPorts {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Ten").priced(100, 10)).await;
    ports.make(AProduct::new(2, "Five").priced(100, 5)).await;
    ports
}

/// # Panics
/// When the store breaks its contract.
pub async fn a_hold_takes_all_or_nothing(ports: ProductPorts) {
    let ports = two_products(ports).await;
    let first = hold(1, &[(1000, 4), (2000, 5)]);
    assert_eq!(ports.stock.hold(&first).await.expect("hold"), HoldOutcome::Held(first.clone()));
    assert_eq!(ports.stock.find_hold(checkout_id(1)).await.expect("find_hold"), Some(first));
    check_level(&ports, 1000, 6, 4, 0).await;
    check_level(&ports, 2000, 0, 5, 0).await;
    let short = ports.stock.hold(&hold(2, &[(1000, 6), (2000, 1), (7777, 2)])).await.expect("hold");
    let shortage =
        |variant, wanted, available| Shortage { variant: variant_id(variant), wanted: pieces(wanted), available };
    assert_eq!(short, HoldOutcome::Short(vec![shortage(2000, 1, 0), shortage(7777, 2, 0)]));
    check_level(&ports, 1000, 6, 4, 0).await;
    assert_eq!(ports.stock.find_hold(checkout_id(2)).await.expect("find_hold"), None);
}

/// # Panics
/// When the store breaks its contract.
pub async fn a_hold_is_idempotent_by_its_checkout(ports: ProductPorts) {
    let ports = two_products(ports).await;
    let first = hold(1, &[(1000, 4), (2000, 1)]);
    for _ in 0..3 {
        let again = hold(1, &[(2000, 1), (1000, 4)]);
        assert!(
            matches!(ports.stock.hold(&again).await.expect("hold"), HoldOutcome::Held(held) if held.same_lines(&first))
        );
    }
    check_level(&ports, 1000, 6, 4, 0).await;
    assert_eq!(ports.stock.hold(&hold(1, &[(1000, 5)])).await.expect("hold"), HoldOutcome::Mismatch);
    assert_eq!(confirm(&ports, 1, 1, 10).await, ConfirmOutcome::Sold);
    assert!(matches!(ports.stock.hold(&first).await.expect("hold"), HoldOutcome::Held(_)));
    check_level(&ports, 1000, 6, 0, 4).await;
    ports.stock.hold(&hold(2, &[(1000, 1)])).await.expect("hold");
    release(&ports, 2, 2, 11).await;
    let ended = ports.stock.hold(&hold(2, &[(1000, 1)])).await.expect("hold");
    assert_eq!(ended, HoldOutcome::Ended(HoldState::Released { at: at(11) }));
}

/// # Panics
/// When the store breaks its contract.
pub async fn only_what_is_on_sale_can_be_held(ports: ProductPorts) {
    let ports = two_products(ports).await;
    let product = ports.products.find(product_id(1)).await.expect("find").expect("there");
    ports.commit(product.archive(at(5)).expect("archive")).await;
    let outcome = ports.stock.hold(&hold(1, &[(1000, 1)])).await.expect("hold");
    let shortage = Shortage { variant: variant_id(1000), wanted: pieces(1), available: 0 };
    assert_eq!(outcome, HoldOutcome::Short(vec![shortage]));
}

/// # Panics
/// When the store breaks its contract.
pub async fn a_hold_is_confirmed_once(ports: ProductPorts) {
    let ports = two_products(ports).await;
    ports.stock.hold(&hold(1, &[(1000, 4), (2000, 2)])).await.expect("hold");
    // The same event, another event, and a release that comes too late.
    for event in [1, 1, 2] {
        assert_eq!(confirm(&ports, 1, event, 10).await, ConfirmOutcome::Sold);
    }
    assert_eq!(release(&ports, 1, 3, 20).await, ReleaseOutcome::NoEffect);
    check_state(&ports, 1, HoldState::Confirmed { at: at(10) }).await;
    check_level(&ports, 1000, 6, 0, 4).await;
    check_level(&ports, 2000, 3, 0, 2).await;
    assert_eq!(confirm(&ports, 99, 4, 10).await, ConfirmOutcome::Unknown);
}

/// # Panics
/// When the store breaks its contract.
pub async fn a_hold_is_released_once(ports: ProductPorts) {
    let ports = two_products(ports).await;
    ports.stock.hold(&hold(1, &[(1000, 4)])).await.expect("hold");
    assert_eq!(release(&ports, 1, 1, 10).await, ReleaseOutcome::Released);
    assert_eq!(release(&ports, 1, 1, 11).await, ReleaseOutcome::NoEffect);
    assert_eq!(release(&ports, 1, 2, 12).await, ReleaseOutcome::NoEffect);
    check_state(&ports, 1, HoldState::Released { at: at(10) }).await;
    check_level(&ports, 1000, 10, 0, 0).await;
    assert_eq!(release(&ports, 99, 3, 10).await, ReleaseOutcome::Unknown);
}

/// # Panics
/// When the store breaks its contract.
pub async fn a_late_confirmation_takes_the_pieces_again(ports: ProductPorts) {
    let ports = two_products(ports).await;
    ports.stock.hold(&hold(1, &[(1000, 4), (2000, 2)])).await.expect("hold");
    assert_eq!(ports.stock.expire(at(600), 10).await.expect("expire"), 1);
    check_state(&ports, 1, HoldState::Expired { at: at(600) }).await;
    assert_eq!(confirm(&ports, 1, 1, 700).await, ConfirmOutcome::Sold);
    check_state(&ports, 1, HoldState::Confirmed { at: at(700) }).await;
    check_level(&ports, 1000, 6, 0, 4).await;
    check_level(&ports, 2000, 3, 0, 2).await;
}

/// # Panics
/// When the store breaks its contract.
pub async fn a_confirmation_that_is_too_late_lapses_and_is_told_once(ports: ProductPorts) {
    let ports = two_products(ports).await;
    ports.stock.hold(&hold(1, &[(1000, 4), (2000, 2)])).await.expect("hold");
    release(&ports, 1, 1, 10).await;
    ports.stock.hold(&hold(2, &[(2000, 4)])).await.expect("hold");
    for event in [2, 2, 3] {
        assert_eq!(confirm(&ports, 1, event, 20).await, ConfirmOutcome::Lapsed);
    }
    check_state(&ports, 1, HoldState::Lapsed { at: at(20) }).await;
    check_level(&ports, 1000, 10, 0, 0).await;
    check_level(&ports, 2000, 1, 4, 0).await;
    let ended = ports.stock.hold(&hold(1, &[(1000, 4), (2000, 2)])).await.expect("hold");
    assert_eq!(ended, HoldOutcome::Ended(HoldState::Lapsed { at: at(20) }));
    let events = ports.outbox.lease(at(100), at(200), 100).await.expect("lease");
    let lapsed: Vec<_> = events.iter().filter(|event| event.event_type == "product.hold_lapsed.v1").collect();
    assert_eq!(lapsed.len(), 1);
    assert_eq!((lapsed[0].id, lapsed[0].key.as_str()), (event_id(9002), checkout_id(1).to_string().as_str()));
    assert_eq!(lapsed[0].occurred_at, at(20));
}

/// # Panics
/// When the store breaks its contract.
pub async fn holds_expire_oldest_first_when_they_are_due(ports: ProductPorts) {
    let ports = two_products(ports).await;
    for (checkout, expires) in [(1, 300), (2, 100), (3, 200)] {
        let lines = vec![HoldLine::new(variant_id(1000), pieces(1))];
        let hold = Hold::new(checkout_id(checkout), lines, at(expires)).expect("hold");
        ports.stock.hold(&hold).await.expect("hold");
    }
    assert_eq!(ports.stock.expire(at(99), 10).await.expect("expire"), 0);
    assert_eq!(ports.stock.expire(at(300), 2).await.expect("expire"), 2);
    check_state(&ports, 1, HoldState::Active).await;
    check_state(&ports, 2, HoldState::Expired { at: at(300) }).await;
    check_state(&ports, 3, HoldState::Expired { at: at(300) }).await;
    check_level(&ports, 1000, 9, 1, 0).await;
    assert_eq!(ports.stock.expire(at(300), 2).await.expect("expire"), 1);
    assert_eq!(ports.stock.expire(at(300), 2).await.expect("expire"), 0);
    check_level(&ports, 1000, 10, 0, 0).await;
}

/// # Panics
/// When the store breaks its contract.
pub async fn a_cancelled_order_is_restocked_once(ports: ProductPorts) {
    let ports = two_products(ports).await;
    ports.stock.hold(&hold(1, &[(1000, 4), (2000, 2)])).await.expect("hold");
    confirm(&ports, 1, 1, 10).await;
    assert!(restock(&ports, 1, 2, &[(1000, 4)]).await);
    assert!(!restock(&ports, 1, 2, &[(1000, 4)]).await);
    assert!(!restock(&ports, 1, 3, &[(1000, 4)]).await);
    check_level(&ports, 1000, 10, 0, 0).await;
    check_level(&ports, 2000, 3, 0, 2).await;
    let hold = ports.stock.find_hold(checkout_id(1)).await.expect("find_hold").expect("there");
    assert_eq!(hold.snapshot().lines.iter().map(|line| line.cancelled).collect::<Vec<_>>(), [4, 0]);
}

/// # Panics
/// When the store breaks its contract.
pub async fn cancelling_before_the_confirmation_ends_the_same(ports: ProductPorts) {
    let ports = two_products(ports).await;
    ports.stock.hold(&hold(1, &[(1000, 4), (2000, 2)])).await.expect("hold");
    assert!(restock(&ports, 1, 2, &[(1000, 4)]).await);
    check_level(&ports, 1000, 10, 0, 0).await;
    assert_eq!(confirm(&ports, 1, 1, 10).await, ConfirmOutcome::Sold);
    check_level(&ports, 1000, 10, 0, 0).await;
    check_level(&ports, 2000, 3, 0, 2).await;
}

/// # Panics
/// When the store breaks its contract.
pub async fn availability_that_flips_bumps_the_generation(ports: ProductPorts) {
    let ports = two_products(ports).await;
    let generation = || async { ports.generation.catalogue().await.expect("generation") };
    let stamp = || ports.generation.stock(product_id(1));
    let in_stock = || async {
        let filter = CatalogueFilter { in_stock: true, ..CatalogueFilter::default() };
        let page = ports.catalogue.cards(&filter, Sort::Newest, None, Limit::DEFAULT).await.expect("cards");
        page.items.iter().map(|card| card.id).collect::<Vec<_>>()
    };
    let (before, stamp_before) = (generation().await, stamp());
    ports.stock.hold(&hold(1, &[(1000, 4)])).await.expect("hold");
    assert_eq!(generation().await, before, "some are left");
    assert_ne!(stamp(), stamp_before);
    assert_eq!(in_stock().await, [product_id(2), product_id(1)]);
    ports.stock.hold(&hold(2, &[(1000, 6)])).await.expect("hold");
    let sold_out = generation().await;
    assert!(sold_out > before);
    assert_eq!(in_stock().await, [product_id(2)]);
    release(&ports, 1, 1, 10).await;
    assert!(generation().await > sold_out);
    assert_eq!(in_stock().await, [product_id(2), product_id(1)]);
}

/// # Panics
/// When the store breaks its contract.
pub async fn what_sells_best_comes_first(ports: ProductPorts) {
    let ports = two_products(ports).await;
    let best = || async {
        let page = ports.catalogue.cards(&CatalogueFilter::default(), Sort::BestSelling, None, Limit::DEFAULT).await;
        page.expect("cards").items.iter().map(|card| card.id).collect::<Vec<_>>()
    };
    assert_eq!(best().await, [product_id(2), product_id(1)]);
    ports.stock.hold(&hold(1, &[(1000, 4)])).await.expect("hold");
    confirm(&ports, 1, 1, 10).await;
    assert_eq!(best().await, [product_id(1), product_id(2)]);
    restock(&ports, 1, 2, &[(1000, 4)]).await;
    assert_eq!(best().await, [product_id(2), product_id(1)]);
}

/// 200 checkouts at once want one of 50 pieces.
///
/// # Panics
/// When the store breaks its contract.
pub async fn of_many_at_once_as_many_get_a_piece_as_there_are(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    ports.make(AProduct::new(1, "Last fifty").priced(100, 50)).await;
    let tasks: Vec<_> = (1..=200)
        .map(|checkout| {
            let stock = Arc::clone(&ports.stock);
            tokio::spawn(async move { stock.hold(&hold(checkout, &[(1000, 1)])).await.expect("hold") })
        })
        .collect();
    let (mut held, mut short) = (0, 0);
    for task in tasks {
        match task.await.expect("task") {
            HoldOutcome::Held(_) => held += 1,
            HoldOutcome::Short(_) => short += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((held, short), (50, 150));
    check_level(&ports, 1000, 0, 50, 0).await;
    let tasks: Vec<_> = (1..=200)
        .flat_map(|checkout| [(checkout, 1_u128), (checkout, 2)])
        .map(|(checkout, delivery)| {
            let stock = Arc::clone(&ports.stock);
            let (lapsed, inbox) = (event_id(checkout * 10), inbox(checkout * 10 + delivery));
            tokio::spawn(async move { stock.confirm(checkout_id(checkout), lapsed, inbox, at(5)).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("task").expect("confirm");
    }
    check_level(&ports, 1000, 0, 0, 50).await;
}

/// Through any sequence of operations each variant's pieces stay as many, and are where the holds say.
///
/// # Panics
/// When the store breaks its contract.
pub async fn no_piece_is_lost_or_made(ports: ProductPorts) {
    let ports = two_products(ports).await;
    let ids = CountingIds::from(50_000);
    // A linear congruential generator (Numerical Recipes): the same sequence in each run.
    let mut state = 20_261_123_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut holds: Vec<CheckoutId> = Vec::new();
    for step in 0..400_u64 {
        let checkout = u128::from(random(25));
        let now = at(step);
        match random(6) {
            0 | 1 => {
                let lines: Vec<_> = [(1000, random(5)), (2000, random(3))]
                    .into_iter()
                    .filter(|&(_, quantity)| quantity > 0)
                    .map(|(variant, n)| HoldLine::new(variant_id(variant), pieces(i64::try_from(n).expect("small"))))
                    .collect();
                if let Ok(hold) = Hold::new(checkout_id(checkout), lines, at(step + random(100))) {
                    ports.stock.hold(&hold).await.expect("hold");
                    holds.push(checkout_id(checkout));
                }
            }
            2 => {
                let event = kernel::EventId::from_uuid(ids.uuid());
                ports.stock.confirm(checkout_id(checkout), event, None, now).await.expect("confirm");
            }
            3 => {
                ports.stock.release(checkout_id(checkout), None, now).await.expect("release");
            }
            4 => {
                ports.stock.expire(now, 3).await.expect("expire");
            }
            _ => {
                if let Some(hold) = ports.stock.find_hold(checkout_id(checkout)).await.expect("find_hold") {
                    let line = hold.snapshot().lines[0];
                    let lines = vec![(line.variant, line.quantity)];
                    let restock = Restock { order: order_id(checkout), checkout: checkout_id(checkout), lines };
                    ports.stock.restock(&restock, None, now).await.expect("restock");
                }
            }
        }
        check_balance(&ports, &holds, variant_id(1000), 10).await;
        check_balance(&ports, &holds, variant_id(2000), 5).await;
    }
}

async fn check_balance(ports: &ProductPorts, checkouts: &[CheckoutId], variant: VariantId, total: u64) {
    let level = ports.stock.level(variant).await.expect("level").expect("there");
    assert_eq!(level.total(), total);
    let (mut held, mut sold) = (0, 0);
    let mut seen = std::collections::HashSet::new();
    for &checkout in checkouts {
        let Some(hold) = ports.stock.find_hold(checkout).await.expect("find_hold").filter(|_| seen.insert(checkout))
        else {
            continue;
        };
        let lines = &hold.snapshot().lines;
        let wanted = lines.iter().find(|line| line.variant == variant).and_then(HoldLine::wanted);
        let wanted = wanted.map_or(0, |quantity| u64::from(quantity.get()));
        match hold.snapshot().state {
            HoldState::Active => held += wanted,
            HoldState::Confirmed { .. } => sold += wanted,
            HoldState::Released { .. } | HoldState::Expired { .. } | HoldState::Lapsed { .. } => {}
        }
    }
    assert_eq!((level.held, level.sold), (held, sold));
}
