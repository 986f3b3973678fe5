//! Backpacks.

use super::Design;
use crate::draw::{
    BRASS, Backdrop, CLAY, Canvas, Fill, Ink, Pattern, SHADE, STEEL, Scene, Shape, Surface, WALNUT, WHITE,
};

/// Day pack, roll top, rucksack with a flap, round mini, trekking pack.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Disc, Backdrop::Window, Backdrop::Split, Backdrop::Arch];
    Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &backdrops)
        .with_floor(755.0)
        .paint(canvas);
    Scene::stand(canvas, 500.0, 856.0, 480.0);
    match design.form {
        0 => day(canvas, design),
        1 => roll(canvas, design),
        2 => rucksack(canvas, design),
        3 => mini(canvas, design),
        _ => trek(canvas, design),
    }
}

fn leather(design: &Design) -> Ink {
    *design.random("leather").pick(&[WALNUT.ink, CLAY.ink.tint(-0.1), WALNUT.ink.tint(-0.08)])
}

fn straps(canvas: &mut Canvas, x: f32, top: f32, tone: Ink) {
    for side in [-1.0_f32, 1.0] {
        let strap = Shape::new().m(500.0 + side * (x - 60.0), top + 40.0).c(
            500.0 + side * (x + 70.0),
            top + 80.0,
            500.0 + side * (x + 92.0),
            560.0,
            500.0 + side * (x + 34.0),
            800.0,
        );
        canvas.stroke(&strap, 44.0, tone.tint(-0.10));
        canvas.stroke(&strap.clone().shifted(-4.0, 0.0), 30.0, tone.tint(-0.03));
        canvas.stroke(&strap, 2.0, WHITE.alpha(0.2));
    }
}

fn grab(canvas: &mut Canvas, top: f32, tone: Ink) {
    let loop_ = Shape::new().m(446.0, top + 22.0).c(446.0, top - 62.0, 554.0, top - 62.0, 554.0, top + 22.0);
    canvas.stroke(&loop_, 21.0, tone.tint(-0.08));
    canvas.stroke(&loop_.shifted(-2.0, -3.0), 9.0, tone.tint(0.08));
}

fn panel(canvas: &mut Canvas, design: &Design, shape: &Shape, on: (f32, f32, f32, f32), tone: Ink, printed: bool) {
    let (x, y, width, height) = on;
    canvas.fill(shape, tone);
    canvas.clip(shape, |canvas| {
        if printed {
            let surface = Surface::Flat { x, y, width, height };
            design.pattern.paint(canvas, &surface, design.accent, design.second, &mut design.random("print"));
        }
        canvas.round_light(shape, x - 6.0, x + width + 6.0, 0.72);
        canvas.fill(shape, Fill::linear((0.0, y), (0.0, y + height), WHITE.alpha(0.10), SHADE.alpha(0.20)));
    });
}

fn zip(canvas: &mut Canvas, line: &Shape, pull: (f32, f32), tone: Ink) {
    canvas.stroke(line, 9.0, SHADE.alpha(0.50));
    canvas.stroke(line, 3.0, STEEL.ink.alpha(0.75));
    canvas.fill(&Shape::round(pull.0 - 6.0, pull.1 - 4.0, 12.0, 18.0, 5.0), STEEL.ink);
    canvas.fill(&Shape::round(pull.0 - 8.0, pull.1 + 10.0, 16.0, 42.0, 7.0), tone);
}

fn label(canvas: &mut Canvas, x: f32, y: f32, tone: Ink) {
    let patch = Shape::round(x - 44.0, y, 88.0, 42.0, 6.0);
    canvas.fill(&patch, tone);
    canvas.side_light(&patch, (x - 44.0, y), (x + 44.0, y + 42.0), 1.0);
    canvas.stroke(&Shape::round(x - 38.0, y + 6.0, 76.0, 30.0, 4.0), 1.6, WHITE.alpha(0.35));
    canvas.fill(&Shape::leaf((x - 14.0, y + 30.0), (x + 14.0, y + 12.0), 9.0, 0.0), WHITE.alpha(0.65));
}

