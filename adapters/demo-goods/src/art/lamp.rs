//! Lamps.

use super::Design;
use crate::draw::{BRASS, Backdrop, Canvas, Fill, Ink, Lathe, Pattern, SHADE, Scene, Shape, Surface, WHITE, ink};

const LIGHT: Ink = ink(0.97, 0.06, 90.0);

/// Table lamp with a fabric shade, mushroom, desk lamp with an arm, pendant, globe, lantern.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Arch, Backdrop::Split, Backdrop::Disc];
    Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &backdrops)
        .with_floor(if design.form == 3 { 900.0 } else { 740.0 })
        .paint(canvas);
    match design.form {
        0 => table(canvas, design),
        1 => mushroom(canvas, design),
        2 => desk(canvas, design),
        3 => pendant(canvas, design),
        4 => globe(canvas, design),
        _ => lantern(canvas, design),
    }
}

fn turned(canvas: &mut Canvas, body: &Lathe, tone: Ink, strength: f32) {
    let outline = body.outline();
    canvas.fill(&outline, tone);
    canvas.round_light(&outline, body.x - body.widest(), body.x + body.widest(), strength);
}

fn lathe(x: f32, squash: f32, smooth: bool, profile: &[(f32, f32)]) -> Lathe {
    Lathe { x, profile: profile.to_vec(), squash, smooth }
}

fn shade(canvas: &mut Canvas, design: &Design, body: &Lathe, tone: Ink) {
    let ((_, top), (_, bottom)) = (body.top(), body.bottom());
    let outline = body.outline();
    canvas.fill(&outline, tone);
    canvas.clip(&outline, |canvas| {
        let surface = Surface::Round(body, top, bottom);
        let mut random = design.random("shade");
        design.pattern.paint(canvas, &surface, design.accent, design.second, &mut random);
        canvas.round_light(&outline, body.x - body.widest(), body.x + body.widest(), 0.75);
        // The bulb shines through.
        let middle = (body.x, bottom - (bottom - top) * 0.25);
        let stops = vec![(0.0, LIGHT.alpha(0.62)), (0.5, LIGHT.alpha(0.20)), (1.0, LIGHT.alpha(0.0))];
        canvas.fill(&outline, Fill::Radial { centre: middle, radius: body.widest() * 1.15, stops });
    });
}

fn table(canvas: &mut Canvas, design: &Design) {
    let variant = design.random("base").below(3);
    canvas.glow(500.0, 400.0, 470.0, LIGHT.alpha(0.55));
    Scene::stand(canvas, 500.0, 832.0, 330.0);
    let profile: &[(f32, f32)] = match variant {
        0 => &[(20.0, 520.0), (30.0, 560.0), (112.0, 650.0), (128.0, 730.0), (92.0, 812.0)],
        1 => &[(16.0, 520.0), (18.0, 680.0), (24.0, 770.0), (120.0, 800.0), (126.0, 820.0)],
        _ => &[(22.0, 520.0), (64.0, 575.0), (26.0, 640.0), (92.0, 715.0), (70.0, 780.0), (104.0, 822.0)],
    };
    turned(canvas, &lathe(500.0, 0.18, true, profile), design.second, 1.1);
    turned(canvas, &lathe(500.0, 0.2, false, &[(17.0, 480.0), (17.0, 535.0)]), BRASS.ink, 1.2);
    let cone: &[(f32, f32)] =
        if variant == 1 { &[(176.0, 210.0), (206.0, 500.0)] } else { &[(118.0, 205.0), (242.0, 505.0)] };
    let body = lathe(500.0, 0.13, false, cone);
    shade(canvas, design, &body, design.main);
    let (r, y) = body.top();
    canvas.fill(&Shape::ellipse(500.0, y, r, r * 0.13), LIGHT);
    canvas.stroke(&Shape::ellipse(500.0, y, r, r * 0.13), 5.0, design.main.tint(-0.05));
}

