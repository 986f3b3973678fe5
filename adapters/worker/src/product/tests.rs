use kernel::{Currency, EventId, OrderId, SellerId, Timestamp, UserId, Uuid};
use kit_events::order::OrderHeader;
use kit_events::{WireMoney, seal};
use platform::{MockBlobStore, MockClock, MockIdSource};
use product_app::mock::{
    MockCatalogueReader, MockCategoryStore, MockExchangeReader, MockPictureProcessor, MockProductStore,
    MockSellerStore, MockStockStore,
};
use product_app::{Deps, ReleaseOutcome};

use super::*;

fn at() -> Timestamp {
    Timestamp::from_unix_millis(1_760_000_000_000).unwrap()
}

const EVENT: EventId = EventId::from_uuid(Uuid::from_u128(77));
const CHECKOUT: CheckoutId = CheckoutId::from_uuid(Uuid::from_u128(1));
const ORDER: OrderId = OrderId::from_uuid(Uuid::from_u128(2));
const VARIANT: VariantId = VariantId::from_uuid(Uuid::from_u128(3));
const SELLER: SellerId = SellerId::from_uuid(Uuid::from_u128(4));
const USER: UserId = UserId::from_uuid(Uuid::from_u128(5));
const INBOX: Inbox = Inbox { event: EVENT, consumer: "product.settle_holds" };

fn app(stock: MockStockStore, sellers: MockSellerStore) -> Arc<ProductApp> {
    let mut clock = MockClock::new();
    clock.expect_now().returning(at);
    let mut ids = MockIdSource::new();
    ids.expect_uuid().returning(|| Uuid::from_u128(99));
    Arc::new(ProductApp::new(Deps {
        products: Arc::new(MockProductStore::new()),
        categories: Arc::new(MockCategoryStore::new()),
        sellers: Arc::new(sellers),
        stock: Arc::new(stock),
        catalogue: Arc::new(MockCatalogueReader::new()),
        exchange: Arc::new(MockExchangeReader::new()),
        pictures: Arc::new(MockPictureProcessor::new()),
        blobs: Arc::new(MockBlobStore::new()),
        clock: Arc::new(clock),
        ids: Arc::new(ids),
        currency: Currency::USD,
    }))
}

/// Gives the event to the one consumer that wants its type.
async fn handle<E: WireEvent>(app: &Arc<ProductApp>, event: &E) -> Result<(), HandleError> {
    let consumers = consumers(app);
    let wanting: Vec<_> = consumers.iter().filter(|consumer| consumer.event_types().contains(&E::TYPE)).collect();
    assert_eq!(wanting.len(), 1, "{}", E::TYPE);
    wanting[0].handle(&seal(EVENT, "key", at(), event).unwrap()).await
}

fn confirming(outcome: Result<ConfirmOutcome, StoreError>) -> Arc<ProductApp> {
    let mut stock = MockStockStore::new();
    let mut outcome = Some(outcome);
    stock
        .expect_confirm()
        .withf(|checkout, lapsed, inbox, now| {
            (*checkout, lapsed.uuid(), *inbox, *now) == (CHECKOUT, Uuid::from_u128(99), Some(INBOX), at())
        })
        .times(1)
        .returning(move |_, _, _, _| outcome.take().unwrap());
    app(stock, MockSellerStore::new())
}

fn paid() -> CheckoutPaidV1 {
    CheckoutPaidV1 {
        checkout_id: CHECKOUT.to_string(),
        user_id: USER.to_string(),
        payment_id: "pay_00000000000000000000000001".to_owned(),
        amount: WireMoney { amount: 1, currency: "USD".to_owned() },
    }
}

#[tokio::test]
async fn a_paid_or_placed_checkout_sells_what_it_holds() {
    handle(&confirming(Ok(ConfirmOutcome::Sold)), &paid()).await.unwrap();
    let placed = CheckoutPlacedV1 { checkout_id: CHECKOUT.to_string(), user_id: USER.to_string() };
    handle(&confirming(Ok(ConfirmOutcome::Sold)), &placed).await.unwrap();
}

#[tokio::test]
async fn a_lapsed_hold_is_told_by_its_own_event_and_is_no_failure() {
    handle(&confirming(Ok(ConfirmOutcome::Lapsed)), &paid()).await.unwrap();
}

