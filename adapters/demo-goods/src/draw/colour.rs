//! Colours in OKLCH (Ottosson, "A perceptual color space for image processing", 2020): tones of equal lightness look
//! equally light, so that shades and highlights can be computed.

use tiny_skia::Color;

/// An opaque colour: lightness 0 to 1, chroma 0 to about 0.3, hue in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ink {
    pub(crate) l: f32,
    pub(crate) c: f32,
    pub(crate) h: f32,
}

pub(crate) const fn ink(l: f32, c: f32, h: f32) -> Ink {
    Ink { l, c, h }
}

/// A colour with an opacity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tone(pub(crate) Ink, pub(crate) f32);

pub(crate) const WHITE: Ink = ink(1.0, 0.0, 0.0);
pub(crate) const SHADE: Ink = ink(0.16, 0.03, 280.0);

impl Ink {
    /// Lighter or (below zero) darker. Shadows drift towards blue and highlights towards yellow, as in daylight.
    pub(crate) fn tint(self, by: f32) -> Self {
        let drift = by * 0.02;
        let (a, b) = self.ab();
        Self::from_lab((self.l + by).clamp(0.0, 1.0), a * (1.0 - by.abs() * 0.35), b * (1.0 - by.abs() * 0.35) + drift)
    }

    pub(crate) fn alpha(self, alpha: f32) -> Tone {
        Tone(self, alpha)
    }

    pub(crate) fn with_c(self, c: f32) -> Self {
        Self { c, ..self }
    }

    pub(crate) fn mix(self, other: Self, share: f32) -> Self {
        let ((a1, b1), (a2, b2)) = (self.ab(), other.ab());
        let blend = |x: f32, y: f32| x + (y - x) * share;
        Self::from_lab(blend(self.l, other.l), blend(a1, a2), blend(b1, b2))
    }

    /// How different two colours look.
    pub(crate) fn distance(self, other: Self) -> f32 {
        let ((a1, b1), (a2, b2)) = (self.ab(), other.ab());
        ((self.l - other.l).powi(2) + (a1 - a2).powi(2) + (b1 - b2).powi(2)).sqrt()
    }

    fn ab(self) -> (f32, f32) {
        let (sin, cos) = self.h.to_radians().sin_cos();
        (self.c * cos, self.c * sin)
    }

    fn from_lab(l: f32, a: f32, b: f32) -> Self {
        Self { l, c: a.hypot(b), h: b.atan2(a).to_degrees() }
    }

    /// The nearest colour of the same lightness and hue that a screen can show.
    pub(crate) fn rgb(self) -> [f32; 3] {
        let mut c = self.c;
        loop {
            let linear = Self { c, ..self }.linear();
            if c < 0.004 || linear.iter().all(|v| (-0.0005..=1.0005).contains(v)) {
                return linear.map(|v| {
                    let v = v.clamp(0.0, 1.0);
                    if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 }
                });
            }
            c *= 0.94;
        }
    }

    fn linear(self) -> [f32; 3] {
        let (a, b) = self.ab();
        let l = (self.l + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let m = (self.l - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let s = (self.l - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        [
            4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
            -1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s,
            -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
        ]
    }
}

impl From<Ink> for Tone {
    fn from(ink: Ink) -> Self {
        Self(ink, 1.0)
    }
}

impl From<Tone> for Color {
    fn from(Tone(ink, alpha): Tone) -> Self {
        let [r, g, b] = ink.rgb().map(|v| v.clamp(0.0, 1.0));
        Self::from_rgba(r, g, b, alpha.clamp(0.0, 1.0)).unwrap_or(Self::BLACK)
    }
}

/// A colour that has a name in the shop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Named {
    pub(crate) name: &'static str,
    pub(crate) ink: Ink,
}

macro_rules! named {
    ($($konst:ident $name:literal $l:literal $c:literal $h:literal;)+) => {
        $(pub(crate) const $konst: Named = Named { name: $name, ink: ink($l, $c, $h) };)+
    };
}

named! {
    TERRACOTTA "Terracotta" 0.62 0.115 42.0;
    RUST "Rust" 0.52 0.125 40.0;
    CLAY "Clay" 0.70 0.07 50.0;
    SAND "Sand" 0.84 0.045 80.0;
    OAT "Oat" 0.91 0.025 85.0;
    CHALK "Chalk" 0.965 0.008 90.0;
    MUSTARD "Mustard" 0.78 0.135 85.0;
    BUTTER "Butter" 0.90 0.085 95.0;
    SAGE "Sage" 0.74 0.05 145.0;
    MOSS "Moss" 0.55 0.075 125.0;
    FOREST "Forest" 0.42 0.07 155.0;
    MINT "Mint" 0.86 0.06 165.0;
    PETROL "Petrol" 0.45 0.065 215.0;
    FJORD "Fjord" 0.60 0.075 235.0;
    SKY "Sky" 0.82 0.06 230.0;
    INK "Ink" 0.34 0.06 265.0;
    COBALT "Cobalt" 0.48 0.16 262.0;
    PLUM "Plum" 0.42 0.09 345.0;
    LILAC "Lilac" 0.78 0.07 305.0;
    BLUSH "Blush" 0.85 0.055 20.0;
    CORAL "Coral" 0.72 0.14 30.0;
    CHERRY "Cherry" 0.52 0.18 22.0;
    CHARCOAL "Charcoal" 0.34 0.01 260.0;
    SLATE "Slate" 0.52 0.025 250.0;
    STONE "Stone" 0.78 0.015 80.0;
    WALNUT "Walnut" 0.44 0.05 55.0;
    OAK "Oak" 0.72 0.075 70.0;
    BRASS "Brass" 0.76 0.10 85.0;
    STEEL "Steel" 0.80 0.008 250.0;
    ROSE_GOLD "Rose gold" 0.76 0.07 40.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(ink: Ink) -> [u8; 3] {
        let colour = Color::from(Tone(ink, 1.0)).to_color_u8();
        [colour.red(), colour.green(), colour.blue()]
    }

    #[test]
    fn colours_are_those_of_css() {
        // oklch(…) of CSS Color 4 for named colours.
        assert_eq!(bytes(WHITE), [255, 255, 255]);
        assert_eq!(bytes(ink(0.627_955, 0.257_683, 29.233_9)), [255, 0, 0]);
        assert_eq!(bytes(ink(0.519_752, 0.176_858, 142.495)), [0, 128, 0]);
        assert_eq!(bytes(ink(0.0, 0.0, 0.0)), [0, 0, 0]);
    }

    #[test]
    fn what_a_screen_cannot_show_keeps_its_lightness() {
        let [r, g, b] = bytes(ink(0.5, 0.4, 150.0));
        assert!(g > r && g > b, "still green: {r} {g} {b}");
    }
}
