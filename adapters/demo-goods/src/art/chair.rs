//! Chairs.

use super::Design;
use crate::draw::{Backdrop, CHARCOAL, Canvas, Fill, Ink, OAK, Pattern, SHADE, Scene, Shape, Surface, WALNUT, WHITE};

/// Shell chair, armchair, spindle-back, stool, rocking lounge chair, cantilever.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Arch, Backdrop::Window, Backdrop::Split, Backdrop::Disc];
    Scene::for_things(&[design.main, design.second], &mut design.random("room"), &backdrops)
        .with_floor(745.0)
        .paint(canvas);
    match design.form {
        0 => shell(canvas, design),
        1 => armchair(canvas, design),
        2 => spindle(canvas, design),
        3 => stool(canvas, design),
        4 => lounge(canvas, design),
        _ => cantilever(canvas, design),
    }
}

fn wood(design: &Design) -> Ink {
    *design.random("wood").pick(&[OAK.ink, WALNUT.ink, OAK.ink.tint(0.08), CHARCOAL.ink])
}

/// A leg that grows thinner downwards.
fn leg(canvas: &mut Canvas, top: (f32, f32), foot: (f32, f32), width: f32, tone: Ink) {
    let (a, b) = (width / 2.0, width / 3.4);
    let shape = Shape::polygon(&[(top.0 - a, top.1), (top.0 + a, top.1), (foot.0 + b, foot.1), (foot.0 - b, foot.1)]);
    canvas.fill(&shape, tone);
    canvas.fill(&shape, Fill::linear((top.0 - a, 0.0), (top.0 + a, 0.0), WHITE.alpha(0.16), SHADE.alpha(0.30)));
}

fn fabric(canvas: &mut Canvas, design: &Design, shape: &Shape, on: (f32, f32, f32, f32), tone: Ink) {
    canvas.fill(shape, tone);
    canvas.clip(shape, |canvas| {
        let (x, y, width, height) = on;
        let surface = Surface::Flat { x, y, width, height };
        design.pattern.paint(canvas, &surface, design.accent, design.second, &mut design.random("fabric"));
        canvas.side_light(shape, (x, y), (x + width, y + height), 1.0);
        let gleam = Shape::ellipse(x + width * 0.32, y + height * 0.24, width * 0.24, height * 0.15);
        canvas.soft(&gleam, width * 0.12, WHITE.alpha(0.22));
    });
}

fn shell(canvas: &mut Canvas, design: &Design) {
    let tone = wood(design);
    Scene::stand(canvas, 500.0, 862.0, 470.0);
    leg(canvas, (425.0, 610.0), (352.0, 806.0), 26.0, tone.tint(-0.12));
    leg(canvas, (575.0, 610.0), (648.0, 806.0), 26.0, tone.tint(-0.12));
    let back = Shape::new()
        .m(300.0, 590.0)
        .c(262.0, 420.0, 290.0, 236.0, 392.0, 214.0)
        .c(462.0, 200.0, 538.0, 200.0, 608.0, 214.0)
        .c(710.0, 236.0, 738.0, 420.0, 700.0, 590.0)
        .c(640.0, 640.0, 360.0, 640.0, 300.0, 590.0)
        .z();
    fabric(canvas, design, &back, (270.0, 205.0, 460.0, 420.0), design.main);
    let hollow = Shape::ellipse(500.0, 590.0, 210.0, 130.0);
    canvas.clip(&back, |canvas| canvas.shadow(&hollow, 70.0, 0.24));
    if design.random("hole").chance(60) {
        let hole = Shape::round(425.0, 262.0, 150.0, 40.0, 20.0);
        canvas.fill(&hole, design.main.tint(-0.22));
        canvas.stroke(&Shape::arc(500.0, 299.0, 56.0, 5.0, 20.0, 160.0), 3.0, WHITE.alpha(0.3));
    }
    let seat = Shape::new()
        .m(262.0, 604.0)
        .c(300.0, 560.0, 700.0, 560.0, 738.0, 604.0)
        .c(748.0, 656.0, 690.0, 682.0, 640.0, 684.0)
        .l(360.0, 684.0)
        .c(310.0, 682.0, 252.0, 656.0, 262.0, 604.0)
        .z();
    canvas.shadow(&seat.clone().shifted(0.0, -26.0), 20.0, 0.16);
    canvas.fill(&seat, design.main.tint(0.02));
    canvas.top_light(&seat, 575.0, 690.0, 1.1);
    canvas.stroke(
        &Shape::curve(&[(275.0, 606.0), (380.0, 584.0), (620.0, 584.0), (725.0, 606.0)]),
        5.0,
        WHITE.alpha(0.35),
    );
    leg(canvas, (380.0, 680.0), (300.0, 866.0), 32.0, tone);
    leg(canvas, (620.0, 680.0), (700.0, 866.0), 32.0, tone);
    canvas.stroke(&Shape::line(&[(362.0, 734.0), (638.0, 734.0)]), 10.0, tone.tint(-0.12));
}

