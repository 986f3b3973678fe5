//! What every bus keeps: an event that is published reaches each consumer of its type.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use fixtures::notification::{at, event};
use platform::{BusError, Envelope, EventBus, EventHandler, HandleError};

/// How a handler answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It has its effect.
    Done,
    /// It may work later.
    Retry,
    /// It will never work.
    Poison,
    /// It has a defect.
    Panic,
}

/// What the handlers of a test were given, by handler.
pub type Log = Arc<Mutex<HashMap<&'static str, Vec<Envelope>>>>;

/// Notes what it is given, and answers as told.
pub struct Recorder {
    name: &'static str,
    types: &'static [&'static str],
    answer: Answer,
    log: Log,
}

const PAID: &str = "order.paid.v1";
const SHIPPED: &str = "order.shipped.v1";

#[async_trait]
impl EventHandler for Recorder {
    fn name(&self) -> &'static str {
        self.name
    }

    fn event_types(&self) -> &'static [&'static str] {
        self.types
    }

    async fn handle(&self, envelope: &Envelope) -> Result<(), HandleError> {
        // Whoever waits for one handler before asking the next would be found out.
        tokio::task::yield_now().await;
        self.log.lock().expect("the log").entry(self.name).or_default().push(envelope.clone());
        match self.answer {
            Answer::Done => Ok(()),
            Answer::Retry => Err(HandleError::Retry("away".into())),
            Answer::Poison => Err(HandleError::Poison("no such schema".into())),
            Answer::Panic => panic!("the handler's own mistake"),
        }
    }
}

fn recorder(name: &'static str, types: &'static [&'static str], answer: Answer, log: &Log) -> Arc<dyn EventHandler> {
    Arc::new(Recorder { name, types, answer, log: Arc::clone(log) })
}

fn envelope(number: u128, event_type: &str) -> Envelope {
    Envelope {
        id: event(number),
        event_type: event_type.to_owned(),
        key: "ord_1".to_owned(),
        occurred_at: at(5),
        payload: "{\"text\": \"ä\"}".to_owned(),
    }
}

fn handled(log: &Log, name: &str) -> Vec<Envelope> {
    log.lock().expect("the log").get(name).cloned().unwrap_or_default()
}

/// Each handler gets what it wants, as it is, and nothing else; what nobody wants is published, too.
pub async fn delivers_by_type<B: EventBus>(bus: impl Fn(Vec<Arc<dyn EventHandler>>) -> B) {
    let log = Log::default();
    let bus = bus(vec![
        recorder("paid", &[PAID], Answer::Done, &log),
        recorder("shipped", &[SHIPPED], Answer::Done, &log),
        recorder("both", &[PAID, SHIPPED], Answer::Done, &log),
    ]);
    for envelope in [envelope(1, PAID), envelope(2, SHIPPED), envelope(3, "order.eaten.v1")] {
        bus.publish(&envelope).await.expect("published");
    }
    assert_eq!(handled(&log, "paid"), [envelope(1, PAID)]);
    assert_eq!(handled(&log, "shipped"), [envelope(2, SHIPPED)]);
    assert_eq!(handled(&log, "both"), [envelope(1, PAID), envelope(2, SHIPPED)]);
}

/// Publishes to handlers that answer so, each of which must get the event; gives what the bus says.
async fn publish<B: EventBus>(
    bus: &impl Fn(Vec<Arc<dyn EventHandler>>) -> B,
    answers: &[(&'static str, Answer)],
) -> Result<(), BusError> {
    let log = Log::default();
    let bus = bus(answers.iter().map(|&(name, answer)| recorder(name, &[PAID], answer, &log)).collect());
    let outcome = bus.publish(&envelope(1, PAID)).await;
    for (name, _) in answers {
        assert_eq!(handled(&log, name), [envelope(1, PAID)], "{name}");
    }
    outcome
}

/// For a bus whose consumers are in its process: all must succeed, each has its effect whatever becomes of the others,
/// and the event is poison only when nobody may succeed later.
pub async fn tells_what_became_of_an_event<B: EventBus>(bus: impl Fn(Vec<Arc<dyn EventHandler>>) -> B) {
    let fine = ("fine", Answer::Done);
    publish(&bus, &[fine]).await.expect("published");
    for others in [
        vec![("retry", Answer::Retry)],
        vec![("panic", Answer::Panic)],
        vec![("poison", Answer::Poison), ("retry", Answer::Retry)],
    ] {
        let answers: Vec<_> = others.iter().copied().chain([fine]).collect();
        let outcome = publish(&bus, &answers).await;
        assert!(matches!(outcome, Err(BusError::Unavailable(_))), "{others:?}: {outcome:?}");
        let answers: Vec<_> = [fine].into_iter().chain(others.iter().rev().copied()).collect();
        let outcome = publish(&bus, &answers).await;
        assert!(matches!(outcome, Err(BusError::Unavailable(_))), "{others:?}: {outcome:?}");
    }
    let outcome = publish(&bus, &[("poison", Answer::Poison), fine]).await;
    assert!(matches!(outcome, Err(BusError::Poison(_))), "{outcome:?}");
}
