use fixtures::order::{at, order_id, placed, purchase, quote, refund_id, seller_id, user_id};
use kernel::OrderId;
use order::{Checkout, OrderLine, OrderStatus, Party, PaymentMethod};
use order_ports::{OrderCard, OrderCardItem, OrderPosition};
use platform::{Limit, Page};

use super::Stores;

fn ids(page: &Page<OrderCard, OrderPosition>) -> Vec<OrderId> {
    page.items.iter().map(|card| card.id).collect()
}

/// A card shows what the order is, with its first lines.
pub async fn lists_show_what_is_there(stores: Stores) {
    let mut many = purchase(1, PaymentMethod::CashOnDelivery);
    many.orders.truncate(1);
    many.orders[0].lines =
        (11..17).map(|lamp| OrderLine::of(&quote(lamp), fixtures::order::pieces(2)).unwrap()).collect();
    many.orders[0].lines[1].image = None;
    many.orders[0].lines[1].options.clear();
    let decision = Checkout::place(many, at(5)).unwrap();
    let checkout = stores.place(&decision).await;
    let checkout = stores.keep(checkout.confirm(order_id(1_002), at(9)).unwrap()).await;
    let order = &checkout.orders[0];
    let expected = OrderCard {
        id: order.id,
        number: order.number,
        checkout_id: checkout.id,
        status: OrderStatus::Confirmed,
        seller: order.seller.clone(),
        items: order.lines[..4]
            .iter()
            .map(|line| OrderCardItem {
                title: line.title.clone(),
                quantity: line.quantity,
                image: line.image.clone(),
                options: line.options.clone(),
            })
            .collect(),
        item_count: 12,
        total: order.totals.total(),
        placed_at: at(5),
        updated_at: at(9),
    };
    let page = stores.orders.of_user(user_id(1), None, None, Limit::DEFAULT).await.unwrap();
    assert_eq!(page, Page { items: vec![expected.clone()], next: None });
    let page = stores.orders.of_seller(seller_id(1), None, None, Limit::DEFAULT).await.unwrap();
    assert_eq!(page, Page { items: vec![expected], next: None });
    let page = stores.orders.of_user(user_id(2), None, None, Limit::DEFAULT).await.unwrap();
    assert_eq!(page, Page { items: vec![], next: None });
}

/// Lists go on where they ended, the newest first, and show nobody what is not theirs.
pub async fn lists_are_paged_by_position(stores: Stores) {
    let orders = &stores.orders;
    // Two purchases at the same time, and one later; the first is of another user, the last is unpaid.
    let first = stores.place(&placed(1, PaymentMethod::CashOnDelivery)).await;
    for (number, second, method) in
        [(2, 0, PaymentMethod::CashOnDelivery), (3, 0, PaymentMethod::CashOnDelivery), (4, 1, PaymentMethod::Card)]
    {
        let mut purchase = purchase(number, method);
        purchase.user_id = user_id(2);
        stores.place(&Checkout::place(purchase, at(second)).unwrap()).await;
    }
    let two = Limit::new(2).unwrap();
    let page = orders.of_user(user_id(2), None, None, two).await.unwrap();
    assert_eq!(ids(&page), [order_id(4_003), order_id(4_002)]);
    assert_eq!(page.next, Some(OrderPosition { placed_at: at(1), id: order_id(4_002) }));
    let page = orders.of_user(user_id(2), None, page.next, two).await.unwrap();
    assert_eq!(ids(&page), [order_id(3_003), order_id(3_002)]);
    assert!(page.items.iter().all(|card| !card.items.is_empty()));
    let page = orders.of_user(user_id(2), None, page.next, two).await.unwrap();
    assert_eq!((ids(&page), page.next), (vec![order_id(2_003), order_id(2_002)], None));

    let page = orders.of_user(user_id(2), Some(OrderStatus::PendingPayment), None, Limit::DEFAULT).await.unwrap();
    assert_eq!(ids(&page), [order_id(4_003), order_id(4_002)]);

    // A seller sees what is bought, of everybody.
    let one = Limit::new(1).unwrap();
    let page = orders.of_seller(seller_id(1), None, None, one).await.unwrap();
    assert_eq!(ids(&page), [order_id(3_002)]);
    let page = orders.of_seller(seller_id(1), None, page.next, Limit::DEFAULT).await.unwrap();
    assert_eq!((ids(&page), page.next), (vec![order_id(2_002), order_id(1_002)], None));
    let cancelled = first.cancel_order(order_id(1_002), Party::Shopper, None, refund_id(1), at(2)).unwrap();
    stores.keep(cancelled).await;
    let page = orders.of_seller(seller_id(1), Some(OrderStatus::Cancelled), None, Limit::DEFAULT).await.unwrap();
    assert_eq!(ids(&page), [order_id(1_002)]);
    let page = orders.of_seller(seller_id(3), None, None, Limit::DEFAULT).await.unwrap();
    assert_eq!(ids(&page), []);
}
