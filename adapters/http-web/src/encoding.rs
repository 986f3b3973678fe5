//! Content codings: what the caller takes, best first (RFC 9110, 12.5.3).

/// A coding in which files may lie ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// Its name in headers.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The ending of files that are compressed so.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// The codings that an `Accept-Encoding` header allows, the one to prefer first: by the caller's weight, then by size.
pub(crate) fn accepted(header: &str) -> Vec<Coding> {
    let weight = |coding: Coding| {
        let mut for_any = 0;
        for part in header.split(',') {
            let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
            let name = name.trim();
            if name.eq_ignore_ascii_case(coding.name()) {
                return thousandths(parameters);
            }
            if name == "*" {
                for_any = thousandths(parameters);
            }
        }
        for_any
    };
    let mut codings: Vec<(u32, Coding)> = [Coding::Brotli, Coding::Gzip]
        .into_iter()
        .map(|coding| (weight(coding), coding))
        .filter(|&(weight, _)| weight > 0)
        .collect();
    codings.sort_by_key(|&(weight, _)| std::cmp::Reverse(weight));
    codings.into_iter().map(|(_, coding)| coding).collect()
}

/// The weight `q=0.5` in thousandths; 1000 when there is none, 0 when it is malformed.
fn thousandths(parameters: &str) -> u32 {
    let Some((name, value)) = parameters.split_once('=') else {
        return 1000;
    };
    if !name.trim().eq_ignore_ascii_case("q") {
        return 1000;
    }
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let fraction = format!("{fraction:0<3}");
    match (whole, fraction.parse::<u32>()) {
        ("1", Ok(0)) => 1000,
        ("0", Ok(value)) if fraction.len() == 3 => value,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_weights_decide_and_then_size() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", vec![Coding::Brotli, Coding::Gzip]),
            ("br;q=0.5, gzip;q=0.8", vec![Coding::Gzip, Coding::Brotli]),
            ("br ; q=0.05, GZIP", vec![Coding::Gzip, Coding::Brotli]),
            ("gzip;q=1.0", vec![Coding::Gzip]),
            ("br;q=0, *", vec![Coding::Gzip]),
            ("*;q=0.1", vec![Coding::Brotli, Coding::Gzip]),
            ("*;q=0", vec![]),
            ("br;q=nonsense, gzip;q=2", vec![]),
            ("br;q=0.0000001", vec![]),
            ("identity", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(accepted(header), expected, "{header}");
        }
    }
}