fn mushroom(canvas: &mut Canvas, design: &Design) {
    canvas.glow(500.0, 520.0, 480.0, LIGHT.alpha(0.55));
    Scene::stand(canvas, 500.0, 832.0, 380.0);
    let wide = design.random("cap").real(0.9, 1.1);
    let stem = lathe(500.0, 0.16, true, &[(78.0, 470.0), (74.0, 640.0), (92.0, 760.0), (152.0, 822.0)]);
    turned(canvas, &stem, design.second, 1.0);
    let lit = Fill::linear((0.0, 470.0), (0.0, 690.0), LIGHT.alpha(0.85), LIGHT.alpha(0.0));
    canvas.fill(&stem.outline(), lit);
    let r = 268.0 * wide;
    let under = Shape::ellipse(500.0, 492.0, r - 4.0, r * 0.15);
    canvas.fill(&under, Fill::linear((0.0, 450.0), (0.0, 535.0), LIGHT, LIGHT.tint(-0.04)));
    let cap =
        lathe(500.0, 0.14, true, &[(6.0, 235.0), (r * 0.42, 258.0), (r * 0.78, 330.0), (r * 0.97, 430.0), (r, 486.0)]);
    let right: Vec<_> = cap.profile.iter().map(|&(r, y)| (500.0 + r, y)).collect();
    let left: Vec<_> = cap.profile.iter().rev().map(|&(r, y)| (500.0 - r, y)).collect();
    let dip = r * 0.15;
    let outline = Shape::new()
        .m(506.0, 235.0)
        .through(&right)
        .c(500.0 + r, 486.0 + dip * 0.3, 500.0 + r * 0.6, 486.0 + dip * 0.72, 500.0, 486.0 + dip * 0.72)
        .c(500.0 - r * 0.6, 486.0 + dip * 0.72, 500.0 - r, 486.0 + dip * 0.3, 500.0 - r, 486.0)
        .through(&left)
        .z();
    canvas.fill(&outline, design.main);
    canvas.clip(&outline, |canvas| {
        let mut random = design.random("shade");
        design.pattern.paint(canvas, &Surface::Round(&cap, 262.0, 490.0), design.accent, design.second, &mut random);
        canvas.round_light(&outline, 500.0 - r, 500.0 + r, 0.9);
        canvas.soft(&Shape::ellipse(405.0, 310.0, 62.0, 22.0).turned(-24.0, 405.0, 310.0), 16.0, WHITE.alpha(0.55));
        canvas.fill(&outline, Fill::linear((0.0, 420.0), (0.0, 530.0), LIGHT.alpha(0.0), LIGHT.alpha(0.5)));
    });
}

fn desk(canvas: &mut Canvas, design: &Design) {
    Scene::stand(canvas, 330.0, 836.0, 300.0);
    let base = lathe(330.0, 0.22, false, &[(122.0, 800.0), (126.0, 822.0)]);
    turned(canvas, &base, design.main, 1.0);
    canvas.fill(&base.disc(800.0, 0.0), design.main.tint(0.07));
    let lean = design.random("arm").real(-34.0, 34.0);
    let (foot, elbow, head) = ((330.0, 798.0), (252.0 + lean, 500.0), (600.0 + lean * 0.5, 268.0));
    let metal = if design.pattern == Pattern::Plain { design.main.tint(-0.04) } else { BRASS.ink };
    canvas.tube(&Shape::line(&[foot, elbow]), 19.0, metal);
    canvas.tube(&Shape::line(&[elbow, head]), 19.0, metal);
    for (x, y) in [elbow, head] {
        canvas.fill(&Shape::circle(x, y, 25.0), design.second.tint(-0.08));
        canvas.fill(&Shape::circle(x - 3.0, y - 4.0, 19.0), design.second);
        canvas.fill(&Shape::circle(x, y, 7.0), design.second.tint(-0.2));
    }
    let beam = Shape::polygon(&[
        (head.0 - 40.0, head.1 + 125.0),
        (head.0 + 175.0, head.1 + 55.0),
        (990.0, 842.0),
        (500.0, 842.0),
    ]);
    let light = Fill::linear((head.0 + 60.0, head.1 + 90.0), (760.0, 850.0), LIGHT.alpha(0.60), LIGHT.alpha(0.0));
    canvas.fill(&beam, light);
    canvas.soft(&Shape::ellipse(745.0, 840.0, 215.0, 30.0), 26.0, LIGHT.alpha(0.55));
    canvas.with(tiny_skia::Transform::from_rotate_at(-20.0, head.0, head.1), |canvas| {
        let cap = lathe(
            head.0 + 20.0,
            0.2,
            true,
            &[(34.0, head.1 - 62.0), (48.0, head.1 - 20.0), (98.0, head.1 + 55.0), (134.0, head.1 + 118.0)],
        );
        let mouth = Shape::ellipse(cap.x, head.1 + 120.0, 132.0, 27.0);
        shade(canvas, design, &cap, design.main);
        canvas.fill(&mouth, design.main.tint(-0.12));
        canvas.fill(&Shape::ellipse(cap.x, head.1 + 122.0, 121.0, 22.0), LIGHT);
        canvas.soft(&Shape::ellipse(cap.x, head.1 + 124.0, 60.0, 14.0), 14.0, WHITE.alpha(0.9));
    });
}

