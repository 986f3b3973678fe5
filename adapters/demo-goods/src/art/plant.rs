//! Plants in pots.

use super::Design;
use crate::draw::{Backdrop, Canvas, Fill, Ink, Lathe, Pattern, SHADE, Scene, Shape, Surface, WHITE, ink};
use crate::random::Random;

/// Sansevieria, monstera, rubber plant, cactus, palm, pilea, trailing ivy, fern.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Arch, Backdrop::Window, Backdrop::Disc, Backdrop::Split];
    let green = foliage(design);
    Scene::for_things(&[design.main, green], &mut design.random("room"), &backdrops).with_floor(735.0).paint(canvas);
    let mut random = design.random("pot");
    let profile: &[(f32, f32)] = match random.below(4) {
        0 => &[(148.0, 610.0), (142.0, 720.0), (114.0, 838.0)],
        1 => &[(128.0, 610.0), (168.0, 680.0), (164.0, 770.0), (112.0, 840.0)],
        2 => &[(140.0, 610.0), (140.0, 740.0), (136.0, 838.0)],
        _ => &[(162.0, 620.0), (150.0, 700.0), (100.0, 806.0), (90.0, 838.0)],
    };
    let pot = Lathe { x: 500.0, profile: profile.to_vec(), squash: 0.2, smooth: true };
    Scene::stand(canvas, 500.0, 850.0, pot.widest() * 2.1);
    let (r, y) = pot.top();
    let outline = pot.outline();
    canvas.fill(&outline, design.main);
    canvas.clip(&outline, |canvas| {
        let surface = Surface::Round(&pot, y + 10.0, 850.0);
        design.pattern.paint(canvas, &surface, design.accent, design.second, &mut random);
        if design.pattern == Pattern::Plain {
            canvas.fill(&pot.band(y - 30.0, y + 26.0), design.main.tint(0.05));
            canvas.fill(&pot.band(y + 26.0, y + 34.0), design.main.tint(-0.10));
        }
        canvas.round_light(&outline, 500.0 - pot.widest(), 500.0 + pot.widest(), 1.0);
        canvas.fill(&outline, Fill::linear((0.0, 720.0), (0.0, 850.0), SHADE.alpha(0.0), SHADE.alpha(0.22)));
    });
    canvas.fill(&Shape::ellipse(500.0, y, r, r * 0.2), design.main.tint(0.07));
    canvas.fill(&Shape::ellipse(500.0, y + 3.0, r - 12.0, r * 0.2 - 5.0), ink(0.30, 0.03, 50.0));
    canvas.shadow(&Shape::ellipse(500.0, y + 4.0, r - 20.0, r * 0.16), 10.0, 0.4);
    let mut random = design.random("leaves");
    match design.form {
        0 => sansevieria(canvas, green, y, &mut random),
        1 => monstera(canvas, green, y, &mut random),
        2 => rubber(canvas, green, y, &mut random),
        3 => cactus(canvas, green, y, &mut random),
        4 => palm(canvas, green, y, &mut random),
        5 => pilea(canvas, green, y, &mut random),
        6 => ivy(canvas, green, y, r, &mut random),
        _ => fern(canvas, green, y, &mut random),
    }
    let front = Shape::arc(500.0, y, r - 3.0, r * 0.2 - 1.0, 12.0, 168.0);
    canvas.stroke(&front, 6.0, design.main.tint(0.05));
}

fn foliage(design: &Design) -> Ink {
    let mut random = design.random("green");
    ink(random.real(0.50, 0.62), random.real(0.085, 0.125), random.real(128.0, 158.0))
}

/// A leaf with a lit half and a rib.
fn leaf(canvas: &mut Canvas, from: (f32, f32), to: (f32, f32), width: f32, bend: f32, tone: Ink) {
    canvas.fill(&Shape::leaf(from, to, width, bend), Fill::linear(from, to, tone.tint(-0.09), tone.tint(0.02)));
    canvas.fill(&Shape::half_leaf(from, to, width, bend), tone.tint(0.07).alpha(0.55));
    canvas.stroke(&Shape::leaf_rib(from, to, bend), (width * 0.05).clamp(1.2, 4.0), tone.tint(0.17).alpha(0.8));
}

