//! A canvas of 1000 by 1000 units, whatever its pixels.

use tiny_skia::{
    FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, Pixmap, Point, RadialGradient, Shader,
    SpreadMode, Stroke, Transform,
};

use super::layer::Layer;
use super::{Ink, SHADE, Shape, Tone, WHITE, wash};

/// What a shape is filled with.
#[derive(Debug, Clone)]
pub(crate) enum Fill {
    Flat(Tone),
    Linear { from: (f32, f32), to: (f32, f32), stops: Vec<(f32, Tone)> },
    Radial { centre: (f32, f32), radius: f32, stops: Vec<(f32, Tone)> },
}

impl From<Ink> for Fill {
    fn from(ink: Ink) -> Self {
        Self::Flat(ink.into())
    }
}

impl From<Tone> for Fill {
    fn from(tone: Tone) -> Self {
        Self::Flat(tone)
    }
}

impl Fill {
    pub(crate) fn linear(from: (f32, f32), to: (f32, f32), a: impl Into<Tone>, b: impl Into<Tone>) -> Self {
        Self::Linear { from, to, stops: vec![(0.0, a.into()), (1.0, b.into())] }
    }

    pub(crate) fn radial(centre: (f32, f32), radius: f32, a: impl Into<Tone>, b: impl Into<Tone>) -> Self {
        Self::Radial { centre, radius, stops: vec![(0.0, a.into()), (1.0, b.into())] }
    }

    fn shader(&self) -> Option<Shader<'static>> {
        let stops =
            |stops: &[(f32, Tone)]| stops.iter().map(|&(at, tone)| GradientStop::new(at, tone.into())).collect();
        let point = |(x, y): (f32, f32)| Point::from_xy(x, y);
        match self {
            Self::Flat(tone) => Some(Shader::SolidColor((*tone).into())),
            Self::Linear { from, to, stops: all } => {
                LinearGradient::new(point(*from), point(*to), stops(all), SpreadMode::Pad, Transform::identity())
            }
            Self::Radial { centre, radius, stops: all } => RadialGradient::new(
                point(*centre),
                0.0,
                point(*centre),
                *radius,
                stops(all),
                SpreadMode::Pad,
                Transform::identity(),
            ),
        }
    }
}

/// The picture in the making.
pub(crate) struct Canvas {
    pixmap: Pixmap,
    transform: Transform,
    clips: Vec<Mask>,
}

impl Canvas {
    /// The side of every picture in units.
    pub(crate) const SIDE: f32 = 1000.0;

    /// `None` when there is no memory for so many pixels, or none are asked for.
    pub(crate) fn new(pixels: u16) -> Option<Self> {
        let scale = f32::from(pixels) / Self::SIDE;
        Some(Self {
            pixmap: Pixmap::new(pixels.into(), pixels.into())?,
            transform: Transform::from_scale(scale, scale),
            clips: Vec::new(),
        })
    }

    pub(crate) fn into_pixmap(self) -> Pixmap {
        self.pixmap
    }

    pub(crate) fn fill(&mut self, shape: &Shape, fill: impl Into<Fill>) {
        let Some(paint) = paint(&fill.into()) else { return };
        if let Some(path) = shape.path() {
            self.pixmap.fill_path(&path, &paint, FillRule::Winding, self.transform, self.clips.last());
        }
    }

    pub(crate) fn stroke(&mut self, shape: &Shape, width: f32, fill: impl Into<Fill>) {
        self.stroke_with(shape, width, LineCap::Round, fill);
    }

    /// A line that ends square, where it ends.
    pub(crate) fn stroke_butt(&mut self, shape: &Shape, width: f32, fill: impl Into<Fill>) {
        self.stroke_with(shape, width, LineCap::Butt, fill);
    }

    fn stroke_with(&mut self, shape: &Shape, width: f32, line_cap: LineCap, fill: impl Into<Fill>) {
        let Some(paint) = paint(&fill.into()) else { return };
        let stroke = Stroke { width, line_cap, line_join: LineJoin::Round, ..Stroke::default() };
        if let Some(path) = shape.path() {
            self.pixmap.stroke_path(&path, &paint, &stroke, self.transform, self.clips.last());
        }
    }

    /// A tube: a line with a lit upper side and a dark lower one.
    pub(crate) fn tube(&mut self, shape: &Shape, width: f32, ink: Ink) {
        self.stroke(shape, width, ink.tint(-0.10));
        self.stroke(&shape.clone().shifted(-width * 0.07, -width * 0.09), width * 0.72, ink);
        self.stroke(&shape.clone().shifted(-width * 0.14, -width * 0.18), width * 0.24, ink.tint(0.16).alpha(0.75));
    }