fn pendant(canvas: &mut Canvas, design: &Design) {
    canvas.glow(500.0, 640.0, 520.0, LIGHT.alpha(0.62));
    canvas.stroke_butt(&Shape::line(&[(500.0, -10.0), (500.0, 300.0)]), 8.0, ink(0.32, 0.01, 260.0));
    turned(canvas, &lathe(500.0, 0.2, false, &[(26.0, 270.0), (30.0, 336.0)]), BRASS.ink, 1.2);
    let variant = design.random("shade form").below(3);
    let profile: &[(f32, f32)] = match variant {
        0 => &[(34.0, 330.0), (150.0, 382.0), (252.0, 490.0), (290.0, 620.0)],
        1 => &[(40.0, 330.0), (60.0, 420.0), (180.0, 560.0), (312.0, 622.0)],
        _ => &[(36.0, 330.0), (190.0, 352.0), (256.0, 440.0), (240.0, 560.0), (190.0, 632.0)],
    };
    let body = lathe(500.0, 0.16, true, profile);
    shade(canvas, design, &body, design.main);
    let (r, y) = body.bottom();
    let mouth = Shape::ellipse(500.0, y, r, r * 0.17);
    canvas.fill(&mouth, design.main.tint(-0.10));
    let inside = Shape::ellipse(500.0, y + 2.0, r - 9.0, r * 0.17 - 6.0);
    canvas.fill(&inside, Fill::radial((500.0, y), r, LIGHT, LIGHT.mix(design.main, 0.35)));
    canvas.fill(&Shape::circle(500.0, y + 16.0, 44.0), Fill::radial((490.0, y + 4.0), 60.0, WHITE, LIGHT.tint(-0.03)));
}

