//! Bicycles, from the side.

use tiny_skia::Transform;

use super::Design;
use crate::draw::{Backdrop, CHARCOAL, Canvas, Ink, OAT, Pattern, SHADE, STEEL, Scene, Shape, WALNUT, WHITE, ink};

type Point = (f32, f32);

/// Where the parts of a frame meet.
struct Frame {
    rear: Point,
    front: Point,
    wheel: f32,
    crank: Point,
    seat: Point,
    head_top: Point,
    head_low: Point,
    tire: f32,
}

/// Road racer, city bike with a low entry, mountain bike, single speed, cargo bike, folding bike.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Disc, Backdrop::Split, Backdrop::Window];
    Scene::for_things(&[design.main, ink(0.30, 0.01, 260.0)], &mut design.random("room"), &backdrops)
        .with_floor(748.0)
        .paint(canvas);
    let (rear, front, wheel, tire) = match design.form {
        2 => ((258.0, 620.0), (742.0, 620.0), 162.0, 25.0),
        4 => ((232.0, 640.0), (806.0, 682.0), 140.0, 19.0),
        5 => ((290.0, 686.0), (722.0, 686.0), 98.0, 17.0),
        0 => ((262.0, 622.0), (738.0, 622.0), 164.0, 11.0),
        _ => ((258.0, 620.0), (742.0, 620.0), 164.0, 15.0),
    };
    let frame = match design.form {
        4 => Frame {
            rear,
            front,
            wheel,
            tire,
            crank: (400.0, 650.0),
            seat: (352.0, 370.0),
            head_top: (566.0, 380.0),
            head_low: (588.0, 462.0),
        },
        5 => Frame {
            rear,
            front,
            wheel,
            tire,
            crank: (462.0, 684.0),
            seat: (420.0, 420.0),
            head_top: (640.0, 380.0),
            head_low: (664.0, 560.0),
        },
        2 => Frame {
            rear,
            front,
            wheel,
            tire,
            crank: (470.0, 632.0),
            seat: (404.0, 372.0),
            head_top: (642.0, 356.0),
            head_low: (662.0, 420.0),
        },
        _ => Frame {
            rear,
            front,
            wheel,
            tire,
            crank: (468.0, 634.0),
            seat: (398.0, 352.0),
            head_top: (640.0, 346.0),
            head_low: (660.0, 424.0),
        },
    };
    let near = if design.form == 5 { 1.22 } else { 1.0 };
    let closer = Transform::from_row(near, 0.0, 0.0, near, 500.0 * (1.0 - near), 790.0 * (1.0 - near));
    canvas.with(closer, |canvas| bicycle(canvas, design, &frame));
}

fn bicycle(canvas: &mut Canvas, design: &Design, frame: &Frame) {
    ground(canvas, frame);
    let wall = if design.pattern == Pattern::Plain {
        CHARCOAL.ink
    } else {
        *design.random("tire").pick(&[OAT.ink.tint(-0.12), ink(0.58, 0.07, 60.0), CHARCOAL.ink])
    };
    for hub in [frame.rear, frame.front] {
        draw_wheel(
            canvas,
            hub,
            if design.form == 4 && hub == frame.front { 98.0 } else { frame.wheel },
            frame.tire,
            wall,
        );
    }
    let rear_parts = matches!(design.form, 1 | 4 | 5);
    if rear_parts {
        fenders(canvas, design, frame);
    }
    tubes(canvas, design, frame);
    drive(canvas, design, frame);
    saddle(canvas, design, frame);
    bars(canvas, design, frame);
    if design.form == 1 {
        basket(canvas, design, frame);
    }
    if design.form == 4 {
        cargo(canvas, design, frame);
    }
    if rear_parts && design.form != 4 {
        rack(canvas, frame);
    }
}

