//! `tradepost serve` and `tradepost openapi`.

use std::fs::{self, File, TryLockError};
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use async_trait::async_trait;
use crypto::OsSecretSource;
use runtime::health::{self, Check, Health};
use runtime::{openapi, server, shutdown, telemetry};
use storage_sqlite::Database;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::demo;
use crate::output::say;
use crate::secrets::Secrets;
use crate::shop::{Databases, Shop};

/// Opens the shop until the process is told to stop.
///
/// # Errors
/// When something that the shop needs is missing or taken.
pub(crate) async fn serve(config: Config) -> Result<()> {
    let stop = shutdown::on_signal();
    let _lock = lock(&config)?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}: is another program using it?", config.listen))?;
    let listen = listener.local_addr()?;
    let public_url = config.public_url(listen);
    let secrets = Secrets::load_or_create(&config.data_dir, &OsSecretSource)?;
    let databases = Databases::open(&config.data_dir).await?;
    databases.end_leases().await?;
    let shop = Arc::new(Shop::wire(&config, databases, secrets, &public_url, &local_url(listen))?);

    // The workers go on until the last request is answered: what it committed is carried on, too.
    let working = CancellationToken::new();
    let worker = tokio::spawn({
        let (shop, working) = (Arc::clone(&shop), working.clone());
        async move { shop.work(working).await }
    });
    tokio::spawn({
        let (shop, stop) = (Arc::clone(&shop), stop.clone());
        async move {
            stop.cancelled().await;
            shop.end_live().await;
        }
    });
    let health = Health::new(checks(&shop.databases), telemetry::start_metrics()?);
    let (routes, _) = openapi::split(shop.api().merge(health::router(health)));
    let routes = server::layered(shop.with_pages(routes), &config.http, Arc::clone(&shop.ids))?;
    let serving = tokio::spawn({
        let (http, stop) = (config.http.clone(), stop.clone());
        async move { server::serve(listener, routes, &http, stop).await }
    });
    if config.demo {
        tokio::select! {
            made = demo::make(&config, &shop) => made?,
            () = stop.cancelled() => {}
        }
    }
    say(format_args!("Tradepost is open on {public_url}"));
    if config.demo {
        demo::introduce();
    }
    let served = serving.await.context("the server died")?;
    working.cancel();
    worker.await.context("the workers died")??;
    shop.databases.close().await;
    served
}

/// Prints the API's description.
///
/// # Errors
/// When the shop cannot be wired.
pub(crate) async fn describe(config: Config) -> Result<()> {
    let folder = tempfile::tempdir().context("no temporary folder can be made")?;
    let config = Config { data_dir: folder.path().to_owned(), ..config };
    let secrets = Secrets::load_or_create(&config.data_dir, &OsSecretSource)?;
    let databases = Databases::open(&config.data_dir).await?;
    let url = config.public_url(config.listen);
    let shop = Shop::wire(&config, databases, secrets, &url, &local_url(config.listen))?;
    let health = Health::new(Vec::new(), telemetry::start_metrics()?);
    let (_, description) = openapi::split(shop.api().merge(health::router(health)));
    say(serde_json::to_string_pretty(&description)?);
    Ok(())
}

/// Where the process reaches itself.
fn local_url(listen: SocketAddr) -> String {
    if listen.ip().is_unspecified() {
        format!("http://127.0.0.1:{}", listen.port())
    } else {
        format!("http://{listen}")
    }
}

/// Two processes on one folder would write one ledger.
fn lock(config: &Config) -> Result<File> {
    fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("the data folder {} cannot be made", config.data_dir.display()))?;
    let path = config.data_dir.join("serve.lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another shop is open on {}", config.data_dir.display()),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
    }
}

/// A database that must answer.
struct DatabaseCheck {
    name: &'static str,
    database: Database,
}

#[async_trait]
impl Check for DatabaseCheck {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn check(&self) -> Result<(), String> {
        self.database.ping().await.map_err(|error| error.to_string())
    }
}

fn checks(databases: &Databases) -> Vec<Arc<dyn Check>> {
    databases
        .all()
        .map(|(name, database)| Arc::new(DatabaseCheck { name, database: database.clone() }) as Arc<dyn Check>)
        .into()
}
