//! Where things stand: a quiet studio with soft light from the upper left.

use super::{Canvas, Fill, Ink, SHADE, Shape, WHITE, ink};
use crate::random::Random;

/// What is behind the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backdrop {
    /// Nothing but the wall.
    Plain,
    /// A large disc on the wall.
    Disc,
    /// A niche with a round top.
    Arch,
    /// Light that falls through a window.
    Window,
    /// Half of the wall in another tone.
    Split,
    /// The table top, seen from above.
    Table,
}

/// A room for one picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene {
    pub(crate) ground: Ink,
    pub(crate) backdrop: Backdrop,
    /// Where the wall meets the floor.
    pub(crate) floor: f32,
}

/// Pale grounds that let things speak; the last ones are deeper, for pale things.
const GROUNDS: [Ink; 14] = [
    ink(0.945, 0.022, 85.0),
    ink(0.915, 0.042, 60.0),
    ink(0.905, 0.036, 20.0),
    ink(0.915, 0.028, 305.0),
    ink(0.920, 0.030, 240.0),
    ink(0.925, 0.030, 170.0),
    ink(0.925, 0.042, 125.0),
    ink(0.895, 0.034, 80.0),
    ink(0.930, 0.006, 250.0),
    ink(0.930, 0.050, 95.0),
    ink(0.830, 0.050, 50.0),
    ink(0.815, 0.038, 160.0),
    ink(0.805, 0.042, 240.0),
    ink(0.820, 0.042, 350.0),
];

impl Scene {
    /// A room in which things of these colours are seen well.
    pub(crate) fn for_things(inks: &[Ink], random: &mut Random, backdrops: &[Backdrop]) -> Self {
        // The first colour is the thing's own; that of a detail may come closer to the ground.
        let clear = |ground: &Ink| {
            let rooms =
                inks.iter().enumerate().map(|(index, ink)| ink.distance(*ground) * if index == 0 { 1.0 } else { 2.2 });
            rooms.fold(f32::MAX, f32::min)
        };
        let good: Vec<Ink> = GROUNDS.iter().copied().filter(|ground| clear(ground) > 0.095).collect();
        let best =
            || GROUNDS.iter().copied().max_by(|a, b| clear(a).total_cmp(&clear(b))).unwrap_or(ink(0.93, 0.01, 90.0));
        let ground = if good.is_empty() { best() } else { *random.pick(&good) };
        Self { ground, backdrop: *random.pick(backdrops), floor: 720.0 }
    }

    pub(crate) fn with_floor(self, floor: f32) -> Self {
        Self { floor, ..self }
    }

    pub(crate) fn paint(self, canvas: &mut Canvas) {
        if self.backdrop == Backdrop::Table {
            self.table(canvas);
        } else {
            self.room(canvas);
        }
    }

    fn table(self, canvas: &mut Canvas) {
        canvas.backdrop(0.0, Canvas::SIDE, self.ground.tint(0.025), self.ground.tint(-0.035));
        canvas.glow(300.0, 220.0, 760.0, WHITE.alpha(0.32));
    }

    fn room(self, canvas: &mut Canvas) {
        let (ground, floor) = (self.ground, self.floor.min(Canvas::SIDE));
        canvas.backdrop(0.0, floor, ground.tint(0.012), ground.tint(-0.022));
        match self.backdrop {
            Backdrop::Plain | Backdrop::Table => {}
            Backdrop::Disc => {
                let disc = Shape::circle(500.0, 430.0, 335.0);
                let tone = ground.tint(-0.055).with_c(ground.c + 0.022);
                canvas.fill(&disc, Fill::linear((250.0, 120.0), (760.0, 760.0), tone.tint(0.03), tone));
            }
            Backdrop::Arch => {
                let arch = Shape::round4(215.0, 110.0, 570.0, floor - 110.0, [285.0, 285.0, 0.0, 0.0]);
                let tone = ground.tint(-0.06).with_c(ground.c + 0.018);
                canvas.fill(&arch, Fill::linear((215.0, 0.0), (785.0, 0.0), tone.tint(-0.025), tone.tint(0.025)));
            }
            Backdrop::Window => {
                for (left, right) in [(120.0, 330.0), (375.0, 585.0)] {
                    for (top, bottom) in [(40.0, 285.0), (320.0, 600.0)] {
                        let slant = |x: f32, y: f32| (x + y * 0.34 - 60.0, y + (x - 120.0) * 0.06);
                        let pane = [slant(left, top), slant(right, top), slant(right, bottom), slant(left, bottom)];
                        canvas.soft(&Shape::polygon(&pane), 9.0, WHITE.alpha(0.38));
                    }
                }
            }
            Backdrop::Split => {
                let tone = ground.tint(-0.05).with_c(ground.c + 0.025);
                canvas.fill(&Shape::rect(0.0, 0.0, 500.0, floor), tone);
            }
        }
        canvas.glow(260.0, 180.0, 640.0, WHITE.alpha(0.34));
        let tone = ground.tint(-0.045).with_c(ground.c + 0.012);
        canvas.backdrop(floor, Canvas::SIDE, tone, tone.tint(0.035));
        canvas.soft(&Shape::rect(-60.0, floor - 3.0, 1120.0, 7.0), 16.0, SHADE.alpha(0.10));
    }

    /// The shadow of something that stands at `(x, y)` and is `width` wide: dark where it touches, wide to the right.
    pub(crate) fn stand(canvas: &mut Canvas, x: f32, y: f32, width: f32) {
        canvas.shadow(&Shape::ellipse(x + width * 0.16, y + 4.0, width * 0.66, width * 0.085), 34.0, 0.24);
        canvas.shadow(&Shape::ellipse(x + width * 0.03, y + 2.0, width * 0.50, width * 0.052), 11.0, 0.38);
    }

    /// The shadow of something flat that lies on the table.
    pub(crate) fn lie(canvas: &mut Canvas, shape: &Shape, height: f32) {
        canvas.shadow(&shape.clone().shifted(height * 1.1, height * 1.5), height * 1.9, 0.20);
        canvas.shadow(&shape.clone().shifted(height * 0.35, height * 0.5), height * 0.7, 0.26);
    }
}