fn ground(canvas: &mut Canvas, frame: &Frame) {
    let low = frame.rear.1 + frame.wheel + frame.tire / 2.0;
    canvas.shadow(&Shape::ellipse(520.0, low + 6.0, 330.0, 15.0), 22.0, 0.22);
    for hub in [frame.rear, frame.front] {
        canvas.shadow(&Shape::ellipse(hub.0 + 6.0, low + 2.0, 78.0, 8.0), 8.0, 0.42);
    }
}

fn draw_wheel(canvas: &mut Canvas, hub: Point, r: f32, tire: f32, wall: Ink) {
    let (x, y) = hub;
    for i in 0..28_u8 {
        let turn = f32::from(i) * 360.0 / 28.0;
        let lean = if i % 2 == 0 { 14.0 } else { -14.0 };
        let (sin, cos) = turn.to_radians().sin_cos();
        let (hs, hc) = (turn + lean * 4.0).to_radians().sin_cos();
        let spoke = Shape::line(&[(x + hc * 13.0, y + hs * 13.0), (x + cos * (r - tire), y + sin * (r - tire))]);
        canvas.stroke(&spoke, 1.7, STEEL.ink.tint(-0.18).alpha(0.85));
    }
    canvas.stroke(&Shape::circle(x, y, r), tire, ink(0.27, 0.008, 260.0));
    canvas.stroke(&Shape::circle(x, y, r - tire * 0.36), tire * 0.30, wall);
    canvas.stroke(&Shape::circle(x, y, r - tire * 0.5 - 5.0), 8.0, STEEL.ink.tint(-0.10));
    canvas.stroke(&Shape::circle(x, y, r - tire * 0.5 - 6.0), 2.6, STEEL.ink.tint(0.14));
    canvas.stroke(&Shape::arc(x, y, r + tire * 0.24, r + tire * 0.24, 200.0, 290.0), tire * 0.16, WHITE.alpha(0.22));
    canvas.fill(&Shape::circle(x, y, 17.0), STEEL.ink.tint(-0.22));
    canvas.fill(&Shape::circle(x - 1.0, y - 2.0, 11.0), STEEL.ink);
    canvas.fill(&Shape::circle(x, y, 4.5), SHADE.tint(0.1));
}