fn sansevieria(canvas: &mut Canvas, green: Ink, y: f32, random: &mut Random) {
    let edge = if random.chance(50) { ink(0.86, 0.11, 100.0) } else { green.tint(0.14) };
    let mut spots: Vec<(f32, f32, f32)> = (0_i8..7)
        .map(|i| {
            let x = f32::from(i - 3) * 34.0;
            (x, x * 0.55 + random.real(-14.0, 14.0), random.real(250.0, 420.0) - x.abs() * 0.6)
        })
        .collect();
    spots.sort_by(|a, b| b.2.total_cmp(&a.2));
    for (index, (x, lean, height)) in spots.into_iter().enumerate() {
        let from = (500.0 + x, y + 18.0);
        let to = (500.0 + x + lean, y - height);
        let tone = green.tint(if index % 2 == 0 { -0.05 } else { 0.01 });
        canvas.fill(&Shape::leaf(from, to, 66.0, lean * 0.3), edge);
        let blade = Shape::leaf((from.0, from.1), (to.0, to.1 + 16.0), 49.0, lean * 0.3);
        canvas.fill(&blade, tone);
        canvas.clip(&blade, |canvas| {
            for stripe in 0..16_u8 {
                let sy = to.1 + f32::from(stripe) * 28.0;
                let points: Vec<_> = (0_u8..=6)
                    .map(|k| (from.0 - 60.0 + f32::from(k) * 24.0 + lean * 0.5, sy + f32::from(k % 2) * 10.0))
                    .collect();
                canvas.stroke(&Shape::curve(&points), 5.0, tone.tint(0.10).alpha(0.65));
            }
            canvas.fill(
                &blade,
                Fill::linear((from.0 - 34.0, 0.0), (from.0 + 40.0, 0.0), WHITE.alpha(0.12), SHADE.alpha(0.26)),
            );
        });
    }
}

fn monstera(canvas: &mut Canvas, green: Ink, y: f32, random: &mut Random) {
    let leaves = [
        (-120.0, -305.0, 104.0, -28.0),
        (150.0, -320.0, 100.0, 30.0),
        (10.0, -396.0, 114.0, 4.0),
        (-190.0, -170.0, 96.0, -62.0),
        (205.0, -180.0, 98.0, 64.0),
        (-30.0, -220.0, 116.0, -10.0),
    ];
    for (x, dy, size, turn) in leaves {
        let (cx, cy) = (500.0 + x, y + dy);
        let stem =
            Shape::curve(&[(500.0 + x * 0.1, y + 12.0), (500.0 + x * 0.42, y + dy * 0.42), (cx, cy + size * 0.3)]);
        canvas.stroke(&stem, 9.0, green.tint(-0.10));
        canvas.stroke(&stem.shifted(-2.0, 0.0), 3.0, green.tint(0.08));
        let turn = turn + random.real(-8.0, 8.0);
        let heart = Shape::new()
            .m(cx, cy + size * 0.55)
            .c(cx - size * 0.5, cy + size * 1.0, cx - size * 1.25, cy + size * 0.5, cx - size * 1.02, cy - size * 0.25)
            .c(cx - size * 0.85, cy - size * 0.85, cx - size * 0.3, cy - size * 1.1, cx, cy - size * 1.35)
            .c(cx + size * 0.3, cy - size * 1.1, cx + size * 0.85, cy - size * 0.85, cx + size * 1.02, cy - size * 0.25)
            .c(cx + size * 1.25, cy + size * 0.5, cx + size * 0.5, cy + size * 1.0, cx, cy + size * 0.55)
            .z()
            .turned(turn, cx, cy);
        canvas.shadow(&heart.clone().shifted(10.0, 16.0), 18.0, 0.22);
        canvas.with(tiny_skia::Transform::from_rotate_at(turn, cx, cy), |canvas| {
            let heart = heart.turned(-turn, cx, cy);
            let tone = green.tint(random.real(-0.06, 0.05));
            canvas.fill(
                &heart,
                Fill::linear((cx - size, cy - size), (cx + size, cy + size), tone.tint(0.07), tone.tint(-0.08)),
            );
            canvas.clip(&heart, |canvas| {
                canvas.fill(&Shape::rect(cx, cy - 200.0, 300.0, 500.0), SHADE.alpha(0.10));
                for side in [-1.0_f32, 1.0] {
                    for i in 0..4_u8 {
                        let ry = cy + size * (0.34 - f32::from(i) * 0.36);
                        let end = (cx + side * size * 1.15, ry - size * 0.26);
                        canvas.stroke(
                            &Shape::curve(&[(cx, ry + size * 0.1), (cx + side * size * 0.5, ry - size * 0.06), end]),
                            2.6,
                            tone.tint(0.14).alpha(0.8),
                        );
                        let hole = Shape::leaf(
                            (cx + side * size * 0.30, ry - size * 0.10),
                            (cx + side * size * 0.62, ry - size * 0.24),
                            size * 0.075,
                            0.0,
                        );
                        canvas.fill(&hole, tone.tint(-0.20).alpha(0.75));
                    }
                }
            });
            canvas.stroke(&Shape::line(&[(cx, cy + size * 0.55), (cx, cy - size * 1.2)]), 4.5, tone.tint(0.16));
        });
    }
}