    /// Draws what `inside` draws only where the shape is.
    pub(crate) fn clip(&mut self, shape: &Shape, inside: impl FnOnce(&mut Self)) {
        let Some(path) = shape.path() else { return };
        let mask = match self.clips.last() {
            Some(outer) => {
                let mut mask = outer.clone();
                mask.intersect_path(&path, FillRule::Winding, true, self.transform);
                Some(mask)
            }
            None => Mask::new(self.pixmap.width(), self.pixmap.height()).map(|mut mask| {
                mask.fill_path(&path, FillRule::Winding, true, self.transform);
                mask
            }),
        };
        let Some(mask) = mask else { return };
        self.clips.push(mask);
        inside(self);
        self.clips.pop();
    }

    /// Draws what `inside` draws moved by a transform.
    pub(crate) fn with(&mut self, by: Transform, inside: impl FnOnce(&mut Self)) {
        let before = self.transform;
        self.transform = before.pre_concat(by);
        inside(self);
        self.transform = before;
    }

    /// The shape's blurred shadow; `blur` is how far it fades.
    pub(crate) fn shadow(&mut self, shape: &Shape, blur: f32, alpha: f32) {
        self.soft(shape, blur, SHADE.alpha(alpha));
    }

    /// The shape, blurred.
    pub(crate) fn soft(&mut self, shape: &Shape, blur: f32, tone: Tone) {
        let Some(path) = shape.path().and_then(|path| path.transform(self.transform)) else { return };
        let blur = blur * self.transform.get_scale().0;
        if let Some(layer) = Layer::blurred(&path, blur, self.pixmap.width()) {
            layer.blend(&mut self.pixmap, self.clips.last(), tone);
        }
    }

    /// Light that fades around a point. It falls on everything: no clip holds it.
    pub(crate) fn glow(&mut self, x: f32, y: f32, radius: f32, tone: Tone) {
        let mut centre = Point::from_xy(x, y);
        self.transform.map_point(&mut centre);
        let fade = |share: f32| {
            // A curve through four points that looks like a lamp's light on a wall.
            let stops = [(0.0, 1.0), (0.35, 0.55), (0.7, 0.14), (1.0, 0.0)];
            let pair = stops.windows(2).find(|pair| share <= pair[1].0);
            pair.map_or(0.0, |pair| pair[0].1 + (pair[1].1 - pair[0].1) * (share - pair[0].0) / (pair[1].0 - pair[0].0))
        };
        wash::radial(&mut self.pixmap, (centre.x, centre.y), radius * self.transform.get_scale().0, tone, fade);
    }

    /// Fills everything from one height to another, from one colour above to one below.
    pub(crate) fn backdrop(&mut self, from: f32, to: f32, above: Ink, below: Ink) {
        let scale = self.transform.get_scale().1;
        wash::rows(&mut self.pixmap, from * scale, to * scale, above, below);
    }

    /// The light on a round body between two edges: lit from the upper left, with a glimmer on the dark edge.
    pub(crate) fn round_light(&mut self, shape: &Shape, left: f32, right: f32, strength: f32) {
        let dark = |a: f32| SHADE.alpha(a * strength);
        let light = |a: f32| WHITE.alpha(a * strength);
        let stops = vec![
            (0.0, dark(0.20)),
            (0.10, dark(0.07)),
            (0.20, light(0.06)),
            (0.31, light(0.30)),
            (0.42, light(0.07)),
            (0.56, dark(0.02)),
            (0.82, dark(0.20)),
            (0.94, dark(0.31)),
            (1.0, dark(0.24)),
        ];
        self.fill(shape, Fill::Linear { from: (left, 0.0), to: (right, 0.0), stops });
    }

    /// The light on an upright surface: brighter above.
    pub(crate) fn top_light(&mut self, shape: &Shape, top: f32, bottom: f32, strength: f32) {
        let stops = vec![
            (0.0, WHITE.alpha(0.16 * strength)),
            (0.45, WHITE.alpha(0.0)),
            (0.55, SHADE.alpha(0.0)),
            (1.0, SHADE.alpha(0.22 * strength)),
        ];
        self.fill(shape, Fill::Linear { from: (0.0, top), to: (0.0, bottom), stops });
    }

    /// The light on a surface that is lit from the upper left.
    pub(crate) fn side_light(&mut self, shape: &Shape, from: (f32, f32), to: (f32, f32), strength: f32) {
        let stops = vec![
            (0.0, WHITE.alpha(0.20 * strength)),
            (0.45, WHITE.alpha(0.0)),
            (0.55, SHADE.alpha(0.0)),
            (1.0, SHADE.alpha(0.24 * strength)),
        ];
        self.fill(shape, Fill::Linear { from, to, stops });
    }
}

fn paint(fill: &Fill) -> Option<Paint<'static>> {
    Some(Paint { shader: fill.shader()?, anti_alias: true, ..Paint::default() })
}
