//! Patterns on things: painted flat on a surface; the light comes over them.

use super::{Canvas, Ink, Lathe, Shape, Tone};
use crate::random::Random;

/// What is painted on a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Pattern {
    Plain,
    Stripes,
    Pinstripes,
    Ribs,
    Dots,
    Dip,
    Speckle,
    Checks,
    Waves,
    Arches,
    Leaves,
    Terrazzo,
    Zigzag,
    Flowers,
    Sunrise,
    Blocks,
}

/// What is painted on: `u` runs from -1 (left edge) to 1, `v` from 0 (top) to 1.
pub(crate) enum Surface<'a> {
    /// A turned body, between two heights.
    Round(&'a Lathe, f32, f32),
    /// A rectangle.
    Flat { x: f32, y: f32, width: f32, height: f32 },
}

impl Surface<'_> {
    fn at(&self, u: f32, v: f32) -> (f32, f32) {
        match self {
            Self::Round(lathe, top, bottom) => lathe.surface(u, top + (bottom - top) * v),
            Self::Flat { x, y, width, height } => (x + width * (u + 1.0) / 2.0, y + height * v),
        }
    }

    /// How much narrower things look at `u`.
    fn squeeze(&self, u: f32) -> f32 {
        match self {
            Self::Round(..) => (u * std::f32::consts::FRAC_PI_2).cos().max(0.12),
            Self::Flat { .. } => 1.0,
        }
    }

    fn band(&self, from: f32, to: f32) -> Shape {
        let line = |v: f32| {
            let edge = if matches!(self, Self::Round(..)) { 1.0 } else { 1.02 };
            (0_i8..=16).map(move |i| self.at((f32::from(i) / 8.0 - 1.0) * edge, v)).collect::<Vec<_>>()
        };
        let (top, mut bottom) = (line(from), line(to));
        bottom.reverse();
        let (first, last) = (top[0], bottom[0]);
        Shape::new().m(first.0, first.1).through(&top).l(last.0, last.1).through(&bottom).z()
    }

    fn height(&self) -> f32 {
        match self {
            Self::Round(_, top, bottom) => bottom - top,
            Self::Flat { height, .. } => *height,
        }
    }

    fn width(&self) -> f32 {
        match self {
            Self::Round(lathe, ..) => lathe.widest() * std::f32::consts::PI,
            Self::Flat { width, .. } => *width,
        }
    }

    fn mark(&self, u: f32, v: f32, rx: f32, ry: f32) -> Shape {
        let (x, y) = self.at(u, v);
        Shape::ellipse(x, y, (rx * self.squeeze(u)).max(0.4), ry)
    }
}