fn rubber(canvas: &mut Canvas, green: Ink, y: f32, random: &mut Random) {
    let red = random.chance(40);
    let tone = if red { ink(0.40, 0.07, 20.0).mix(green, 0.45) } else { green.tint(-0.05) };
    canvas.tube(
        &Shape::curve(&[(500.0, y + 14.0), (494.0, y - 200.0), (504.0, y - 400.0)]),
        15.0,
        ink(0.45, 0.05, 60.0),
    );
    for i in 0..10_u8 {
        let t = f32::from(i) / 9.0;
        let side = if i % 2 == 0 { -1.0 } else { 1.0 };
        let from = (498.0, y - 50.0 - t * 340.0);
        let length = 190.0 - t * 66.0;
        let to = (from.0 + side * length * 0.92, from.1 - length * random.real(0.30, 0.62) - t * 30.0);
        canvas.shadow(&Shape::leaf(from, to, 54.0, -side * 12.0).shifted(6.0, 14.0), 12.0, 0.2);
        leaf(canvas, from, to, 58.0 - t * 12.0, -side * 14.0, tone.tint(random.real(-0.04, 0.05)));
    }
    leaf(canvas, (503.0, y - 396.0), (520.0, y - 510.0), 26.0, 4.0, tone.tint(0.05));
}

fn cactus(canvas: &mut Canvas, green: Ink, y: f32, random: &mut Random) {
    let height = random.real(280.0, 390.0);
    let green = green.with_c(0.085);
    let column = |canvas: &mut Canvas, x: f32, top: f32, bottom: f32, width: f32| {
        let body = Shape::round4(
            x - width / 2.0,
            top,
            width,
            bottom - top,
            [width / 2.0, width / 2.0, width * 0.3, width * 0.3],
        );
        canvas.fill(&body, green);
        canvas.clip(&body, |canvas| {
            for rib in -2_i8..=2 {
                let rx = x + f32::from(rib) * width * 0.2;
                canvas.stroke(
                    &Shape::line(&[(rx, top + width * 0.1), (rx, bottom)]),
                    5.0,
                    green.tint(-0.10).alpha(0.7),
                );
                canvas.stroke(
                    &Shape::line(&[(rx - 4.0, top + width * 0.1), (rx - 4.0, bottom)]),
                    2.0,
                    green.tint(0.14).alpha(0.6),
                );
            }
            canvas.round_light(&body, x - width / 2.0, x + width / 2.0, 0.9);
        });
        let mut sy = top + 26.0;
        while sy < bottom - 12.0 {
            for rib in -2_i8..=2 {
                let rx = x + f32::from(rib) * width * 0.2 + 4.0;
                for lean in [-6.0, 0.0, 6.0] {
                    canvas.stroke(
                        &Shape::line(&[(rx, sy), (rx + lean, sy - 9.0)]),
                        1.6,
                        ink(0.95, 0.03, 95.0).alpha(0.9),
                    );
                }
            }
            sy += 34.0;
        }
    };
    let arms = random.below(3);
    if arms != 1 {
        canvas.stroke(
            &Shape::new().m(500.0, y - height * 0.36).q(610.0, y - height * 0.34, 612.0, y - height * 0.56),
            62.0,
            green.tint(-0.06),
        );
        column(canvas, 612.0, y - height * 0.86, y - height * 0.50, 64.0);
    }
    if arms != 0 {
        canvas.stroke(
            &Shape::new().m(500.0, y - height * 0.24).q(392.0, y - height * 0.22, 390.0, y - height * 0.42),
            56.0,
            green.tint(-0.03),
        );
        column(canvas, 390.0, y - height * 0.68, y - height * 0.36, 58.0);
    }
    column(canvas, 500.0, y - height, y + 16.0, 132.0);
    let flower = [ink(0.72, 0.17, 5.0), ink(0.80, 0.15, 70.0), ink(0.68, 0.16, 345.0)];
    let tone = *random.pick(&flower);
    for turn in [-60.0_f32, -30.0, 0.0, 30.0, 60.0] {
        let (sin, cos) = (turn - 90.0).to_radians().sin_cos();
        let at = (500.0 + cos * 44.0, y - height + 10.0 + sin * 44.0);
        canvas.fill(&Shape::leaf((500.0, y - height + 12.0), at, 16.0, 0.0), tone.tint(turn.abs() * -0.0012));
    }
}

