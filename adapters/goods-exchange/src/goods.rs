//! Our own goods as JSON Lines: one product a line, in the order of their references.
//!
//! A line names a product, its seller and its category by what they are called, not by ids, so that another
//! marketplace can take it in. Products that an administrator disabled are not on offer and are left out. A stored
//! picture is written as its key: whoever moves goods to another shop copies the folder of pictures, too.

mod wire;

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::Arc;

use platform::{BoxError, StoreError};
use product::Status;
use product_app::ProductApp;
use thiserror::Error;
use tokio::sync::mpsc;

use crate::goods::wire::GoodsLine;
use crate::import::{AHEAD, ImportError, Intake, PORTION, Portion, Progress, Summary};
use crate::reject::{Reject, Rejects};
use crate::shops::ShopDirectory;

/// The longest line that is read, in bytes: a product of the most variants and the longest texts is shorter.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// Why an export stopped.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The shops could not be asked.
    #[error("the shops cannot be read")]
    Shops(#[source] BoxError),
    /// The file cannot be written.
    #[error("the file cannot be written")]
    Write(#[from] std::io::Error),
}

/// Writes all goods.
#[derive(Clone)]
pub struct ExportGoods {
    app: Arc<ProductApp>,
    shops: Arc<dyn ShopDirectory>,
}

impl ExportGoods {
    /// Reads goods by these use cases.
    #[must_use]
    pub fn new(app: Arc<ProductApp>, shops: Arc<dyn ShopDirectory>) -> Self {
        Self { app, shops }
    }

    /// Writes all goods; the same goods give the same bytes. Gives how many there are.
    ///
    /// # Errors
    /// [`ExportError`].
    pub async fn execute(&self, mut to: impl Write + Send) -> Result<u64, ExportError> {
        let (mut after, mut written) = (None, 0);
        loop {
            let limit = u32::try_from(PORTION).unwrap_or(u32::MAX);
            let page = self.app.export.page(after.as_ref(), limit).await?;
            let sellers: Vec<_> = page.iter().map(|goods| goods.seller.id).collect();
            let shops = self.shops.references(&sellers).await.map_err(ExportError::Shops)?;
            for (goods, shop) in page.iter().zip(shops) {
                if let Status::Listed(status) = goods.product.status {
                    let line = GoodsLine::new(goods, status, shop);
                    serde_json::to_writer(&mut to, &line).map_err(std::io::Error::from)?;
                    to.write_all(b"\n")?;
                    written += 1;
                }
            }
            match page.last() {
                Some(last) if page.len() >= PORTION => after = Some(last.product.reference.clone()),
                _ => break,
            }
        }
        to.flush()?;
        Ok(written)
    }
}

/// Takes goods in that [`ExportGoods`] wrote.
#[derive(Clone)]
pub struct ImportGoods {
    app: Arc<ProductApp>,
    shops: Arc<dyn ShopDirectory>,
}

impl ImportGoods {
    /// Takes goods in by these use cases.
    #[must_use]
    pub fn new(app: Arc<ProductApp>, shops: Arc<dyn ShopDirectory>) -> Self {
        Self { app, shops }
    }

    /// Takes a file in.
    ///
    /// # Errors
    /// [`ImportError`]; what was stored before stays.
    pub async fn execute<R, W>(
        &self,
        file: R,
        rejects: &mut Rejects<W>,
        progress: Arc<dyn Progress>,
    ) -> Result<Summary, ImportError>
    where
        R: Read + Send + 'static,
        W: Write + Send,
    {
        let (send, mut receive) = mpsc::channel(AHEAD);
        let reading = tokio::task::spawn_blocking(move || read(file, &send));
        let mut intake = Intake::new(&self.app, &*self.shops, rejects, &progress);
        while let Some(portion) = receive.recv().await {
            intake.store(portion).await?;
        }
        reading.await.map_err(|_| ImportError::Reader)??;
        intake.finish()
    }
}

fn read(file: impl Read, send: &mpsc::Sender<Portion>) -> Result<(), ImportError> {
    let mut reader = BufReader::new(file);
    let (mut line, mut number, mut bytes) = (Vec::new(), 0_u64, 0_u64);
    let mut portion = Portion::default();
    loop {
        line.clear();
        let length = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(ImportError::Read)?;
        number += 1;
        bytes += u64::try_from(length).unwrap_or(u64::MAX);
        if u64::try_from(length).is_ok_and(|length| length == LONGEST_LINE) && !line.ends_with(b"\n") {
            bytes += skip_line(&mut reader).map_err(ImportError::Read)?;
            portion.rejects.push(Reject::unreadable(number, "the line is too long"));
        } else if !line.trim_ascii().is_empty() {
            match GoodsLine::parse(&line, number) {
                Ok(parsed) => portion.parsed.push(parsed),
                Err(reject) => portion.rejects.push(reject),
            }
        }
        portion.bytes = bytes;
        let (full, over) = (portion.parsed.len() + portion.rejects.len() >= PORTION, length == 0);
        if (full || over) && send.blocking_send(std::mem::take(&mut portion)).is_err() {
            return Ok(());
        }
        if over {
            return Ok(());
        }
    }
}

/// Passes over the rest of a line; gives how many bytes that was.
fn skip_line(reader: &mut impl BufRead) -> std::io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(length);
        skipped += u64::try_from(length).unwrap_or(u64::MAX);
        if end.is_some() {
            return Ok(skipped);
        }
    }
}
