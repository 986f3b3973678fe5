//! Which room of the house a crate lives in, and which rooms it may use.

/// The contexts. Each has this one name everywhere.
pub const CONTEXTS: &[&str] = &["user", "product", "order", "notification"];

/// A room. Contexts are named by [`CONTEXTS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Room {
    /// `domain/kernel`.
    Kernel,
    /// `domain/<context>`.
    Domain(&'static str),
    /// `ports/platform`.
    Platform,
    /// `ports/<context>`: driven ports.
    Ports(&'static str),
    /// `ports/<context>-app`: use cases.
    App(&'static str),
    /// `adapters/kit-*`: what adapters share.
    Kit {
        /// `kit-events` translates the domains' events.
        knows_domains: bool,
    },
    /// An adapter that calls use cases.
    Driving {
        /// Whose.
        contexts: &'static [&'static str],
        /// The context whose push port it implements, for what also reaches the user by itself.
        pushes_for: Option<&'static str>,
    },
    /// An adapter that implements ports.
    Driven {
        /// Whose.
        contexts: &'static [&'static str],
        /// `client-*`: it answers one context's questions by another's use cases.
        asks: bool,
    },
    /// `bins/*`: wiring.
    Bin,
    /// `tests/*`.
    Test,
}

/// Adapters by name, or by technology when the pattern ends in a dash: who drives, who is driven, for which contexts.
const ADAPTERS: &[(&str, Room)] = &[
    ("kit-events", Room::Kit { knows_domains: true }),
    ("kit-", Room::Kit { knows_domains: false }),
    ("http-web", Room::Driving { contexts: &[], pushes_for: None }),
    ("http-user", Room::Driving { contexts: &["user"], pushes_for: None }),
    ("http-product", Room::Driving { contexts: &["product"], pushes_for: None }),
    ("http-order", Room::Driving { contexts: &["order"], pushes_for: None }),
    ("http-notification", Room::Driving { contexts: &["notification"], pushes_for: None }),
    ("realtime-", Room::Driving { contexts: &["notification"], pushes_for: Some("notification") }),
    ("worker", Room::Driving { contexts: CONTEXTS, pushes_for: None }),
    ("goods-exchange", Room::Driving { contexts: &["user", "product"], pushes_for: None }),
    ("demo-goods", Room::Driving { contexts: &["user", "product"], pushes_for: None }),
    ("storage-", Room::Driven { contexts: CONTEXTS, asks: false }),
    ("client-", Room::Driven { contexts: CONTEXTS, asks: true }),
    ("payment-", Room::Driven { contexts: &["order"], asks: false }),
    ("shipping-", Room::Driven { contexts: &["order"], asks: false }),
    ("catalogue-", Room::Driven { contexts: &["product"], asks: false }),
    ("picture-", Room::Driven { contexts: &["product"], asks: false }),
    ("crypto", Room::Driven { contexts: &["user"], asks: false }),
    ("blob-", Room::Driven { contexts: &[], asks: false }),
    ("bus-", Room::Driven { contexts: &[], asks: false }),
    ("mail-", Room::Driven { contexts: &[], asks: false }),
];

const TESTS: &[&str] = &["architecture", "conformance", "fixtures", "integration", "load"];

fn context(name: &str) -> Option<&'static str> {
    CONTEXTS.iter().find(|&&known| known == name).copied()
}

impl Room {
    /// The room at a folder, or `None` when the house has none there.
    #[must_use]
    pub fn at(folder: &str) -> Option<Self> {
        let (floor, name) = folder.split_once('/')?;
        match (floor, name) {
            ("domain", "kernel") => Some(Self::Kernel),
            ("domain", name) => context(name).map(Self::Domain),
            ("ports", "platform") => Some(Self::Platform),
            ("ports", name) => match name.strip_suffix("-app") {
                Some(name) => context(name).map(Self::App),
                None => context(name).map(Self::Ports),
            },
            ("adapters", name) => {
                let is = |pattern: &str| {
                    if pattern.ends_with('-') {
                        name.len() > pattern.len() && name.starts_with(pattern)
                    } else {
                        name == pattern
                    }
                };
                ADAPTERS.iter().find(|(pattern, _)| is(pattern)).map(|(_, room)| room.clone())
            }
            ("bins", "runtime" | "tradepost") => Some(Self::Bin),
            ("bins", name) => name.strip_suffix("-service").and_then(context).map(|_| Self::Bin),
            ("tests", name) => TESTS.contains(&name).then_some(Self::Test),
            _ => None,
        }
    }