fn palm(canvas: &mut Canvas, green: Ink, y: f32, random: &mut Random) {
    for trunk in [-16.0, 14.0] {
        canvas.tube(
            &Shape::curve(&[
                (500.0 + trunk, y + 14.0),
                (500.0 + trunk * 1.6, y - 110.0),
                (500.0 + trunk * 2.2, y - 190.0),
            ]),
            17.0,
            ink(0.55, 0.05, 75.0),
        );
    }
    for frond in 0..11_u8 {
        let t = f32::from(frond) / 10.0 * 2.0 - 1.0;
        let side = if t < 0.0 { -1.0 } else { 1.0 };
        let from = (500.0 + t * 26.0, y - 185.0);
        let spread = t.abs();
        let top = (from.0 + side * spread * 170.0, from.1 - 250.0 + spread * 120.0 + random.real(-20.0, 20.0));
        let tip = (top.0 + side * (50.0 + spread * 80.0), top.1 + 20.0 + spread * 170.0);
        let rib: Vec<_> = (0_u8..=18)
            .map(|i| {
                let s = f32::from(i) / 18.0;
                let (a, b) = (1.0 - s, s);
                (
                    a * a * from.0 + 2.0 * a * b * top.0 + b * b * tip.0,
                    a * a * from.1 + 2.0 * a * b * top.1 + b * b * tip.1,
                )
            })
            .collect();
        let tone = green.tint(random.real(-0.07, 0.05));
        canvas.stroke(&Shape::curve(&rib), 5.0, tone.tint(-0.06));
        for (i, pair) in (0_u8..).zip(rib.windows(2)).skip(3) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let length = dx.hypot(dy).max(0.1);
            let reach = 78.0 * (1.0 - (f32::from(i) - 8.0).abs() / 16.0);
            for turn in [-1.0_f32, 1.0] {
                let to = (
                    pair[0].0 + dx / length * reach * 0.75 - turn * dy / length * reach * 0.62,
                    pair[0].1 + dy / length * reach * 0.75 + turn * dx / length * reach * 0.62 + 12.0,
                );
                canvas.fill(&Shape::leaf(pair[0], to, 9.0, 0.0), tone.tint(turn * 0.03));
            }
        }
    }
}

fn pilea(canvas: &mut Canvas, green: Ink, y: f32, random: &mut Random) {
    let mut discs: Vec<(f32, f32, f32)> = (0_u8..26)
        .map(|i| {
            let turn = (f32::from(i) * 137.5).to_radians();
            let reach = (f32::from(i) / 26.0).sqrt();
            let (sin, cos) = turn.sin_cos();
            (
                500.0 + cos * reach * 225.0,
                y - 185.0 + sin * reach * 155.0,
                random.real(44.0, 62.0) * (1.08 - reach * 0.22),
            )
        })
        .collect();
    for &(x, ly, _) in &discs {
        canvas.stroke(
            &Shape::curve(&[(500.0, y + 8.0), (500.0 + (x - 500.0) * 0.4, (y + ly) / 2.0 - 12.0), (x, ly)]),
            4.0,
            green.tint(-0.10),
        );
    }
    discs.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (x, ly, r) in discs {
        canvas.shadow(&Shape::ellipse(x + 6.0, ly + 10.0, r, r * 0.9), 12.0, 0.18);
        let tone = green.tint(random.real(-0.05, 0.07));
        let disc = Shape::ellipse(x, ly, r, r * 0.9);
        canvas.fill(&disc, Fill::linear((x - r, ly - r), (x + r, ly + r), tone.tint(0.09), tone.tint(-0.08)));
        canvas.fill(&Shape::circle(x + r * 0.1, ly - r * 0.1, 4.5), green.tint(0.26));
        for turn in [-150.0_f32, -80.0, -10.0, 60.0, 130.0] {
            let (sin, cos) = turn.to_radians().sin_cos();
            let end = (x + r * 0.1 + cos * r * 0.6, ly - r * 0.1 + sin * r * 0.5);
            canvas.stroke(&Shape::line(&[(x + r * 0.1, ly - r * 0.1), end]), 1.8, green.tint(0.16).alpha(0.55));
        }
    }
}

