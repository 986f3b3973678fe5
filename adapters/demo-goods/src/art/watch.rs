//! Wristwatches.

use super::Design;
use crate::draw::{
    Backdrop, CHALK, CHARCOAL, Canvas, FOREST, Fill, INK, Ink, Lettering, Pattern, SHADE, Scene, Shape, WHITE, ink,
};

/// Dress watch, field watch, diver, chronograph, square, skeleton of a few bold lines.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Table, Backdrop::Table, Backdrop::Table];
    Scene::for_things(&[design.main, design.second], &mut design.random("room"), &backdrops).paint(canvas);
    let r = if design.form == 2 { 214.0 } else { 200.0 };
    let square = design.form == 4;
    let case = if square {
        Shape::round(500.0 - r, 500.0 - r, r * 2.0, r * 2.0, 58.0)
    } else {
        Shape::circle(500.0, 500.0, r)
    };
    strap(canvas, design, r, &case);
    let metal = design.second;
    for side in [-1.0_f32, 1.0] {
        for turn in [-1.0_f32, 1.0] {
            let lug = Shape::soft_polygon(
                &[
                    (500.0 + turn * 150.0, 500.0 + side * (r - 66.0)),
                    (500.0 + turn * 104.0, 500.0 + side * (r - 30.0)),
                    (500.0 + turn * 108.0, 500.0 + side * (r + 36.0)),
                    (500.0 + turn * 142.0, 500.0 + side * (r + 34.0)),
                    (500.0 + turn * 176.0, 500.0 + side * (r - 90.0)),
                ],
                14.0,
            );
            canvas.fill(&lug, metal.tint(-0.04));
            canvas.side_light(&lug, (340.0, 300.0), (660.0, 700.0), 1.3);
        }
    }
    let crown = Shape::round(500.0 + r - 6.0, 474.0, 44.0, 52.0, 9.0);
    canvas.fill(&crown, metal);
    canvas.fill(&crown, Fill::linear((0.0, 474.0), (0.0, 526.0), WHITE.alpha(0.4), SHADE.alpha(0.4)));
    if design.form == 3 {
        for y in [370.0, 588.0] {
            let push = Shape::round(500.0 + r - 34.0, y, 50.0, 36.0, 8.0);
            canvas.fill(&push, metal.tint(-0.02));
            canvas.fill(&push, Fill::linear((0.0, y), (0.0, y + 36.0), WHITE.alpha(0.4), SHADE.alpha(0.4)));
        }
    }
    canvas.fill(&case, Fill::linear((320.0, 320.0), (680.0, 690.0), metal.tint(0.14), metal.tint(-0.20)));
    canvas.stroke(&case, 4.0, metal.tint(-0.18).alpha(0.7));
    let inset = |by: f32| {
        if square {
            Shape::round(500.0 - r + by, 500.0 - r + by, (r - by) * 2.0, (r - by) * 2.0, (58.0 - by * 0.7).max(12.0))
        } else {
            Shape::circle(500.0, 500.0, r - by)
        }
    };
    if design.form == 2 {
        bezel(canvas, design, r);
    } else {
        canvas.fill(&inset(12.0), Fill::linear((680.0, 690.0), (320.0, 320.0), metal.tint(0.10), metal.tint(-0.16)));
    }
    let margin = if design.form == 2 { 50.0 } else { 24.0 };
    let dial = inset(margin);
    face(canvas, design, &dial, r - margin, square);
}

