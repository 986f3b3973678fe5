//! Headphones.

use super::Design;
use crate::draw::{Backdrop, Canvas, Fill, Ink, Lathe, OAK, Pattern, SHADE, Scene, Shape, WALNUT, WHITE};

/// Round cups, oval cups, on a stand, earbuds in their case, on-ear with a thin band.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Disc, Backdrop::Arch, Backdrop::Split];
    Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &backdrops)
        .with_floor(770.0)
        .paint(canvas);
    match design.form {
        0 => worn(canvas, design, 1.0, 0.0),
        1 => worn(canvas, design, 0.80, 0.0),
        2 => {
            stand(canvas, design);
            worn(canvas, design, 0.9, -56.0);
        }
        3 => earbuds(canvas, design),
        _ => on_ear(canvas, design),
    }
}

fn worn(canvas: &mut Canvas, design: &Design, round: f32, dy: f32) {
    let metal = design.second;
    let main = design.main;
    if design.form != 2 {
        for x in [268.0, 732.0] {
            Scene::stand(canvas, x, 846.0, 170.0);
        }
    }
    let band = |rx: f32, ry: f32| Shape::arc(500.0, 520.0 + dy, rx, ry, 190.0, 350.0);
    canvas.stroke(&band(262.0, 352.0).shifted(12.0, 14.0), 44.0, SHADE.alpha(0.07));
    canvas.stroke(&band(262.0, 352.0), 48.0, main.tint(-0.13));
    canvas.stroke(&band(262.0, 354.0), 40.0, main);
    canvas.stroke(&band(262.0, 362.0), 10.0, main.tint(0.14).alpha(0.8));
    let pad = Shape::arc(500.0, 526.0 + dy, 238.0, 320.0, 226.0, 314.0);
    canvas.stroke(&pad, 46.0, design.accent.tint(-0.12));
    canvas.stroke(&pad.clone().shifted(0.0, -5.0), 32.0, design.accent.tint(-0.02));
    if design.pattern != Pattern::Plain {
        for i in 0..7_u8 {
            let turn = (233.0 + f32::from(i) * 12.4).to_radians();
            let (sin, cos) = turn.sin_cos();
            let at = |grow: f32| (500.0 + cos * (238.0 + grow), 526.0 + dy + sin * (320.0 + grow));
            canvas.stroke(&Shape::line(&[at(-20.0), at(20.0)]), 3.0, SHADE.alpha(0.22));
        }
    }
    for side in [-1.0_f32, 1.0] {
        let x = 500.0 + side * 252.0;
        let slider = Shape::line(&[(500.0 + side * 262.0, 452.0 + dy), (x + side * 8.0, 560.0 + dy)]);
        canvas.stroke(&slider, 26.0, metal.tint(-0.16));
        canvas.stroke(&slider.shifted(-3.0, 0.0), 13.0, metal.tint(0.06));
        cup(canvas, design, side, (x, 672.0 + dy), round);
    }
}

fn cup(canvas: &mut Canvas, design: &Design, side: f32, (x, y): (f32, f32), round: f32) {
    let main = design.main;
    let (rx, ry) = (120.0 * round.max(0.84), 164.0);
    // The cushion looks inwards, behind the shell.
    let inner = x - side * 66.0;
    let cushion = Shape::round(inner - 50.0, y - ry + 6.0, 100.0, ry * 2.0 - 12.0, 50.0);
    canvas.fill(&cushion, design.accent.tint(-0.10));
    canvas.round_light(&cushion, inner - 50.0, inner + 50.0, 0.9);
    canvas.stroke(
        &Shape::line(&[(inner + side * 20.0, y - ry + 46.0), (inner + side * 20.0, y + ry - 46.0)]),
        4.0,
        SHADE.alpha(0.25),
    );
    let shell = if round > 0.95 {
        Shape::ellipse(x, y, rx, ry * 0.96)
    } else if round > 0.85 {
        Shape::round(x - rx, y - ry, rx * 2.0, ry * 2.0, 62.0)
    } else {
        Shape::round(x - rx * 0.94, y - ry, rx * 1.88, ry * 2.0, rx * 0.94)
    };
    canvas.shadow(&shell.clone().shifted(-side * 8.0, 10.0), 16.0, 0.34);
    canvas.fill(&shell, main);
    canvas.clip(&shell, |canvas| {
        canvas.fill(&shell, Fill::radial((x - 46.0, y - 70.0), 280.0, WHITE.alpha(0.24), SHADE.alpha(0.26)));
    });
    canvas.stroke(&shell, 5.0, main.tint(-0.10));
    let plate = if round > 0.95 {
        Shape::ellipse(x, y, rx * 0.66, ry * 0.64)
    } else {
        Shape::round(x - rx * 0.62, y - ry * 0.66, rx * 1.24, ry * 1.32, 50.0)
    };
    face(canvas, design, &plate, (x, y), (rx, ry));
    canvas.fill(&Shape::circle(x, y, 17.0), design.accent);
    canvas.fill(&Shape::circle(x - 2.0, y - 3.0, 11.0), design.accent.tint(0.10));
    canvas.soft(
        &Shape::ellipse(x - rx * 0.52, y - ry * 0.58, 16.0, 40.0).turned(24.0, x - rx * 0.52, y - ry * 0.58),
        9.0,
        WHITE.alpha(0.42),
    );
}