fn globe(canvas: &mut Canvas, design: &Design) {
    let r = design.random("globe").real(168.0, 205.0);
    let y = 430.0;
    let legs = design.random("globe legs").chance(50);
    canvas.glow(500.0, y, 480.0, LIGHT.alpha(0.7));
    Scene::stand(canvas, 500.0, 832.0, 300.0);
    if legs {
        for x in [400.0, 600.0] {
            canvas.tube(&Shape::line(&[(500.0 + (x - 500.0) * 0.62, y + r * 0.8), (x, 826.0)]), 20.0, design.main);
        }
        canvas.tube(&Shape::line(&[(500.0, y + r * 0.9), (500.0, 842.0)]), 20.0, design.main);
    } else {
        let stand = lathe(500.0, 0.17, true, &[(46.0, y + r * 0.9), (38.0, 720.0), (60.0, 790.0), (140.0, 822.0)]);
        turned(canvas, &stand, design.main, 1.1);
        turned(canvas, &lathe(500.0, 0.2, false, &[(74.0, y + r * 0.86), (70.0, y + r * 1.02)]), BRASS.ink, 1.2);
    }
    let ball = Shape::circle(500.0, y, r);
    let stops = vec![
        (0.0, WHITE.into()),
        (0.45, LIGHT.into()),
        (0.85, LIGHT.mix(design.main, 0.36).into()),
        (1.0, LIGHT.mix(design.main, 0.60).into()),
    ];
    canvas.fill(&ball, Fill::Radial { centre: (480.0, y - 20.0), radius: r * 1.12, stops });
    canvas.clip(&ball, |canvas| {
        if design.pattern != Pattern::Plain {
            for i in 1..7_u8 {
                let dy = f32::from(i) / 7.0 * 2.0 * r - r;
                let half = (r * r - dy * dy).max(0.0).sqrt();
                canvas.stroke(
                    &Shape::arc(500.0, y + dy, half, half * 0.16, 0.0, 180.0),
                    3.0,
                    design.second.alpha(0.45),
                );
            }
        }
        canvas.soft(
            &Shape::ellipse(432.0, y - r * 0.5, 44.0, 22.0).turned(-30.0, 432.0, y - r * 0.5),
            12.0,
            WHITE.alpha(0.9),
        );
    });
    if legs {
        canvas.tube(&Shape::arc(500.0, y + r * 0.70, r * 0.71, r * 0.16, 4.0, 176.0), 16.0, design.main);
    }
}

fn lantern(canvas: &mut Canvas, design: &Design) {
    canvas.glow(500.0, 560.0, 460.0, LIGHT.alpha(0.6));
    Scene::stand(canvas, 500.0, 832.0, 380.0);
    let wire = Shape::arc(500.0, 372.0, 136.0, 212.0, 180.0, 360.0);
    canvas.stroke(&wire, 13.0, design.second.tint(-0.1));
    canvas.stroke(&wire.shifted(-2.0, -2.0), 5.0, design.second.tint(0.15));
    let glass =
        lathe(500.0, 0.15, true, &[(120.0, 380.0), (168.0, 470.0), (182.0, 580.0), (160.0, 700.0), (136.0, 740.0)]);
    let outline = glass.outline();
    canvas.fill(
        &outline,
        Fill::radial((500.0, 620.0), 240.0, LIGHT.alpha(0.98), LIGHT.mix(design.second, 0.35).alpha(0.75)),
    );
    let flame = Shape::new()
        .m(500.0, 470.0)
        .c(556.0, 570.0, 556.0, 660.0, 500.0, 664.0)
        .c(444.0, 660.0, 444.0, 570.0, 500.0, 470.0)
        .z();
    canvas.fill(&flame, Fill::linear((0.0, 470.0), (0.0, 664.0), ink(0.90, 0.13, 90.0), ink(0.74, 0.17, 55.0)));
    canvas.fill(&Shape::ellipse(500.0, 622.0, 18.0, 34.0), ink(0.98, 0.05, 95.0));
    canvas.round_light(&outline, 318.0, 682.0, 0.6);
    canvas.soft(&Shape::round(380.0, 470.0, 20.0, 180.0, 10.0), 8.0, WHITE.alpha(0.7));
    turned(canvas, &lathe(500.0, 0.16, false, &[(150.0, 716.0), (172.0, 742.0), (184.0, 822.0)]), design.main, 1.0);
    let mut random = design.random("band");
    let foot = lathe(500.0, 0.16, false, &[(172.0, 742.0), (184.0, 822.0)]);
    canvas.clip(&foot.outline(), |canvas| {
        if design.pattern != Pattern::Plain {
            let surface = Surface::Round(&foot, 742.0, 830.0);
            design.pattern.paint(canvas, &surface, design.accent, design.second, &mut random);
            canvas.round_light(&foot.outline(), 316.0, 684.0, 0.9);
        }
    });
    turned(
        canvas,
        &lathe(500.0, 0.16, false, &[(60.0, 268.0), (84.0, 330.0), (138.0, 372.0), (140.0, 396.0)]),
        design.main,
        1.0,
    );
    canvas.soft(&Shape::ellipse(500.0, 400.0, 130.0, 12.0), 8.0, SHADE.alpha(0.15));
}
