//! The binary under test.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How long a server may take to be ready, or to stop.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long memory must not have grown for to count as idle.
const QUIET: Duration = Duration::from_secs(2);

/// A running `tradepost serve`. Dropping it kills it.
pub(crate) struct Server {
    child: Child,
    address: String,
    ready_after: Duration,
    log: PathBuf,
}

impl Server {
    /// Starts a server on a data folder and waits until it is ready. Its log goes into `folder`.
    pub(crate) fn start(binary: &Path, data: &Path, folder: &Path) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let log = folder.join("server.log");
        let output = OpenOptions::new().create(true).append(true).open(&log)?;
        let begin = Instant::now();
        let child = Command::new(binary)
            .args(["serve", "--listen", &address, "--data-dir"])
            .arg(data)
            .stdin(Stdio::null())
            .stderr(output.try_clone()?)
            .stdout(output)
            .spawn()
            .with_context(|| format!("{} does not run", binary.display()))?;
        let mut server = Self { child, address, ready_after: Duration::ZERO, log };
        while !is_ready(&server.address) {
            if let Some(status) = server.child.try_wait()? {
                bail!("the server stopped with {status}:\n{}", server.log());
            }
            ensure!(begin.elapsed() < PATIENCE, "the server is not ready after {PATIENCE:?}:\n{}", server.log());
            thread::sleep(Duration::from_millis(1));
        }
        server.ready_after = begin.elapsed();
        Ok(server)
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How long it took from the start to the first good answer of `/health/ready`.
    pub(crate) fn ready_after(&self) -> Duration {
        self.ready_after
    }

    /// The memory that it has once it has settled down, in bytes.
    pub(crate) fn settled_memory(&self) -> Result<u64> {
        let (mut memory, mut since) = (self.memory("VmRSS:")?, Instant::now());
        while since.elapsed() < QUIET {
            thread::sleep(Duration::from_millis(100));
            let now = self.memory("VmRSS:")?;
            if now > memory {
                since = Instant::now();
            }
            memory = now;
        }
        Ok(memory)
    }

    /// The most memory that it had since its start, in bytes.
    pub(crate) fn peak_memory(&self) -> Result<u64> {
        self.memory("VmHWM:")
    }

    fn memory(&self, line: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .context("memory can be measured on Linux alone")?;
        bytes_of(&status, line).with_context(|| format!("/proc has no {line}"))
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        ensure!(asked.success(), "the server cannot be stopped");
        let begin = Instant::now();
        while self.child.try_wait()?.is_none() {
            ensure!(begin.elapsed() < PATIENCE, "the server does not stop:\n{}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One plain request: a client of its own would cost more than the answer.
fn is_ready(address: &str) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// A line of `/proc/<pid>/status`, which counts in kB of 1024 bytes.
fn bytes_of(status: &str, line: &str) -> Option<u64> {
    let value = status.lines().find_map(|text| text.strip_prefix(line))?;
    value.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

/// Runs the binary to its end.
pub(crate) fn run(binary: &Path, arguments: impl FnOnce(&mut Command)) -> Result<()> {
    let mut command = Command::new(binary);
    arguments(&mut command);
    let errors = tempfile::NamedTempFile::new()?;
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(errors.path())?)
        .status()
        .with_context(|| format!("{} does not run", binary.display()))?;
    ensure!(status.success(), "{command:?} ends with {status}:\n{}", fs::read_to_string(errors.path())?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_proc() {
        let status = "Name:\ttradepost\nVmHWM:\t   61440 kB\nVmRSS:\t   40960 kB\n";
        assert_eq!(bytes_of(status, "VmRSS:"), Some(40 * 1024 * 1024));
        assert_eq!(bytes_of(status, "VmHWM:"), Some(60 * 1024 * 1024));
        assert_eq!(bytes_of(status, "VmSwap:"), None);
        assert_eq!(bytes_of("VmRSS:\t40960 MB", "VmRSS:"), None);
    }

    #[test]
    fn nobody_is_ready_where_nobody_listens() {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        assert!(!is_ready(&address));
    }
}
