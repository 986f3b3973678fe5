//! Says where the built web app lies, and when the release build must look again.

use std::env;
use std::path::PathBuf;

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let frontend = here.join("../../frontend");
    // Canonical, for rust-embed compares canonical paths, and `dist` itself may not be there yet.
    let dist = frontend.canonicalize().unwrap_or(frontend).join("dist");
    println!("cargo::rustc-env=TRADEPOST_WEB_DIST={}", dist.display());
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // What is embedded must be fresh: a folder that is missing makes cargo look at each build.
        println!("cargo::rerun-if-changed={}", dist.display());
    } else {
        // A development build reads the folder when asked.
        println!("cargo::rerun-if-changed=build.rs");
    }
}
