//! Books.

use super::Design;
use crate::draw::{Backdrop, CHALK, Canvas, Fill, Ink, Lettering, OAT, SHADE, Scene, Shape, WHITE};
use crate::random::Random;

/// Standing upright, leaning on a pile, or alone and large; six families of covers.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let mut random = design.random("book");
    let backdrops = [Backdrop::Plain, Backdrop::Arch, Backdrop::Window, Backdrop::Split, Backdrop::Disc];
    Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &backdrops)
        .with_floor(748.0)
        .paint(canvas);
    let pile = random.chance(45);
    let (x, y, width, height) = if pile { (352.0, 150.0, 372.0, 548.0) } else { (302.0, 176.0, 432.0, 640.0) };
    let deep = random.real(34.0, 64.0);
    if pile {
        Scene::stand(canvas, 500.0, 862.0, 700.0);
        let tones = [design.second, design.accent, OAT.ink];
        for (level, tone) in (0_u8..).zip(tones).take(2) {
            let top = 696.0 + f32::from(1 - level) * 78.0 + 6.0;
            let shift = random.real(-24.0, 24.0);
            lying(canvas, 182.0 + shift, top, 640.0, 76.0, tone);
        }
    } else {
        Scene::stand(canvas, 500.0, 830.0, 470.0);
    }
    // The spine leans away to the left, the pages are hidden behind the cover.
    let spine =
        Shape::polygon(&[(x, y), (x, y + height), (x - deep, y + height - deep * 0.36), (x - deep, y + deep * 0.30)]);
    canvas.fill(&spine, design.main.tint(-0.12));
    canvas.fill(&spine, Fill::linear((x - deep, 0.0), (x, 0.0), SHADE.alpha(0.22), WHITE.alpha(0.10)));
    for share in [0.10, 0.90] {
        let at = |dx: f32| (x - dx, y + height * share - dx * (share - 0.5) * 0.66);
        canvas.stroke(&Shape::line(&[at(2.0), at(deep - 2.0)]), 5.0, design.accent.alpha(0.8));
    }
    let pages = Shape::polygon(&[
        (x, y),
        (x - deep, y + deep * 0.30),
        (x + width - deep * 0.8, y + deep * 0.24 - 8.0),
        (x + width, y),
    ]);
    canvas.fill(&pages.shifted(0.0, -1.0), CHALK.ink.tint(-0.06));
    let cover = Shape::round(x, y, width, height, 9.0);
    canvas.fill(&cover, design.main);
    canvas.clip(&cover, |canvas| {
        let lift = match (title_is_low(design), design.form) {
            (false, _) => 0.0,
            // A town stands on the title; other pictures only move up a little.
            (true, 5) => 56.0 - title_height(design, width),
            (true, _) => -height * 0.14,
        };
        canvas.with(tiny_skia::Transform::from_translate(0.0, lift), |canvas| {
            art(canvas, design, (x, y, width, height), &mut random);
        });
        words(canvas, design, (x, y, width, height));
        canvas.fill(&Shape::rect(x + 20.0, y, 5.0, height), SHADE.alpha(0.16));
        canvas.fill(&Shape::rect(x + 25.0, y, 3.0, height), WHITE.alpha(0.16));
        canvas.side_light(&cover, (x, y), (x + width, y + height), 0.75);
        let gleam = Shape::polygon(&[
            (x + width * 0.55, y),
            (x + width * 0.82, y),
            (x + width * 0.30, y + height),
            (x + width * 0.03, y + height),
        ]);
        canvas.fill(&gleam, WHITE.alpha(0.045));
    });
}

fn lying(canvas: &mut Canvas, x: f32, y: f32, width: f32, height: f32, tone: Ink) {
    canvas.shadow(&Shape::rect(x + 6.0, y + 6.0, width, height), 14.0, 0.28);
    let block = Shape::rect(x + 14.0, y + 10.0, width - 22.0, height - 20.0);
    canvas.fill(&block, CHALK.ink.tint(-0.05));
    for i in 0..7_u8 {
        let ly = y + 16.0 + f32::from(i) * (height - 32.0) / 6.0;
        canvas.stroke_butt(&Shape::line(&[(x + 40.0, ly), (x + width - 10.0, ly)]), 1.6, SHADE.alpha(0.13));
    }
    let cover = Shape::rect(x, y, width, 11.0).and(&Shape::rect(x, y + height - 11.0, width, 11.0));
    canvas.fill(&cover, tone);
    let spine = Shape::round4(x - 8.0, y, 96.0, height, [22.0, 0.0, 0.0, 22.0]);
    canvas.fill(&spine, tone);
    canvas.fill(&spine, Fill::linear((0.0, y), (0.0, y + height), WHITE.alpha(0.22), SHADE.alpha(0.26)));
    canvas.fill(&Shape::rect(x + 58.0, y, 7.0, height), WHITE.alpha(0.55));
}

