//! Shirts and jumpers, laid flat.

use super::Design;
use crate::draw::{
    Backdrop, CHALK, Canvas, Fill, Ink, Lettering, OAK, Pattern, SHADE, STEEL, Scene, Shape, Surface, WHITE,
};

/// T-shirt, long sleeve, hoodie, jumper, buttoned shirt, polo.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let hangs = design.random("hanger").chance(55);
    let backdrops =
        if hangs { [Backdrop::Plain, Backdrop::Split, Backdrop::Window, Backdrop::Disc] } else { [Backdrop::Table; 4] };
    let scene = Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &backdrops);
    scene.with_floor(1200.0).paint(canvas);
    let long = matches!(design.form, 1..=3);
    let torso = torso(design);
    let sleeves = [sleeve(long), sleeve(long).mirrored(500.0)];
    let whole = torso.clone().and(&sleeves[0]).and(&sleeves[1]);
    if hangs {
        hanger(canvas);
        canvas.shadow(&whole.clone().shifted(34.0, 30.0), 42.0, 0.20);
    }
    Scene::lie(canvas, &whole, if hangs { 12.0 } else { 16.0 });
    neck_back(canvas, design);
    for (side, shape) in [-1.0_f32, 1.0].into_iter().zip(&sleeves) {
        let tone = if design.pattern == Pattern::Blocks { design.accent } else { design.main };
        cloth(canvas, design, shape, tone, prints_all_over(design.pattern) && design.pattern != Pattern::Blocks, side);
        sleeve_folds(canvas, shape, side, long, design);
    }
    cloth(canvas, design, &torso, design.main, prints_all_over(design.pattern), 0.0);
    canvas.clip(&torso, body_folds);
    front(canvas, design, &torso);
}

const fn prints_all_over(pattern: Pattern) -> bool {
    !matches!(
        pattern,
        Pattern::Plain | Pattern::Sunrise | Pattern::Leaves | Pattern::Arches | Pattern::Waves | Pattern::Flowers
    )
}

fn torso(design: &Design) -> Shape {
    let wide = if matches!(design.form, 2 | 3) { 12.0 } else { 0.0 };
    let low = if matches!(design.form, 2 | 3) { 820.0 } else { 838.0 };
    let neck = match design.form {
        2 | 4 | 5 => (425.0, 216.0, 262.0),
        3 => (415.0, 212.0, 252.0),
        _ => (408.0, 210.0, 292.0),
    };
    Shape::new()
        .m(neck.0, neck.1)
        .q(350.0, 236.0, 286.0, 268.0)
        .c(300.0, 400.0, 306.0 - wide, 600.0, 296.0 - wide, low - 18.0)
        .q(296.0 - wide, low, 318.0 - wide, low + 3.0)
        .c(420.0, low + 14.0, 580.0, low + 14.0, 682.0 + wide, low + 3.0)
        .q(704.0 + wide, low, 704.0 + wide, low - 18.0)
        .c(694.0 + wide, 600.0, 700.0, 400.0, 714.0, 268.0)
        .q(650.0, 236.0, 1000.0 - neck.0, neck.1)
        .c(560.0, neck.2, 440.0, neck.2, neck.0, neck.1)
        .z()
}

fn sleeve(long: bool) -> Shape {
    if long {
        Shape::new()
            .m(300.0, 262.0)
            .c(232.0, 286.0, 206.0, 348.0, 196.0, 430.0)
            .l(156.0, 754.0)
            .q(158.0, 774.0, 178.0, 778.0)
            .l(226.0, 786.0)
            .q(246.0, 786.0, 250.0, 766.0)
            .l(310.0, 450.0)
            .z()
    } else {
        Shape::new()
            .m(302.0, 260.0)
            .c(236.0, 284.0, 196.0, 350.0, 150.0, 452.0)
            .q(146.0, 466.0, 160.0, 474.0)
            .l(252.0, 522.0)
            .q(266.0, 528.0, 272.0, 514.0)
            .l(316.0, 410.0)
            .z()
    }
}

fn cloth(canvas: &mut Canvas, design: &Design, shape: &Shape, tone: Ink, printed: bool, side: f32) {
    canvas.fill(shape, tone);
    canvas.clip(shape, |canvas| {
        if printed {
            let surface = Surface::Flat { x: 280.0 + side * 190.0, y: 230.0, width: 440.0, height: 620.0 };
            design.pattern.paint(canvas, &surface, design.accent, design.second, &mut design.random("print"));
        }
        let light = if side < 0.0 { 0.5 } else { 0.8 };
        canvas.side_light(shape, (200.0, 220.0), (820.0, 900.0), light);
    });
}

