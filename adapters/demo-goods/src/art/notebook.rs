//! Notebooks and paper, lying on a table.

use tiny_skia::Transform;

use super::Design;
use crate::draw::{
    BRASS, Backdrop, CHALK, Canvas, Fill, Ink, Lettering, MUSTARD, OAK, SHADE, STEEL, Scene, Shape, Surface, WHITE, ink,
};

/// Hardcover with a band, spiral-bound, three in a fan, stitched, sketchbook with a pencil.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &[Backdrop::Table]).paint(canvas);
    let turn = design.random("turn").real(-13.0, 9.0);
    canvas.with(Transform::from_rotate_at(turn, 500.0, 500.0), |canvas| match design.form {
        0 => hardcover(canvas, design),
        1 => spiral(canvas, design),
        2 => fan(canvas, design),
        3 => stitched(canvas, design),
        _ => sketchbook(canvas, design),
    });
}

type Place = (f32, f32, f32, f32);

/// The closed book: shadow, pages, cover with its pattern.
fn cover(canvas: &mut Canvas, design: &Design, place: Place, corners: [f32; 4], tone: Ink, printed: bool) -> Shape {
    let (x, y, width, height) = place;
    let shape = Shape::round4(x, y, width, height, corners);
    let pages = Shape::round4(x + 7.0, y + 7.0, width, height, corners);
    Scene::lie(canvas, &pages, 17.0);
    canvas.fill(&pages, CHALK.ink.tint(-0.09));
    for i in 0..3_u8 {
        let by = 3.0 + f32::from(i) * 1.6;
        canvas.stroke(&Shape::round4(x + by, y + by, width, height, corners), 0.8, SHADE.alpha(0.2));
    }
    canvas.fill(&shape, tone);
    canvas.clip(&shape, |canvas| {
        if printed {
            let surface = Surface::Flat { x, y, width, height };
            design.pattern.paint(canvas, &surface, design.accent, design.second, &mut design.random("print"));
        }
        canvas.side_light(&shape, (x, y), (x + width, y + height), 0.85);
    });
    canvas.stroke(&shape, 1.6, SHADE.alpha(0.18));
    shape
}

fn label(canvas: &mut Canvas, design: &Design, x: f32, y: f32, width: f32) {
    let plate = Shape::round(x - width / 2.0, y, width, 96.0, 8.0);
    canvas.shadow(&plate.clone().shifted(2.0, 3.0), 5.0, 0.22);
    canvas.fill(&plate, CHALK.ink);
    canvas.stroke(
        &Shape::round(x - width / 2.0 + 8.0, y + 8.0, width - 16.0, 80.0, 5.0),
        2.0,
        design.accent.tint(-0.1).alpha(0.7),
    );
    let tone = ink(0.34, 0.02, 260.0);
    Lettering::new(24.0, 0.13, 0.32).within(design.words.0, width - 52.0).centred(
        canvas,
        design.words.0,
        x,
        y + 26.0,
        tone,
    );
    canvas.stroke(&Shape::line(&[(x - width * 0.26, y + 68.0), (x + width * 0.26, y + 68.0)]), 2.0, tone.alpha(0.45));
}

fn hardcover(canvas: &mut Canvas, design: &Design) {
    let place = (272.0, 146.0, 470.0, 690.0);
    let ribbon = Shape::polygon(&[(430.0, 800.0), (452.0, 800.0), (456.0, 912.0), (443.0, 896.0), (428.0, 914.0)]);
    canvas.shadow(&ribbon.clone().shifted(5.0, 7.0), 6.0, 0.25);
    canvas.fill(&ribbon, design.accent);
    let shape = cover(canvas, design, place, [8.0, 26.0, 26.0, 8.0], design.main, true);
    canvas.clip(&shape, |canvas| {
        canvas.fill(&Shape::rect(272.0, 146.0, 40.0, 690.0), SHADE.alpha(0.09));
        canvas.fill(&Shape::rect(311.0, 146.0, 3.0, 690.0), SHADE.alpha(0.22));
        canvas.fill(&Shape::rect(314.0, 146.0, 2.0, 690.0), WHITE.alpha(0.22));
    });
    let band = Shape::rect(668.0, 140.0, 23.0, 704.0);
    canvas.shadow(&band.clone().shifted(4.0, 2.0), 6.0, 0.30);
    canvas.fill(&band, design.second.tint(-0.1));
    canvas.fill(&band, Fill::linear((668.0, 0.0), (691.0, 0.0), WHITE.alpha(0.25), SHADE.alpha(0.25)));
    if design.random("label").chance(60) {
        label(canvas, design, 486.0, 300.0, 250.0);
    } else {
        let tone = if design.main.l > 0.6 { design.main.tint(-0.2) } else { design.main.tint(0.2) };
        Lettering::new(22.0, 0.14, 0.5).within(design.words.0, 300.0).centred(
            canvas,
            design.words.0,
            490.0,
            756.0,
            tone,
        );
    }
}

fn spiral(canvas: &mut Canvas, design: &Design) {
    cover(canvas, design, (262.0, 176.0, 490.0, 656.0), [22.0; 4], design.main, true);
    label(canvas, design, 507.0, 420.0, 270.0);
    for i in 0..14_u8 {
        let x = 292.0 + f32::from(i) * 33.0;
        canvas.fill(&Shape::circle(x, 206.0, 9.5), SHADE.alpha(0.75));
        for dx in [0.0, 9.0] {
            let wire = Shape::new().m(x + dx, 205.0).c(x + dx - 3.0, 132.0, x + dx + 13.0, 132.0, x + dx + 5.0, 176.0);
            canvas.stroke(&wire, 5.4, STEEL.ink.tint(-0.26));
            canvas.stroke(&wire.shifted(-1.0, -1.0), 2.2, STEEL.ink.tint(0.12));
        }
    }
}

