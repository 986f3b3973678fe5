//! `oha`, the load generator.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// The version that is installed when there is none.
const VERSION: &str = "1.16.0";
/// Where it is installed, beside what else is built.
const TOOLS: &str = "target/tools";

/// How hard to ask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    pub(crate) connections: u32,
    pub(crate) seconds: u32,
}

/// What to ask for.
#[derive(Debug, Clone)]
pub(crate) enum Request {
    Get {
        url: String,
    },
    /// One of the addresses in a file, by chance.
    GetOneOf {
        urls: PathBuf,
    },
    /// One of the bodies in a file, by chance; each line is one.
    PostOneOf {
        url: String,
        bodies: PathBuf,
    },
}

/// How fast answers came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rate {
    pub(crate) per_second: f64,
    /// In milliseconds.
    pub(crate) median: f64,
    /// In milliseconds: 99 of 100 were faster.
    pub(crate) slow: f64,
}

/// The program.
#[derive(Debug)]
pub(crate) struct Oha {
    program: PathBuf,
}

impl Oha {
    /// The given one, one in PATH, or one that was or is installed here.
    pub(crate) fn find(given: Option<&Path>, tell: &mut dyn FnMut(&str)) -> Result<Self> {
        let installed = Path::new(TOOLS).join("bin/oha");
        if let Some(program) = given {
            ensure!(works(program), "{} does not run", program.display());
            return Ok(Self { program: program.to_owned() });
        }
        for program in [Path::new("oha"), &installed] {
            if works(program) {
                return Ok(Self { program: program.to_owned() });
            }
        }
        tell(&format!("Installing oha {VERSION} into {TOOLS}"));
        let status = Command::new("cargo")
            .args(["install", "oha", "--version", VERSION, "--locked", "--root", TOOLS])
            .status()
            .context("cargo does not run")?;
        ensure!(status.success() && works(&installed), "oha cannot be installed; give one with --oha");
        Ok(Self { program: installed })
    }

    /// Asks for a while. An error when any answer was not 2xx: what fails fast must not count as fast.
    pub(crate) fn run(&self, request: &Request, load: Load) -> Result<Rate> {
        let mut command = Command::new(&self.program);
        command.args(["--no-tui", "--output-format", "json", "--wait-ongoing-requests-after-deadline"]);
        command.args(["-c", &load.connections.to_string(), "-z", &format!("{}s", load.seconds)]);
        match request {
            Request::Get { url } => {
                command.arg(url);
            }
            Request::GetOneOf { urls } => {
                command.arg("--urls-from-file").arg(urls);
            }
            Request::PostOneOf { url, bodies } => {
                command.args(["-m", "POST", "-T", "application/json", "-Z"]).arg(bodies).arg(url);
            }
        }
        let output = command.stderr(Stdio::inherit()).output().context("oha does not run")?;
        ensure!(output.status.success(), "oha fails: {}", output.status);
        rate_of(&output.stdout).with_context(|| format!("while measuring {request:?}"))
    }
}

fn works(program: &Path) -> bool {
    let status = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// What is read of oha's JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Output {
    summary: Summary,
    latency_percentiles: Percentiles,
    status_code_distribution: BTreeMap<String, u64>,
    error_distribution: BTreeMap<String, u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    requests_per_sec: f64,
}

/// In seconds; nothing when no request succeeded.
#[derive(Debug, Deserialize)]
struct Percentiles {
    p50: Option<f64>,
    p99: Option<f64>,
}

fn rate_of(json: &[u8]) -> Result<Rate> {
    let output: Output = serde_json::from_slice(json).context("oha's output cannot be read")?;
    let good = |status: &str| status.starts_with('2');
    let bad: Vec<_> = output.status_code_distribution.iter().filter(|(status, _)| !good(status)).collect();
    ensure!(bad.is_empty(), "answers that are no success: {bad:?}");
    ensure!(output.error_distribution.is_empty(), "requests without an answer: {:?}", output.error_distribution);
    let (Some(median), Some(slow)) = (output.latency_percentiles.p50, output.latency_percentiles.p99) else {
        bail!("no request was answered");
    };
    Ok(Rate { per_second: output.summary.requests_per_sec, median: median * 1000.0, slow: slow * 1000.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(statuses: &str, errors: &str, p50: &str) -> String {
        format!(
            r#"{{"summary":{{"successRate":1.0,"requestsPerSec":1234.5}},"latencyPercentiles":{{"p50":{p50},"p99":0.008}},
            "statusCodeDistribution":{{{statuses}}},"errorDistribution":{{{errors}}}}}"#
        )
    }

    #[test]
    fn seconds_become_milliseconds() {
        let rate = rate_of(output(r#""200":5,"201":1"#, "", "0.002").as_bytes()).unwrap();
        assert_eq!(rate, Rate { per_second: 1234.5, median: 2.0, slow: 8.0 });
    }

    #[test]
    fn a_failure_is_no_fast_answer() {
        for (statuses, errors, p50, message) in [
            (r#""200":5,"429":1"#, "", "0.002", "answers that are no success: [(\"429\", 1)]"),
            (r#""302":1"#, "", "0.002", "answers that are no success: [(\"302\", 1)]"),
            (
                r#""200":5"#,
                r#""connection refused":2"#,
                "0.002",
                "requests without an answer: {\"connection refused\": 2}",
            ),
            ("", "", "null", "no request was answered"),
        ] {
            assert_eq!(rate_of(output(statuses, errors, p50).as_bytes()).unwrap_err().to_string(), message);
        }
    }
}