fn buckle(canvas: &mut Canvas, x: f32, y: f32) {
    canvas.shadow(&Shape::round(x - 25.0, y + 4.0, 50.0, 34.0, 6.0), 5.0, 0.4);
    canvas.stroke(&Shape::round(x - 23.0, y, 46.0, 34.0, 6.0), 7.0, BRASS.ink);
    canvas.stroke(&Shape::round(x - 24.0, y - 1.5, 46.0, 34.0, 6.0), 2.0, BRASS.ink.tint(0.18));
    canvas.stroke(&Shape::line(&[(x, y + 4.0), (x, y + 32.0)]), 5.0, BRASS.ink.tint(-0.08));
}

fn day(canvas: &mut Canvas, design: &Design) {
    let hide = leather(design);
    straps(canvas, 196.0, 250.0, design.accent);
    grab(canvas, 226.0, hide);
    let body = Shape::round4(286.0, 222.0, 428.0, 632.0, [190.0, 190.0, 72.0, 72.0]);
    panel(canvas, design, &body, (286.0, 222.0, 428.0, 632.0), design.main, true);
    let arc = Shape::new().m(300.0, 520.0).c(288.0, 200.0, 712.0, 200.0, 700.0, 520.0);
    zip(canvas, &arc.shifted(0.0, 26.0), (676.0, 438.0), hide);
    let pocket = Shape::round4(322.0, 556.0, 356.0, 250.0, [56.0, 56.0, 54.0, 54.0]);
    canvas.shadow(&pocket.clone().shifted(3.0, 8.0), 14.0, 0.36);
    let tone = if design.pattern == Pattern::Blocks { design.second } else { design.main.tint(-0.03) };
    panel(canvas, design, &pocket, (322.0, 556.0, 356.0, 250.0), tone, false);
    zip(canvas, &Shape::curve(&[(352.0, 622.0), (500.0, 604.0), (648.0, 622.0)]), (622.0, 616.0), hide);
    label(canvas, 500.0, 690.0, hide);
}

fn roll(canvas: &mut Canvas, design: &Design) {
    let hide = leather(design);
    straps(canvas, 190.0, 300.0, design.accent);
    let body = Shape::round4(296.0, 330.0, 408.0, 524.0, [20.0, 20.0, 60.0, 60.0]);
    panel(canvas, design, &body, (296.0, 330.0, 408.0, 524.0), design.main, true);
    let neck = Shape::new().m(300.0, 350.0).l(328.0, 236.0).l(672.0, 236.0).l(700.0, 350.0).z();
    panel(canvas, design, &neck, (300.0, 236.0, 400.0, 114.0), design.main.tint(-0.03), false);
    for x in [390.0, 470.0, 560.0, 630.0] {
        canvas.soft(&Shape::leaf((x, 244.0), (x + (500.0 - x) * -0.1, 350.0), 7.0, 0.0), 6.0, SHADE.alpha(0.28));
    }
    let top = Shape::round(300.0, 184.0, 400.0, 72.0, 34.0);
    canvas.shadow(&top.clone().shifted(0.0, 12.0), 14.0, 0.34);
    canvas.fill(&top, design.main.tint(0.03));
    canvas.top_light(&top, 184.0, 256.0, 1.2);
    canvas.stroke(&Shape::line(&[(330.0, 220.0), (670.0, 220.0)]), 3.0, SHADE.alpha(0.18));
    let strap = Shape::polygon(&[(476.0, 178.0), (524.0, 178.0), (524.0, 560.0), (476.0, 560.0)]);
    canvas.shadow(&strap.clone().shifted(5.0, 4.0), 8.0, 0.3);
    canvas.fill(&strap, hide);
    canvas.fill(&strap, Fill::linear((476.0, 0.0), (524.0, 0.0), WHITE.alpha(0.16), SHADE.alpha(0.2)));
    buckle(canvas, 500.0, 486.0);
    let pocket = Shape::round(336.0, 606.0, 328.0, 196.0, 34.0);
    canvas.shadow(&pocket.clone().shifted(2.0, 6.0), 10.0, 0.34);
    panel(canvas, design, &pocket, (336.0, 606.0, 328.0, 196.0), design.main.tint(-0.04), false);
    zip(canvas, &Shape::line(&[(366.0, 650.0), (634.0, 650.0)]), (610.0, 646.0), hide);
    label(canvas, 500.0, 718.0, hide);
}