fn ivy(canvas: &mut Canvas, green: Ink, y: f32, r: f32, random: &mut Random) {
    let pale = random.chance(50);
    for vine in 0..11_u8 {
        let t = f32::from(vine) / 10.0 * 2.0 - 1.0;
        let over = t.abs() > 0.35;
        let start = (500.0 + t * (r - 24.0), y + 4.0);
        let end = if over {
            (500.0 + t * (r + 66.0) + random.real(-20.0, 20.0), y + random.real(110.0, 225.0))
        } else {
            (500.0 + t * 260.0 + random.real(-30.0, 30.0), y - random.real(120.0, 250.0))
        };
        let middle = (500.0 + t * (r + 70.0), y - random.real(50.0, 110.0));
        let line: Vec<_> = (0_u8..=10)
            .map(|i| {
                let s = f32::from(i) / 10.0;
                let (a, b) = (1.0 - s, s);
                (
                    a * a * start.0 + 2.0 * a * b * middle.0 + b * b * end.0,
                    a * a * start.1 + 2.0 * a * b * middle.1 + b * b * end.1,
                )
            })
            .collect();
        canvas.stroke(&Shape::curve(&line), 4.0, green.tint(-0.12));
        for (i, &(x, ly)) in line.iter().enumerate().skip(1) {
            let side = if i % 2 == 0 { -1.0 } else { 1.0 };
            let to = (x + side * random.real(30.0, 46.0), ly + random.real(10.0, 40.0));
            let tone = green.tint(random.real(-0.06, 0.08));
            if pale {
                canvas.fill(&Shape::leaf((x, ly), to, 33.0, 0.0), ink(0.90, 0.06, 110.0));
                canvas.fill(&Shape::leaf((x, ly), to, 21.0, 0.0), tone);
            } else {
                leaf(canvas, (x, ly), to, 31.0, 0.0, tone);
            }
        }
    }
    canvas.shadow(&Shape::ellipse(500.0, y + 40.0, r * 0.8, 14.0), 18.0, 0.12);
}

fn fern(canvas: &mut Canvas, green: Ink, y: f32, random: &mut Random) {
    let green = green.tint(0.05);
    let mut fronds: Vec<f32> = (0_u8..15).map(|i| f32::from(i) / 14.0 * 2.0 - 1.0).collect();
    fronds.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    for t in fronds {
        let from = (500.0 + t * 50.0, y + 6.0);
        let top = (500.0 + t * 260.0, y - 330.0 + t.abs() * 190.0 + random.real(-30.0, 30.0));
        let tip = (500.0 + t * 370.0, y - 230.0 + t.abs() * 300.0 + random.real(-20.0, 20.0));
        let tone = green.tint(random.real(-0.08, 0.05));
        let rib: Vec<_> = (0_u8..=20)
            .map(|i| {
                let s = f32::from(i) / 20.0;
                let (a, b) = (1.0 - s, s);
                (
                    a * a * from.0 + 2.0 * a * b * top.0 + b * b * tip.0,
                    a * a * from.1 + 2.0 * a * b * top.1 + b * b * tip.1,
                )
            })
            .collect();
        canvas.stroke(&Shape::curve(&rib), 3.4, tone.tint(-0.08));
        for (i, pair) in (0_u8..).zip(rib.windows(2)).skip(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let length = dx.hypot(dy).max(0.1);
            let reach = 44.0 * (1.12 - f32::from(i) / 20.0);
            for side in [-1.0_f32, 1.0] {
                let to = (
                    pair[0].0 - side * dy / length * reach + dx / length * 14.0,
                    pair[0].1 + side * dx / length * reach + dy / length * 14.0,
                );
                canvas.fill(&Shape::leaf(pair[0], to, 8.5, side * 3.0), tone.tint(side * 0.025));
            }
        }
    }
}