impl Pattern {
    /// Paints the pattern; the caller clips to the thing's outline.
    pub(crate) fn paint(self, canvas: &mut Canvas, on: &Surface<'_>, accent: Ink, second: Ink, random: &mut Random) {
        let (width, height) = (on.width(), on.height());
        let unit = height.min(width) / 10.0;
        match self {
            Self::Plain => {}
            Self::Stripes => {
                let count = random.between(3, 5);
                for i in 0..count {
                    let v = (small(i) + 0.55) / (small(count) + 0.1);
                    let half = 0.17 / small(count);
                    canvas.fill(&on.band(v - half, v + half), if i % 2 == 0 { accent } else { second });
                }
            }
            Self::Pinstripes => {
                for i in 0..9_u32 {
                    let v = 0.08 + small(i) * 0.105;
                    canvas.fill(&on.band(v, v + 0.016), accent);
                }
            }
            Self::Ribs => vertical(canvas, on, 26, 2.4, accent.alpha(0.5)),
            Self::Dots => {
                let (rows, columns) = (6_u32, (width / (height / 6.0)).round().max(4.0));
                for row in 0..rows {
                    let mut step = if row % 2 == 0 { 0.5 } else { 0.0 };
                    while step <= columns {
                        let u = step / columns * 2.0 - 1.0;
                        let v = (small(row) + 0.5) / small(rows);
                        canvas.fill(&on.mark(u, v, height / 34.0, height / 34.0), accent);
                        step += 1.0;
                    }
                }
            }
            Self::Dip => {
                let level = random.real(0.48, 0.66);
                let phase = random.real(0.0, 6.0);
                let mut edge: Vec<_> = (0_i8..=24)
                    .map(|i| {
                        let u = f32::from(i) / 12.0 - 1.0;
                        on.at(u, level + (u * 4.2 + phase).sin() * 0.022 + (u * 9.0 - phase).sin() * 0.012)
                    })
                    .collect();
                let (a, b) = (on.at(-1.0, 1.4), on.at(1.0, 1.4));
                let first = edge[0];
                let shape = Shape::new().m(first.0, first.1).through(&edge).l(b.0 + 30.0, b.1).l(a.0 - 30.0, a.1).z();
                canvas.fill(&shape, accent);
                edge.iter_mut().for_each(|p| p.1 += 2.0);
                canvas.stroke(&Shape::curve(&edge), 4.0, accent.tint(0.08));
            }
            Self::Speckle => {
                for _ in 0..90 {
                    let (u, v) = (random.real(-0.97, 0.97), random.real(0.02, 1.0));
                    let r = random.real(0.8, 3.6);
                    let tone = if random.chance(70) { accent } else { second };
                    canvas.fill(&on.mark(u, v, r, r * random.real(0.7, 1.1)), tone.alpha(random.real(0.45, 0.9)));
                }
            }
            Self::Checks => checks(canvas, on, accent),
            Self::Waves => {
                for row in 0..7_u32 {
                    let v = 0.10 + small(row) * 0.135;
                    let points: Vec<_> = (0_i8..=48)
                        .map(|i| {
                            let u = f32::from(i) / 24.0 - 1.0;
                            on.at(u, v + (u * 13.0 + small(row % 2) * 3.1).sin() * 0.026)
                        })
                        .collect();
                    canvas.stroke(&Shape::curve(&points), unit * 0.22, if row % 3 == 1 { second } else { accent });
                }
            }
            Self::Arches => arches(canvas, on, [accent, second, accent]),
            Self::Leaves => leaves(canvas, on, accent, second, random),
            Self::Terrazzo => {
                for i in 0..46_u32 {
                    let (u, v) = (random.real(-0.98, 0.98), random.real(0.0, 1.0));
                    let (x, y) = on.at(u, v);
                    let size = unit * random.real(0.22, 0.62);
                    let turn = random.real(0.0, 360.0);
                    let points: Vec<_> = [0.0_f32, 75.0, 140.0, 215.0, 290.0]
                        .iter()
                        .map(|a| {
                            let (sin, cos) = (a + turn).to_radians().sin_cos();
                            let r = size * random.real(0.6, 1.1);
                            (x + cos * r * on.squeeze(u), y + sin * r)
                        })
                        .collect();
                    let tone = [accent, second, accent.tint(0.14), second.tint(-0.1)][i as usize % 4];
                    canvas.fill(&Shape::soft_polygon(&points, size * 0.2), tone);
                }
            }
            Self::Zigzag => {
                for row in 0..4_u32 {
                    let v = 0.18 + small(row) * 0.21;
                    let points: Vec<_> = (0_i8..=20)
                        .map(|i| on.at(f32::from(i) / 10.0 - 1.0, v + if i % 2 == 0 { -0.04 } else { 0.04 }))
                        .collect();
                    canvas.stroke(&Shape::line(&points), unit * 0.34, if row % 2 == 0 { accent } else { second });
                }
            }
            Self::Flowers => flowers(canvas, on, accent, second),
            Self::Sunrise => sunrise(canvas, on, accent, second),
            Self::Blocks => {
                canvas.fill(&on.band(0.0, 0.34), accent);
                canvas.fill(&on.band(0.34, 0.46), second);
            }
        }
    }
}

fn small(n: u32) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

fn vertical(canvas: &mut Canvas, on: &Surface<'_>, count: u32, width: f32, tone: Tone) {
    for i in 1..count {
        let u = small(i) / small(count) * 2.0 - 1.0;
        let points: Vec<_> = (0_u8..=10).map(|j| on.at(u, f32::from(j) / 10.0)).collect();
        canvas.stroke(&Shape::curve(&points), width * (0.35 + 0.65 * on.squeeze(u)), tone);
    }
}

fn checks(canvas: &mut Canvas, on: &Surface<'_>, accent: Ink) {
    let rows = 6_u32;
    let columns = if matches!(on, Surface::Round(..)) { 10_u32 } else { 7 };
    for row in 0..rows {
        for column in 0..columns {
            if (row + column) % 2 == 1 {
                continue;
            }
            let (v0, v1) = (small(row) / small(rows), small(row + 1) / small(rows));
            let u = |c: u32| small(c) / small(columns) * 2.0 - 1.0;
            let mid = u(column) + 1.0 / small(columns);
            let corners = [
                on.at(u(column), v0),
                on.at(mid, v0),
                on.at(u(column + 1), v0),
                on.at(u(column + 1), v1),
                on.at(mid, v1),
                on.at(u(column), v1),
            ];
            canvas.fill(&Shape::polygon(&corners), accent);
        }
    }
}

