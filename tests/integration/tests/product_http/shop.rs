//! A shop in memory, and what a client sends it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use blob_fs::FsBlobs;
use catalogue_cache::CachedCatalogue;
use fixtures::product::{AProduct, CountingIds, SetClock, at, category, category_id, event_id, seller, seller_id};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use kernel::{Actor, Currency, SessionId, Timestamp, UserId, Uuid};
use kit_http::{Auth, CursorKey};
use picture_webp::WebpPictures;
use platform::{Role, Roles, TokenError, TokenVerifier};
use product_app::{Deps, ProductApp};
use serde_json::{Value, json};
use storage_sqlite::Database;
use storage_sqlite::product::{
    Generations, MIGRATIONS, SqliteCatalogue, SqliteCategories, SqliteExchange, SqliteProducts, SqliteSellers,
    SqliteStock,
};
use tower::ServiceExt;

/// The token is the name of who has it.
struct Names;

impl TokenVerifier for Names {
    fn verify(&self, token: &str, _: Timestamp) -> Result<Actor, TokenError> {
        let (number, roles, seller) = match token {
            "red" => (1, Roles::SHOPPER.with(Role::Seller), Some(seller_id(1))),
            "blue" => (2, Roles::SHOPPER.with(Role::Seller), Some(seller_id(2))),
            "shopper" => (3, Roles::SHOPPER, None),
            "admin" => (4, Roles::SHOPPER.with(Role::Administrator), None),
            "old" => return Err(TokenError::Expired),
            _ => return Err(TokenError::Invalid),
        };
        let (user, session) = (Uuid::from_u128(number), Uuid::from_u128(number));
        Ok(Actor { user: UserId::from_uuid(user), session: SessionId::from_uuid(session), roles, seller })
    }
}

pub(crate) struct Shop {
    router: Router,
    description: Value,
    pub(crate) app: Arc<ProductApp>,
    products: Arc<SqliteProducts>,
    folder: tempfile::TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("{:?}", String::from_utf8_lossy(&self.bytes)))
    }

    /// The body of an answer with this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }

    /// A problem of this status and code, about these fields.
    #[track_caller]
    pub(crate) fn expect_problem(&self, status: u16, code: &str, fields: &[(&str, &str)]) {
        let body = self.expect(status);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(body["code"], code, "{body}");
        let found: Vec<_> = body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect();
        assert_eq!(found, fields, "{body}");
    }
}

impl Shop {
    /// Categories Fashion (1) > Shoes (2), Toys (3); shops 1 ("red") and 2 ("blue").
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::in_memory(&MIGRATIONS).await.unwrap();
        let generations = Generations::new(database.clone());
        let products = Arc::new(SqliteProducts::new(database.clone(), generations.clone()));
        let blobs = Arc::new(FsBlobs::new(folder.path().to_owned(), "/media"));
        let reader = Arc::new(SqliteCatalogue::new(database.clone()));
        let clock = Arc::new(SetClock::at(1000));
        let app = Arc::new(ProductApp::new(Deps {
            products: products.clone(),
            categories: Arc::new(SqliteCategories::new(database.clone(), generations.clone())),
            sellers: Arc::new(SqliteSellers::new(database.clone(), generations.clone())),
            stock: Arc::new(SqliteStock::new(database.clone(), generations.clone())),
            catalogue: Arc::new(CachedCatalogue::new(reader, Arc::new(generations), 1 << 20)),
            exchange: Arc::new(SqliteExchange::new(database)),
            pictures: Arc::new(WebpPictures::new(1)),
            blobs: blobs.clone(),
            clock: clock.clone(),
            ids: Arc::new(CountingIds::from(1_000_000)),
            currency: Currency::USD,
        }));
        let state = http_product::ProductState {
            app: Arc::clone(&app),
            auth: Auth::new(Arc::new(Names), clock),
            cursors: CursorKey::new(&[7; 32]),
            blobs,
        };
        let (router, description) = http_product::router(state).split_for_parts();
        let description = serde_json::to_value(description).unwrap();
        let shop = Self { router, description, app, products, folder };
        shop.fill().await;
        shop
    }

    async fn fill(&self) {
        let sellers = [seller(1, "Red Shop"), seller(2, "Blue Shop")];
        self.app.sellers.execute(&sellers, None).await.unwrap();
        let categories = [
            category(1, None, "Fashion"),
            category(2, Some(category_id(1)), "Shoes"),
            product::Category { position: 1, ..category(3, None, "Toys") },
        ];
        for category in categories {
            let token = Names.verify("admin", at(0)).unwrap();
            let parent = match category.parent {
                Some(_) => Some(self.category_number(1).await),
                None => None,
            };
            self.app.create_category.execute(token, parent, category.name).await.unwrap();
        }
    }

    /// The id of the category at this place in display order, from 1 on.
    pub(crate) async fn category_number(&self, number: usize) -> kernel::CategoryId {
        self.app.browse.categories().await.unwrap()[number - 1].0.id
    }

    /// Makes a product of a fixture.
    pub(crate) async fn make(&self, product: AProduct) {
        use product_ports::{ProductCommit, ProductStore};
        let mut product = product;
        product.draft.category = self.category_number(2).await;
        let decision = product.decision();
        let id = decision.product().snapshot().id.uuid().as_u128();
        self.products.commit(&[ProductCommit::new(decision, || event_id(id))]).await.unwrap();
    }

    /// The API's description (OpenAPI).
    pub(crate) fn description(&self) -> &Value {
        &self.description
    }

    /// How many files there are.
    pub(crate) fn files(&self) -> usize {
        fn count(path: &std::path::Path) -> usize {
            std::fs::read_dir(path).map_or(0, |entries| {
                entries.map(|e| e.unwrap().path()).map(|p| if p.is_dir() { count(&p) } else { 1 }).sum()
            })
        }
        count(self.folder.path())
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Answer { status, headers, bytes }
    }

    pub(crate) async fn call(&self, who: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !who.is_empty() {
            request = request.header("authorization", format!("Bearer {who}"));
        }
        let body = match body {
            None => Body::empty(),
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
        };
        self.send(request.body(body).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("", Method::GET, path, None).await
    }

    pub(crate) async fn get_as(&self, who: &str, path: &str) -> Answer {
        self.call(who, Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, who: &str, path: &str, body: &Value) -> Answer {
        self.call(who, Method::POST, path, Some(body)).await
    }

    pub(crate) async fn patch(&self, who: &str, path: &str, body: &Value) -> Answer {
        self.call(who, Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, who: &str, path: &str) -> Answer {
        self.call(who, Method::DELETE, path, None).await
    }

    /// A new product as a client sends it.
    pub(crate) async fn new_product(&self) -> Value {
        json!({
            "title": "Running shoe",
            "description": "Light.",
            "category_id": self.category_number(2).await.to_string(),
            "status": "active",
            "option_groups": [{"name": "Colour", "values": ["Red", "Blue"]}],
            "variants": [
                {"sku": "R", "options": {"Colour": "Red"}, "price": {"amount": 1999, "currency": "USD"}, "stock": 5,
                 "list_price": {"amount": 2999, "currency": "USD"}},
                {"sku": "B", "options": {"Colour": "Blue"}, "price": {"amount": 2199, "currency": "USD"}, "stock": 0}
            ],
            "specifications": [{"name": "Material", "value": "Mesh"}]
        })
    }

    /// Makes a product of the red shop; gives its id.
    pub(crate) async fn create(&self) -> String {
        let made = self.post("red", "/api/product/products", &self.new_product().await).await.expect(201);
        made["id"].as_str().unwrap().to_owned()
    }
}
