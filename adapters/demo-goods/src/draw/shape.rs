//! Shapes: a path under construction, with the curves that things are made of.

use tiny_skia::{Path, PathBuilder, Rect, Transform};

/// How far a cubic's handles reach for a quarter of a circle.
const KAPPA: f32 = 0.552_284_8;

/// A shape of one or more outlines. Units are those of [`super::Canvas`]: the picture is 1000 by 1000.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    builder: PathBuilder,
}

impl Shape {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn path(&self) -> Option<Path> {
        self.builder.clone().finish()
    }

    pub(crate) fn m(mut self, x: f32, y: f32) -> Self {
        self.builder.move_to(x, y);
        self
    }

    pub(crate) fn l(mut self, x: f32, y: f32) -> Self {
        self.builder.line_to(x, y);
        self
    }

    pub(crate) fn q(mut self, x1: f32, y1: f32, x: f32, y: f32) -> Self {
        self.builder.quad_to(x1, y1, x, y);
        self
    }

    pub(crate) fn c(mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) -> Self {
        self.builder.cubic_to(x1, y1, x2, y2, x, y);
        self
    }

    pub(crate) fn z(mut self) -> Self {
        self.builder.close();
        self
    }

    pub(crate) fn and(mut self, other: &Self) -> Self {
        if let Some(path) = other.path() {
            self.builder.push_path(&path);
        }
        self
    }

    pub(crate) fn turned(self, degrees: f32, x: f32, y: f32) -> Self {
        self.moved(Transform::from_rotate_at(degrees, x, y))
    }

    pub(crate) fn shifted(self, dx: f32, dy: f32) -> Self {
        self.moved(Transform::from_translate(dx, dy))
    }

    /// Mirrored at the vertical through `x`.
    pub(crate) fn mirrored(self, x: f32) -> Self {
        self.moved(Transform::from_row(-1.0, 0.0, 0.0, 1.0, 2.0 * x, 0.0))
    }

    pub(crate) fn moved(self, by: Transform) -> Self {
        match self.path().and_then(|path| path.transform(by)) {
            Some(path) => {
                let mut builder = PathBuilder::new();
                builder.push_path(&path);
                Self { builder }
            }
            None => self,
        }
    }

    pub(crate) fn circle(x: f32, y: f32, r: f32) -> Self {
        Self::ellipse(x, y, r, r)
    }

    pub(crate) fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> Self {
        let mut shape = Self::new();
        if let Some(rect) = Rect::from_ltrb(x - rx, y - ry, x + rx, y + ry) {
            shape.builder.push_oval(rect);
        }
        shape
    }

    pub(crate) fn rect(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self::polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    }

