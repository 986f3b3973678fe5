//! A whole marketplace in one process, and its command line.

use std::process::ExitCode;

use clap::Parser;
use tradepost::cli::Cli;

fn main() -> ExitCode {
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(tradepost::run(Cli::parse())));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tradepost::output::complain(&error);
            ExitCode::FAILURE
        }
    }
}