fn rucksack(canvas: &mut Canvas, design: &Design) {
    let hide = leather(design);
    straps(canvas, 206.0, 270.0, hide);
    grab(canvas, 226.0, hide);
    let body = Shape::round4(280.0, 286.0, 440.0, 568.0, [120.0, 120.0, 66.0, 66.0]);
    panel(canvas, design, &body, (280.0, 286.0, 440.0, 568.0), design.main.tint(-0.03), false);
    for side in [250.0, 682.0] {
        let pocket = Shape::round(side, 560.0, 76.0, 236.0, 34.0);
        canvas.fill(&pocket, design.main.tint(-0.08));
        canvas.round_light(&pocket, side, side + 76.0, 0.9);
    }
    let front = Shape::round4(326.0, 600.0, 348.0, 216.0, [30.0, 30.0, 46.0, 46.0]);
    canvas.shadow(&front.clone().shifted(2.0, 8.0), 12.0, 0.34);
    panel(canvas, design, &front, (326.0, 600.0, 348.0, 216.0), design.main, false);
    let flap = Shape::new()
        .m(276.0, 330.0)
        .c(284.0, 250.0, 350.0, 224.0, 420.0, 222.0)
        .l(580.0, 222.0)
        .c(650.0, 224.0, 716.0, 250.0, 724.0, 330.0)
        .l(718.0, 520.0)
        .c(710.0, 570.0, 670.0, 584.0, 620.0, 586.0)
        .l(380.0, 586.0)
        .c(330.0, 584.0, 290.0, 570.0, 282.0, 520.0)
        .z();
    canvas.shadow(&flap.clone().shifted(4.0, 16.0), 18.0, 0.36);
    panel(canvas, design, &flap, (276.0, 222.0, 448.0, 366.0), design.main.tint(0.015), true);
    canvas.clip(&flap, |canvas| canvas.stroke(&flap.clone(), 14.0, SHADE.alpha(0.10)));
    for x in [400.0, 600.0] {
        let strap = Shape::round4(x - 21.0, 470.0, 42.0, 216.0, [4.0, 4.0, 20.0, 20.0]);
        canvas.shadow(&strap.clone().shifted(4.0, 5.0), 7.0, 0.34);
        canvas.fill(&strap, hide);
        canvas.fill(&strap, Fill::linear((x - 21.0, 0.0), (x + 21.0, 0.0), WHITE.alpha(0.18), SHADE.alpha(0.2)));
        buckle(canvas, x, 590.0);
    }
}

fn mini(canvas: &mut Canvas, design: &Design) {
    let hide = leather(design);
    straps(canvas, 180.0, 340.0, hide);
    grab(canvas, 336.0, hide);
    let body = Shape::new()
        .m(500.0, 330.0)
        .c(650.0, 330.0, 716.0, 450.0, 722.0, 620.0)
        .c(726.0, 770.0, 690.0, 852.0, 600.0, 854.0)
        .l(400.0, 854.0)
        .c(310.0, 852.0, 274.0, 770.0, 278.0, 620.0)
        .c(284.0, 450.0, 350.0, 330.0, 500.0, 330.0)
        .z();
    panel(canvas, design, &body, (276.0, 330.0, 448.0, 524.0), design.main, true);
    zip(
        canvas,
        &Shape::new().m(306.0, 640.0).c(306.0, 320.0, 694.0, 320.0, 694.0, 640.0),
        (684.0, 566.0),
        design.accent,
    );
    let pocket = Shape::round4(340.0, 640.0, 320.0, 170.0, [30.0, 30.0, 60.0, 60.0]);
    canvas.shadow(&pocket.clone().shifted(2.0, 7.0), 12.0, 0.34);
    panel(canvas, design, &pocket, (340.0, 640.0, 320.0, 170.0), design.accent, false);
    canvas.stroke(&Shape::round4(350.0, 650.0, 300.0, 150.0, [24.0, 24.0, 52.0, 52.0]), 2.0, WHITE.alpha(0.32));
    let snap = Shape::circle(500.0, 690.0, 15.0);
    canvas.shadow(&snap.clone().shifted(2.0, 3.0), 4.0, 0.4);
    canvas.fill(&snap, Fill::radial((495.0, 684.0), 20.0, BRASS.ink.tint(0.16), BRASS.ink.tint(-0.08)));
}