    /// A rectangle with round corners.
    pub(crate) fn round(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Self {
        Self::round4(x, y, width, height, [radius; 4])
    }

    /// A rectangle with a radius for each corner, from the upper left clockwise.
    pub(crate) fn round4(x: f32, y: f32, width: f32, height: f32, radii: [f32; 4]) -> Self {
        let most = width.min(height) / 2.0;
        let [a, b, c, d] = radii.map(|r| r.clamp(0.0, most.max(0.0)));
        let (right, bottom) = (x + width, y + height);
        let k = 1.0 - KAPPA;
        Self::new()
            .m(x + a, y)
            .l(right - b, y)
            .c(right - b * k, y, right, y + b * k, right, y + b)
            .l(right, bottom - c)
            .c(right, bottom - c * k, right - c * k, bottom, right - c, bottom)
            .l(x + d, bottom)
            .c(x + d * k, bottom, x, bottom - d * k, x, bottom - d)
            .l(x, y + a)
            .c(x, y + a * k, x + a * k, y, x + a, y)
            .z()
    }

    pub(crate) fn polygon(points: &[(f32, f32)]) -> Self {
        Self::line(points).z()
    }

    pub(crate) fn line(points: &[(f32, f32)]) -> Self {
        let mut shape = Self::new();
        for (index, &(x, y)) in points.iter().enumerate() {
            shape = if index == 0 { shape.m(x, y) } else { shape.l(x, y) };
        }
        shape
    }

    /// A polygon whose corners are cut round.
    pub(crate) fn soft_polygon(points: &[(f32, f32)], radius: f32) -> Self {
        let n = points.len();
        let mut shape = Self::new();
        for i in 0..n {
            let (before, at, after) = (points[(i + n - 1) % n], points[i], points[(i + 1) % n]);
            let near = |to: (f32, f32)| {
                let (dx, dy) = (to.0 - at.0, to.1 - at.1);
                let length = dx.hypot(dy).max(0.001);
                let cut = radius.min(length / 2.0);
                (at.0 + dx / length * cut, at.1 + dy / length * cut)
            };
            let (from, to) = (near(before), near(after));
            shape = if i == 0 { shape.m(from.0, from.1) } else { shape.l(from.0, from.1) };
            shape = shape.q(at.0, at.1, to.0, to.1);
        }
        shape.z()
    }

    /// A smooth open curve through all points (Catmull-Rom).
    pub(crate) fn curve(points: &[(f32, f32)]) -> Self {
        let Some(&(x, y)) = points.first() else { return Self::new() };
        Self::new().m(x, y).through(points)
    }

    /// Goes on, from the first of the points, through the others smoothly.
    pub(crate) fn through(self, points: &[(f32, f32)]) -> Self {
        let mut shape = self;
        for i in 0..points.len().saturating_sub(1) {
            let before = points[i.saturating_sub(1)];
            let (from, to) = (points[i], points[i + 1]);
            let after = points[(i + 2).min(points.len() - 1)];
            shape = shape.c(
                from.0 + (to.0 - before.0) / 6.0,
                from.1 + (to.1 - before.1) / 6.0,
                to.0 - (after.0 - from.0) / 6.0,
                to.1 - (after.1 - from.1) / 6.0,
                to.0,
                to.1,
            );
        }
        shape
    }

    /// An arc of an ellipse as an open line; degrees clockwise from the right.
    pub(crate) fn arc(x: f32, y: f32, rx: f32, ry: f32, from: f32, to: f32) -> Self {
        let steps: u16 = 24;
        let points: Vec<_> = (0..=steps)
            .map(|i| {
                let (sin, cos) = (from + (to - from) * f32::from(i) / f32::from(steps)).to_radians().sin_cos();
                (x + rx * cos, y + ry * sin)
            })
            .collect();
        Self::curve(&points)
    }

    /// A leaf from its stem to its tip, `width` wide, bent to one side by `bend`.
    pub(crate) fn leaf(from: (f32, f32), to: (f32, f32), width: f32, bend: f32) -> Self {
        let [left, right] = leaf_sides(from, to, width, bend);
        Self::new()
            .m(from.0, from.1)
            .c(left[0].0, left[0].1, left[1].0, left[1].1, to.0, to.1)
            .c(right[1].0, right[1].1, right[0].0, right[0].1, from.0, from.1)
            .z()
    }

    /// One half of a leaf: between its side and its rib.
    pub(crate) fn half_leaf(from: (f32, f32), to: (f32, f32), width: f32, bend: f32) -> Self {
        let [left, _] = leaf_sides(from, to, width, bend);
        let [a, b] = rib(from, to, bend);
        Self::new()
            .m(from.0, from.1)
            .c(left[0].0, left[0].1, left[1].0, left[1].1, to.0, to.1)
            .c(b.0, b.1, a.0, a.1, from.0, from.1)
            .z()
    }

    /// A leaf's middle line.
    pub(crate) fn leaf_rib(from: (f32, f32), to: (f32, f32), bend: f32) -> Self {
        let [a, b] = rib(from, to, bend);
        Self::new().m(from.0, from.1).c(a.0, a.1, b.0, b.1, to.0, to.1)
    }
}

fn along(from: (f32, f32), to: (f32, f32), share: f32, aside: f32) -> (f32, f32) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(0.001);
    (from.0 + dx * share - dy / length * aside, from.1 + dy * share + dx / length * aside)
}

fn rib(from: (f32, f32), to: (f32, f32), bend: f32) -> [(f32, f32); 2] {
    [along(from, to, 0.33, bend), along(from, to, 0.7, bend)]
}

