//! Asking the shop, to learn what there is to ask for.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

/// A client that waits for each answer.
pub(crate) struct Api {
    runtime: Runtime,
    client: reqwest::Client,
    base: String,
}

impl Api {
    pub(crate) fn new(address: &str) -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?;
        Ok(Self { runtime, client, base: format!("http://{address}") })
    }

    /// The JSON at a path; an error unless the status is 200.
    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        self.runtime.block_on(async {
            let response = self.client.get(format!("{}{path}", self.base)).send().await?;
            let status = response.status();
            let text = response.text().await?;
            ensure!(status.is_success(), "{path} answers {status}: {text}");
            serde_json::from_str(&text).with_context(|| format!("{path} does not answer in JSON"))
        })
    }
}