fn fan(canvas: &mut Canvas, design: &Design) {
    let tones = [design.second, design.accent, design.main];
    for (index, (tone, (turn, dx))) in tones.into_iter().zip([(-15.0, -116.0), (-2.0, 4.0), (12.0, 124.0)]).enumerate()
    {
        canvas.with(Transform::from_rotate_at(turn, 500.0 + dx, 560.0), |canvas| {
            let place = (322.0 + dx, 226.0, 356.0, 540.0);
            let shape = cover(canvas, design, place, [6.0, 18.0, 18.0, 6.0], tone, index == 2);
            canvas.clip(&shape, |canvas| {
                canvas.fill(&Shape::rect(322.0 + dx, 200.0, 28.0, 600.0), SHADE.alpha(0.08));
                for i in 0..3_u8 {
                    let y = 330.0 + f32::from(i) * 150.0;
                    canvas.stroke(&Shape::line(&[(326.0 + dx, y), (326.0 + dx, y + 40.0)]), 3.0, CHALK.ink.alpha(0.9));
                }
            });
            if index == 2 {
                label(canvas, design, 506.0 + dx, 330.0, 210.0);
            }
        });
    }
}

fn stitched(canvas: &mut Canvas, design: &Design) {
    let shape = cover(canvas, design, (266.0, 150.0, 478.0, 676.0), [4.0, 14.0, 14.0, 4.0], design.main, false);
    canvas.clip(&shape, |canvas| {
        let spine = Shape::rect(260.0, 140.0, 116.0, 700.0);
        canvas.fill(&spine, design.accent);
        canvas.fill(&Shape::rect(372.0, 140.0, 5.0, 700.0), SHADE.alpha(0.16));
        let surface = Surface::Flat { x: 380.0, y: 150.0, width: 364.0, height: 676.0 };
        canvas.clip(&Shape::rect(377.0, 140.0, 400.0, 700.0), |canvas| {
            design.pattern.paint(canvas, &surface, design.second, design.accent, &mut design.random("print"));
        });
        canvas.side_light(&shape, (266.0, 150.0), (744.0, 826.0), 0.8);
    });
    for i in 0..12_u8 {
        let y = 186.0 + f32::from(i) * 54.0;
        canvas.stroke(&Shape::line(&[(268.0, y), (304.0, y)]), 5.0, CHALK.ink);
        canvas.stroke(
            &Shape::line(&[(304.0, y), (304.0, y + 54.0)]),
            5.0,
            CHALK.ink.alpha(if i == 11 { 0.0 } else { 1.0 }),
        );
        canvas.fill(&Shape::circle(304.0, y, 6.0), SHADE.alpha(0.45));
    }
    label(canvas, design, 560.0, 250.0, 240.0);
    clip(canvas, 690.0, 128.0);
}

fn clip(canvas: &mut Canvas, x: f32, y: f32) {
    let wire = Shape::new()
        .m(x, y + 90.0)
        .l(x, y + 20.0)
        .c(x, y - 12.0, x + 44.0, y - 12.0, x + 44.0, y + 20.0)
        .l(x + 44.0, y + 112.0)
        .c(x + 44.0, y + 138.0, x + 12.0, y + 138.0, x + 12.0, y + 112.0)
        .l(x + 12.0, y + 34.0);
    canvas.stroke(&wire.clone().shifted(3.0, 4.0), 6.0, SHADE.alpha(0.25));
    canvas.stroke(&wire, 6.0, BRASS.ink.tint(-0.06));
    canvas.stroke(&wire.shifted(-1.0, -1.0), 2.0, BRASS.ink.tint(0.2));
}

fn sketchbook(canvas: &mut Canvas, design: &Design) {
    let place = (196.0, 196.0, 520.0, 610.0);
    let shape = cover(canvas, design, place, [10.0; 4], design.main, true);
    canvas.clip(&shape, |canvas| canvas.fill(&Shape::rect(196.0, 196.0, 520.0, 64.0), design.accent.tint(-0.02)));
    label(canvas, design, 456.0, 380.0, 270.0);
    let wood = *design.random("pencil").pick(&[MUSTARD.ink, design.second, OAK.ink]);
    canvas.with(Transform::from_rotate_at(14.0, 806.0, 500.0), |canvas| {
        let barrel = Shape::rect(786.0, 250.0, 42.0, 470.0);
        canvas.shadow(&barrel.clone().shifted(16.0, 14.0), 14.0, 0.32);
        canvas.fill(&barrel, wood);
        canvas.fill(&Shape::rect(786.0, 250.0, 13.0, 470.0), WHITE.alpha(0.26));
        canvas.fill(&Shape::rect(815.0, 250.0, 13.0, 470.0), SHADE.alpha(0.20));
        let cone = Shape::polygon(&[(786.0, 250.0), (828.0, 250.0), (807.0, 176.0)]);
        canvas.fill(&cone, ink(0.86, 0.05, 75.0));
        canvas.fill(&Shape::polygon(&[(800.0, 200.0), (814.0, 200.0), (807.0, 176.0)]), SHADE.tint(0.1));
        canvas.fill(&Shape::rect(786.0, 716.0, 42.0, 34.0), STEEL.ink);
        for y in [722.0, 732.0, 742.0] {
            canvas.stroke_butt(&Shape::line(&[(786.0, y), (828.0, y)]), 3.0, SHADE.alpha(0.25));
        }
        canvas.fill(&Shape::round4(786.0, 748.0, 42.0, 44.0, [0.0, 0.0, 16.0, 16.0]), ink(0.74, 0.10, 20.0));
    });
}
