//! Configuration: flags over environment over file over defaults; unknown keys are refused.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What stands before each environment variable: `TRADEPOST_LISTEN`, `TRADEPOST_LOG__FORMAT` for `[log] format`.
pub const ENV_PREFIX: &str = "TRADEPOST_";

/// Reads a configuration.
///
/// `flags` holds what the command line says; what it leaves out must not be serialised
/// (`#[serde(skip_serializing_if = "Option::is_none")]`).
///
/// # Errors
/// When the file cannot be read, a key is unknown, or a value does not fit; the message names the key and its source.
pub fn load<C, F>(file: Option<&Path>, flags: &F) -> Result<C>
where
    C: Default + Serialize + DeserializeOwned,
    F: Serialize,
{
    let mut figment = Figment::from(Serialized::defaults(C::default()));
    if let Some(path) = file {
        if !path.is_file() {
            bail!("the configuration file {} does not exist", path.display());
        }
        figment = figment.merge(Toml::file_exact(path));
    }
    figment
        .merge(Env::prefixed(ENV_PREFIX).ignore(&["config"]).split("__"))
        .merge(Serialized::defaults(flags))
        .extract()
        .map_err(|error| anyhow::anyhow!("{error}"))
        .context("the configuration is not valid")
}

/// How much is logged, and in which form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `text` for people, `json` for collectors: one object a line.
    pub format: LogFormat,
    /// Which events are logged, in the syntax of tracing's `EnvFilter`: `info,tradepost=debug`.
    pub filter: String,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors.
    Json,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "warn,tradepost=info".to_owned() }
    }
}

/// How requests are accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http {
    /// The addresses of proxies whose `X-Forwarded-For` is believed; without one the connection's address counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// The origins of web pages that may call the API (CORS), such as `http://localhost:5173`.
    pub allowed_origins: Vec<String>,
    /// How long a request may take, in seconds.
    pub timeout_seconds: u64,
    /// How long requests under way may finish after the signal to stop, in seconds.
    pub drain_seconds: u64,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            trusted_proxies: Vec::new(),
            allowed_origins: vec!["http://localhost:5173".to_owned()],
            timeout_seconds: 30,
            drain_seconds: 10,
        }
    }
}

/// The configuration file to read: the one that was named, by flag or `TRADEPOST_CONFIG`, or `tradepost.toml` in the
/// present folder if it is there.
#[must_use]
pub fn file(named: Option<PathBuf>) -> Option<PathBuf> {
    let usual = PathBuf::from("tradepost.toml");
    named.or_else(|| usual.is_file().then_some(usual))
}