/// Where the marks of a pattern in staggered rows stand, and how large they may be: `u`, `v` and a radius.
fn staggered(on: &Surface<'_>, columns: u32, rows_around: u32, share: f32) -> Vec<(f32, f32, f32)> {
    let (rows, radius) = match on {
        Surface::Round(..) => (rows_around, on.height() * share),
        Surface::Flat { width, height, .. } => {
            let radius = width / small(columns) * 0.46;
            ((1_u32..40).rev().find(|&rows| small(rows) * radius * 2.2 < *height).unwrap_or(1), radius)
        }
    };
    let mut spots = Vec::new();
    for row in 0..rows {
        for column in 0..=columns {
            let u = (small(column) + if row % 2 == 0 { 0.0 } else { 0.5 }) / small(columns) * 2.0 - 1.0;
            if u <= 1.0 {
                spots.push((u, (small(row) + 0.5) / small(rows), radius));
            }
        }
    }
    spots
}

fn arches(canvas: &mut Canvas, on: &Surface<'_>, inks: [Ink; 3]) {
    for (u, v, size) in staggered(on, 6, 2, 0.19) {
        let ((x, y), flat) = (on.at(u, v), on.squeeze(u));
        for (index, tone) in (0_u8..).zip(inks) {
            let r = size * (1.0 - f32::from(index) * 0.3);
            canvas.stroke_butt(&Shape::arc(x, y + size * 0.5, r * flat, r, 180.0, 360.0), size * 0.15, tone);
        }
    }
}

fn leaves(canvas: &mut Canvas, on: &Surface<'_>, accent: Ink, second: Ink, random: &mut Random) {
    let flat_width = match on {
        Surface::Round(..) => f32::MAX,
        Surface::Flat { width, .. } => *width,
    };
    // Pairs of leaves stand as far apart as they are long.
    let longest = (on.height() * 0.17).min(flat_width * 0.10);
    let pairs: u8 = if longest < on.height() * 0.16 { 9 } else { 5 };
    for column in -2_i8..=2 {
        let u = f32::from(column) * 0.42;
        let flat = on.squeeze(u);
        let top = random.real(0.14, 0.26);
        let (foot, head) = (on.at(u, 0.98), on.at(u + 0.04, top));
        let stem = [foot, ((foot.0 + head.0) / 2.0 + 6.0 * flat, (foot.1 + head.1) / 2.0), head];
        canvas.stroke(&Shape::curve(&stem), 3.4, accent);
        for pair in 0..pairs {
            let t = 0.16 + f32::from(pair) * 0.85 / f32::from(pairs);
            let from = (foot.0 + (head.0 - foot.0) * t, foot.1 + (head.1 - foot.1) * t);
            let length = longest * (1.0 - f32::from(pair) * 0.42 / f32::from(pairs));
            for side in [-1.0, 1.0] {
                let to = (from.0 + side * length * 0.86 * flat, from.1 - length * 0.62);
                let tone = if pair % 2 == 0 { accent } else { second };
                canvas.fill(&Shape::leaf(from, to, length * 0.26 * flat, 0.0), tone);
            }
        }
        canvas.fill(&Shape::leaf(head, (head.0, head.1 - longest * 0.7), longest * 0.2 * flat, 0.0), accent);
    }
}

fn flowers(canvas: &mut Canvas, on: &Surface<'_>, accent: Ink, second: Ink) {
    for (u, v, size) in staggered(on, 6, 3, 0.105) {
        let ((x, y), flat) = (on.at(u, v), on.squeeze(u));
        let petal = size * 0.62;
        for turn in 0..5_u8 {
            let (sin, cos) = (f32::from(turn) * 72.0 - 90.0).to_radians().sin_cos();
            let at = (x + cos * petal * 0.85 * flat, y + sin * petal * 0.85);
            canvas.fill(&Shape::ellipse(at.0, at.1, petal * 0.58 * flat, petal * 0.58), accent);
        }
        canvas.fill(&Shape::ellipse(x, y, petal * 0.42 * flat, petal * 0.42), second);
    }
}

fn sunrise(canvas: &mut Canvas, on: &Surface<'_>, accent: Ink, second: Ink) {
    let (x, y) = on.at(-0.05, 0.52);
    let r = on.height() * 0.21;
    canvas.fill(&Shape::circle(x, y, r), second);
    for layer in 0..3_u32 {
        let base = 0.56 + small(layer) * 0.13;
        let edge: Vec<_> = (0_i8..=24)
            .map(|i| {
                let u = f32::from(i) / 12.0 - 1.0;
                on.at(u, base + (u * 3.4 + small(layer) * 2.1).sin() * 0.055)
            })
            .collect();
        let (a, b) = (on.at(-1.0, 1.5), on.at(1.0, 1.5));
        let first = edge[0];
        let hill = Shape::new().m(first.0, first.1).through(&edge).l(b.0 + 20.0, b.1).l(a.0 - 20.0, a.1).z();
        canvas.fill(&hill, accent.tint(0.10 - small(layer) * 0.08));
    }
}