fn leaf_sides(from: (f32, f32), to: (f32, f32), width: f32, bend: f32) -> [[(f32, f32); 2]; 2] {
    let w = width * 0.72;
    [-1.0, 1.0].map(|side| [along(from, to, 0.22, bend + side * w), along(from, to, 0.72, bend + side * w * 0.9)])
}

/// A body that was turned on a lathe, seen from slightly above: half its outline, as radius and height from the top
/// down, around the vertical through `x`.
#[derive(Debug, Clone)]
pub(crate) struct Lathe {
    pub(crate) x: f32,
    pub(crate) profile: Vec<(f32, f32)>,
    /// How high an ellipse is for its width.
    pub(crate) squash: f32,
    /// Whether the outline is a curve, or has corners.
    pub(crate) smooth: bool,
}

impl Lathe {
    pub(crate) fn top(&self) -> (f32, f32) {
        self.profile.first().copied().unwrap_or((1.0, 0.0))
    }

    pub(crate) fn bottom(&self) -> (f32, f32) {
        self.profile.last().copied().unwrap_or((1.0, 1.0))
    }

    pub(crate) fn widest(&self) -> f32 {
        self.profile.iter().map(|&(r, _)| r).fold(0.0, f32::max)
    }

    /// The radius at a height.
    pub(crate) fn radius(&self, y: f32) -> f32 {
        let found = self.profile.windows(2).find(|pair| y <= pair[1].1);
        found.map_or(self.bottom().0, |pair| {
            let share = (y - pair[0].1) / (pair[1].1 - pair[0].1).max(0.001);
            pair[0].0 + (pair[1].0 - pair[0].0) * share.clamp(0.0, 1.0)
        })
    }

    /// The whole outline: sides, the front of the foot, the back of the rim.
    pub(crate) fn outline(&self) -> Shape {
        let right: Vec<_> = self.profile.iter().map(|&(r, y)| (self.x + r, y)).collect();
        let left: Vec<_> = self.profile.iter().rev().map(|&(r, y)| (self.x - r, y)).collect();
        let ((rt, yt), (rb, yb)) = (self.top(), self.bottom());
        let (ht, hb) = (rt * self.squash * 4.0 / 3.0, rb * self.squash * 4.0 / 3.0);
        let side = |shape: Shape, points: &[(f32, f32)]| {
            if self.smooth {
                shape.through(points)
            } else {
                points.iter().skip(1).fold(shape, |shape, &(x, y)| shape.l(x, y))
            }
        };
        let shape = side(Shape::new().m(self.x + rt, yt), &right).c(
            self.x + rb,
            yb + hb,
            self.x - rb,
            yb + hb,
            self.x - rb,
            yb,
        );
        side(shape, &left).c(self.x - rt, yt - ht, self.x + rt, yt - ht, self.x + rt, yt).z()
    }

    /// The ellipse at a height, so much smaller than the body.
    pub(crate) fn disc(&self, y: f32, inset: f32) -> Shape {
        let r = (self.radius(y) - inset).max(1.0);
        Shape::ellipse(self.x, y, r, r * self.squash)
    }

    /// A band around the front, from one height to another.
    pub(crate) fn band(&self, from: f32, to: f32) -> Shape {
        let wide = self.widest() + 20.0;
        let dip = wide * self.squash * 4.0 / 3.0;
        let (left, right) = (self.x - wide, self.x + wide);
        Shape::new()
            .m(left, from)
            .c(left, from + dip, right, from + dip, right, from)
            .l(right, to)
            .c(right, to + dip, left, to + dip, left, to)
            .z()
    }

    /// Where a point of the surface is seen: `turn` is -1 (left edge) to 1 (right edge) around the front.
    pub(crate) fn surface(&self, turn: f32, y: f32) -> (f32, f32) {
        let (sin, cos) = (turn * std::f32::consts::FRAC_PI_2).sin_cos();
        let r = self.radius(y);
        (self.x + r * sin, y + r * self.squash * cos)
    }
}
