//! Capital letters of one even line, drawn on a grid: nothing is taken from a font.

use super::{Canvas, Shape, Tone};

/// A letter's lines on a grid of 8 rows: `M` moves, `L` draws straight and `Q` bent; two digits are a point.
fn strokes(letter: char) -> (&'static str, u8) {
    match letter {
        'A' => ("M08L30L68M15L55", 6),
        'B' => ("M00L08L38Q6866Q6434L04M34Q5452Q5030L00", 6),
        'C' => ("M62Q5030Q0004Q0838Q5866", 6),
        'D' => ("M00L08L28Q6864Q6020L00", 6),
        'E' => ("M50L00L08L58M04L44", 5),
        'F' => ("M50L00L08M04L44", 5),
        'G' => ("M62Q5030Q0004Q0838Q6865L64L44", 6),
        'H' => ("M00L08M60L68M04L64", 6),
        'I' => ("M00L08", 0),
        'J' => ("M40L45Q4828Q0806", 4),
        'K' => ("M00L08M60L05M23L68", 6),
        'L' => ("M00L08L48", 4),
        'M' => ("M08L00L45L80L88", 8),
        'N' => ("M08L00L68L60", 6),
        'O' => ("M30Q6064Q6838Q0804Q0030", 6),
        'P' => ("M08L00L30Q6062Q6434L04", 6),
        'Q' => ("M30Q6064Q6838Q0804Q0030M46L68", 6),
        'R' => ("M08L00L30Q6062Q6434L04M34L68", 6),
        'S' => ("M61Q5030Q0002Q0434Q6466Q6838Q1807", 6),
        'T' => ("M00L60M30L38", 6),
        'U' => ("M00L05Q0838Q6865L60", 6),
        'V' => ("M00L38L60", 6),
        'W' => ("M00L28L42L68L80", 8),
        'X' => ("M00L68M60L08", 6),
        'Y' => ("M00L34L60M34L38", 6),
        'Z' => ("M00L60L08L68", 6),
        _ => ("", 2),
    }
}

/// How words are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lettering {
    /// The letters' height.
    pub(crate) height: f32,
    /// The line's width as a share of the height.
    pub(crate) weight: f32,
    /// The room between letters as a share of the height.
    pub(crate) tracking: f32,
}

impl Lettering {
    pub(crate) const fn new(height: f32, weight: f32, tracking: f32) -> Self {
        Self { height, weight, tracking }
    }

    pub(crate) fn width(self, text: &str) -> f32 {
        let unit = self.height / 8.0;
        let letters: f32 =
            text.to_uppercase().chars().map(|c| f32::from(strokes(c).1) * unit + self.tracking * self.height).sum();
        (letters - self.tracking * self.height).max(0.0)
    }

    /// The same, small enough for a width.
    pub(crate) fn within(self, text: &str, width: f32) -> Self {
        Self { height: self.height * (width / self.width(text).max(1.0)).min(1.0), ..self }
    }

    /// Writes a line whose middle is at `x`, under `top`.
    pub(crate) fn centred(self, canvas: &mut Canvas, text: &str, x: f32, top: f32, tone: impl Into<Tone>) {
        self.starting(canvas, text, x - self.width(text) / 2.0, top, tone);
    }

    /// Writes a line that begins at `x`, under `top`.
    pub(crate) fn starting(self, canvas: &mut Canvas, text: &str, x: f32, top: f32, tone: impl Into<Tone>) {
        let unit = self.height / 8.0;
        let mut left = x;
        let mut shape = Shape::new();
        for letter in text.to_uppercase().chars() {
            let (lines, width) = strokes(letter);
            let bytes = lines.as_bytes();
            let point = |at: usize| {
                let digit = |index: usize| f32::from(bytes.get(index).map_or(0, |b| b - b'0'));
                (left + digit(at) * unit, top + digit(at + 1) * unit)
            };
            let mut at = 0;
            while at < bytes.len() {
                let (px, py) = point(at + 1);
                match bytes[at] {
                    b'M' => shape = shape.m(px, py),
                    b'L' => shape = shape.l(px, py),
                    _ => {
                        let (qx, qy) = point(at + 3);
                        shape = shape.q(px, py, qx, qy);
                        at += 2;
                    }
                }
                at += 3;
            }
            left += f32::from(width) * unit + self.tracking * self.height;
        }
        canvas.stroke(&shape, self.height * self.weight, tone.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_the_width_that_they_are_given() {
        let letters = Lettering::new(80.0, 0.1, 0.2);
        assert!(letters.width("SEVENTEEN") > 300.0);
        let fitted = letters.within("SEVENTEEN", 300.0);
        assert!((fitted.width("SEVENTEEN") - 300.0).abs() < 0.01);
        assert!((letters.within("A", 300.0).height - 80.0).abs() < f32::EPSILON);
    }
}