fn trek(canvas: &mut Canvas, design: &Design) {
    let hide = design.accent;
    straps(canvas, 190.0, 240.0, design.accent);
    let bed = Shape::round(286.0, 130.0, 428.0, 116.0, 56.0);
    canvas.fill(&bed, design.second);
    canvas.top_light(&bed, 130.0, 246.0, 1.4);
    let swirl = (706.0, 188.0);
    canvas.fill(&Shape::ellipse(swirl.0 - 36.0, swirl.1, 34.0, 54.0), design.second.tint(0.06));
    for r in [44.0, 30.0, 16.0] {
        canvas.stroke(&Shape::ellipse(swirl.0 - 36.0, swirl.1, r * 0.62, r), 3.0, design.second.tint(-0.14));
    }
    let body = Shape::round4(296.0, 240.0, 408.0, 616.0, [66.0, 66.0, 76.0, 76.0]);
    panel(canvas, design, &body, (296.0, 240.0, 408.0, 616.0), design.main, false);
    let lid = Shape::round4(278.0, 232.0, 444.0, 160.0, [76.0, 76.0, 34.0, 34.0]);
    canvas.shadow(&lid.clone().shifted(2.0, 12.0), 14.0, 0.36);
    panel(canvas, design, &lid, (278.0, 232.0, 444.0, 160.0), design.main.tint(0.02), true);
    zip(canvas, &Shape::curve(&[(330.0, 330.0), (500.0, 342.0), (670.0, 330.0)]), (640.0, 330.0), hide);
    for x in [336.0, 664.0] {
        let strap = Shape::rect(x - 11.0, 384.0, 22.0, 400.0);
        canvas.fill(&strap, design.accent.tint(-0.02));
        canvas.fill(&strap, Fill::linear((x - 11.0, 0.0), (x + 11.0, 0.0), WHITE.alpha(0.16), SHADE.alpha(0.24)));
        let clip = Shape::round(x - 20.0, 478.0, 40.0, 46.0, 8.0);
        canvas.fill(&clip, SHADE.tint(0.1));
        canvas.stroke(&clip, 2.0, WHITE.alpha(0.25));
    }
    let front = Shape::round4(376.0, 440.0, 248.0, 186.0, [20.0, 20.0, 40.0, 40.0]);
    canvas.shadow(&front.clone().shifted(2.0, 6.0), 9.0, 0.3);
    panel(canvas, design, &front, (376.0, 440.0, 248.0, 186.0), design.main.tint(-0.03), false);
    label(canvas, 500.0, 520.0, leather(design));
    let low = Shape::round4(346.0, 664.0, 308.0, 150.0, [24.0, 24.0, 54.0, 54.0]);
    canvas.shadow(&low.clone().shifted(2.0, 6.0), 9.0, 0.3);
    panel(canvas, design, &low, (346.0, 664.0, 308.0, 150.0), design.second, false);
    let mut cord = vec![];
    for i in 0..5_u8 {
        cord.push((if i % 2 == 0 { 380.0 } else { 620.0 }, 686.0 + f32::from(i) * 26.0));
    }
    canvas.stroke(&Shape::line(&cord), 6.0, design.accent.tint(0.08));
    for (x, y) in cord {
        canvas.fill(&Shape::circle(x, y, 8.0), SHADE.tint(0.12));
    }
}
