use std::sync::Mutex;

use fixtures::notification::{at, event, order, seller, shop, user};
use kernel::{CheckoutId, Currency, PaymentId, RefundId, UserId, Uuid};
use notification::{NewNotification, Notice};
use notification_app::Deps;
use notification_ports::{MockLivePush, MockNotificationReader, MockNotificationStore, MockShopDirectory};
use platform::{MockClock, MockIdSource, StoreError};

use super::*;

const SHOPPER: UserId = user(1);
const OWNER: UserId = user(2);

fn header() -> OrderHeader {
    OrderHeader {
        order_id: order().id.to_string(),
        checkout_id: checkout().to_string(),
        number: order().number.to_string(),
        user_id: SHOPPER.to_string(),
        seller_id: seller(3).to_string(),
        total: order().total.into(),
    }
}

fn checkout() -> CheckoutId {
    CheckoutId::from_uuid(Uuid::from_u128(4))
}

fn seal<E: WireEvent>(wire: &E) -> Envelope {
    kit_events::seal(event(9), checkout(), at(50), wire).unwrap()
}

fn app(store: MockNotificationStore, shops: MockShopDirectory) -> Arc<NotificationApp> {
    let (mut clock, mut ids) = (MockClock::new(), MockIdSource::new());
    clock.expect_now().return_const(at(100));
    ids.expect_uuid().returning(|| Uuid::from_u128(7));
    Arc::new(NotificationApp::new(Deps {
        store: Arc::new(store),
        reader: Arc::new(MockNotificationReader::new()),
        shops: Arc::new(shops),
        push: Arc::new(MockLivePush::new()),
        clock: Arc::new(clock),
        ids: Arc::new(ids),
    }))
}

/// Hands an event to the consumer that wants its type.
async fn hand(app: &Arc<NotificationApp>, envelope: &Envelope) -> Result<(), HandleError> {
    let wants = |handler: &Arc<dyn EventHandler>| handler.event_types().contains(&envelope.event_type.as_str());
    let mut wanting: Vec<_> = consumers(app).into_iter().filter(wants).collect();
    assert_eq!(wanting.len(), 1, "one consumer takes {}", envelope.event_type);
    wanting.remove(0).handle(envelope).await
}

/// Whom an event is told to, and what.
async fn check<E: WireEvent>(wire: &E, expected: &[(UserId, Notice)]) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let mut store = MockNotificationStore::new();
    store
        .expect_record()
        .withf(|_, inbox, _| *inbox == Some(Inbox { event: event(9), consumer: "notification.tell_of_orders" }))
        .times(1)
        .returning({
            let told = Arc::clone(&told);
            move |new: &[NewNotification], _, _| {
                told.lock().unwrap().extend(new.iter().map(|new| (new.user, new.notice.clone())));
                Ok(Vec::new())
            }
        });
    let mut shops = MockShopDirectory::new();
    shops.expect_owner().withf(|shop| *shop == seller(3)).returning(|_| Ok(Some(OWNER)));
    hand(&app(store, shops), &seal(wire)).await.unwrap();
    assert_eq!(*told.lock().unwrap(), expected, "{}", E::TYPE);
}

#[tokio::test]
async fn an_order_is_told_of_from_beginning_to_end() {
    let placed = |payment_method: &str| OrderPlacedV1 {
        order: header(),
        payment_method: payment_method.to_owned(),
        lines: Vec::new(),
    };
    check(&placed("card"), &[(SHOPPER, Notice::OrderPlaced(order()))]).await;
    let both = [(SHOPPER, Notice::OrderPlaced(order())), (OWNER, Notice::NewOrder(order()))];
    check(&placed("cash_on_delivery"), &both).await;
    let both = [(SHOPPER, Notice::OrderPaid(order())), (OWNER, Notice::NewOrder(order()))];
    check(&OrderPaidV1 { order: header(), lines: Vec::new() }, &both).await;
    check(&OrderConfirmedV1 { order: header() }, &[(SHOPPER, Notice::OrderConfirmed(order()))]).await;
    let shipped = OrderShippedV1 { order: header(), carrier: "DHL".to_owned(), tracking_code: "JD0146".to_owned() };
    let (carrier, tracking_code) = (Line::new("DHL").unwrap(), Line::new("JD0146").unwrap());
    check(&shipped, &[(SHOPPER, Notice::OrderShipped { order: order(), carrier, tracking_code })]).await;
    check(&OrderDeliveredV1 { order: header() }, &[(SHOPPER, Notice::OrderDelivered(order()))]).await;
    check(&OrderExpiredV1 { order: header() }, &[(SHOPPER, Notice::OrderExpired(order()))]).await;
}

