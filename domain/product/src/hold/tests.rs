use std::time::Duration;

use kernel::Uuid;
use proptest::prelude::*;

use super::*;
use crate::{StockCount, StockLevel};

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_unix_millis(1_760_000_000_000).unwrap().plus(Duration::from_secs(seconds))
}

fn pieces(number: u32) -> Quantity {
    Quantity::new(i64::from(number)).unwrap()
}

const CHECKOUT: CheckoutId = CheckoutId::from_uuid(Uuid::from_u128(1));
const VARIANT: VariantId = VariantId::from_uuid(Uuid::from_u128(2));
const OTHER: VariantId = VariantId::from_uuid(Uuid::from_u128(3));

fn hold(lines: &[(VariantId, u32)]) -> Result<Hold, HoldError> {
    Hold::new(CHECKOUT, lines.iter().map(|&(v, n)| HoldLine::new(v, pieces(n))).collect(), at(600))
}

#[test]
fn a_hold_has_lines_of_different_variants() {
    assert_eq!(hold(&[]), Err(HoldError::Empty));
    assert_eq!(hold(&[(VARIANT, 1), (OTHER, 1), (VARIANT, 2)]), Err(HoldError::RepeatedVariant));
    let many: Vec<_> = (0..201).map(|n| (VariantId::from_uuid(Uuid::from_u128(n)), 1)).collect();
    assert_eq!(hold(&many), Err(HoldError::TooManyLines));
    assert!(hold(&many[..200]).is_ok());
}

#[test]
fn the_order_of_lines_does_not_matter() {
    let a = hold(&[(VARIANT, 1), (OTHER, 2)]).unwrap();
    assert!(a.same_lines(&hold(&[(OTHER, 2), (VARIANT, 1)]).unwrap()));
    assert!(!a.same_lines(&hold(&[(OTHER, 2), (VARIANT, 2)]).unwrap()));
    assert!(!a.same_lines(&hold(&[(OTHER, 2)]).unwrap()));
}

#[test]
fn a_hold_expires_when_it_is_due() {
    let hold = hold(&[(VARIANT, 1)]).unwrap();
    assert!(matches!(hold.clone().expire(at(599)), Release::NoEffect(_)));
    let Release::Free(expired) = hold.expire(at(600)) else { panic!("it was due") };
    assert_eq!(expired.snapshot().state, HoldState::Expired { at: at(600) });
    assert!(matches!(expired.confirm(at(601)), Confirmation::TakeAgain { .. }));
}

#[test]
fn no_more_is_cancelled_than_was_held() {
    let hold = hold(&[(VARIANT, 3)]).unwrap();
    let part = hold.clone().cancel(&[(VARIANT, pieces(2))]).unwrap();
    assert_eq!(part.snapshot().lines[0].wanted(), Some(pieces(1)));
    assert_eq!(part.clone().cancel(&[(VARIANT, pieces(2))]), Err(HoldError::Unbalanced));
    assert_eq!(part.cancel(&[(VARIANT, pieces(1))]).unwrap().snapshot().lines[0].wanted(), None);
    assert_eq!(hold.cancel(&[(OTHER, pieces(1))]), Err(HoldError::Unbalanced));
}

/// One variant and the holds of several checkouts, as a store moves them.
#[derive(Debug, Clone)]
struct Shop {
    level: StockLevel,
    holds: Vec<Option<Hold>>,
    cancelled: Vec<bool>,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Hold(usize, u32),
    Confirm(usize),
    Release(usize),
    Expire(u64),
    CancelPart(usize),
}

const CHECKOUTS: usize = 4;

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..CHECKOUTS, 1_u32..8).prop_map(|(checkout, quantity)| Act::Hold(checkout, quantity)),
        (0..CHECKOUTS).prop_map(Act::Confirm),
        (0..CHECKOUTS).prop_map(Act::Release),
        (500_u64..800).prop_map(Act::Expire),
        (0..CHECKOUTS).prop_map(Act::CancelPart),
    ]
}

impl Shop {
    fn of(stock: i64) -> Self {
        Self {
            level: StockLevel::of(StockCount::new(stock).unwrap()),
            holds: vec![None; CHECKOUTS],
            cancelled: vec![false; CHECKOUTS],
        }
    }

    fn wanted(hold: &Hold) -> Option<Quantity> {
        hold.snapshot().lines[0].wanted()
    }