fn armchair(canvas: &mut Canvas, design: &Design) {
    let tone = wood(design);
    Scene::stand(canvas, 500.0, 856.0, 640.0);
    for (x, foot) in [(285.0, 268.0), (715.0, 732.0)] {
        leg(canvas, (x, 770.0), (foot, 862.0), 36.0, tone);
    }
    let main = design.main;
    let tall = design.random("back").real(236.0, 300.0);
    let back = Shape::round4(262.0, tall, 476.0, 440.0, [150.0, 150.0, 30.0, 30.0]);
    fabric(canvas, design, &back, (262.0, tall, 476.0, 440.0), main);
    if design.random("tuft").chance(50) {
        for (dx, dy) in [(-110.0, 110.0), (0.0, 80.0), (110.0, 110.0), (-56.0, 180.0), (56.0, 180.0)] {
            canvas.shadow(&Shape::circle(500.0 + dx, tall + dy, 13.0), 11.0, 0.45);
            canvas.fill(&Shape::circle(500.0 + dx, tall + dy, 7.0), main.tint(-0.10));
        }
    }
    let seat = Shape::round(276.0, 566.0, 448.0, 140.0, 46.0);
    canvas.shadow(&seat.clone().shifted(0.0, -22.0), 26.0, 0.30);
    canvas.fill(&seat, main.tint(0.035));
    canvas.top_light(&seat, 566.0, 706.0, 1.2);
    canvas.stroke(
        &Shape::curve(&[(300.0, 606.0), (400.0, 592.0), (600.0, 592.0), (700.0, 606.0)]),
        4.0,
        WHITE.alpha(0.22),
    );
    let apron = Shape::round4(236.0, 690.0, 528.0, 96.0, [10.0, 10.0, 44.0, 44.0]);
    canvas.fill(&apron, main.tint(-0.06));
    canvas.top_light(&apron, 690.0, 786.0, 1.0);
    for side in [-1.0_f32, 1.0] {
        let arm = Shape::round4(if side < 0.0 { 170.0 } else { 706.0 }, 500.0, 124.0, 284.0, [60.0, 60.0, 46.0, 46.0]);
        canvas.shadow(&arm.clone().shifted(-side * 10.0, 4.0), 18.0, 0.30);
        canvas.fill(&arm, main.tint(if side < 0.0 { 0.02 } else { -0.05 }));
        let left = if side < 0.0 { 170.0 } else { 706.0 };
        canvas.round_light(&arm, left - 10.0, left + 140.0, 0.65);
        canvas.fill(&arm, Fill::linear((0.0, 640.0), (0.0, 790.0), SHADE.alpha(0.0), SHADE.alpha(0.22)));
    }
    if design.pattern == Pattern::Plain || design.random("cushion").chance(40) {
        let pillow = Shape::soft_polygon(&[(404.0, 446.0), (596.0, 434.0), (612.0, 582.0), (396.0, 590.0)], 40.0)
            .turned(-7.0, 500.0, 520.0);
        canvas.shadow(&pillow.clone().shifted(8.0, 12.0), 18.0, 0.3);
        canvas.fill(&pillow, design.second);
        canvas.side_light(&pillow, (400.0, 440.0), (610.0, 600.0), 1.1);
    }
}

