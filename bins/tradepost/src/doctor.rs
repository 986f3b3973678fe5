//! `tradepost doctor`: checks the configuration and what it can reach.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tokio::net::TcpListener;

use crate::config::Config;
use crate::output::say;
use crate::secrets::Secrets;
use crate::shop::{Databases, currency};

/// Prints the configuration as it was understood and the outcome of each check.
///
/// # Errors
/// When a check failed.
pub(crate) async fn examine(config: &Config) -> Result<()> {
    say("Configuration:");
    say(toml::to_string(config).context("the configuration cannot be written as TOML")?);
    let checks = [
        ("currency", currency(config).map(|currency| currency.to_string())),
        ("data folder", data_folder(&config.data_dir)),
        ("secrets", secrets(&config.data_dir)),
        ("databases", databases(&config.data_dir).await),
        ("address", address(config).await),
        ("web app", web_app()),
    ];
    let mut failed = 0;
    for (name, outcome) in checks {
        match outcome {
            Ok(detail) => say(format_args!("ok      {name}: {detail}")),
            Err(error) => {
                failed += 1;
                say(format_args!("failed  {name}: {error:#}"));
            }
        }
    }
    if failed > 0 {
        bail!("{failed} of the checks failed");
    }
    Ok(())
}

fn data_folder(folder: &Path) -> Result<String> {
    fs::create_dir_all(folder).context("it cannot be created")?;
    let probe = folder.join(".doctor");
    fs::write(&probe, "probe").context("it cannot be written to")?;
    fs::remove_file(&probe).context("files in it cannot be removed")?;
    Ok(folder.display().to_string())
}

fn secrets(folder: &Path) -> Result<String> {
    Secrets::load_or_create(folder, &crypto::OsSecretSource).map(|_| "readable by their owner alone".to_owned())
}

async fn databases(folder: &Path) -> Result<String> {
    let databases = Databases::open(folder).await?;
    let mut parked = 0;
    for (_, outbox) in databases.outboxes() {
        parked += outbox.stats().await?.parked;
    }
    databases.close().await;
    if parked > 0 {
        bail!("{parked} events are parked: see `tradepost events parked`");
    }
    Ok("present schema, no parked events".to_owned())
}

/// An address that is taken is fine when a shop of this program has taken it.
async fn address(config: &Config) -> Result<String> {
    match TcpListener::bind(config.listen).await {
        Ok(_) => Ok(format!("{} is free", config.listen)),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Ok(format!("{} is in use", config.listen)),
        Err(error) => Err(error).with_context(|| config.listen.to_string()),
    }
}

fn web_app() -> Result<String> {
    if http_web::is_built() {
        Ok("built".to_owned())
    } else {
        bail!("not built: run `make web`, then build the program again")
    }
}
