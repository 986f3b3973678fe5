//! Measures speed and memory of the release binary, and says whether the goals are met.

use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use clap::Parser;
use tradepost_load::{Options, measure};

fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    let report = measure(&options, &mut |step| {
        // Who cannot read this still gets the table.
        let _ = writeln!(stderr(), "{step}");
    })?;
    writeln!(stdout(), "{report}")?;
    Ok(if options.strict && !report.passes() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
