//! What people at a terminal read. Results go to standard output, all else to standard error.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is where the program speaks to people")]

use std::fmt::Display;

/// Prints a result.
pub fn say(line: impl Display) {
    println!("{line}");
}

/// Prints what is going on.
pub fn note(line: impl Display) {
    eprintln!("{line}");
}

/// Prints why the program could not do what it was asked, with the causes.
pub fn complain(error: &anyhow::Error) {
    eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}