    fn moved(
        &self,
        hold: &Hold,
        by: impl Fn(StockLevel, Quantity) -> Result<StockLevel, crate::StockError>,
    ) -> StockLevel {
        Self::wanted(hold).map_or(self.level, |quantity| by(self.level, quantity).unwrap())
    }

    fn free(&mut self, release: Release) -> Hold {
        match release {
            Release::Free(hold) => {
                self.level = self.moved(&hold, StockLevel::release);
                hold
            }
            Release::NoEffect(hold) => hold,
        }
    }

    fn confirm(&mut self, hold: Hold) -> Hold {
        match hold.confirm(at(700)) {
            Confirmation::Sell(hold) => {
                self.level = self.moved(&hold, StockLevel::confirm);
                hold
            }
            Confirmation::TakeAgain { taken, lapsed } => {
                let sold = Self::wanted(&taken).map_or(Ok(self.level), |quantity| self.level.sell(quantity));
                match sold {
                    Ok(level) => {
                        self.level = level;
                        taken
                    }
                    Err(_) => lapsed,
                }
            }
            Confirmation::Settled(hold) => hold,
        }
    }

    fn cancel_part(&mut self, checkout: usize, hold: Hold) -> Hold {
        if std::mem::replace(&mut self.cancelled[checkout], true) {
            return hold;
        }
        let one = pieces(1);
        let hold = hold.cancel(&[(VARIANT, one)]).unwrap();
        self.level = match hold.snapshot().state {
            HoldState::Active => self.level.release(one).unwrap(),
            HoldState::Confirmed { .. } => self.level.restock(one).unwrap(),
            HoldState::Released { .. } | HoldState::Expired { .. } | HoldState::Lapsed { .. } => self.level,
        };
        hold
    }

    fn run(&mut self, act: Act) {
        match act {
            Act::Hold(checkout, quantity) => {
                if self.holds[checkout].is_none()
                    && let Ok(level) = self.level.hold(pieces(quantity))
                {
                    self.level = level;
                    self.holds[checkout] = Some(hold(&[(VARIANT, quantity)]).unwrap());
                }
            }
            Act::Confirm(checkout) => self.change(checkout, Self::confirm),
            Act::Release(checkout) => self.change(checkout, |shop, hold| shop.free(hold.release(at(650)))),
            Act::CancelPart(checkout) => self.change(checkout, |shop, hold| shop.cancel_part(checkout, hold)),
            Act::Expire(now) => {
                for checkout in 0..CHECKOUTS {
                    self.change(checkout, |shop, hold| shop.free(hold.expire(at(now))));
                }
            }
        }
    }

    fn change(&mut self, checkout: usize, by: impl FnOnce(&mut Self, Hold) -> Hold) {
        if let Some(hold) = self.holds[checkout].take() {
            let hold = by(self, hold);
            self.holds[checkout] = Some(hold);
        }
    }

    fn sum(&self, state: fn(&HoldState) -> bool) -> u64 {
        self.holds
            .iter()
            .flatten()
            .filter(|hold| state(&hold.snapshot().state))
            .filter_map(Self::wanted)
            .map(|quantity| u64::from(quantity.get()))
            .sum()
    }
}

proptest! {
    /// Stock + held + sold stay the same through any sequence, and are what the holds say.
    #[test]
    fn no_piece_is_lost_or_made(acts in prop::collection::vec(act(), 0..60), stock in 0_i64..20) {
        let mut shop = Shop::of(stock);
        let total = shop.level.total();
        for act in acts {
            shop.run(act);
            prop_assert_eq!(shop.level.total(), total);
            prop_assert_eq!(shop.level.held, shop.sum(|state| matches!(state, HoldState::Active)));
            prop_assert_eq!(shop.level.sold, shop.sum(|state| matches!(state, HoldState::Confirmed { .. })));
        }
    }

    /// A payment, a release that crossed it and a cancelled order end the same in any order and number.
    #[test]
    fn the_order_of_settling_does_not_matter(order in Just(vec![0, 1, 2, 0, 1, 2]).prop_shuffle()) {
        let mut shop = Shop::of(10);
        shop.run(Act::Hold(0, 4));
        for step in order {
            shop.run([Act::Confirm(0), Act::Release(0), Act::CancelPart(0)][step]);
        }
        prop_assert_eq!(shop.level, StockLevel { available: 7, held: 0, sold: 3 });
    }
}