fn spindle(canvas: &mut Canvas, design: &Design) {
    let tone = design.main;
    Scene::stand(canvas, 500.0, 868.0, 430.0);
    for (top, foot) in [((410.0, 590.0), (362.0, 812.0)), ((590.0, 590.0), (638.0, 812.0))] {
        leg(canvas, top, foot, 24.0, tone.tint(-0.14));
    }
    let lean = 300.0 - design.random("rail").real(0.0, 60.0);
    for i in 0..7_u8 {
        let t = f32::from(i) / 6.0;
        let (top, foot) = ((330.0 + 340.0 * t, 230.0), (374.0 + 252.0 * t, 586.0));
        let width = if i == 0 || i == 6 { 21.0 } else { 12.0 };
        canvas.stroke(&Shape::line(&[top, foot]), width, tone.tint(-0.06));
        canvas.stroke(
            &Shape::line(&[(top.0 - 2.0, top.1), (foot.0 - 2.0, foot.1)]),
            width * 0.35,
            tone.tint(0.12).alpha(0.8),
        );
    }
    let rail = Shape::new()
        .m(lean, 236.0)
        .c(lean + 60.0, 176.0, 940.0 - lean, 176.0, 1000.0 - lean, 236.0)
        .l(982.0 - lean, 282.0)
        .c(900.0 - lean, 236.0, lean + 100.0, 236.0, lean + 18.0, 282.0)
        .z();
    canvas.fill(&rail, tone);
    canvas.top_light(&rail, 190.0, 280.0, 1.2);
    let seat = Shape::new()
        .m(292.0, 612.0)
        .c(330.0, 566.0, 670.0, 566.0, 708.0, 612.0)
        .c(720.0, 640.0, 690.0, 652.0, 660.0, 652.0)
        .l(340.0, 652.0)
        .c(310.0, 652.0, 280.0, 640.0, 292.0, 612.0)
        .z();
    for (top, foot) in [((356.0, 640.0), (296.0, 872.0)), ((644.0, 640.0), (704.0, 872.0))] {
        leg(canvas, top, foot, 31.0, tone);
    }
    canvas.stroke(&Shape::line(&[(332.0, 752.0), (668.0, 752.0)]), 12.0, tone.tint(-0.09));
    canvas.fill(&seat, tone.tint(0.03));
    canvas.top_light(&seat, 576.0, 656.0, 1.2);
    if design.pattern != Pattern::Plain {
        let pad = Shape::new()
            .m(316.0, 598.0)
            .c(350.0, 548.0, 650.0, 548.0, 684.0, 598.0)
            .c(690.0, 620.0, 640.0, 626.0, 500.0, 626.0)
            .c(360.0, 626.0, 310.0, 620.0, 316.0, 598.0)
            .z();
        canvas.shadow(&pad.clone().shifted(0.0, 8.0), 8.0, 0.3);
        fabric(canvas, design, &pad, (310.0, 556.0, 380.0, 72.0), design.second);
    }
}

fn stool(canvas: &mut Canvas, design: &Design) {
    let tone = wood(design);
    let seat_y = design.random("height").real(370.0, 470.0);
    Scene::stand(canvas, 500.0, 866.0, 400.0);
    leg(canvas, (440.0, seat_y + 30.0), (408.0, 812.0), 24.0, tone.tint(-0.14));
    leg(canvas, (560.0, seat_y + 30.0), (592.0, 812.0), 24.0, tone.tint(-0.14));
    let ring = seat_y + (866.0 - seat_y) * 0.62;
    canvas.stroke(&Shape::arc(500.0, ring, 148.0, 26.0, 180.0, 360.0), 11.0, tone.tint(-0.15));
    leg(canvas, (372.0, seat_y + 36.0), (306.0, 868.0), 32.0, tone);
    leg(canvas, (628.0, seat_y + 36.0), (694.0, 868.0), 32.0, tone);
    canvas.tube(&Shape::arc(500.0, ring, 160.0, 28.0, 0.0, 180.0), 12.0, tone.tint(-0.02));
    let under = Shape::round(316.0, seat_y - 20.0, 368.0, 78.0, 36.0);
    canvas.fill(&under, design.main.tint(-0.08));
    let pad = Shape::round4(308.0, seat_y - 66.0, 384.0, 106.0, [60.0, 60.0, 44.0, 44.0]);
    fabric(canvas, design, &pad, (308.0, seat_y - 66.0, 384.0, 106.0), design.main);
    canvas.top_light(&pad, seat_y - 66.0, seat_y + 42.0, 1.1);
    canvas.stroke(
        &Shape::curve(&[(330.0, seat_y - 10.0), (500.0, seat_y + 6.0), (670.0, seat_y - 10.0)]),
        3.5,
        SHADE.alpha(0.16),
    );
}