fn sleeve_folds(canvas: &mut Canvas, shape: &Shape, side: f32, long: bool, design: &Design) {
    let flip = |x: f32| if side > 0.0 { 1000.0 - x } else { x };
    canvas.clip(shape, |canvas| {
        let seam = Shape::curve(&[(flip(306.0), 262.0), (flip(318.0), 330.0), (flip(316.0), 430.0)]);
        canvas.soft(
            &seam.and(&Shape::polygon(&[
                (flip(290.0), 262.0),
                (flip(330.0), 262.0),
                (flip(330.0), 460.0),
                (flip(300.0), 460.0),
            ])),
            22.0,
            SHADE.alpha(0.22),
        );
        let folds: &[[(f32, f32); 3]] = if long {
            &[[(286.0, 330.0), (240.0, 470.0), (214.0, 640.0)], [(300.0, 440.0), (262.0, 560.0), (236.0, 690.0)]]
        } else {
            &[[(290.0, 320.0), (240.0, 400.0), (206.0, 470.0)], [(304.0, 380.0), (276.0, 440.0), (254.0, 500.0)]]
        };
        for fold in folds {
            let points = fold.map(|(x, y)| (flip(x), y));
            let band = Shape::leaf(points[0], points[2], 12.0, 8.0 * side);
            canvas.soft(&band, 9.0, SHADE.alpha(0.22));
            canvas.soft(&band.shifted(-10.0, -4.0), 7.0, WHITE.alpha(0.15));
        }
        let cuff = if long { [(120.0, 742.0), (290.0, 770.0)] } else { [(130.0, 440.0), (290.0, 522.0)] };
        let lift = if long { 10.0 } else { -4.0 };
        let line = Shape::line(&[(flip(cuff[0].0), cuff[0].1 - lift), (flip(cuff[1].0), cuff[1].1 - lift)]);
        if matches!(design.form, 2 | 3) {
            let tone = design.main.tint(-0.05);
            canvas.stroke_butt(&line.clone().shifted(0.0, 16.0), 42.0, tone);
            for k in 0..9_u8 {
                let x = 150.0 + f32::from(k) * 13.0;
                canvas.stroke(&Shape::line(&[(flip(x), 732.0), (flip(x - 4.0), 800.0)]), 2.0, SHADE.alpha(0.14));
            }
        } else {
            canvas.stroke(&line, 2.6, SHADE.alpha(0.22));
        }
    });
}

fn body_folds(canvas: &mut Canvas) {
    let folds = [
        ((330.0, 430.0), (352.0, 720.0), 16.0, 14.0),
        ((668.0, 440.0), (640.0, 760.0), 18.0, -16.0),
        ((420.0, 620.0), (404.0, 840.0), 14.0, 8.0),
        ((560.0, 560.0), (588.0, 840.0), 14.0, -8.0),
    ];
    for (from, to, width, bend) in folds {
        let fold = Shape::leaf(from, to, width, bend);
        canvas.soft(&fold, 14.0, SHADE.alpha(0.18));
        canvas.soft(&fold.shifted(-18.0, 0.0), 12.0, WHITE.alpha(0.12));
    }
    canvas.soft(&Shape::ellipse(500.0, 852.0, 230.0, 16.0), 22.0, SHADE.alpha(0.22));
}

fn neck_back(canvas: &mut Canvas, design: &Design) {
    let inside = Shape::ellipse(500.0, 222.0, 92.0, if design.form == 0 || design.form == 1 { 34.0 } else { 22.0 });
    canvas.fill(&inside, design.main.tint(-0.17));
    canvas.fill(&Shape::round(478.0, 212.0, 44.0, 24.0, 3.0), CHALK.ink.alpha(0.9));
}

