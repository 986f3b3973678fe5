//! Blurred shapes: drawn coarsely, blurred there, and blended in at full size. What is blurred needs few pixels.

use tiny_skia::{FillRule, Mask, Path, Pixmap, Transform};

use super::Tone;
use super::wash::{blend, bytes, whole};

/// How much of each coarse pixel a blurred shape covers, and where the coarse pixels lie.
pub(super) struct Layer {
    mask: Mask,
    left: f32,
    top: f32,
    /// Coarse pixels for each pixel of the picture.
    down: f32,
}

impl Layer {
    /// The path, in pixels of a picture `side` wide, blurred by so many of them. `None` when it lies outside.
    pub(super) fn blurred(path: &Path, blur: f32, side: u32) -> Option<Self> {
        let side = f32::from(u16::try_from(side).unwrap_or(u16::MAX));
        let down = (3.0 / blur.max(0.1)).clamp(0.06, 1.0);
        let (bounds, reach) = (path.bounds(), blur * 2.2 + 2.0);
        let (left, top) = ((bounds.left() - reach).max(-reach), (bounds.top() - reach).max(-reach));
        let (right, bottom) = ((bounds.right() + reach).min(side + reach), (bounds.bottom() + reach).min(side + reach));
        if right <= left || bottom <= top {
            return None;
        }
        let (wide, high) = (whole((right - left) * down) + 1, whole((bottom - top) * down) + 1);
        let mut mask = Mask::new(wide, high)?;
        let coarse = Transform::from_translate(-left, -top).post_scale(down, down);
        mask.fill_path(path, FillRule::Winding, true, coarse);
        blur_mask(mask.data_mut(), wide as usize, blur * down);
        Some(Self { mask, left, top, down })
    }

    /// Blends a colour in where the layer covers the picture and the clip allows it.
    pub(super) fn blend(&self, onto: &mut Pixmap, clip: Option<&Mask>, Tone(ink, alpha): Tone) {
        let (wide, high) = (self.mask.width() as usize, self.mask.height() as usize);
        let (side, rows) = (onto.width() as usize, onto.height() as usize);
        let colour = bytes(ink);
        let strength = whole(alpha.clamp(0.0, 1.0) * 256.0);
        let data = self.mask.data();
        // Where a pixel's middle lies among the middles of the coarse ones: a whole one, and 256ths of the way on.
        let place = |pixel: usize, from: f32, count: usize| {
            let at = (f32::from(u16::try_from(pixel).unwrap_or(u16::MAX)) + 0.5 - from) * self.down - 0.5;
            let at = at.clamp(0.0, f32::from(u16::try_from(count - 1).unwrap_or(u16::MAX)));
            let steps = whole(at * 256.0) as usize;
            (steps >> 8, (steps >> 8).saturating_add(1).min(count - 1), steps & 255)
        };
        let span = |from: f32, count: usize, limit: usize| {
            let end = from + f32::from(u16::try_from(count).unwrap_or(u16::MAX)) / self.down;
            (whole(from.max(0.0)) as usize, (whole(end.max(0.0)) as usize).min(limit))
        };
        let ((x0, x1), (y0, y1)) = (span(self.left, wide, side), span(self.top, high, rows));
        let columns: Vec<_> = (x0..x1).map(|x| place(x, self.left, wide)).collect();
        for y in y0..y1 {
            let (upper, lower, down) = place(y, self.top, high);
            let (upper, lower) = (&data[upper * wide..][..wide], &data[lower * wide..][..wide]);
            let row = &mut onto.data_mut()[(y * side + x0) * 4..(y * side + x1) * 4];
            let clips = clip.map(|clip| &clip.data()[y * side + x0..y * side + x1]);
            for (index, (pixel, &(a, b, right))) in row.chunks_exact_mut(4).zip(&columns).enumerate() {
                let mix = |line: &[u8]| usize::from(line[a]) * (256 - right) + usize::from(line[b]) * right;
                let cover = (mix(upper) * (256 - down) + mix(lower) * down) >> 16;
                let mut cover = (u32::try_from(cover).unwrap_or(0) * strength) >> 8;
                if let Some(clips) = clips {
                    cover = cover * u32::from(clips[index]) / 255;
                }
                blend(pixel, colour, cover);
            }
        }
    }
}

/// Three box blurs are nearly a Gaussian one.
fn blur_mask(data: &mut [u8], width: usize, radius: f32) {
    let reach = (whole(radius / 1.8) as usize).max(1);
    let height = data.len() / width.max(1);
    let (mut row, mut column) = (vec![0_u8; width], vec![0_u8; height]);
    for _ in 0..3 {
        for y in 0..height {
            row.copy_from_slice(&data[y * width..(y + 1) * width]);
            box_blur(&row, reach, |x, value| data[y * width + x] = value);
        }
        for x in 0..width {
            for (y, cell) in column.iter_mut().enumerate() {
                *cell = data[y * width + x];
            }
            box_blur(&column, reach, |y, value| data[y * width + x] = value);
        }
    }
}

fn box_blur(line: &[u8], reach: usize, mut put: impl FnMut(usize, u8)) {
    let window = 2 * reach + 1;
    let at = |index: usize| line.get(index).map_or(0, |&value| usize::from(value));
    let mut sum: usize = (0..reach).map(at).sum();
    for index in 0..line.len() {
        sum += at(index + reach);
        put(index, u8::try_from(sum / window).unwrap_or(u8::MAX));
        sum -= index.checked_sub(reach).map_or(0, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{SHADE, Shape};

    #[test]
    fn a_blurred_shape_is_dark_inside_and_fades_outside() {
        let mut picture = Pixmap::new(100, 100).unwrap();
        picture.fill(tiny_skia::Color::WHITE);
        let path = Shape::rect(30.0, 30.0, 40.0, 40.0).path().unwrap();
        Layer::blurred(&path, 6.0, 100).unwrap().blend(&mut picture, None, SHADE.alpha(1.0));
        let light = |x, y| picture.pixel(x, y).unwrap().red();
        assert!(light(50, 50) < 30, "{}", light(50, 50));
        let edge = light(30, 50);
        assert!((100..170).contains(&edge), "{edge}");
        assert!(light(24, 50) > edge && light(36, 50) < edge);
        assert_eq!(light(5, 5), 255);
    }

    #[test]
    fn a_clip_holds_a_blurred_shape() {
        let mut picture = Pixmap::new(60, 60).unwrap();
        picture.fill(tiny_skia::Color::WHITE);
        let mut clip = Mask::new(60, 60).unwrap();
        let half = Shape::rect(0.0, 0.0, 30.0, 60.0).path().unwrap();
        clip.fill_path(&half, FillRule::Winding, true, Transform::identity());
        let path = Shape::rect(10.0, 10.0, 40.0, 40.0).path().unwrap();
        Layer::blurred(&path, 3.0, 60).unwrap().blend(&mut picture, Some(&clip), SHADE.alpha(1.0));
        assert!(picture.pixel(28, 30).unwrap().red() < 60);
        assert_eq!(picture.pixel(32, 30).unwrap().red(), 255);
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let path = Shape::rect(-400.0, 10.0, 50.0, 50.0).path().unwrap();
        assert!(Layer::blurred(&path, 4.0, 100).is_none());
    }
}
