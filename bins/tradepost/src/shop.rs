//! The composition root: which adapter stands behind which port.

mod databases;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use blob_fs::FsBlobs;
use bus_inprocess::InProcessBus;
use catalogue_cache::CachedCatalogue;
use client_inprocess::{InProcessAddresses, InProcessCatalog, InProcessStock};
use crypto::{
    Argon2Passwords, Audience, Ed25519Tokens, Ed25519Verifier, OsSecretSource, Sha256Secrets, SystemClock, UuidV7Source,
};
use http_notification::NotificationState;
use http_order::OrderState;
use http_product::ProductState;
use http_user::UserState;
use kernel::{Currency, Money};
use kit_http::{Auth, CursorKey};
use mail_file::FileMailer;
use notification_app::{FollowNotifications, NotificationApp};
use order_app::OrderApp;
use payment_sandbox::{Behaviour, Sandbox, SandboxConfig, WebhookSecret};
use picture_webp::WebpPictures;
use platform::{BlobStore, Clock, IdSource, OutboxReader, SecretSource, TokenVerifier};
use product_app::ProductApp;
use product_ports::CatalogueReader;
use realtime_socketio::{Limits, SocketIoLayer, SocketIoPush};
use shipping_table::{Rate, TableRates};
use storage_sqlite::notification::{SqliteNotifications, SqliteShopDirectory};
use storage_sqlite::order::{SqliteCarts, SqliteCheckouts, SqliteOrders};
use storage_sqlite::product::{
    Generations, SqliteCatalogue, SqliteCategories, SqliteExchange, SqliteProducts, SqliteSellers, SqliteStock,
};
use storage_sqlite::user::{SqliteAccounts, SqliteAddresses, SqliteAttempts, SqliteLinks, SqliteSessions, SqliteShops};
use tokio_util::sync::CancellationToken;
use user_app::UserApp;
use user_ports::{AccessTokenIssuer, ShopStore};
use utoipa_axum::router::OpenApiRouter;
use worker::{Relay, Schedule};

pub(crate) use self::databases::Databases;
use crate::config::Config;
use crate::secrets::Secrets;

/// How much memory the catalogue's views may take, in bytes.
const CATALOGUE_CACHE: u64 = 32 * 1024 * 1024;
/// How many pictures are worked on at the same time: each takes a core, and up to 160 MB for the largest.
const PICTURES_AT_ONCE: usize = 2;
/// How many passwords are hashed at the same time: each takes a core and 19 MiB.
const PASSWORDS_AT_ONCE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);
/// How much longer than the shopper has to pay goods are held at most, for money that is on its way when that time is
/// over. It is also how much longer the goods of a checkout are away that a crash cut off before it was kept.
const LONGEST_HOLD_MARGIN: Duration = Duration::from_secs(10 * 60);
/// Who gives access tokens out, and for whom: the address may change, the shop stays.
const TOKENS: &str = "tradepost";

/// All contexts, wired, and what runs beside the requests.
pub(crate) struct Shop {
    /// The user context.
    pub(crate) users: Arc<UserApp>,
    /// The product context.
    pub(crate) products: Arc<ProductApp>,
    /// Shops, for imports.
    pub(crate) shops: Arc<dyn ShopStore>,
    /// The databases.
    pub(crate) databases: Databases,
    /// Makes ids.
    pub(crate) ids: Arc<dyn IdSource>,
    orders: Arc<OrderApp>,
    notifications: Arc<NotificationApp>,
    sandbox: Arc<Sandbox>,
    push: SocketIoPush,
    live: SocketIoLayer,
    clock: Arc<dyn Clock>,
    auth: Auth,
    blobs: Arc<dyn BlobStore>,
    secrets: Secrets,
    secure: bool,
}

impl Shop {
    /// Wires a shop on these databases. `public_url` is where people reach it, without a slash at the end; `self_url`
    /// where this process reaches itself.
    ///
    /// # Errors
    /// When the configuration makes no sense, or an adapter cannot start.
    pub(crate) fn wire(
        config: &Config,
        databases: Databases,
        secrets: Secrets,
        public_url: &str,
        self_url: &str,
    ) -> Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let ids: Arc<dyn IdSource> = Arc::new(UuidV7Source);
        let random: Arc<dyn SecretSource> = Arc::new(OsSecretSource);
        let currency = currency(config)?;
        let blobs: Arc<dyn BlobStore> = Arc::new(FsBlobs::new(config.data_dir.join("media"), "/media"));