#[tokio::test]
async fn what_may_work_later_is_tried_again_and_what_never_will_is_not() {
    let down = confirming(Err(StoreError::Unavailable("locked".into())));
    assert!(matches!(handle(&down, &paid()).await, Err(HandleError::Retry(_))));
    let damaged = confirming(Err(StoreError::Corrupt { what: "stock", source: "odd".into() }));
    assert!(matches!(handle(&damaged, &paid()).await, Err(HandleError::Poison(_))));
    assert!(matches!(handle(&confirming(Ok(ConfirmOutcome::Unknown)), &paid()).await, Err(HandleError::Poison(_))));
    let nonsense = CheckoutPaidV1 { checkout_id: "ord_x".to_owned(), ..paid() };
    let untouched = app(MockStockStore::new(), MockSellerStore::new());
    assert!(matches!(handle(&untouched, &nonsense).await, Err(HandleError::Poison(_))));
}

#[tokio::test]
async fn an_expired_or_cancelled_checkout_gives_back_what_it_holds() {
    let releasing = || {
        let mut stock = MockStockStore::new();
        stock
            .expect_release()
            .withf(|checkout, inbox, now| (*checkout, *inbox, *now) == (CHECKOUT, Some(INBOX), at()))
            .times(1)
            .returning(|_, _, _| Ok(ReleaseOutcome::NoEffect));
        app(stock, MockSellerStore::new())
    };
    let (checkout_id, user_id) = (CHECKOUT.to_string(), USER.to_string());
    let expired = CheckoutExpiredV1 { checkout_id: checkout_id.clone(), user_id: user_id.clone() };
    handle(&releasing(), &expired).await.unwrap();
    handle(&releasing(), &CheckoutCancelledV1 { checkout_id, user_id }).await.unwrap();
}

fn cancelled(restock: bool) -> OrderCancelledV1 {
    OrderCancelledV1 {
        order: OrderHeader {
            order_id: ORDER.to_string(),
            checkout_id: CHECKOUT.to_string(),
            number: "A-1".to_owned(),
            user_id: USER.to_string(),
            seller_id: SELLER.to_string(),
            total: WireMoney { amount: 1, currency: "USD".to_owned() },
        },
        by: "shopper".to_owned(),
        reason: None,
        was_paid: true,
        restock,
        lines: vec![WireLine { variant_id: VARIANT.to_string(), quantity: 2 }],
    }
}

#[tokio::test]
async fn a_cancelled_order_is_restocked_if_its_goods_were_sold() {
    let mut stock = MockStockStore::new();
    stock
        .expect_restock()
        .withf(|restock, inbox, now| {
            let lines = vec![(VARIANT, Quantity::new(2).unwrap())];
            *restock == Restock { order: ORDER, checkout: CHECKOUT, lines } && (*inbox, *now) == (Some(INBOX), at())
        })
        .times(1)
        .returning(|_, _, _| Ok(true));
    handle(&app(stock, MockSellerStore::new()), &cancelled(true)).await.unwrap();
    handle(&app(MockStockStore::new(), MockSellerStore::new()), &cancelled(false)).await.unwrap();
}

#[tokio::test]
async fn a_shop_becomes_known_when_it_opens_and_when_it_changes() {
    let knowing = |owner: Option<UserId>, name: &'static str| {
        let mut sellers = MockSellerStore::new();
        sellers
            .expect_record()
            .withf(move |sellers, inbox, now| {
                let expected = Seller {
                    id: SELLER,
                    owner,
                    name: Line::new(name).unwrap(),
                    slug: Slug::new("red-shoes").unwrap(),
                    opened_at: at(),
                };
                let inbox_ok = *inbox == Some(Inbox { event: EVENT, consumer: "product.know_shops" });
                sellers == [expected] && inbox_ok && *now == at()
            })
            .times(1)
            .returning(|_, _, _| Ok(()));
        app(MockStockStore::new(), sellers)
    };
    let (seller_id, slug, opened_at) = (SELLER.to_string(), "red-shoes".to_owned(), at().to_string());
    let opened = ShopOpenedV1 {
        seller_id: seller_id.clone(),
        owner_id: None,
        name: "Red Shoes".to_owned(),
        slug: slug.clone(),
        opened_at: opened_at.clone(),
    };
    handle(&knowing(None, "Red Shoes"), &opened).await.unwrap();
    let changed =
        ShopChangedV1 { seller_id, owner_id: Some(USER.to_string()), name: "Redder Shoes".to_owned(), slug, opened_at };
    handle(&knowing(Some(USER), "Redder Shoes"), &changed).await.unwrap();
}

#[tokio::test]
async fn holds_that_are_due_end_in_portions() {
    let mut stock = MockStockStore::new();
    let mut left = 230;
    stock.expect_expire().withf(|now, limit| (*now, *limit) == (at(), 100)).times(3).returning(move |_, limit| {
        let ended = limit.min(left);
        left -= ended;
        Ok(ended)
    });
    let jobs = jobs(&app(stock, MockSellerStore::new()));
    assert_eq!(jobs.iter().map(Job::name).collect::<Vec<_>>(), ["product.expire_holds"]);
    jobs[0].run_once().await;
}