#[tokio::test]
async fn a_cancellation_is_told_to_the_owner_if_the_order_was_due() {
    let cancelled = |was_paid, restock| OrderCancelledV1 {
        order: header(),
        by: "shopper".to_owned(),
        reason: Some("found it cheaper".to_owned()),
        was_paid,
        restock,
        lines: Vec::new(),
    };
    let (by, reason) = (CancelledBy::Shopper, Some(Line::new("found it cheaper").unwrap()));
    let to_shopper = (SHOPPER, Notice::OrderCancelled { order: order(), by, reason: reason.clone() });
    let to_owner = (OWNER, Notice::SaleCancelled { order: order(), by, reason });
    check(&cancelled(false, false), std::slice::from_ref(&to_shopper)).await;
    check(&cancelled(true, true), &[to_shopper.clone(), to_owner.clone()]).await;
    check(&cancelled(true, false), &[to_shopper.clone(), to_owner.clone()]).await;
    check(&cancelled(false, true), &[to_shopper, to_owner]).await;
}

#[tokio::test]
async fn a_refund_is_told_with_its_order_or_without() {
    let refunded = |order: Option<OrderRef>| RefundedV1 {
        refund_id: RefundId::from_uuid(Uuid::from_u128(5)).to_string(),
        payment_id: PaymentId::from_uuid(Uuid::from_u128(6)).to_string(),
        checkout_id: checkout().to_string(),
        order_id: order.as_ref().map(|order| order.id.to_string()),
        number: order.map(|order| order.number.to_string()),
        user_id: SHOPPER.to_string(),
        amount: Money::new(501, Currency::USD).into(),
    };
    let notice = |order| Notice::OrderRefunded { checkout: checkout(), order, amount: Money::new(501, Currency::USD) };
    check(&refunded(None), &[(SHOPPER, notice(None))]).await;
    check(&refunded(Some(order())), &[(SHOPPER, notice(Some((order().id, order().number))))]).await;
}

#[tokio::test]
async fn an_owner_becomes_known_as_of_the_event() {
    let opened = ShopOpenedV1 {
        seller_id: seller(3).to_string(),
        owner_id: Some(OWNER.to_string()),
        name: "Anna's".to_owned(),
        slug: "annas".to_owned(),
        opened_at: at(1).to_string(),
    };
    let changed = ShopChangedV1 {
        seller_id: seller(3).to_string(),
        owner_id: None,
        name: "Anna's".to_owned(),
        slug: "annas".to_owned(),
        opened_at: at(1).to_string(),
    };
    for (envelope, owner) in [(seal(&opened), Some(OWNER)), (seal(&changed), None)] {
        let mut shops = MockShopDirectory::new();
        shops
            .expect_record()
            .withf(move |recorded, inbox, now| {
                *recorded == shop(seller(3), owner, 50)
                    && *inbox == Some(Inbox { event: event(9), consumer: "notification.know_owners" })
                    && *now == at(100)
            })
            .times(1)
            .returning(|_, _, _| Ok(()));
        hand(&app(MockNotificationStore::new(), shops), &envelope).await.unwrap();
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_poison() {
    let broken = |change: fn(&mut OrderCancelledV1)| {
        let mut wire = OrderCancelledV1 {
            order: header(),
            by: "seller".to_owned(),
            reason: None,
            was_paid: true,
            restock: true,
            lines: Vec::new(),
        };
        change(&mut wire);
        seal(&wire)
    };
    let mut not_json = seal(&OrderConfirmedV1 { order: header() });
    not_json.payload = "{}".to_owned();
    for envelope in [
        broken(|wire| wire.by = "nobody".to_owned()),
        broken(|wire| wire.reason = Some("\0".to_owned())),
        broken(|wire| wire.order.user_id = wire.order.order_id.clone()),
        broken(|wire| wire.order.total.currency = "XXX".to_owned()),
        broken(|wire| wire.order.number = String::new()),
        not_json,
    ] {
        let app = app(MockNotificationStore::new(), MockShopDirectory::new());
        let outcome = hand(&app, &envelope).await;
        assert!(matches!(outcome, Err(HandleError::Poison(_))), "{}: {outcome:?}", envelope.payload);
    }
}

#[tokio::test]
async fn a_store_that_is_away_is_tried_again() {
    let mut store = MockNotificationStore::new();
    store.expect_record().returning(|_, _, _| Err(StoreError::Unavailable("the disk is full".into())));
    let envelope = seal(&OrderConfirmedV1 { order: header() });
    let outcome = hand(&app(store, MockShopDirectory::new()), &envelope).await;
    assert!(matches!(outcome, Err(HandleError::Retry(_))), "{outcome:?}");
}
