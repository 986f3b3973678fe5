//! Telling people what happened.

use std::sync::Arc;

use kernel::{NotificationId, SellerId, UserId};
use notification::{NewNotification, News, Recipient};
use notification_ports::{LivePush, NotificationStore, ShopDirectory};
use platform::{Clock, IdSource, Inbox};

use crate::NotificationAppError;

/// Tells everybody who is concerned what happened: stores a notification for each, then tells those who are connected.
#[derive(Clone)]
pub struct Inform {
    store: Arc<dyn NotificationStore>,
    shops: Arc<dyn ShopDirectory>,
    push: Arc<dyn LivePush>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
}

impl Inform {
    pub(crate) const fn new(
        store: Arc<dyn NotificationStore>,
        shops: Arc<dyn ShopDirectory>,
        push: Arc<dyn LivePush>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Self {
        Self { store, shops, push, clock, ids }
    }

    /// Tells of the event in `inbox`; telling of it again has no effect. The owner of an unclaimed shop is nobody, and
    /// is not told.
    ///
    /// # Errors
    /// [`NotificationAppError::Store`].
    pub async fn execute(&self, inbox: Inbox, news: News) -> Result<(), NotificationAppError> {
        let now = self.clock.now();
        let mut new = Vec::new();
        for addressed in news.addressed() {
            let user = match addressed.to {
                Recipient::User(user) => Some(user),
                Recipient::OwnerOf(seller) => self.owner(seller).await?,
            };
            if let Some(user) = user {
                let id = NotificationId::from_uuid(self.ids.uuid());
                new.push(NewNotification { id, user, event: inbox.event, notice: addressed.notice, created_at: now });
            }
        }
        for notification in self.store.record(&new, Some(inbox), now).await? {
            self.push.push(&notification).await;
        }
        Ok(())
    }

    async fn owner(&self, seller: SellerId) -> Result<Option<UserId>, NotificationAppError> {
        Ok(self.shops.owner(seller).await?)
    }
}

#[cfg(test)]
mod tests {
    use kernel::{CheckoutId, Currency, EventId, Line, Money, OrderId, Timestamp, Uuid};
    use mockall::predicate::eq;
    use notification::{Kind, Notification, OrderChange, OrderRef, Sequence};
    use notification_ports::{MockLivePush, MockNotificationStore, MockShopDirectory};
    use platform::{MockClock, MockIdSource, StoreError};

    use super::*;

    const SHOPPER: UserId = UserId::from_uuid(Uuid::from_u128(1));
    const OWNER: UserId = UserId::from_uuid(Uuid::from_u128(2));
    const SHOP: SellerId = SellerId::from_uuid(Uuid::from_u128(3));
    const INBOX: Inbox = Inbox { event: EventId::from_uuid(Uuid::from_u128(4)), consumer: "notification.orders" };

    fn now() -> Timestamp {
        Timestamp::from_unix_millis(1_000).unwrap()
    }

    fn paid() -> News {
        News::Order {
            order: OrderRef {
                id: OrderId::from_uuid(Uuid::from_u128(5)),
                number: Line::new("7ZK3M-0QXWA").unwrap(),
                total: Money::new(1999, Currency::USD),
            },
            shopper: SHOPPER,
            seller: SHOP,
            change: OrderChange::Paid,
        }
    }

    struct Ports {
        store: MockNotificationStore,
        shops: MockShopDirectory,
        push: MockLivePush,
    }

    impl Ports {
        fn new() -> Self {
            Self { store: MockNotificationStore::new(), shops: MockShopDirectory::new(), push: MockLivePush::new() }
        }

        fn use_case(self) -> Inform {
            let mut clock = MockClock::new();
            clock.expect_now().times(1).return_const(now());
            let mut ids = MockIdSource::new();
            let mut number = 100;
            ids.expect_uuid().returning(move || {
                number += 1;
                Uuid::from_u128(number)
            });
            Inform::new(Arc::new(self.store), Arc::new(self.shops), Arc::new(self.push), Arc::new(clock), Arc::new(ids))
        }
    }

    fn numbered(new: &[NewNotification]) -> Vec<Notification> {
        let number =
            |new: &NewNotification| Notification::rehydrate(new.clone(), Sequence::new(7).unwrap(), None).unwrap();
        new.iter().map(number).collect()
    }

    #[tokio::test]
    async fn shopper_and_owner_are_told_each_of_their_own() {
        let mut ports = Ports::new();
        ports.shops.expect_owner().with(eq(SHOP)).times(1).returning(|_| Ok(Some(OWNER)));
        ports
            .store
            .expect_record()
            .withf(|new, inbox, at| {
                let told: Vec<(UserId, Kind, u128, EventId)> =
                    new.iter().map(|new| (new.user, new.notice.kind(), new.id.uuid().as_u128(), new.event)).collect();
                told == [(SHOPPER, Kind::OrderPaid, 101, INBOX.event), (OWNER, Kind::NewOrder, 102, INBOX.event)]
                    && new.iter().all(|new| new.created_at == now())
                    && *inbox == Some(INBOX)
                    && *at == now()
            })
            .times(1)
            .returning(|new, _, _| Ok(numbered(new)));
        ports.push.expect_push().withf(|told| told.user() == SHOPPER).times(1).return_const(());
        ports.push.expect_push().withf(|told| told.user() == OWNER).times(1).return_const(());
        ports.use_case().execute(INBOX, paid()).await.unwrap();
    }

    #[tokio::test]
    async fn an_unclaimed_shops_order_is_told_to_the_shopper_alone() {
        let mut ports = Ports::new();
        ports.shops.expect_owner().returning(|_| Ok(None));
        ports
            .store
            .expect_record()
            .withf(|new, _, _| new.len() == 1 && new[0].user == SHOPPER)
            .times(1)
            .returning(|new, _, _| Ok(numbered(new)));
        ports.push.expect_push().times(1).return_const(());
        ports.use_case().execute(INBOX, paid()).await.unwrap();
    }

    #[tokio::test]
    async fn what_was_told_before_is_not_pushed_again() {
        let mut ports = Ports::new();
        ports.store.expect_record().times(1).returning(|_, _, _| Ok(Vec::new()));
        let news = News::Refunded {
            checkout: CheckoutId::from_uuid(Uuid::from_u128(6)),
            order: None,
            shopper: SHOPPER,
            amount: Money::new(500, Currency::USD),
        };
        ports.use_case().execute(INBOX, news).await.unwrap();
    }

    #[tokio::test]
    async fn nobody_is_told_what_could_not_be_stored() {
        let mut ports = Ports::new();
        ports.shops.expect_owner().returning(|_| Ok(None));
        ports.store.expect_record().returning(|_, _, _| Err(StoreError::Unavailable("the disk is full".into())));
        let error = ports.use_case().execute(INBOX, paid()).await.unwrap_err();
        assert!(matches!(error, NotificationAppError::Store(StoreError::Unavailable(_))), "{error:?}");
    }
}