fn tubes(canvas: &mut Canvas, design: &Design, f: &Frame) {
    let (main, thin) = (design.main, if matches!(design.form, 2 | 4 | 5) { 1.35 } else { 1.0 });
    let towards = |a: Point, b: Point, share: f32| (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
    let fork_end = f.front;
    let crown = (f.head_low.0 + 5.0, f.head_low.1 + 16.0);
    let bend = (fork_end.0 - 26.0, fork_end.1 - 70.0);
    if design.form == 2 {
        canvas.tube(&Shape::line(&[crown, towards(crown, fork_end, 0.5)]), 23.0, design.accent);
        canvas.tube(&Shape::line(&[towards(crown, fork_end, 0.45), fork_end]), 16.0, STEEL.ink);
    } else {
        canvas.tube(
            &Shape::new().m(crown.0, crown.1).c(bend.0 - 20.0, bend.1 - 30.0, bend.0, bend.1, fork_end.0, fork_end.1),
            13.0,
            if design.pattern == Pattern::Blocks { design.accent } else { main },
        );
    }
    canvas.tube(&Shape::line(&[f.rear, f.crank]), 12.0, main.tint(-0.03));
    let stays = towards(f.seat, f.crank, if design.form == 1 { 0.40 } else { 0.14 });
    canvas.tube(&Shape::line(&[f.rear, stays]), 11.0, main.tint(-0.03));
    let mast = towards(f.crank, f.seat, 1.28);
    canvas.tube(&Shape::line(&[f.seat, mast]), 13.0, STEEL.ink);
    canvas.tube(&Shape::line(&[f.crank, f.seat]), 19.0 * thin, main);
    match design.form {
        1 => {
            let (low, high) = (towards(f.crank, f.seat, 0.16), towards(f.crank, f.seat, 0.46));
            let sag = |from: Point, to: Point, dip: f32| {
                Shape::new().m(from.0, from.1).c(
                    from.0 + 70.0,
                    from.1 - 6.0 + dip,
                    to.0 - 70.0,
                    to.1 + 96.0,
                    to.0,
                    to.1,
                )
            };
            canvas.tube(&sag(low, f.head_low, 8.0), 20.0, main);
            canvas.tube(&sag(high, (f.head_top.0 + 4.0, f.head_top.1 + 30.0), 10.0), 15.0, main);
        }
        4 => {
            canvas.tube(&Shape::line(&[towards(f.crank, f.seat, 0.5), f.head_low]), 24.0, main);
            canvas.tube(&Shape::line(&[f.crank, (620.0, 706.0), (f.front.0 - 4.0, f.front.1 - 4.0)]), 22.0, main);
        }
        5 => {
            canvas.tube(
                &Shape::new().m(f.crank.0 - 12.0, f.crank.1 - 50.0).c(
                    520.0,
                    610.0,
                    600.0,
                    600.0,
                    f.head_low.0,
                    f.head_low.1,
                ),
                30.0,
                main,
            );
            let hinge = Shape::round(548.0, 590.0, 26.0, 46.0, 8.0).turned(-8.0, 560.0, 612.0);
            canvas.fill(&hinge, STEEL.ink);
            canvas.stroke(&hinge, 3.0, SHADE.alpha(0.35));
        }
        _ => {
            canvas.tube(&Shape::line(&[f.crank, f.head_low]), 21.0 * thin, main);
            let top = towards(f.seat, f.crank, if design.form == 2 { 0.16 } else { 0.05 });
            let tone = if design.pattern == Pattern::Stripes { design.accent } else { main };
            canvas.tube(&Shape::line(&[top, (f.head_top.0 + 5.0, f.head_top.1 + 22.0)]), 17.0 * thin, tone);
        }
    }
    canvas.tube(&Shape::line(&[f.head_top, f.head_low]), 26.0, main.tint(-0.02));
    if matches!(design.pattern, Pattern::Stripes | Pattern::Blocks) {
        for share in [0.30, 0.70] {
            let at = towards(f.crank, f.head_low, share);
            let next = towards(f.crank, f.head_low, share + 0.055);
            if !matches!(design.form, 1 | 4 | 5) {
                canvas.stroke_butt(&Shape::line(&[at, next]), 21.0 * thin, design.second);
            }
        }
    }
    if matches!(design.form, 0 | 2 | 3) && design.random("bottle").chance(60) {
        let (a, b) = (towards(f.crank, f.head_low, 0.36), towards(f.crank, f.head_low, 0.66));
        let up = |p: Point| (p.0 - 15.0, p.1 - 21.0);
        canvas.tube(&Shape::line(&[up(a), up(b)]), 33.0, design.accent);
        let cap = towards(up(a), up(b), 1.20);
        canvas.stroke_butt(&Shape::line(&[towards(up(a), up(b), 1.09), cap]), 20.0, CHARCOAL.ink);
    }
}

fn drive(canvas: &mut Canvas, design: &Design, f: &Frame) {
    let (x, y) = f.crank;
    let ring = if design.form == 5 { 40.0 } else { 47.0 };
    let guard = matches!(design.form, 1 | 4);
    let dark = CHARCOAL.ink;
    canvas.stroke(&Shape::line(&[(x, y - ring), (f.rear.0, f.rear.1 - 21.0)]), 5.0, dark.alpha(0.9));
    canvas.stroke(&Shape::line(&[(x, y + ring), (f.rear.0, f.rear.1 + 21.0)]), 5.0, dark.alpha(0.9));
    canvas.fill(&Shape::circle(f.rear.0, f.rear.1, 23.0), dark.tint(0.08));
    canvas.stroke(&Shape::circle(f.rear.0, f.rear.1, 19.0), 3.0, STEEL.ink);
    if guard {
        let case = Shape::new()
            .m(x, y - ring - 10.0)
            .l(f.rear.0, f.rear.1 - 34.0)
            .c(f.rear.0 - 44.0, f.rear.1 - 30.0, f.rear.0 - 44.0, f.rear.1 + 30.0, f.rear.0, f.rear.1 + 34.0)
            .l(x, y + ring + 10.0)
            .c(x + ring + 26.0, y + ring, x + ring + 26.0, y - ring, x, y - ring - 10.0)
            .z();
        canvas.fill(&case, design.accent);
        canvas.side_light(&case, (x - 200.0, y - 60.0), (x, y + 70.0), 0.9);
    }
    canvas.stroke(&Shape::circle(x, y, ring), 8.0, STEEL.ink.tint(-0.14));
    for i in 0..5_u8 {
        let (sin, cos) = (f32::from(i) * 72.0 + 20.0).to_radians().sin_cos();
        canvas.stroke(&Shape::line(&[(x, y), (x + cos * ring, y + sin * ring)]), 7.0, STEEL.ink.tint(-0.08));
    }
    let (sin, cos) = 32.0_f32.to_radians().sin_cos();
    for side in [-1.0_f32, 1.0] {
        let end = (x + side * cos * 80.0, y + side * sin * 80.0);
        canvas.tube(&Shape::line(&[(x, y), end]), 12.0, STEEL.ink.tint(if side < 0.0 { -0.22 } else { -0.02 }));
        canvas.fill(&Shape::round(end.0 - 32.0, end.1 - 9.0, 64.0, 17.0, 7.0), dark);
        canvas.fill(&Shape::round(end.0 - 30.0, end.1 - 8.0, 60.0, 5.0, 2.5), WHITE.alpha(0.25));
    }
    canvas.fill(&Shape::circle(x, y, 13.0), STEEL.ink);
    canvas.fill(&Shape::circle(x, y, 6.0), dark);
}

fn saddle(canvas: &mut Canvas, design: &Design, f: &Frame) {
    let (dx, dy) = (f.seat.0 - f.crank.0, f.seat.1 - f.crank.1);
    let (x, y) = (f.seat.0 + dx * 0.28, f.seat.1 + dy * 0.28 - 8.0);
    let tone = if design.pattern == Pattern::Plain { CHARCOAL.ink } else { WALNUT.ink.tint(0.06) };
    let seat = if matches!(design.form, 1 | 4) {
        Shape::new()
            .m(x - 74.0, y - 12.0)
            .c(x - 70.0, y - 44.0, x - 20.0, y - 36.0, x + 20.0, y - 26.0)
            .l(x + 74.0, y - 24.0)
            .c(x + 86.0, y - 18.0, x + 80.0, y - 8.0, x + 66.0, y - 8.0)
            .c(x + 10.0, y, x - 20.0, y + 16.0, x - 50.0, y + 16.0)
            .c(x - 70.0, y + 14.0, x - 76.0, y + 2.0, x - 74.0, y - 12.0)
            .z()
    } else {
        Shape::new()
            .m(x - 72.0, y - 22.0)
            .c(x - 60.0, y - 34.0, x - 20.0, y - 22.0, x + 10.0, y - 20.0)
            .l(x + 74.0, y - 20.0)
            .c(x + 86.0, y - 16.0, x + 80.0, y - 6.0, x + 66.0, y - 6.0)
            .c(x + 10.0, y - 4.0, x - 20.0, y + 8.0, x - 50.0, y + 6.0)
            .c(x - 70.0, y + 2.0, x - 76.0, y - 10.0, x - 72.0, y - 22.0)
            .z()
    };
    canvas.fill(&seat, tone);
    canvas.top_light(&seat, y - 40.0, y + 16.0, 1.5);
    canvas.stroke(&Shape::line(&[(x - 44.0, y + 12.0), (x + 52.0, y + 4.0)]), 5.0, STEEL.ink.tint(-0.2));
}

fn bars(canvas: &mut Canvas, design: &Design, f: &Frame) {
    let (x, y) = f.head_top;
    let tape = if design.pattern == Pattern::Plain { CHARCOAL.ink } else { WALNUT.ink.tint(0.06) };
    let stem = (x - 10.0, y - 34.0);
    canvas.tube(&Shape::line(&[(x, y), stem]), 14.0, STEEL.ink);
    match design.form {
        0 => {
            canvas.tube(&Shape::line(&[stem, (x + 40.0, y - 42.0)]), 13.0, STEEL.ink.tint(-0.1));
            let drop = Shape::new()
                .m(x + 38.0, y - 42.0)
                .l(x + 78.0, y - 46.0)
                .c(x + 132.0, y - 48.0, x + 132.0, y + 38.0, x + 74.0, y + 36.0)
                .l(x + 40.0, y + 34.0);
            canvas.tube(&drop, 15.0, tape);
            canvas.tube(
                &Shape::curve(&[
                    (x + 104.0, y - 42.0),
                    (x + 122.0, y - 62.0),
                    (x + 128.0, y - 20.0),
                    (x + 112.0, y + 12.0),
                ]),
                9.0,
                CHARCOAL.ink,
            );
        }
        1 | 4 => {
            canvas.tube(
                &Shape::curve(&[(x + 34.0, y - 62.0), (x + 4.0, y - 72.0), (x - 50.0, y - 62.0), (x - 92.0, y - 50.0)]),
                12.0,
                STEEL.ink,
            );
            canvas.tube(&Shape::line(&[(x - 58.0, y - 60.0), (x - 104.0, y - 47.0)]), 18.0, tape);
            canvas.tube(&Shape::line(&[stem, (x + 6.0, y - 68.0)]), 13.0, STEEL.ink);
            let lamp = (x + 28.0, y - 34.0);
            canvas.glow(lamp.0 + 22.0, lamp.1, 46.0, ink(0.97, 0.08, 95.0).alpha(0.8));
            canvas.tube(&Shape::line(&[(x - 2.0, y - 16.0), lamp]), 7.0, STEEL.ink.tint(-0.1));
            canvas.fill(&Shape::round(lamp.0 - 13.0, lamp.1 - 14.0, 34.0, 28.0, 13.0), STEEL.ink.tint(-0.12));
            canvas.fill(&Shape::ellipse(lamp.0 + 17.0, lamp.1, 5.0, 12.0), ink(0.96, 0.08, 95.0));
        }
        _ => {
            canvas.tube(&Shape::line(&[stem, (x + 34.0, y - 44.0)]), 13.0, STEEL.ink.tint(-0.12));
            canvas.tube(&Shape::line(&[(x + 34.0, y - 44.0), (x + 2.0, y - 56.0)]), 13.0, CHARCOAL.ink);
            canvas.tube(&Shape::line(&[(x + 8.0, y - 54.0), (x - 36.0, y - 62.0)]), 19.0, tape);
            canvas.stroke(
                &Shape::curve(&[(x + 30.0, y - 42.0), (x + 62.0, y - 10.0), (x + 40.0, y + 60.0)]),
                3.4,
                CHARCOAL.ink,
            );
        }
    }
}

fn fenders(canvas: &mut Canvas, design: &Design, f: &Frame) {
    let tone = design.accent;
    for (hub, r, from, to) in
        [(f.rear, f.wheel, 168.0, 310.0), (f.front, if design.form == 4 { 98.0 } else { f.wheel }, 200.0, 330.0)]
    {
        let arc = Shape::arc(hub.0, hub.1, r + f.tire * 0.5 + 11.0, r + f.tire * 0.5 + 11.0, from, to);
        canvas.stroke(&arc, 11.0, tone.tint(-0.10));
        canvas.stroke(&arc.shifted(-1.0, -2.0), 5.0, tone.tint(0.06));
    }
}

fn rack(canvas: &mut Canvas, f: &Frame) {
    let y = f.rear.1 - f.wheel - f.tire - 22.0;
    canvas.tube(&Shape::line(&[(f.rear.0 - 76.0, y), (f.rear.0 + 106.0, y)]), 9.0, CHARCOAL.ink);
    canvas.stroke(&Shape::line(&[(f.rear.0 - 40.0, y), f.rear]), 6.0, CHARCOAL.ink.tint(0.06));
}

fn basket(canvas: &mut Canvas, design: &Design, f: &Frame) {
    let (x, y) = (f.head_top.0 + 24.0, f.head_top.1 - 6.0);
    let body = Shape::soft_polygon(&[(x, y), (x + 166.0, y), (x + 146.0, y + 108.0), (x + 22.0, y + 108.0)], 14.0);
    let wicker = ink(0.70, 0.075, 70.0);
    if design.random("flowers").chance(60) {
        for (dx, dy, hue) in [(30.0, -34.0, 20.0), (74.0, -52.0, 350.0), (112.0, -38.0, 85.0), (140.0, -24.0, 20.0)] {
            canvas.fill(
                &Shape::leaf((x + dx, y + 10.0), (x + dx - 16.0, y + dy + 6.0), 10.0, 0.0),
                ink(0.58, 0.10, 140.0),
            );
            for turn in 0..6_u8 {
                let (sin, cos) = (f32::from(turn) * 60.0).to_radians().sin_cos();
                canvas.fill(&Shape::circle(x + dx + cos * 12.0, y + dy + sin * 12.0, 10.0), ink(0.80, 0.12, hue));
            }
            canvas.fill(&Shape::circle(x + dx, y + dy, 8.0), ink(0.90, 0.12, 95.0));
        }
    }
    canvas.fill(&body, wicker);
    canvas.clip(&body, |canvas| {
        for row in 0..8_u8 {
            for column in 0..12_u8 {
                let (bx, by) = (
                    x + f32::from(column) * 15.0 + if row % 2 == 0 { 0.0 } else { 7.5 },
                    y + 8.0 + f32::from(row) * 14.0,
                );
                canvas.fill(
                    &Shape::ellipse(bx, by, 6.6, 4.6),
                    wicker.tint(if (row + column) % 2 == 0 { 0.06 } else { -0.09 }),
                );
            }
        }
        canvas.side_light(&body, (x, y), (x + 166.0, y + 108.0), 1.0);
    });
    canvas.tube(&Shape::line(&[(x - 4.0, y), (x + 170.0, y)]), 15.0, wicker.tint(-0.05));
}

fn cargo(canvas: &mut Canvas, design: &Design, f: &Frame) {
    let (x, y) = (f.head_low.0 + 4.0, f.front.1 - 214.0);
    let body =
        Shape::soft_polygon(&[(x, y), (x + 306.0, y - 10.0), (x + 268.0, y + 158.0), (x + 20.0, y + 166.0)], 16.0);
    canvas.shadow(&body.clone().shifted(4.0, 10.0), 12.0, 0.3);
    let wood = if design.pattern == Pattern::Plain { ink(0.74, 0.07, 75.0) } else { design.second };
    canvas.fill(&body, wood);
    canvas.clip(&body, |canvas| {
        for i in 1..4_u8 {
            let ly = y + f32::from(i) * 42.0;
            canvas.stroke(&Shape::line(&[(x, ly), (x + 320.0, ly - 5.0)]), 3.0, SHADE.alpha(0.18));
        }
        canvas.side_light(&body, (x, y), (x + 300.0, y + 160.0), 1.0);
    });
    canvas.tube(&Shape::line(&[(x - 4.0, y), (x + 310.0, y - 10.0)]), 14.0, wood.tint(-0.12));
}
