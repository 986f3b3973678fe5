//! What was measured, beside what was wanted, as Markdown.

use std::fmt;
use std::time::Duration;

use crate::Options;
use crate::oha::Rate;

const MIB: f64 = 1024.0 * 1024.0;
/// What each route must reach, as a share of `/health/live`.
const SHARES: &[(&str, f64)] = &[
    ("product detail", 0.30),
    ("listing of 24 by category", 0.10),
    ("search page of 24", 0.06),
    ("add to cart", 0.06),
];
const LIVE: &str = "/health/live";
const IDLE_MIB: f64 = 60.0;
const PEAK_MIB: f64 = 150.0;
const START_MS: f64 = 500.0;
const BINARY_MIB: f64 = 60.0;
const IMPORT_SECONDS: f64 = 5.0;

/// What was measured.
#[derive(Debug)]
pub struct Report {
    pub(crate) rates: Vec<(&'static str, Rate)>,
    pub(crate) starts: Vec<Duration>,
    pub(crate) idle_bytes: u64,
    pub(crate) peak_bytes: u64,
    pub(crate) binary_bytes: u64,
    pub(crate) import_seconds: Option<f64>,
    pub(crate) products: usize,
    connections: u32,
    seconds: u32,
}

/// A number and what it must not exceed.
struct Bound {
    what: &'static str,
    measured: f64,
    at_most: f64,
    unit: &'static str,
}

impl Report {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            rates: Vec::new(),
            starts: Vec::new(),
            idle_bytes: 0,
            peak_bytes: 0,
            binary_bytes: 0,
            import_seconds: None,
            products: 0,
            connections: options.connections,
            seconds: options.seconds,
        }
    }

    /// Whether every goal is met.
    #[must_use]
    pub fn passes(&self) -> bool {
        let shares = SHARES.iter().all(|&(name, goal)| {
            self.rates.iter().any(|(measured, rate)| *measured == name && self.share(*rate) >= goal)
        });
        shares && self.bounds().iter().all(Bound::holds)
    }

    /// The rate of `/health/live`: the mean of all times it was measured.
    fn live(&self) -> f64 {
        let lives = || self.rates.iter().filter(|(name, _)| name.starts_with(LIVE)).map(|(_, rate)| rate.per_second);
        let (sum, count) = lives().fold((0.0, 0.0), |(sum, count), rate| (sum + rate, count + 1.0));
        sum / count
    }

    fn share(&self, rate: Rate) -> f64 {
        rate.per_second / self.live()
    }

    fn bounds(&self) -> Vec<Bound> {
        let mebibytes = |bytes: u64| bytes as f64 / MIB;
        let mut starts: Vec<f64> = self.starts.iter().map(|start| start.as_secs_f64() * 1000.0).collect();
        starts.sort_by(f64::total_cmp);
        let start = starts.get(starts.len() / 2).copied().unwrap_or(f64::NAN);
        let mut bounds = vec![
            Bound { what: "memory, idle", measured: mebibytes(self.idle_bytes), at_most: IDLE_MIB, unit: "MiB" },
            Bound { what: "memory, peak", measured: mebibytes(self.peak_bytes), at_most: PEAK_MIB, unit: "MiB" },
            Bound { what: "start to ready, median", measured: start, at_most: START_MS, unit: "ms" },
            Bound { what: "binary", measured: mebibytes(self.binary_bytes), at_most: BINARY_MIB, unit: "MiB" },
        ];
        if let Some(measured) = self.import_seconds {
            bounds.push(Bound { what: "import of the listings", measured, at_most: IMPORT_SECONDS, unit: "s" });
        }
        bounds
    }
}

impl Bound {
    /// What could not be measured holds nothing.
    fn holds(&self) -> bool {
        self.measured <= self.at_most
    }
}

