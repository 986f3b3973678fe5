//! Measures speed and memory: `make bench`.
//!
//! It makes a catalogue, imports it into an empty data folder with the binary under test, serves it, and lets `oha`
//! ask for what shoppers ask for. Rates are told as a share of `/health/live` in the same run: that share says what
//! the shop costs, whatever the machine.

mod api;
mod goods;
mod oha;
mod report;
mod server;
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;

use api::Api;
use oha::{Load, Oha};
use report::Report;
use server::Server;
use targets::Targets;

/// What to measure, and with what.
#[derive(Debug, Parser)]
#[command(name = "tradepost-load", about = "Measures speed and memory of a tradepost binary")]
pub struct Options {
    /// The binary under test
    #[arg(long, value_name = "FILE", default_value = "target/release/tradepost")]
    pub binary: PathBuf,
    /// The load generator [default: `oha` in PATH or in target/tools; installed there when it is missing]
    #[arg(long, value_name = "FILE")]
    pub oha: Option<PathBuf>,
    /// How many products the shop has
    #[arg(long, default_value_t = 10_000)]
    pub products: u32,
    /// Connections at a time
    #[arg(long, default_value_t = 16)]
    pub connections: u32,
    /// How long each route is asked, in seconds
    #[arg(long, default_value_t = 10)]
    pub seconds: u32,
    /// A marketplace's listings, to measure their import
    #[arg(long, env = "LISTINGS_CSV", value_name = "FILE")]
    pub listings: Option<PathBuf>,
    /// Fail when a goal is missed
    #[arg(long)]
    pub strict: bool,
}

/// How often the server is started to learn how long that takes.
const STARTS: usize = 5;
/// What one unit of each currency is worth in US dollars, roughly: what is measured is the work.
const RATES: &str = "[rates]\nMXN = \"0.0581\"\nCLP = \"0.00105\"\nCOP = \"0.000249\"\nIDR = \"0.0000605\"\n\
    THB = \"0.0305\"\nVND = \"0.0000394\"\nPHP = \"0.0172\"\nSGD = \"0.777\"\nMYR = \"0.236\"\nBRL = \"0.187\"\n\
    TWD = \"0.0326\"\n";

/// Measures everything; `tell` hears what is being done.
///
/// # Errors
/// When something cannot be measured. A missed goal is no error: the report says so.
pub fn measure(options: &Options, tell: &mut dyn FnMut(&str)) -> Result<Report> {
    let oha = Oha::find(options.oha.as_deref(), tell)?;
    let folder = tempfile::tempdir().context("no folder for temporary files")?;
    let rates = folder.path().join("rates.toml");
    fs::write(&rates, RATES)?;
    let mut report = Report::new(options);
    report.binary_bytes = fs::metadata(&options.binary)
        .with_context(|| format!("{} is not there: make build", options.binary.display()))?
        .len();

    if let Some(listings) = &options.listings {
        tell("Importing the marketplace's listings");
        let data = folder.path().join("listings");
        report.import_seconds = Some(import(&options.binary, listings, &rates, &data)?);
    }

    tell(&format!("Making and importing {} products", options.products));
    let (goods, data) = (folder.path().join("goods.csv"), folder.path().join("data"));
    goods::write(&goods, options.products)?;
    import(&options.binary, &goods, &rates, &data)?;

    tell("Starting and stopping");
    for _ in 0..STARTS {
        let server = Server::start(&options.binary, &data, folder.path())?;
        report.starts.push(server.ready_after());
        server.stop()?;
    }

    let server = Server::start(&options.binary, &data, folder.path())?;
    report.idle_bytes = server.settled_memory()?;
    tell("Looking for what to ask for");
    let api = Api::new(server.address())?;
    let targets = Targets::find(&api, options.products)?;
    report.products = targets.products();
    let files = targets.write(folder.path(), server.address())?;
    drop(api);

    let load = Load { connections: options.connections, seconds: options.seconds };
    let live = oha::Request::Get { url: server.url("/health/live") };
    let runs = [
        ("/health/live", live.clone()),
        ("product detail", oha::Request::GetOneOf { urls: files.details }),
        ("listing of 24 by category", oha::Request::GetOneOf { urls: files.listings }),
        ("search page of 24", oha::Request::GetOneOf { urls: files.searches }),
        (
            "add to cart",
            oha::Request::PostOneOf { url: server.url("/api/order/public/cart/items"), bodies: files.cart_lines },
        ),
        // Once more: what the machine can do may have changed meanwhile.
        ("/health/live, again", live),
    ];
    for (name, request) in runs {
        tell(&format!("Measuring {name}"));
        oha.run(&request, Load { seconds: 2, ..load })?;
        report.rates.push((name, oha.run(&request, load)?));
    }
    report.peak_bytes = server.peak_memory()?;
    server.stop()?;
    Ok(report)
}

/// Imports listings into an empty data folder; how many seconds it took.
fn import(binary: &Path, listings: &Path, rates: &Path, data: &Path) -> Result<f64> {
    let begin = Instant::now();
    server::run(binary, |command| {
        command.args(["import", "listings"]).arg(listings).args(["--currency", "USD", "--default-stock", "1000"]);
        command.arg("--rates").arg(rates).arg("--data-dir").arg(data);
        command.arg("--rejects").arg(data.with_extension("rejects.jsonl"));
    })?;
    Ok(begin.elapsed().as_secs_f64())
}
