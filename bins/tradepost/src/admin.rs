//! `tradepost admin`: manages accounts and shops.

use std::io::{IsTerminal, stdin};

use anyhow::{Context, Result, anyhow};
use crypto::OsSecretSource;
use kernel::{Email, Role};
use user::{Password, PersonName};
use user_app::{CreateAccountCommand, ShopKey};

use crate::cli::Admin;
use crate::config::Config;
use crate::output::{note, say};
use crate::secrets::Secrets;
use crate::shop::{Databases, Shop};

/// Does what the command says.
///
/// # Errors
/// When the input breaks a rule, or what it names is not there.
pub(crate) async fn run(config: &Config, command: Admin) -> Result<()> {
    let shop = open(config).await?;
    match command {
        Admin::CreateAdministrator { email, name } => create_administrator(&shop, &email, &name).await,
        Admin::GrantRole { email, role } => grant_role(&shop, &email, &role).await,
        Admin::AssignShop { shop: key, email } => assign_shop(&shop, &key, &email).await,
    }?;
    shop.databases.close().await;
    Ok(())
}

/// The contexts on the configured data, for a command that serves nobody. What it writes to the outboxes is carried on
/// by the shop that is open on the data, or by the next one that is.
///
/// # Errors
/// When the data cannot be opened.
pub(crate) async fn open(config: &Config) -> Result<Shop> {
    let databases = Databases::open(&config.data_dir).await?;
    let secrets = Secrets::load_or_create(&config.data_dir, &OsSecretSource)?;
    let url = config.public_url(config.listen);
    Shop::wire(config, databases, secrets, &url, "http://127.0.0.1")
}

async fn create_administrator(shop: &Shop, email: &str, name: &str) -> Result<()> {
    let command = CreateAccountCommand {
        email: Email::new(email).context("--email")?,
        name: PersonName::new(name).context("--name")?,
        password: read_password()?,
        administrator: true,
    };
    let profile = shop.users.create_account.execute(command).await?;
    say(format_args!("{} runs the marketplace now", profile.email));
    Ok(())
}

/// The first line of standard input: a password on the command line would be seen by everybody on the machine.
fn read_password() -> Result<Password> {
    if stdin().is_terminal() {
        note("Password (at least 8 characters), then Enter:");
    }
    let mut line = String::new();
    stdin().read_line(&mut line).context("the password cannot be read from standard input")?;
    Password::new(line.trim_end_matches(['\r', '\n'])).map_err(|error| anyhow!("the password {error}"))
}

async fn grant_role(shop: &Shop, email: &str, role: &str) -> Result<()> {
    let email = Email::new(email).context("--email")?;
    let role: Role = role.parse().map_err(|text| anyhow!("--role: there is no role {text:?}"))?;
    shop.users.grant_role.execute(&email, role).await?;
    say(format_args!("{} is {role} now", email.as_str()));
    Ok(())
}

async fn assign_shop(shop: &Shop, key: &str, email: &str) -> Result<()> {
    let email = Email::new(email).context("--email")?;
    let key = match key.parse() {
        Ok(id) => ShopKey::Id(id),
        Err(_) => ShopKey::Slug(kernel::Slug::new(key).context("--shop")?),
    };
    shop.users.assign_shop.execute(&key, &email).await?;
    say(format_args!("{} sells in the shop now", email.as_str()));
    Ok(())
}
