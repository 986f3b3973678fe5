//! The demo catalogue and its accounts.

use std::sync::Arc;

use anyhow::{Context, Result};
use async_trait::async_trait;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Email, Slug};
use platform::StoreError;
use product::Seller;
use user::{Password, PersonName};
use user_app::{AdministerError, AssignShopError, CreateAccountCommand, ShopKey};

use crate::config::Config;
use crate::goods::Directory;
use crate::output::say;
use crate::shop::{Shop, currency};

/// The password of all demo accounts: they are for a shop that nobody else reaches.
const PASSWORD: &str = "demo-password";

/// A demo account.
struct Account {
    email: &'static str,
    name: &'static str,
    administrator: bool,
    /// The shop that it sells in, by the readable part of its address.
    shop: Option<&'static str>,
    is_for: &'static str,
}

const ACCOUNTS: [Account; 3] = [
    Account { email: "shopper@demo.example", name: "Sam Shopper", administrator: false, shop: None, is_for: "buys" },
    Account {
        email: "seller@demo.example",
        name: "Kim Seller",
        administrator: false,
        shop: Some(DEMO_SHOP),
        is_for: "sells",
    },
    Account {
        email: "admin@demo.example",
        name: "Alex Administrator",
        administrator: true,
        shop: None,
        is_for: "runs the marketplace",
    },
];

/// The demo shop that has an owner.
const DEMO_SHOP: &str = "kiln-clay";

/// Makes what is missing of the goods and the accounts.
///
/// # Errors
/// When the store fails; what was made stays, and the next run goes on.
pub(crate) async fn make(config: &Config, shop: &Arc<Shop>) -> Result<()> {
    let bar = Bar(ProgressBar::hidden());
    demo_goods::seed(&shop.products, &DemoShops(Directory::new(shop)), currency(config)?, &bar)
        .await
        .context("the demo catalogue cannot be made")?;
    bar.0.finish_and_clear();
    for account in &ACCOUNTS {
        account.make(shop).await.with_context(|| format!("the account {} cannot be made", account.email))?;
    }
    Ok(())
}

/// Prints the accounts.
pub(crate) fn introduce() {
    say("Demo accounts, all with the password demo-password:");
    for account in &ACCOUNTS {
        say(format_args!("  {:24} {}", account.email, account.is_for));
    }
}

impl Account {
    async fn make(&self, shop: &Shop) -> Result<()> {
        let email = Email::new(self.email)?;
        let command = CreateAccountCommand {
            email: email.clone(),
            password: Password::new(PASSWORD)?,
            name: PersonName::new(self.name)?,
            administrator: self.administrator,
        };
        match shop.users.create_account.execute(command).await {
            Ok(_) | Err(AdministerError::AccountExists) => {}
            Err(error) => return Err(error.into()),
        }
        let Some(slug) = self.shop else { return Ok(()) };
        match shop.users.assign_shop.execute(&ShopKey::Slug(Slug::new(slug)?), &email).await {
            Ok(_) | Err(AssignShopError::AccountHasShop | AssignShopError::HasOwner) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// The shops that the demo sells in are unclaimed ones, like those of an import.
struct DemoShops(Directory);

#[async_trait]
impl demo_goods::ShopDirectory for DemoShops {
    async fn ensure(&self, shops: &[demo_goods::WantedShop]) -> Result<Vec<Seller>, StoreError> {
        let wanted: Vec<_> = shops
            .iter()
            .map(|shop| goods_exchange::WantedShop { reference: shop.reference.clone(), name: shop.name.clone() })
            .collect();
        goods_exchange::ShopDirectory::ensure(&self.0, &wanted).await
    }
}

/// Shown only when there is something to do.
struct Bar(ProgressBar);

impl demo_goods::Progress for Bar {
    fn stands(&self, done: usize, of: usize) {
        if self.0.is_hidden() {
            let style = ProgressStyle::with_template("making the demo catalogue {bar:40} {pos}/{len}");
            self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.0.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        self.0.set_length(u64::try_from(of).unwrap_or(u64::MAX));
        self.0.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }
}