    /// The name that the package at a folder has.
    #[must_use]
    pub fn package(folder: &str) -> Option<String> {
        let room = Self::at(folder)?;
        let (_, name) = folder.split_once('/')?;
        Some(match room {
            Self::Ports(context) => format!("tradepost-{context}-ports"),
            Self::Bin if name == "tradepost" => "tradepost".to_owned(),
            _ => format!("tradepost-{name}"),
        })
    }

    /// Whether a crate in this room may use one in `other`, beside itself.
    #[must_use]
    pub fn may_use(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Test | Self::Bin, Self::Test) => *self == Self::Test,
            (Self::Test | Self::Bin, _) => true,
            // Bins are the only place that knows all; nobody knows them, or the tests.
            (_, Self::Bin | Self::Test) | (Self::Kernel, _) => false,
            // Everybody may use the kernel, and everybody above the domain the platform's ports.
            (_, Self::Kernel) => true,
            (Self::Domain(_), _) => false,
            (Self::Platform, _) => false,
            (_, Self::Platform) => true,
            (Self::Ports(own), Self::Domain(other)) => own == other,
            (Self::Ports(_), _) => false,
            (Self::App(own), Self::Domain(other) | Self::Ports(other)) => own == other,
            (Self::App(_), _) => false,
            // Adapters among themselves: kits alone.
            (_, Self::Driving { .. } | Self::Driven { .. }) => false,
            (Self::Kit { .. } | Self::Driving { .. } | Self::Driven { .. }, Self::Kit { .. }) => true,
            (Self::Kit { knows_domains }, Self::Domain(_)) => *knows_domains,
            (Self::Kit { .. }, Self::Ports(_) | Self::App(_)) => false,
            (Self::Driving { contexts, .. }, Self::Domain(other) | Self::App(other)) => contexts.contains(other),
            (Self::Driving { pushes_for, .. }, Self::Ports(other)) => *pushes_for == Some(*other),
            (Self::Driven { contexts, .. }, Self::Domain(other) | Self::Ports(other)) => contexts.contains(other),
            (Self::Driven { asks, .. }, Self::App(_)) => *asks,
        }
    }

    /// What a crate in this room may use, as a sentence for whoever broke the rule.
    #[must_use]
    pub fn allowance(&self) -> &'static str {
        match self {
            Self::Kernel => "the kernel uses no crate of the house",
            Self::Domain(_) => "a domain uses the kernel alone",
            Self::Platform => "the platform's ports use the kernel alone",
            Self::Ports(_) => "driven ports use their own domain, the kernel and the platform's ports",
            Self::App(_) => "use cases use their own domain and ports, the kernel and the platform's ports",
            Self::Kit { knows_domains: true } => "kit-events uses domains, the kernel, the platform's ports and kits",
            Self::Kit { knows_domains: false } => "a kit uses the kernel, the platform's ports and kits",
            Self::Driving { .. } => {
                "a driving adapter uses the use cases and domains of its contexts, the platform's ports and kits"
            }
            Self::Driven { asks: true, .. } => {
                "a client uses ports and domains, the use cases that it asks, the platform's ports and kits"
            }
            Self::Driven { asks: false, .. } => {
                "a driven adapter uses the ports and domains of its contexts, the platform's ports and kits"
            }
            Self::Bin => "a binary uses everything but the tests",
            Self::Test => "tests use everything",
        }
    }
}
