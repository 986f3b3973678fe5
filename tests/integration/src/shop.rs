//! The shop as a process.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

use crate::Visitor;

/// How a shop is started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Environment variables: configuration keys.
    pub env: Vec<(&'static str, String)>,
    /// Further arguments of `serve`.
    pub args: Vec<&'static str>,
}

impl Options {
    /// With one more configuration key.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: &str) -> Self {
        self.env.push((key, value.to_owned()));
        self
    }
}

/// A running shop. Dropped, it is killed and its data is removed.
pub struct Shop {
    child: Child,
    url: String,
    data: TempDir,
    options: Options,
}

/// The program under test: `TRADEPOST_BIN`, or the one that was built beside this test.
fn program() -> PathBuf {
    if let Some(path) = std::env::var_os("TEST_TRADEPOST_BIN") {
        return path.into();
    }
    let test = std::env::current_exe().expect("the test has a path");
    let path = test.parent().and_then(Path::parent).expect("tests lie in target/<profile>/deps").join("tradepost");
    assert!(path.is_file(), "{} is missing: run `cargo build -p tradepost` first", path.display());
    path
}

fn start(data: &Path, options: &Options) -> (Child, String) {
    let mut child = Command::new(program())
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(data)
        .args(&options.args)
        .env("TRADEPOST_LOG__FILTER", "warn,tradepost=warn")
        .envs(options.env.iter().map(|(key, value)| (key, value)))
        .current_dir(data)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let stdout = child.stdout.take().expect("stdout is piped");
    let (tell, told) = mpsc::channel();
    // Reads on to the end, so that the program never waits for a full pipe.
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(at) = line.find("http://127.0.0.1:")
                && line.contains("open")
            {
                let url = line[at..].split_whitespace().next().unwrap_or_default().trim_end_matches('/').to_owned();
                let _ = tell.send(url);
            }
        }
    });
    let url = told.recv_timeout(Duration::from_secs(60)).expect("the program says where it is open");
    (child, url)
}

impl Shop {
    /// Opens a shop with empty data.
    #[must_use]
    pub fn open() -> Self {
        Self::open_with(Options::default())
    }

    /// Opens a shop with empty data and further configuration.
    #[must_use]
    pub fn open_with(options: Options) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let (child, url) = start(data.path(), &options);
        Self { child, url, data, options }
    }

    /// Where the shop is open, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder with its data.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The process's id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Somebody who comes with an empty cookie jar.
    #[must_use]
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.url)
    }

    /// Ends the process as `kill -9` does, wherever it is.
    pub fn kill(&mut self) {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("the program ends");
    }

    /// Opens the shop again on the same data, on another port. Visitors of before have to come anew.
    pub fn restart(&mut self) {
        let (child, url) = start(self.data.path(), &self.options);
        (self.child, self.url) = (child, url);
    }

    /// Asks the process to stop and waits for it; gives its exit code.
    pub fn stop(&mut self) -> Option<i32> {
        let done = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(done.success());
        self.child.wait().expect("the program ends").code()
    }

    /// Runs a command of the program that needs no shop.
    #[must_use]
    pub fn command(args: &[&str]) -> Output {
        Command::new(program()).args(args).current_dir(std::env::temp_dir()).output().expect("the program runs")
    }

    /// Runs another command of the program on the same data.
    #[must_use]
    pub fn run(&self, args: &[&str], input: &str) -> Output {
        let mut child = Command::new(program())
            .args(args)
            .arg("--data-dir")
            .arg(self.data.path())
            .current_dir(self.data.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("stdin is piped").write_all(input.as_bytes()).expect("the program reads");
        child.wait_with_output().expect("the program ends")
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        // It may have ended already, as after `kill`.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