fn strap(canvas: &mut Canvas, design: &Design, r: f32, case: &Shape) {
    let both: Vec<Shape> = [-1.0_f32, 1.0]
        .into_iter()
        .map(|side| {
            let (near, far) = (500.0 + side * (r - 30.0), 500.0 + side * 540.0);
            Shape::new()
                .m(394.0, near)
                .c(396.0, near + side * 120.0, 408.0, far - side * 150.0, 410.0, far)
                .l(590.0, far)
                .c(592.0, far - side * 150.0, 604.0, near + side * 120.0, 606.0, near)
                .z()
        })
        .collect();
    let whole = both[0].clone().and(&both[1]).and(case);
    Scene::lie(canvas, &whole, 17.0);
    for (side, shape) in [-1.0_f32, 1.0].into_iter().zip(&both) {
        canvas.fill(shape, design.main);
        canvas.clip(shape, |canvas| {
            match design.pattern {
                Pattern::Ribs => links(canvas, design.main, side),
                Pattern::Stripes | Pattern::Blocks => {
                    canvas.fill(&Shape::rect(462.0, -50.0, 76.0, 1100.0), design.accent);
                    canvas.fill(&Shape::rect(448.0, -50.0, 10.0, 1100.0), CHALK.ink);
                    canvas.fill(&Shape::rect(542.0, -50.0, 10.0, 1100.0), CHALK.ink);
                }
                Pattern::Checks => mesh(canvas, design.main),
                _ => stitches(canvas, design.main, side, r),
            }
            let stops = vec![
                (0.0, SHADE.alpha(0.30)),
                (0.14, SHADE.alpha(0.04)),
                (0.32, WHITE.alpha(0.20)),
                (0.60, SHADE.alpha(0.0)),
                (0.88, SHADE.alpha(0.10)),
                (1.0, SHADE.alpha(0.36)),
            ];
            canvas.fill(shape, Fill::Linear { from: (392.0, 0.0), to: (608.0, 0.0), stops });
            let far = 500.0 + side * 540.0;
            canvas.fill(
                shape,
                Fill::linear((0.0, 500.0 + side * 300.0), (0.0, far), SHADE.alpha(0.0), SHADE.alpha(0.35)),
            );
            canvas.shadow(&case.clone().shifted(6.0, 12.0), 20.0, 0.45);
        });
    }
}

fn links(canvas: &mut Canvas, main: Ink, side: f32) {
    for i in 0..9_u8 {
        let y = 500.0 + side * (190.0 + f32::from(i) * 42.0);
        canvas.fill(
            &Shape::round(456.0, y - 18.0, 88.0, 37.0, 8.0),
            Fill::linear((0.0, y - 18.0), (0.0, y + 19.0), main.tint(0.13), main.tint(-0.10)),
        );
        for x in [386.0, 548.0] {
            canvas.fill(
                &Shape::round(x, y - 18.0, 66.0, 37.0, 8.0),
                Fill::linear((0.0, y - 18.0), (0.0, y + 19.0), main.tint(0.05), main.tint(-0.14)),
            );
        }
        canvas.stroke(&Shape::line(&[(380.0, y + 21.0), (620.0, y + 21.0)]), 4.0, SHADE.alpha(0.4));
    }
}

fn mesh(canvas: &mut Canvas, main: Ink) {
    for row in 0..86_u8 {
        let y = -20.0 + f32::from(row) * 12.4;
        let points: Vec<_> =
            (0_u8..=36).map(|k| (386.0 + f32::from(k) * 6.4, y + if k % 2 == 0 { -2.6 } else { 2.6 })).collect();
        canvas.stroke(&Shape::line(&points), 3.0, if row % 2 == 0 { main.tint(0.12) } else { main.tint(-0.16) });
    }
}

fn stitches(canvas: &mut Canvas, main: Ink, side: f32, r: f32) {
    let thread = if main.l > 0.6 { main.tint(-0.22) } else { main.tint(0.26) };
    for x in [414.0, 586.0] {
        for i in 0..16_u8 {
            let y = 500.0 + side * (r + 16.0 + f32::from(i) * 21.0);
            canvas.stroke(&Shape::line(&[(x, y), (x, y + side * 11.0)]), 3.6, thread);
        }
    }
    for i in 0..4_u8 {
        let y = 500.0 + side * (350.0 + f32::from(i) * 44.0);
        if side > 0.0 {
            canvas.fill(&Shape::ellipse(500.0, y, 8.0, 10.0), main.tint(-0.22));
        }
    }
}