fn words(canvas: &mut Canvas, design: &Design, (x, y, width, height): (f32, f32, f32, f32)) {
    let (title, author) = design.words;
    let low = title_is_low(design);
    let tone = if design.main.l > 0.62 { design.main.tint(-0.55) } else { CHALK.ink };
    let letters = title_letters(title, width);
    let gap = letters.height * LEADING;
    let mut top = if low { y + height - title_height(design, width) } else { y + 54.0 };
    if low {
        let plate = Shape::rect(x, top - 40.0, width, height);
        canvas.fill(&plate, design.main);
        canvas.fill(&Shape::rect(x, top - 40.0, width, 6.0), design.accent);
    }
    for line in title.split(' ') {
        letters.centred(canvas, line, x + width / 2.0 + 8.0, top, tone);
        top += gap;
    }
    let author_y = if low { y + 40.0 } else { y + height - 66.0 };
    let under = if low { design.main } else { ground_under(design) };
    let author_tone = if under.l > 0.62 { under.tint(-0.55) } else { CHALK.ink };
    Lettering::new(19.0, 0.13, 0.42).within(author, width - 110.0).centred(
        canvas,
        author,
        x + width / 2.0 + 8.0,
        author_y,
        author_tone.alpha(0.92),
    );
}

/// From one line of a title to the next, as a share of the letters' height.
const LEADING: f32 = 1.42;

fn title_letters(title: &str, width: f32) -> Lettering {
    let lines = title.split(' ').count();
    let size = if lines > 2 { 0.086 } else { 0.116 };
    title.split(' ').fold(Lettering::new(width * size, 0.145, 0.30), |letters, line| letters.within(line, width - 96.0))
}

/// How much room a title under the picture takes.
fn title_height(design: &Design, width: f32) -> f32 {
    let lines = u8::try_from(design.words.0.split(' ').count()).unwrap_or(1);
    56.0 + title_letters(design.words.0, width).height * LEADING * f32::from(lines)
}

/// Whether the title stands under the picture. Pictures that reach down to the edge have it above; a long one would
/// run into the others.
fn title_is_low(design: &Design) -> bool {
    let long = design.words.0.split(' ').count() > 2;
    !matches!(design.form, 0 | 3) && (long || design.random("title").chance(40))
}

/// What the author's name stands on.
fn ground_under(design: &Design) -> Ink {
    match design.form {
        0 => design.accent.tint(-0.16),
        3 => design.accent,
        _ => design.main,
    }
}