/// The plate on the outside of a cup: metal, perforated or grooved, or wood.
fn face(canvas: &mut Canvas, design: &Design, plate: &Shape, (x, y): (f32, f32), (rx, ry): (f32, f32)) {
    let tone = match design.pattern {
        Pattern::Plain => design.main.tint(0.03),
        Pattern::Leaves | Pattern::Ribs => *design.random("wood").pick(&[OAK.ink, WALNUT.ink]),
        _ => design.second,
    };
    let light =
        Fill::linear((x - rx * 0.6, y - ry * 0.6), (x + rx * 0.6, y + ry * 0.6), tone.tint(0.10), tone.tint(-0.12));
    canvas.fill(plate, light);
    canvas.clip(plate, |canvas| match design.pattern {
        Pattern::Leaves | Pattern::Ribs => {
            for i in 0..7_u8 {
                let gx = x - rx * 0.6 + f32::from(i) * rx * 0.2;
                let grain = [(gx, y - ry), (gx + 9.0, y - 40.0), (gx - 7.0, y + 50.0), (gx + 5.0, y + ry)];
                canvas.stroke(&Shape::curve(&grain), 3.0, tone.tint(-0.12).alpha(0.6));
            }
        }
        Pattern::Dots => {
            for row in -5_i8..=5 {
                for column in -4_i8..=4 {
                    let hole = Shape::circle(x + f32::from(column) * 18.0, y + f32::from(row) * 18.0, 4.6);
                    canvas.fill(&hole, tone.tint(-0.26));
                }
            }
        }
        Pattern::Stripes | Pattern::Waves => {
            for ring in 1..6_u8 {
                canvas.stroke(&Shape::circle(x, y, f32::from(ring) * 17.0), 4.0, tone.tint(-0.18).alpha(0.7));
            }
        }
        _ => {}
    });
    canvas.stroke(plate, 4.0, design.second.tint(0.10).alpha(0.9));
}

fn stand(canvas: &mut Canvas, design: &Design) {
    let wood = *design.random("stand").pick(&[OAK.ink, WALNUT.ink]);
    Scene::stand(canvas, 500.0, 856.0, 380.0);
    let post = Shape::rect(480.0, 150.0, 40.0, 690.0);
    canvas.fill(&post, wood.tint(-0.04));
    canvas.fill(&post, Fill::linear((480.0, 0.0), (520.0, 0.0), WHITE.alpha(0.2), SHADE.alpha(0.28)));
    let base = Lathe { x: 500.0, profile: vec![(158.0, 826.0), (162.0, 846.0)], squash: 0.22, smooth: false };
    canvas.fill(&base.outline(), wood);
    canvas.round_light(&base.outline(), 338.0, 662.0, 0.9);
    canvas.fill(&base.disc(826.0, 0.0), wood.tint(0.06));
    canvas.fill(&Shape::rect(480.0, 780.0, 40.0, 50.0), wood.tint(-0.04));
    let top = Shape::round(428.0, 140.0, 144.0, 40.0, 20.0);
    canvas.fill(&top, wood.tint(0.02));
    canvas.top_light(&top, 140.0, 180.0, 1.2);
}

