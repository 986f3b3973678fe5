use std::sync::atomic::Ordering;

use fixtures::notification::{MemoryNotifications, MemoryShops, NotedPushes, at, event, order, seller, shop, user};
use kernel::{CheckoutId, Currency, EventId, PaymentId, RefundId, UserId, Uuid};
use notification::Notice;
use notification_app::Deps;
use platform::{MockClock, MockIdSource};

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

struct World {
    app: Arc<NotificationApp>,
    stored: Arc<MemoryNotifications>,
    shops: Arc<MemoryShops>,
}

impl World {
    fn new() -> Self {
        let (stored, shops) = (Arc::new(MemoryNotifications::default()), Arc::new(MemoryShops::default()));
        let (mut clock, mut ids) = (MockClock::new(), MockIdSource::new());
        clock.expect_now().return_const(at(100));
        ids.expect_uuid().returning(|| Uuid::from_u128(7));
        let app = NotificationApp::new(Deps {
            store: stored.clone(),
            reader: stored.clone(),
            shops: shops.clone(),
            push: Arc::new(NotedPushes::default()),
            clock: Arc::new(clock),
            ids: Arc::new(ids),
        });
        Self { app: Arc::new(app), stored, shops }
    }

    /// Hands an event to the consumer that wants its type.
    async fn hand(&self, envelope: &Envelope) -> Result<(), HandleError> {
        let wants = |handler: &Arc<dyn EventHandler>| handler.event_types().contains(&envelope.event_type.as_str());
        let mut wanting: Vec<_> = consumers(&self.app).into_iter().filter(wants).collect();
        assert_eq!(wanting.len(), 1, "one consumer takes {}", envelope.event_type);
        wanting.remove(0).handle(envelope).await
    }

    fn told(&self, user: UserId) -> Vec<(EventId, Notice)> {
        self.stored.told(user).into_iter().map(|told| (told.event(), told.notice().clone())).collect()
    }
}

fn opened(owner: Option<UserId>) -> ShopOpenedV1 {
    ShopOpenedV1 {
        seller_id: seller(3).to_string(),
        owner_id: owner.map(|owner| owner.to_string()),
        name: "Anna's".to_owned(),
        slug: "annas".to_owned(),
        opened_at: at(1).to_string(),
    }
}

/// What an event tells the shopper and the shop's owner, however often it comes.
async fn check<E: WireEvent>(wire: &E, to_shopper: Notice, to_owner: Option<Notice>) {
    let world = World::new();
    let mut shop_opened = seal(&opened(Some(OWNER)));
    shop_opened.id = event(8);
    world.hand(&shop_opened).await.unwrap();
    for _ in 0..2 {
        world.hand(&seal(wire)).await.unwrap();
    }
    assert_eq!(world.told(SHOPPER), [(event(9), to_shopper)], "{}", E::TYPE);
    assert_eq!(world.told(OWNER), Vec::from_iter(to_owner.map(|notice| (event(9), notice))), "{}", E::TYPE);
}

#[tokio::test]
async fn an_order_is_told_of_from_beginning_to_end() {
    let placed = |payment_method: &str| OrderPlacedV1 {
        order: header(),
        payment_method: payment_method.to_owned(),
        lines: Vec::new(),
    };
    let new_order = Some(Notice::NewOrder(order()));
    check(&placed("card"), Notice::OrderPlaced(order()), None).await;
    check(&placed("cash_on_delivery"), Notice::OrderPlaced(order()), new_order.clone()).await;
    check(&OrderPaidV1 { order: header(), lines: Vec::new() }, Notice::OrderPaid(order()), new_order).await;
    check(&OrderConfirmedV1 { order: header() }, Notice::OrderConfirmed(order()), None).await;
    let shipped = OrderShippedV1 { order: header(), carrier: "DHL".to_owned(), tracking_code: "JD0146".to_owned() };
    let (carrier, tracking_code) = (Line::new("DHL").unwrap(), Line::new("JD0146").unwrap());
    check(&shipped, Notice::OrderShipped { order: order(), carrier, tracking_code }, None).await;
    check(&OrderDeliveredV1 { order: header() }, Notice::OrderDelivered(order()), None).await;
    check(&OrderExpiredV1 { order: header() }, Notice::OrderExpired(order()), None).await;
}

#[tokio::test]
async fn a_cancellation_is_told_to_the_owner_if_the_order_was_due() {
    for (was_paid, restock, was_due) in
        [(false, false, false), (true, true, true), (true, false, true), (false, true, true)]
    {
        let cancelled = OrderCancelledV1 {
            order: header(),
            by: "shopper".to_owned(),
            reason: Some("found it cheaper".to_owned()),
            was_paid,
            restock,
            lines: Vec::new(),
        };
        let (by, reason) = (CancelledBy::Shopper, Some(Line::new("found it cheaper").unwrap()));
        let to_shopper = Notice::OrderCancelled { order: order(), by, reason: reason.clone() };
        let to_owner = was_due.then(|| Notice::SaleCancelled { order: order(), by, reason });
        check(&cancelled, to_shopper, to_owner).await;
    }
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
    let amount = Money::new(501, Currency::USD);
    let notice = |order| Notice::OrderRefunded { checkout: checkout(), order, amount };
    check(&refunded(None), notice(None), None).await;
    check(&refunded(Some(order())), notice(Some((order().id, order().number))), None).await;
}

#[tokio::test]
async fn an_owner_becomes_known_as_of_the_event() {
    let world = World::new();
    world.hand(&seal(&opened(None))).await.unwrap();
    assert_eq!(world.shops.known(seller(3)), Some(shop(seller(3), None, 50)));
    let changed = ShopChangedV1 {
        seller_id: seller(3).to_string(),
        owner_id: Some(OWNER.to_string()),
        name: "Anna's".to_owned(),
        slug: "annas".to_owned(),
        opened_at: at(1).to_string(),
    };
    let mut envelope = seal(&changed);
    (envelope.id, envelope.occurred_at) = (event(10), at(60));
    world.hand(&envelope).await.unwrap();
    assert_eq!(world.shops.known(seller(3)), Some(shop(seller(3), Some(OWNER), 60)));
}

#[tokio::test]
async fn an_order_of_an_unclaimed_shop_is_told_to_the_shopper_alone() {
    let world = World::new();
    world.hand(&seal(&OrderPaidV1 { order: header(), lines: Vec::new() })).await.unwrap();
    assert_eq!(world.told(SHOPPER), [(event(9), Notice::OrderPaid(order()))]);
    assert_eq!(world.told(OWNER), []);
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
        let outcome = World::new().hand(&envelope).await;
        assert!(matches!(outcome, Err(HandleError::Poison(_))), "{}: {outcome:?}", envelope.payload);
    }
}

#[tokio::test]
async fn a_store_that_is_away_is_tried_again() {
    let world = World::new();
    world.stored.away.store(true, Ordering::SeqCst);
    let envelope = seal(&OrderConfirmedV1 { order: header() });
    let outcome = world.hand(&envelope).await;
    assert!(matches!(outcome, Err(HandleError::Retry(_))), "{outcome:?}");
    world.stored.away.store(false, Ordering::SeqCst);
    world.hand(&envelope).await.unwrap();
    assert_eq!(world.told(SHOPPER).len(), 1);
}