fn bezel(canvas: &mut Canvas, design: &Design, r: f32) {
    let ring = Shape::circle(500.0, 500.0, r - 5.0);
    canvas.fill(&ring, design.accent.tint(-0.05));
    canvas.side_light(&ring, (330.0, 330.0), (670.0, 680.0), 1.2);
    for i in 0..60_u8 {
        let (sin, cos) = (f32::from(i) * 6.0 - 90.0).to_radians().sin_cos();
        let long = i % 5 == 0;
        let (a, b) = (r - 12.0, r - if long { 40.0 } else { 24.0 });
        let line = Shape::line(&[(500.0 + cos * a, 500.0 + sin * a), (500.0 + cos * b, 500.0 + sin * b)]);
        canvas.stroke_butt(&line, if long { 7.0 } else { 2.6 }, CHALK.ink.alpha(0.92));
    }
    canvas.fill(
        &Shape::polygon(&[(484.0, 500.0 - r + 14.0), (516.0, 500.0 - r + 14.0), (500.0, 500.0 - r + 42.0)]),
        ink(0.80, 0.13, 75.0),
    );
}

fn face(canvas: &mut Canvas, design: &Design, dial: &Shape, r: f32, square: bool) {
    let mut random = design.random("dial");
    let dials: &[Ink] = if design.form == 2 {
        &[CHARCOAL.ink.tint(-0.08), INK.ink, FOREST.ink.tint(-0.06)]
    } else {
        &[CHALK.ink, design.accent, design.accent, CHARCOAL.ink.tint(-0.06), CHALK.ink.tint(-0.03)]
    };
    let base = *random.pick(dials);
    let marks = if base.l > 0.6 { ink(0.28, 0.02, 260.0) } else { CHALK.ink };
    canvas.fill(dial, base);
    canvas.clip(dial, |canvas| {
        let stops = vec![(0.0, WHITE.alpha(0.20)), (0.6, WHITE.alpha(0.0)), (1.0, SHADE.alpha(0.26))];
        canvas.fill(dial, Fill::Radial { centre: (460.0, 440.0), radius: r * 1.35, stops });
        if design.form == 3 {
            for (x, y) in [(500.0 - r * 0.42, 500.0), (500.0 + r * 0.42, 500.0), (500.0, 500.0 + r * 0.42)] {
                canvas.fill(&Shape::circle(x, y, r * 0.25), base.mix(marks, 0.12));
                canvas.stroke(&Shape::circle(x, y, r * 0.25), 2.4, marks.alpha(0.45));
                for i in 0..12_u8 {
                    let (sin, cos) = (f32::from(i) * 30.0).to_radians().sin_cos();
                    let line = Shape::line(&[
                        (x + cos * r * 0.20, y + sin * r * 0.20),
                        (x + cos * r * 0.235, y + sin * r * 0.235),
                    ]);
                    canvas.stroke(&line, 2.2, marks.alpha(0.8));
                }
                let (sin, cos) = random.real(0.0, 6.2).sin_cos();
                canvas.stroke(&Shape::line(&[(x, y), (x + cos * r * 0.17, y + sin * r * 0.17)]), 4.0, marks);
            }
        }
    });
    indices(canvas, design, r, marks, square);
    Lettering::new(15.0, 0.15, 0.35).within(design.words.0, r * 0.9).centred(
        canvas,
        design.words.0,
        500.0,
        500.0 - r * 0.50,
        marks.alpha(0.9),
    );
    if random.chance(45) && design.form != 3 {
        let window = Shape::round(500.0 + r * 0.50, 484.0, 44.0, 32.0, 4.0);
        canvas.fill(&window, CHALK.ink);
        canvas.stroke(&window, 2.0, SHADE.alpha(0.4));
        Lettering::new(15.0, 0.16, 0.3).centred(canvas, "II", 500.0 + r * 0.50 + 22.0, 492.0, ink(0.25, 0.02, 260.0));
    }
    hands(canvas, design, r, marks);
    canvas.clip(dial, |canvas| {
        let gleam = Shape::polygon(&[
            (500.0 - r, 500.0 - r * 0.1),
            (500.0 - r * 0.1, 500.0 - r),
            (500.0 + r * 0.28, 500.0 - r),
            (500.0 - r, 500.0 + r * 0.30),
        ]);
        canvas.fill(&gleam, WHITE.alpha(0.11));
    });
    canvas.stroke(dial, 3.0, SHADE.alpha(0.35));
}