        let audience = Audience { issuer: TOKENS.to_owned(), audience: TOKENS.to_owned() };
        let tokens: Arc<dyn AccessTokenIssuer> = Arc::new(Ed25519Tokens::new(&secrets.token_seed, audience.clone())?);
        let verifier: Arc<dyn TokenVerifier> = Arc::new(Ed25519Verifier::new(&tokens.public_keys(), &audience));
        let auth = Auth::new(Arc::clone(&verifier), Arc::clone(&clock));

        let shops: Arc<dyn ShopStore> = Arc::new(SqliteShops::new(databases.user.clone()));
        let users = Arc::new(UserApp::new(user_app::Deps {
            accounts: Arc::new(SqliteAccounts::new(databases.user.clone())),
            sessions: Arc::new(SqliteSessions::new(databases.user.clone())),
            shops: Arc::clone(&shops),
            addresses: Arc::new(SqliteAddresses::new(databases.user.clone())),
            links: Arc::new(SqliteLinks::new(databases.user.clone())),
            attempts: Arc::new(SqliteAttempts::new(databases.user.clone())),
            passwords: Arc::new(Argon2Passwords::new(PASSWORDS_AT_ONCE)),
            secret_hasher: Arc::new(Sha256Secrets),
            tokens,
            mailer: Arc::new(FileMailer::new(config.data_dir.join("mail"), Arc::clone(&clock), Arc::clone(&ids))),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
            secrets: Arc::clone(&random),
            public_url: public_url.to_owned(),
        }));

        let generations = Generations::new(databases.product.clone());
        let catalogue: Arc<dyn CatalogueReader> = Arc::new(CachedCatalogue::new(
            Arc::new(SqliteCatalogue::new(databases.product.clone())),
            Arc::new(generations.clone()),
            CATALOGUE_CACHE,
        ));
        let products = Arc::new(ProductApp::new(product_app::Deps {
            products: Arc::new(SqliteProducts::new(databases.product.clone(), generations.clone())),
            categories: Arc::new(SqliteCategories::new(databases.product.clone(), generations.clone())),
            sellers: Arc::new(SqliteSellers::new(databases.product.clone(), generations.clone())),
            stock: Arc::new(SqliteStock::new(databases.product.clone(), generations)),
            catalogue,
            exchange: Arc::new(SqliteExchange::new(databases.product.clone())),
            pictures: Arc::new(WebpPictures::new(PICTURES_AT_ONCE)),
            blobs: Arc::clone(&blobs),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
            currency,
        }));

        let sandbox = Sandbox::open(
            SandboxConfig {
                journal: config.data_dir.join("sandbox").join("ledger.jsonl"),
                public_url: public_url.to_owned(),
                webhook_url: format!("{self_url}/api/order/public/webhooks/sandbox"),
                secret: WebhookSecret::new(secrets.sandbox_key.clone()),
                merchant: "Tradepost".to_owned(),
                behaviour: Behaviour::default(),
                allow_behaviours: config.sandbox.allow_behaviours,
            },
            Arc::clone(&clock),
            Arc::clone(&ids),
            random,
        )?;
        let hold_for = Duration::from_secs(config.checkout.hold_seconds);
        let orders = Arc::new(OrderApp::new(order_app::Deps {
            carts: Arc::new(SqliteCarts::new(databases.order.clone())),
            checkouts: Arc::new(SqliteCheckouts::new(databases.order.clone())),
            orders: Arc::new(SqliteOrders::new(databases.order.clone())),
            quotes: Arc::new(InProcessCatalog::new(Arc::clone(&products))),
            holds: Arc::new(InProcessStock::new(Arc::clone(&products))),
            addresses: Arc::new(InProcessAddresses::new(Arc::clone(&users))),
            rates: Arc::new(TableRates::everywhere(rate(config, currency))),
            provider: sandbox.clone(),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
            settings: order_app::Settings {
                currency,
                hold_for,
                hold_margin: hold_for.min(LONGEST_HOLD_MARGIN),
                public_url: public_url.to_owned(),
            },
        }));