fn front(canvas: &mut Canvas, design: &Design, torso: &Shape) {
    let (main, shade) = (design.main, design.main.tint(-0.07));
    match design.form {
        0 | 1 => {
            let neck = Shape::new().m(408.0, 210.0).c(440.0, 292.0, 560.0, 292.0, 592.0, 210.0);
            canvas.stroke(&neck, 17.0, shade);
            canvas.stroke(&neck.clone().shifted(0.0, 11.0), 2.0, SHADE.alpha(0.25));
            motif(canvas, design, torso);
            hem(canvas, 824.0);
        }
        2 => {
            let hood = Shape::new()
                .m(388.0, 240.0)
                .c(380.0, 120.0, 620.0, 120.0, 612.0, 240.0)
                .c(600.0, 300.0, 540.0, 330.0, 500.0, 330.0)
                .c(460.0, 330.0, 400.0, 300.0, 388.0, 240.0)
                .z();
            canvas.shadow(&hood.clone().shifted(4.0, 12.0), 14.0, 0.25);
            canvas.fill(&hood, main.tint(0.02));
            canvas.side_light(&hood, (390.0, 130.0), (620.0, 320.0), 1.0);
            let hole = Shape::new()
                .m(424.0, 226.0)
                .c(424.0, 152.0, 576.0, 152.0, 576.0, 226.0)
                .c(570.0, 276.0, 530.0, 312.0, 500.0, 314.0)
                .c(470.0, 312.0, 430.0, 276.0, 424.0, 226.0)
                .z();
            canvas.fill(&hole, main.tint(-0.16));
            for x in [468.0, 532.0] {
                canvas.stroke(
                    &Shape::curve(&[(x, 300.0), (x - 4.0, 370.0), (x + 3.0, 430.0)]),
                    7.0,
                    design.accent.tint(0.05),
                );
                canvas.fill(&Shape::round(x - 4.0, 426.0, 12.0, 26.0, 5.0), STEEL.ink);
            }
            let pocket = Shape::new()
                .m(386.0, 640.0)
                .l(614.0, 640.0)
                .l(652.0, 742.0)
                .l(652.0, 790.0)
                .l(348.0, 790.0)
                .l(348.0, 742.0)
                .z();
            canvas.shadow(&pocket.clone().shifted(0.0, 5.0), 7.0, 0.28);
            canvas.fill(&pocket, main.tint(0.012));
            canvas.stroke(&pocket, 2.4, SHADE.alpha(0.2));
            ribbing(canvas, torso, main.tint(-0.05), 796.0);
            if !matches!(design.pattern, Pattern::Plain | Pattern::Stripes) {
                Lettering::new(44.0, 0.14, 0.22).within(design.words.0, 230.0).centred(
                    canvas,
                    design.words.0,
                    500.0,
                    500.0,
                    design.accent,
                );
            }
        }
        3 => {
            canvas.clip(torso, |canvas| {
                for i in 0..22_u8 {
                    let x = 290.0 + f32::from(i) * 19.5;
                    canvas.stroke(&Shape::line(&[(x, 220.0), (x, 840.0)]), 2.2, SHADE.alpha(0.07));
                }
            });
            ribbing(canvas, torso, main.tint(-0.05), 782.0);
            let neck = Shape::new().m(415.0, 214.0).c(446.0, 262.0, 554.0, 262.0, 585.0, 214.0);
            canvas.stroke(&neck, 32.0, shade);
            canvas.stroke(&neck.shifted(0.0, -8.0), 8.0, main.tint(0.04));
        }
        4 => {
            canvas.stroke(&Shape::line(&[(500.0, 262.0), (500.0, 842.0)]), 2.6, SHADE.alpha(0.28));
            canvas.stroke(&Shape::line(&[(470.0, 300.0), (470.0, 840.0)]), 2.0, SHADE.alpha(0.14));
            for i in 0..6_u8 {
                button(canvas, 486.0, 322.0 + f32::from(i) * 92.0);
            }
            collar(canvas, main);
            pocket(canvas, main, (566.0, 400.0));
            hem(canvas, 826.0);
        }
        _ => {
            let placket = Shape::round4(472.0, 250.0, 56.0, 190.0, [4.0, 4.0, 12.0, 12.0]);
            canvas.fill(&placket, shade);
            canvas.stroke(&placket, 2.2, SHADE.alpha(0.2));
            for y in [316.0, 366.0, 412.0] {
                button(canvas, 500.0, y);
            }
            collar(canvas, if design.pattern == Pattern::Plain { main } else { design.accent });
            canvas.fill(&Shape::circle(610.0, 400.0, 15.0), design.accent);
            canvas.fill(&Shape::leaf((604.0, 408.0), (618.0, 390.0), 5.0, 0.0), main.tint(0.1));
            hem(canvas, 826.0);
        }
    }
}

