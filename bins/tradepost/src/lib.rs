//! A whole marketplace in one process, and its command line.
//!
//! [`shop`] is the composition root: it alone knows which adapter stands behind which port. Each command is a module
//! of its own.

mod admin;
pub mod cli;
pub mod config;
mod demo;
mod doctor;
mod events;
mod goods;
pub mod output;
mod secrets;
mod serve;
mod shop;

use anyhow::Result;
use runtime::telemetry;

use crate::cli::{Cli, Command};
use crate::config::{Config, Flags};

/// Does what the command line says.
///
/// # Errors
/// What went wrong, with its causes, for the person at the terminal.
pub async fn run(cli: Cli) -> Result<()> {
    let (listen, demo) = match &cli.command {
        Command::Serve(serve) => (serve.listen, serve.demo.then_some(true)),
        _ => (None, None),
    };
    let flags = Flags { listen, data_dir: cli.data_dir, demo };
    let config: Config = runtime::config::load(runtime::config::file(cli.config).as_deref(), &flags)?;
    telemetry::start_logging(&config.log)?;
    match cli.command {
        Command::Serve(_) => serve::serve(config).await,
        Command::Import(import) => goods::import(&config, import).await,
        Command::Export(export) => goods::export(&config, export).await,
        Command::Migrate => migrate(&config).await,
        Command::Admin(admin) => admin::run(&config, admin).await,
        Command::Openapi => serve::describe(config).await,
        Command::Doctor => doctor::examine(&config).await,
        Command::Events(command) => events::run(&config, command).await,
    }
}

async fn migrate(config: &Config) -> Result<()> {
    shop::Databases::open(&config.data_dir).await?.close().await;
    output::say(format_args!("{} is at the present schema", config.data_dir.display()));
    Ok(())
}