        let kept = Arc::new(SqliteNotifications::new(databases.notification.clone()));
        let (push, live) = SocketIoPush::new(
            realtime_socketio::Deps {
                verifier,
                clock: Arc::clone(&clock),
                follow: FollowNotifications::new(kept.clone()),
            },
            &Limits::default(),
        );
        let notifications = Arc::new(NotificationApp::new(notification_app::Deps {
            store: kept.clone(),
            reader: kept,
            shops: Arc::new(SqliteShopDirectory::new(databases.notification.clone())),
            push: Arc::new(push.clone()),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
        }));

        let secure = public_url.starts_with("https://");
        Ok(Self {
            users,
            products,
            shops,
            databases,
            ids,
            orders,
            notifications,
            sandbox,
            push,
            live,
            clock,
            auth,
            blobs,
            secrets,
            secure,
        })
    }

    /// The routes of all contexts, with their description.
    #[must_use]
    pub(crate) fn api(&self) -> OpenApiRouter {
        let cursors = CursorKey::new(self.secrets.cursor_key.expose());
        OpenApiRouter::with_openapi(runtime::openapi::base("Tradepost"))
            .merge(http_user::router(UserState::new(Arc::clone(&self.users), self.auth.clone(), self.secure)))
            .merge(http_product::router(ProductState {
                app: Arc::clone(&self.products),
                auth: self.auth.clone(),
                cursors: cursors.clone(),
                blobs: Arc::clone(&self.blobs),
            }))
            .merge(http_order::router(OrderState {
                app: Arc::clone(&self.orders),
                auth: self.auth.clone(),
                cursors: cursors.clone(),
                cookies: cookie::Key::derive_from(self.secrets.cookie_key.expose()),
                secure_cookies: self.secure,
            }))
            .merge(http_notification::router(NotificationState {
                app: self.notifications.clone(),
                auth: self.auth.clone(),
                cursors,
            }))
    }

    /// What is served beside the contexts' routes: the sandbox's pages, the web app, live push.
    pub(crate) fn with_pages(&self, api: Router) -> Router {
        api.merge(payment_sandbox::router(Arc::clone(&self.sandbox))).merge(http_web::router()).layer(self.live.clone())
    }

    /// Works on what nobody asks for until `stop` is cancelled, then finishes what is under way.
    ///
    /// # Errors
    /// When two consumers share a name, which is a defect.
    pub(crate) async fn work(&self, stop: CancellationToken) -> Result<()> {
        let bus = InProcessBus::builder()
            .subscribe_all(worker::product::consumers(&self.products))
            .subscribe_all(worker::order::consumers(&self.orders))
            .subscribe_all(worker::notification::consumers(&self.notifications))
            .build()?;
        let bus = Arc::new(bus);
        let relays = self.databases.outboxes().map(|(name, outbox): (&'static str, Arc<dyn OutboxReader>)| {
            Relay::new(name, outbox, bus.clone(), Arc::clone(&self.clock))
        });
        let mut jobs = worker::user::jobs(&self.users);
        jobs.extend(worker::product::jobs(&self.products));
        jobs.extend(worker::order::jobs(&self.orders));
        jobs.extend(relays.iter().flat_map(Relay::upkeep));
        let [user, product, order, notification] = relays.map(|relay| relay.run(stop.clone()));
        tokio::join!(
            user,
            product,
            order,
            notification,
            Schedule::new(jobs).run(stop.clone()),
            self.sandbox.run(stop.clone().cancelled_owned()),
        );
        Ok(())
    }

    /// Ends the live connections, which would otherwise outlast every other request.
    pub(crate) async fn end_live(&self) {
        self.push.close().await;
    }
}

/// The currency that the configuration names.
///
/// # Errors
/// When there is none of that code.
pub(crate) fn currency(config: &Config) -> Result<Currency> {
    config.currency.parse().with_context(|| format!("currency: {:?}", config.currency))
}

fn rate(config: &Config, currency: Currency) -> Rate {
    let free_over = config.shipping.free_over;
    Rate {
        flat: Money::new(config.shipping.flat, currency),
        free_from: (free_over > 0).then(|| Money::new(free_over, currency)),
    }
}
