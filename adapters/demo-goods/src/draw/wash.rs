//! Large soft areas, pixel by pixel: what a general rasteriser takes longest for is simple here.

use tiny_skia::{Color, Pixmap};

use super::{Ink, Tone};

/// A colour as bytes.
pub(super) fn bytes(ink: Ink) -> [u8; 3] {
    let colour = Color::from(Tone::from(ink)).to_color_u8();
    [colour.red(), colour.green(), colour.blue()]
}

/// Blends a colour into a premultiplied pixel; `cover` is 0 to 255.
pub(super) fn blend(pixel: &mut [u8], colour: [u8; 3], cover: u32) {
    if cover == 0 {
        return;
    }
    let rest = 255 - cover.min(255);
    let mix = |new: u8, old: u8| u8::try_from((u32::from(new) * (255 - rest) + u32::from(old) * rest + 127) / 255);
    for (channel, new) in pixel.iter_mut().zip([colour[0], colour[1], colour[2], u8::MAX]) {
        *channel = mix(new, *channel).unwrap_or(u8::MAX);
    }
}

/// The nearest whole number; 0 for less.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float to integer cast saturates")]
pub(super) fn whole(length: f32) -> u32 {
    // Not `round`: that is a call, and this is asked for each pixel.
    (length + 0.5) as u32
}

/// Fills whole rows, from one colour above to one below.
pub(super) fn rows(onto: &mut Pixmap, from: f32, to: f32, above: Ink, below: Ink) {
    let (side, height) = (onto.width() as usize, onto.height() as usize);
    let end = (whole(to.max(0.0)) as usize).min(height);
    for y in (whole(from.max(0.0)) as usize)..end {
        let share = (f32::from(u16::try_from(y).unwrap_or(u16::MAX)) + 0.5 - from) / (to - from).max(1.0);
        let [r, g, b] = bytes(above.mix(below, share.clamp(0.0, 1.0)));
        for pixel in onto.data_mut()[y * side * 4..(y + 1) * side * 4].chunks_exact_mut(4) {
            pixel.copy_from_slice(&[r, g, b, u8::MAX]);
        }
    }
}

/// Blends a colour in around a point; `fade` gives its strength by the distance as a share of the radius.
pub(super) fn radial(
    onto: &mut Pixmap,
    centre: (f32, f32),
    radius: f32,
    Tone(ink, alpha): Tone,
    fade: impl Fn(f32) -> f32,
) {
    const STEPS: u16 = 1024;
    let (side, height) = (onto.width() as usize, onto.height() as usize);
    let colour = bytes(ink);
    // By the square of the distance, so that no root has to be drawn for a pixel. In 256ths of a level, which the place
    // of the pixel rounds: so that a faint light has no rings.
    let covers: Vec<u32> = (0..=STEPS)
        .map(|step| whole(fade((f32::from(step) / f32::from(STEPS)).sqrt()) * alpha.clamp(0.0, 1.0) * 255.0 * 256.0))
        .collect();
    let scale = f32::from(STEPS) / (radius * radius).max(1.0);
    let near = |middle: f32, limit: usize| {
        (whole((middle - radius).max(0.0)) as usize, (whole((middle + radius).max(0.0)) as usize).min(limit))
    };
    let ((x0, x1), (y0, y1)) = (near(centre.0, side), near(centre.1, height));
    let offset = |index: usize, middle: f32| f32::from(u16::try_from(index).unwrap_or(u16::MAX)) + 0.5 - middle;
    let squares: Vec<f32> = (x0..x1).map(|x| offset(x, centre.0).powi(2) * scale).collect();
    for y in y0..y1 {
        let dy = offset(y, centre.1).powi(2) * scale;
        let row = &mut onto.data_mut()[(y * side + x0) * 4..(y * side + x1) * 4];
        for (x, (pixel, dx)) in row.chunks_exact_mut(4).zip(&squares).enumerate() {
            let Some(&cover) = covers.get(whole(dx + dy) as usize) else { continue };
            blend(pixel, colour, (cover + DITHER[y & 3][x & 3]) >> 8);
        }
    }
}

/// Ordered thresholds (Bayer, 4 by 4) in 256ths.
const DITHER: [[u32; 4]; 4] = [[8, 136, 40, 168], [200, 72, 232, 104], [56, 184, 24, 152], [248, 120, 216, 88]];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{SHADE, WHITE};

    #[test]
    fn rows_run_from_one_colour_to_the_other() {
        let mut picture = Pixmap::new(4, 100).unwrap();
        rows(&mut picture, 10.0, 90.0, WHITE, SHADE);
        let light = |y| picture.pixel(2, y).unwrap().red();
        assert_eq!(picture.pixel(2, 9).unwrap().alpha(), 0);
        assert!(light(10) > 245 && light(89) < 30 && light(50) < light(30));
    }

    #[test]
    fn light_fades_with_the_distance() {
        let mut picture = Pixmap::new(100, 100).unwrap();
        picture.fill(Color::BLACK);
        radial(&mut picture, (50.0, 50.0), 40.0, WHITE.alpha(1.0), |share| 1.0 - share);
        let light = |x| picture.pixel(x, 50).unwrap().red();
        assert!(light(50) > 240);
        assert!((110..145).contains(&light(70)), "{}", light(70));
        assert_eq!(light(95), 0);
    }
}