fn indices(canvas: &mut Canvas, design: &Design, r: f32, marks: Ink, square: bool) {
    for i in 0..60_u8 {
        let turn = (f32::from(i) * 6.0 - 90.0).to_radians();
        let (sin, cos) = turn.sin_cos();
        let edge = if square { (r - 14.0) / sin.abs().max(cos.abs()) } else { r - 12.0 };
        let edge = edge.min(r * 1.22);
        let at = |d: f32| (500.0 + cos * d, 500.0 + sin * d);
        if i % 5 != 0 {
            if design.form != 0 {
                canvas.stroke(&Shape::line(&[at(edge), at(edge - 9.0)]), 2.2, marks.alpha(0.65));
            }
            continue;
        }
        match design.form {
            0 | 4 => canvas.stroke_butt(
                &Shape::line(&[at(edge), at(edge - 30.0)]),
                if i % 15 == 0 { 9.0 } else { 5.0 },
                marks,
            ),
            1 => {
                let roman =
                    ["XII", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"][usize::from(i / 5)];
                let (x, y) = at(edge - 36.0);
                Lettering::new(24.0, 0.15, 0.28).centred(canvas, roman, x, y - 12.0, marks);
            }
            2 => {
                let (x, y) = at(edge - 20.0);
                canvas.fill(&Shape::circle(x, y, if i % 15 == 0 { 15.0 } else { 11.0 }), ink(0.95, 0.05, 140.0));
            }
            3 => canvas.stroke_butt(&Shape::line(&[at(edge), at(edge - 22.0)]), 6.0, marks),
            _ => {
                let (x, y) = at(edge - 16.0);
                canvas.fill(&Shape::circle(x, y, if i % 15 == 0 { 10.0 } else { 5.0 }), marks);
            }
        }
    }
}

fn hands(canvas: &mut Canvas, design: &Design, r: f32, marks: Ink) {
    // Ten past ten, as in every shop window.
    let hand = |canvas: &mut Canvas, degrees: f32, length: f32, width: f32, tone: Ink| {
        let (sin, cos) = (degrees - 90.0).to_radians().sin_cos();
        let tip = (500.0 + cos * length, 500.0 + sin * length);
        let tail = (500.0 - cos * length * 0.16, 500.0 - sin * length * 0.16);
        canvas.stroke(
            &Shape::line(&[(tail.0 + 4.0, tail.1 + 7.0), (tip.0 + 4.0, tip.1 + 7.0)]),
            width,
            SHADE.alpha(0.20),
        );
        canvas.stroke(&Shape::line(&[tail, tip]), width, tone);
    };
    hand(canvas, 306.0, r * 0.52, 13.0, marks);
    hand(canvas, 56.0, r * 0.76, 9.0, marks);
    let second = if design.accent.distance(marks) > 0.3 { ink(0.65, 0.19, 35.0) } else { design.accent };
    hand(canvas, 204.0, r * 0.80, 3.4, second);
    canvas.fill(&Shape::circle(500.0, 500.0, 12.0), second);
    canvas.fill(&Shape::circle(500.0, 500.0, 5.0), marks);
}