fn earbuds(canvas: &mut Canvas, design: &Design) {
    let main = design.main;
    Scene::stand(canvas, 500.0, 836.0, 470.0);
    let lid = Shape::round4(286.0, 300.0, 428.0, 240.0, [128.0, 128.0, 30.0, 30.0]);
    canvas.fill(&lid, main.tint(-0.05));
    canvas.round_light(&lid, 286.0, 714.0, 0.7);
    let hollow = Shape::round4(312.0, 328.0, 376.0, 220.0, [104.0, 104.0, 10.0, 10.0]);
    canvas.fill(&hollow, Fill::linear((0.0, 320.0), (0.0, 560.0), main.tint(-0.24), main.tint(-0.12)));
    let body = Shape::round4(280.0, 560.0, 440.0, 270.0, [34.0, 34.0, 130.0, 130.0]);
    let deck = Shape::ellipse(500.0, 566.0, 214.0, 42.0);
    canvas.fill(&body, main);
    canvas.round_light(&body, 280.0, 720.0, 0.85);
    canvas.fill(&body, Fill::linear((0.0, 660.0), (0.0, 834.0), SHADE.alpha(0.0), SHADE.alpha(0.26)));
    canvas.fill(&deck, main.tint(-0.13));
    for side in [-1.0_f32, 1.0] {
        let x = 500.0 + side * 92.0;
        canvas.shadow(&Shape::ellipse(x + 8.0, 572.0, 58.0, 18.0), 10.0, 0.45);
        let stem = Shape::round(x + side * 10.0 - 22.0, 430.0, 44.0, 150.0, 22.0);
        canvas.fill(&stem, design.accent.tint(-0.03));
        canvas.round_light(&stem, x + side * 10.0 - 22.0, x + side * 10.0 + 22.0, 1.0);
        let bud = Shape::ellipse(x, 420.0, 66.0, 60.0);
        canvas.fill(&bud, design.accent);
        canvas.fill(&bud, Fill::radial((x - 22.0, 398.0), 100.0, WHITE.alpha(0.36), SHADE.alpha(0.26)));
        let tip = Shape::ellipse(x - side * 52.0, 414.0, 25.0, 39.0);
        canvas.fill(&tip, design.second.tint(-0.12));
        canvas.fill(&Shape::ellipse(x - side * 57.0, 412.0, 12.0, 24.0), design.second.tint(0.04));
        canvas.fill(&Shape::round(x + side * 26.0 - 9.0, 404.0, 18.0, 36.0, 9.0), SHADE.alpha(0.4));
    }
    canvas.clip(&Shape::rect(250.0, 566.0, 500.0, 300.0), |canvas| {
        let lip = Shape::ellipse(500.0, 566.0, 218.0, 46.0);
        canvas.stroke(&lip, 16.0, main.tint(0.05));
    });
    canvas.fill(&Shape::circle(500.0, 690.0, 8.0), design.second.tint(0.1));
    canvas.glow(500.0, 690.0, 30.0, design.second.tint(0.2).alpha(0.8));
    canvas.soft(&Shape::round(330.0, 640.0, 22.0, 110.0, 11.0), 10.0, WHITE.alpha(0.4));
}

fn on_ear(canvas: &mut Canvas, design: &Design) {
    let (main, metal) = (design.main, design.second);
    for x in [290.0, 710.0] {
        Scene::stand(canvas, x, 812.0, 200.0);
    }
    let band = Shape::arc(500.0, 560.0, 236.0, 370.0, 182.0, 358.0);
    canvas.tube(&band, 20.0, metal);
    let sleeve = Shape::arc(500.0, 560.0, 236.0, 370.0, 236.0, 304.0);
    canvas.stroke(&sleeve, 44.0, design.accent.tint(-0.12));
    canvas.stroke(&sleeve.clone().shifted(-1.0, -4.0), 34.0, design.accent);
    canvas.stroke(&sleeve.shifted(0.0, -11.0), 7.0, design.accent.tint(0.15).alpha(0.7));
    for side in [-1.0_f32, 1.0] {
        let x = 500.0 + side * 216.0;
        let inner: Ink = design.accent.tint(-0.16);
        let foam = Shape::ellipse(x - side * 26.0, 672.0, 116.0, 130.0);
        canvas.fill(&foam, inner);
        canvas.fill(&foam, Fill::radial((x - 40.0, 620.0), 190.0, WHITE.alpha(0.14), SHADE.alpha(0.25)));
        let disc = Shape::ellipse(x + side * 8.0, 668.0, 108.0, 124.0);
        canvas.shadow(&disc.clone().shifted(-side * 8.0, 8.0), 14.0, 0.34);
        canvas.fill(&disc, main);
        canvas.fill(&disc, Fill::radial((x - 40.0, 610.0), 210.0, WHITE.alpha(0.26), SHADE.alpha(0.28)));
        canvas.stroke(&Shape::ellipse(x + side * 8.0, 668.0, 82.0, 96.0), 3.4, main.tint(0.14).alpha(0.8));
        if design.pattern == Pattern::Blocks {
            canvas.stroke(&Shape::ellipse(x + side * 8.0, 668.0, 58.0, 70.0), 10.0, design.accent);
        } else if design.pattern != Pattern::Plain {
            face(
                canvas,
                design,
                &Shape::ellipse(x + side * 8.0, 668.0, 70.0, 84.0),
                (x + side * 8.0, 668.0),
                (108.0, 124.0),
            );
        }
        let yoke = Shape::curve(&[(x + side * 20.0, 520.0), (x + side * 44.0, 590.0), (x + side * 30.0, 668.0)]);
        canvas.tube(&yoke, 17.0, metal);
        canvas.fill(&Shape::circle(x + side * 30.0, 668.0, 24.0), metal.tint(-0.1));
        canvas.fill(&Shape::circle(x + side * 29.0, 665.0, 17.0), metal.tint(0.08));
    }
}