const fn verdict(good: bool) -> &'static str {
    if good { "yes" } else { "**no**" }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { products, connections, seconds, .. } = self;
        writeln!(f, "{products} products, {connections} connections, {seconds} s each\n")?;
        writeln!(f, "| route | requests/s | p50 ms | p99 ms | of {LIVE} | goal | met |")?;
        writeln!(f, "|---|---:|---:|---:|---:|---:|---|")?;
        for (name, rate) in &self.rates {
            let share = self.share(*rate);
            write!(
                f,
                "| {name} | {:.0} | {:.2} | {:.2} | {:.1} % |",
                rate.per_second,
                rate.median,
                rate.slow,
                share * 100.0
            )?;
            match SHARES.iter().find(|(known, _)| known == name) {
                Some((_, goal)) => writeln!(f, " ≥ {:.0} % | {} |", goal * 100.0, verdict(share >= *goal))?,
                None => writeln!(f, " | |")?,
            }
        }
        writeln!(f, "\n| what | measured | goal | met |")?;
        writeln!(f, "|---|---:|---:|---|")?;
        for bound in self.bounds() {
            let Bound { what, measured, at_most, unit } = bound;
            let met = verdict(measured <= at_most);
            writeln!(f, "| {what} | {measured:.1} {unit} | ≤ {at_most:.0} {unit} | {met} |")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    const MEBIBYTE: u64 = 1024 * 1024;

    fn rate(per_second: f64) -> Rate {
        Rate { per_second, median: 1.0, slow: 2.5 }
    }

    fn good() -> Report {
        let options = Options::parse_from(["tradepost-load"]);
        Report {
            rates: vec![
                ("/health/live", rate(9_000.0)),
                ("product detail", rate(3_000.0)),
                ("listing of 24 by category", rate(1_000.0)),
                ("search page of 24", rate(600.0)),
                ("add to cart", rate(700.0)),
                ("/health/live, again", rate(11_000.0)),
            ],
            starts: [400, 300, 900].map(Duration::from_millis).to_vec(),
            idle_bytes: 60 * MEBIBYTE,
            peak_bytes: 150 * MEBIBYTE,
            binary_bytes: 60 * MEBIBYTE,
            import_seconds: Some(5.0),
            products: 10_000,
            ..Report::new(&options)
        }
    }

    #[test]
    fn goals_that_are_just_reached_are_met() {
        assert!(good().passes());
        assert!(Report { import_seconds: None, ..good() }.passes());
    }

    #[test]
    fn each_missed_goal_fails() {
        for slow in 1..5 {
            let mut report = good();
            report.rates[slow].1.per_second *= 0.8;
            assert!(!report.passes(), "{}", report.rates[slow].0);
            report.rates.remove(slow);
            assert!(!report.passes(), "what was not measured is not met");
        }
        for report in [
            Report { idle_bytes: 60 * MEBIBYTE + 1, ..good() },
            Report { peak_bytes: 150 * MEBIBYTE + 1, ..good() },
            Report { binary_bytes: 60 * MEBIBYTE + 1, ..good() },
            Report { import_seconds: Some(5.1), ..good() },
            Report { starts: vec![Duration::from_millis(501)], ..good() },
            Report { starts: Vec::new(), ..good() },
        ] {
            assert!(!report.passes(), "{report}");
        }
    }

    #[test]
    fn the_table_says_what_was_measured_and_wanted() {
        let mut report = good();
        report.rates[3].1.per_second = 599.0;
        let expected = "\
10000 products, 16 connections, 10 s each

| route | requests/s | p50 ms | p99 ms | of /health/live | goal | met |
|---|---:|---:|---:|---:|---:|---|
| /health/live | 9000 | 1.00 | 2.50 | 90.0 % | | |
| product detail | 3000 | 1.00 | 2.50 | 30.0 % | ≥ 30 % | yes |
| listing of 24 by category | 1000 | 1.00 | 2.50 | 10.0 % | ≥ 10 % | yes |
| search page of 24 | 599 | 1.00 | 2.50 | 6.0 % | ≥ 6 % | **no** |
| add to cart | 700 | 1.00 | 2.50 | 7.0 % | ≥ 6 % | yes |
| /health/live, again | 11000 | 1.00 | 2.50 | 110.0 % | | |

| what | measured | goal | met |
|---|---:|---:|---|
| memory, idle | 60.0 MiB | ≤ 60 MiB | yes |
| memory, peak | 150.0 MiB | ≤ 150 MiB | yes |
| start to ready, median | 400.0 ms | ≤ 500 ms | yes |
| binary | 60.0 MiB | ≤ 60 MiB | yes |
| import of the listings | 5.0 s | ≤ 5 s | yes |
";
        assert_eq!(report.to_string(), expected);
    }
}