fn motif(canvas: &mut Canvas, design: &Design, torso: &Shape) {
    match design.pattern {
        Pattern::Plain => pocket(canvas, design.main, (560.0, 380.0)),
        Pattern::Sunrise | Pattern::Leaves | Pattern::Arches | Pattern::Waves | Pattern::Flowers => {
            let badge = if design.random("badge").chance(50) {
                Shape::circle(500.0, 470.0, 118.0)
            } else {
                Shape::round4(390.0, 352.0, 220.0, 236.0, [110.0, 110.0, 10.0, 10.0])
            };
            canvas.fill(&badge, design.second.tint(0.10));
            canvas.clip(&badge, |canvas| {
                let surface = Surface::Flat { x: 382.0, y: 350.0, width: 236.0, height: 240.0 };
                design.pattern.paint(
                    canvas,
                    &surface,
                    design.accent,
                    design.second.tint(-0.14),
                    &mut design.random("print"),
                );
            });
            let tone = if design.main.l > 0.6 { design.main.tint(-0.45) } else { CHALK.ink };
            Lettering::new(26.0, 0.13, 0.5).within(design.words.0, 230.0).centred(
                canvas,
                design.words.0,
                500.0,
                622.0,
                tone,
            );
            canvas.clip(torso, |canvas| {
                canvas.soft(&Shape::leaf((560.0, 420.0), (588.0, 700.0), 12.0, -8.0), 12.0, SHADE.alpha(0.10));
            });
        }
        _ => {}
    }
}

fn hem(canvas: &mut Canvas, y: f32) {
    canvas.stroke(
        &Shape::new().m(300.0, y - 6.0).c(420.0, y + 10.0, 580.0, y + 10.0, 700.0, y - 6.0),
        2.4,
        SHADE.alpha(0.2),
    );
}

fn ribbing(canvas: &mut Canvas, torso: &Shape, tone: Ink, y: f32) {
    canvas.clip(torso, |canvas| {
        let band = Shape::rect(250.0, y, 500.0, 90.0);
        canvas.fill(&band, tone);
        for i in 0..32_u8 {
            let x = 286.0 + f32::from(i) * 14.0;
            canvas.stroke(&Shape::line(&[(x, y), (x, y + 80.0)]), 2.4, SHADE.alpha(0.14));
        }
        canvas.fill(&band, Fill::linear((0.0, y), (0.0, y + 60.0), SHADE.alpha(0.12), SHADE.alpha(0.0)));
    });
}

fn button(canvas: &mut Canvas, x: f32, y: f32) {
    canvas.shadow(&Shape::circle(x + 1.5, y + 2.5, 9.0), 3.0, 0.4);
    canvas.fill(&Shape::circle(x, y, 9.0), CHALK.ink.tint(-0.05));
    canvas.fill(&Shape::circle(x - 1.0, y - 1.0, 6.5), CHALK.ink);
    canvas.fill(&Shape::circle(x - 2.2, y, 1.4).and(&Shape::circle(x + 2.2, y, 1.4)), SHADE.alpha(0.6));
}

fn collar(canvas: &mut Canvas, tone: Ink) {
    let half = Shape::new()
        .m(500.0, 270.0)
        .c(460.0, 250.0, 430.0, 222.0, 420.0, 196.0)
        .c(402.0, 200.0, 388.0, 214.0, 380.0, 230.0)
        .l(414.0, 326.0)
        .q(422.0, 338.0, 434.0, 328.0)
        .z();
    for shape in [half.clone(), half.mirrored(500.0)] {
        canvas.shadow(&shape.clone().shifted(3.0, 9.0), 9.0, 0.3);
        canvas.fill(&shape, tone.tint(0.025));
        canvas.stroke(&shape, 2.0, SHADE.alpha(0.16));
    }
}

fn pocket(canvas: &mut Canvas, main: Ink, (x, y): (f32, f32)) {
    let shape = Shape::new().m(x, y).l(x + 92.0, y).l(x + 92.0, y + 84.0).l(x + 46.0, y + 108.0).l(x, y + 84.0).z();
    canvas.shadow(&shape.clone().shifted(0.0, 4.0), 5.0, 0.18);
    canvas.fill(&shape, main.tint(0.02).alpha(0.6));
    canvas.stroke(&shape, 2.2, SHADE.alpha(0.22));
    canvas.stroke(&Shape::line(&[(x, y + 16.0), (x + 92.0, y + 16.0)]), 2.0, SHADE.alpha(0.18));
}

fn hanger(canvas: &mut Canvas) {
    let hook = Shape::new()
        .m(500.0, 188.0)
        .l(500.0, 150.0)
        .c(500.0, 130.0, 536.0, 130.0, 536.0, 100.0)
        .c(536.0, 62.0, 472.0, 62.0, 470.0, 98.0);
    canvas.stroke(&hook.clone().shifted(16.0, 14.0), 9.0, SHADE.alpha(0.14));
    canvas.stroke(&hook, 9.0, STEEL.ink.tint(-0.16));
    canvas.stroke(&hook.shifted(-1.5, -1.0), 3.0, STEEL.ink.tint(0.12));
    canvas.tube(
        &Shape::curve(&[(306.0, 276.0), (410.0, 214.0), (500.0, 184.0), (590.0, 214.0), (694.0, 276.0)]),
        26.0,
        OAK.ink,
    );
}