fn art(canvas: &mut Canvas, design: &Design, (x, y, width, height): (f32, f32, f32, f32), random: &mut Random) {
    let (cx, cy) = (x + width / 2.0 + 8.0, y + height * 0.56);
    let (main, accent, second) = (design.main, design.accent, design.second);
    match design.form {
        // Hills under a sun.
        0 => {
            canvas.fill(&Shape::circle(cx + random.real(-60.0, 60.0), y + height * 0.50, width * 0.21), second);
            for layer in 0..4_u8 {
                let base = y + height * (0.54 + f32::from(layer) * 0.115);
                let phase = random.real(0.0, 6.0);
                let edge: Vec<_> = (0_u8..=16)
                    .map(|i| {
                        let s = f32::from(i) / 16.0;
                        (x + width * s, base + (s * (5.0 + f32::from(layer)) + phase).sin() * 30.0)
                    })
                    .collect();
                let hill = Shape::new()
                    .m(x, base)
                    .l(edge[0].0, edge[0].1)
                    .through(&edge)
                    .l(x + width, y + height)
                    .l(x, y + height)
                    .z();
                canvas.fill(
                    &hill,
                    accent.mix(second, 0.32 - f32::from(layer) * 0.1).tint(0.06 - f32::from(layer) * 0.07),
                );
            }
        }
        // Arcs within each other.
        1 => {
            let from = if random.chance(50) { 180.0 } else { 0.0 };
            // Bowls hang lower than arches, where the author's name is.
            let cy = if from < 90.0 { cy - height * 0.10 } else { cy };
            for ring in 0..6_u8 {
                let r = width * (0.42 - f32::from(ring) * 0.066);
                let tone =
                    [accent, second, main.tint(0.14), accent.tint(0.10), second.tint(-0.08), accent][usize::from(ring)];
                canvas.stroke_butt(&Shape::arc(cx, cy + width * 0.1, r, r, from, from + 180.0), width * 0.046, tone);
            }
            canvas.fill(&Shape::circle(cx, cy + width * 0.1 + if from > 90.0 { 70.0 } else { -70.0 }, 24.0), second);
        }
        // A grid of quarter circles.
        2 => {
            let cell = (width - 84.0) / 4.0;
            for row in 0..5_u8 {
                for column in 0..4_u8 {
                    let (gx, gy) = (x + 50.0 + f32::from(column) * cell, y + height * 0.27 + f32::from(row) * cell);
                    let tone = *random.pick(&[accent, second, accent.tint(0.12), main.tint(-0.10), second.tint(-0.1)]);
                    canvas.fill(&Shape::rect(gx, gy, cell, cell), *random.pick(&[main.tint(0.06), main.tint(-0.05)]));
                    let corner = [(gx, gy), (gx + cell, gy), (gx + cell, gy + cell), (gx, gy + cell)][random.below(4)];
                    let square = Shape::rect(gx, gy, cell, cell);
                    canvas.clip(&square, |canvas| canvas.fill(&Shape::circle(corner.0, corner.1, cell), tone));
                }
            }
        }
        // Waves under a moon.
        3 => {
            canvas.fill(&Shape::circle(cx + width * 0.16, y + height * 0.40, 56.0), second);
            canvas.fill(&Shape::circle(cx + width * 0.16 - 24.0, y + height * 0.40 - 12.0, 52.0), main);
            for row in 0..11_u8 {
                let base = y + height * 0.52 + f32::from(row) * 30.0;
                let edge: Vec<_> = (0_u8..=20)
                    .map(|i| {
                        (
                            x + width * f32::from(i) / 20.0,
                            base + (f32::from(i) * 0.9 + f32::from(row) * 1.9).sin() * 13.0,
                        )
                    })
                    .collect();
                let wave = Shape::new()
                    .m(x, base)
                    .l(edge[0].0, edge[0].1)
                    .through(&edge)
                    .l(x + width, y + height)
                    .l(x, y + height)
                    .z();
                canvas.fill(&wave, if row % 2 == 0 { accent } else { accent.mix(main, 0.45) });
            }
        }
        // A branch with leaves.
        4 => {
            let stem = [(cx - 10.0, y + height * 0.88), (cx + 16.0, y + height * 0.60), (cx - 6.0, y + height * 0.36)];
            canvas.stroke(&Shape::curve(&stem), 7.0, accent.tint(-0.06));
            for i in 0..6_u8 {
                let t = f32::from(i) / 6.0;
                let from = (cx - 6.0 + (t * 5.0).sin() * 10.0, y + height * (0.84 - t * 0.46));
                for side in [-1.0_f32, 1.0] {
                    let reach = width * (0.32 - t * 0.10);
                    let to = (from.0 + side * reach, from.1 - reach * 0.55);
                    let tone = if (i % 2 == 0) == (side > 0.0) { accent } else { second };
                    canvas.fill(&Shape::leaf(from, to, reach * 0.24, side * 8.0), tone);
                    canvas.stroke(&Shape::leaf_rib(from, to, side * 8.0), 2.2, main.alpha(0.5));
                }
            }
        }
        // A town at night.
        _ => {
            let mut left = x + 34.0;
            while left < x + width - 30.0 {
                let wide = random.real(44.0, 80.0).min(x + width - 12.0 - left);
                let tall = random.real(height * 0.20, height * 0.46);
                let top = y + height - 96.0 - tall;
                let tone = *random.pick(&[accent, accent.tint(-0.08), second.tint(-0.16), accent.tint(0.08)]);
                canvas.fill(&Shape::rect(left, top, wide, tall), tone);
                if random.chance(40) {
                    canvas.fill(
                        &Shape::polygon(&[(left, top), (left + wide, top), (left + wide / 2.0, top - wide * 0.5)]),
                        tone.tint(-0.05),
                    );
                }
                let mut wy = top + 20.0;
                while wy < y + height - 130.0 {
                    for wx in [0.28, 0.66] {
                        if random.chance(65) {
                            canvas.fill(&Shape::rect(left + wide * wx - 5.0, wy, 11.0, 15.0), second.tint(0.08));
                        }
                    }
                    wy += 32.0;
                }
                left += wide + 5.0;
            }
            canvas.fill(&Shape::circle(cx + width * 0.22, y + height * 0.44, 34.0), second);
        }
    }
}