fn lounge(canvas: &mut Canvas, design: &Design) {
    let tone = wood(design);
    Scene::stand(canvas, 520.0, 866.0, 560.0);
    if design.random("rockers").chance(50) {
        canvas.tube(&Shape::curve(&[(214.0, 812.0), (360.0, 858.0), (560.0, 864.0), (768.0, 816.0)]), 24.0, tone);
        leg(canvas, (352.0, 640.0), (332.0, 850.0), 26.0, tone);
        leg(canvas, (640.0, 620.0), (660.0, 848.0), 26.0, tone);
    } else {
        leg(canvas, (372.0, 650.0), (300.0, 866.0), 30.0, tone);
        leg(canvas, (640.0, 620.0), (722.0, 866.0), 30.0, tone);
        leg(canvas, (600.0, 660.0), (640.0, 836.0), 22.0, tone.tint(-0.14));
    }
    let body = Shape::new()
        .m(238.0, 556.0)
        .c(236.0, 520.0, 262.0, 508.0, 296.0, 516.0)
        .l(546.0, 570.0)
        .c(590.0, 500.0, 622.0, 330.0, 656.0, 206.0)
        .c(672.0, 160.0, 762.0, 168.0, 766.0, 226.0)
        .c(764.0, 360.0, 716.0, 560.0, 668.0, 652.0)
        .c(640.0, 696.0, 590.0, 700.0, 540.0, 688.0)
        .l(288.0, 624.0)
        .c(254.0, 614.0, 240.0, 590.0, 238.0, 556.0)
        .z();
    fabric(canvas, design, &body, (238.0, 170.0, 530.0, 520.0), design.main);
    for t in [0.3, 0.62] {
        let seam = Shape::curve(&[
            (634.0 - 42.0 * t, 300.0 + 200.0 * t),
            (690.0 - 36.0 * t, 322.0 + 200.0 * t),
            (744.0 - 44.0 * t, 330.0 + 190.0 * t),
        ]);
        canvas.stroke(&seam, 4.0, SHADE.alpha(0.16));
    }
    canvas.stroke(
        &Shape::curve(&[(262.0, 540.0), (400.0, 566.0), (548.0, 600.0), (600.0, 520.0)]),
        5.0,
        WHITE.alpha(0.26),
    );
    let head = Shape::round(630.0, 196.0, 132.0, 92.0, 40.0).turned(14.0, 696.0, 242.0);
    canvas.shadow(&head.clone().shifted(2.0, 12.0), 12.0, 0.3);
    canvas.fill(&head, design.second);
    canvas.side_light(&head, (630.0, 190.0), (760.0, 300.0), 1.1);
    let arm = Shape::curve(&[(300.0, 470.0), (390.0, 446.0), (500.0, 442.0), (590.0, 462.0)]);
    canvas.stroke(&Shape::line(&[(346.0, 462.0), (356.0, 650.0)]), 18.0, tone.tint(-0.06));
    canvas.tube(&arm, 30.0, tone);
}

fn cantilever(canvas: &mut Canvas, design: &Design) {
    Scene::stand(canvas, 500.0, 866.0, 470.0);
    let steel = design.random("steel").pick(&[crate::draw::STEEL.ink, CHARCOAL.ink, crate::draw::BRASS.ink]).tint(0.0);
    for (dx, tone) in [(38.0, steel.tint(-0.14)), (0.0, steel)] {
        let line = Shape::new()
            .m(640.0 + dx, 212.0 - dx * 0.3)
            .l(596.0 + dx, 560.0 - dx * 0.5)
            .q(590.0 + dx, 600.0 - dx * 0.5, 550.0 + dx, 602.0 - dx * 0.5)
            .l(322.0 + dx, 602.0 - dx * 0.5)
            .q(286.0 + dx, 602.0 - dx * 0.5, 288.0 + dx, 640.0 - dx * 0.5)
            .l(300.0 + dx, 822.0 - dx * 0.5)
            .q(302.0 + dx, 858.0 - dx * 0.6, 340.0 + dx, 858.0 - dx * 0.6)
            .l(690.0 + dx, 858.0 - dx * 0.6);
        canvas.tube(&line, 21.0, tone);
    }
    let back = Shape::soft_polygon(&[(610.0, 214.0), (690.0, 200.0), (652.0, 494.0), (578.0, 500.0)], 26.0);
    fabric(canvas, design, &back, (570.0, 200.0, 120.0, 300.0), design.main);
    let seat =
        Shape::soft_polygon(&[(276.0, 566.0), (620.0, 548.0), (652.0, 590.0), (640.0, 616.0), (284.0, 626.0)], 26.0);
    fabric(canvas, design, &seat, (276.0, 548.0, 376.0, 80.0), design.main);
    canvas.stroke(&Shape::curve(&[(300.0, 578.0), (450.0, 566.0), (612.0, 560.0)]), 5.0, WHITE.alpha(0.3));
    canvas.tube(&Shape::curve(&[(372.0, 452.0), (480.0, 440.0), (606.0, 446.0)]), 24.0, wood(design));
    canvas.tube(&Shape::line(&[(376.0, 462.0), (376.0, 596.0)]), 17.0, steel);
}
