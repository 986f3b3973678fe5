//! Mugs.

use tiny_skia::Transform;

use super::Design;
use crate::draw::{Backdrop, Canvas, Fill, Ink, Lathe, Pattern, SHADE, Scene, Shape, Surface, WHITE, ink};

/// Straight, bellied, tapered, tall, enamel, espresso with a saucer.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Disc, Backdrop::Window, Backdrop::Arch, Backdrop::Split];
    Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &backdrops).paint(canvas);
    let near = if design.form == 5 { 1.36 } else { 1.24 };
    let closer = Transform::from_row(near, 0.0, 0.0, near, 490.0 * (1.0 - near), 700.0 * (1.0 - near));
    canvas.with(closer, |canvas| mug(canvas, design));
}

fn mug(canvas: &mut Canvas, design: &Design) {
    let mut random = design.random("mug");
    let (profile, smooth): (&[(f32, f32)], bool) = match design.form {
        0 => (&[(178.0, 395.0), (179.0, 560.0), (179.0, 690.0), (178.0, 750.0), (170.0, 784.0), (148.0, 802.0)], true),
        1 => (&[(158.0, 400.0), (176.0, 470.0), (205.0, 600.0), (190.0, 720.0), (128.0, 800.0)], true),
        2 => (&[(196.0, 410.0), (182.0, 540.0), (160.0, 690.0), (128.0, 800.0)], true),
        3 => (&[(140.0, 320.0), (141.0, 460.0), (142.0, 600.0), (141.0, 730.0), (135.0, 788.0), (118.0, 806.0)], true),
        4 => (&[(186.0, 405.0), (180.0, 600.0), (174.0, 800.0)], false),
        _ => (&[(132.0, 480.0), (136.0, 560.0), (128.0, 660.0), (90.0, 748.0)], true),
    };
    let body = Lathe { x: 468.0, profile: profile.to_vec(), squash: 0.19, smooth };
    let (rim, foot) = (body.top(), body.bottom());
    if design.form == 5 {
        saucer(canvas, design, body.x);
    } else {
        Scene::stand(canvas, body.x, foot.1 + 14.0, body.widest() * 2.0);
    }
    handle(canvas, design, &body);
    let outline = body.outline();
    canvas.fill(&outline, design.main);
    canvas.clip(&outline, |canvas| {
        let surface = Surface::Round(&body, rim.1 + 8.0, foot.1 + 10.0);
        design.pattern.paint(canvas, &surface, design.accent, design.second, &mut random);
        if design.form == 5 && design.pattern == Pattern::Plain {
            canvas.fill(&body.band(rim.1 + 30.0, rim.1 + 42.0), design.accent);
        }
        canvas.round_light(&outline, body.x - body.widest(), body.x + body.widest(), 1.0);
        let low = Fill::linear((0.0, foot.1 - 130.0), (0.0, foot.1 + 20.0), SHADE.alpha(0.0), SHADE.alpha(0.20));
        canvas.fill(&outline, low);
        // A window in the glaze.
        let (x, y) = body.surface(-0.44, rim.1 + 70.0);
        let pane = Shape::round(x - 13.0, y, 26.0, (foot.1 - rim.1) * 0.34, 13.0);
        canvas.soft(&pane, 7.0, WHITE.alpha(0.34));
    });
    mouth(canvas, design, &body);
    if matches!(design.form, 0 | 1 | 3) && random.chance(55) {
        steam(canvas, body.x, rim.1);
    }
}

fn mouth(canvas: &mut Canvas, design: &Design, body: &Lathe) {
    let (r, y) = body.top();
    let enamel = design.form == 4;
    let lip = if enamel { design.accent } else { design.main.tint(0.07) };
    canvas.fill(&Shape::ellipse(body.x, y, r, r * body.squash), lip);
    canvas.stroke(&Shape::arc(body.x, y, r - 2.0, r * body.squash - 1.0, 100.0, 260.0), 3.0, WHITE.alpha(0.5));
    let inner = r - 13.0;
    let inside = if enamel { ink(0.95, 0.01, 90.0) } else { design.main.tint(-0.10) };
    let hole = Shape::ellipse(body.x, y + 2.0, inner, inner * body.squash);
    canvas.fill(&hole, Fill::linear((body.x - r, y), (body.x + r, y), inside.tint(-0.16), inside.tint(0.02)));
    let drinks = [ink(0.33, 0.055, 50.0), ink(0.62, 0.075, 65.0), ink(0.55, 0.11, 55.0), ink(0.64, 0.10, 125.0)];
    let drink = *design.random("drink").pick(&drinks);
    canvas.clip(&hole, |canvas| {
        let level = Shape::ellipse(body.x, y + r * 0.13, inner * 0.985, inner * body.squash);
        canvas.fill(&level, Fill::linear((body.x - r, y), (body.x + r, y), drink.tint(0.05), drink.tint(-0.06)));
        canvas.stroke(&level, 4.0, drink.tint(0.14).alpha(0.7));
        canvas.soft(&Shape::ellipse(body.x - r * 0.3, y + r * 0.16, r * 0.26, r * 0.035), 5.0, WHITE.alpha(0.35));
    });
}

fn handle(canvas: &mut Canvas, design: &Design, body: &Lathe) {
    let (top, bottom) = (body.top().1, body.bottom().1);
    let at = |share: f32| {
        let y = top + (bottom - top) * share;
        (body.x + body.radius(y) - 12.0, y)
    };
    let (a, b) = (at(0.17), at(if design.form == 3 { 0.62 } else { 0.74 }));
    let reach = if design.form == 5 { 92.0 } else { 138.0 };
    let style = (design.form + design.random("handle").below(3)) % 3;
    let line = match style {
        0 => Shape::new().m(a.0, a.1).c(a.0 + reach * 1.25, a.1 - 26.0, b.0 + reach * 1.22, b.1 + 8.0, b.0, b.1),
        1 => Shape::new()
            .m(a.0, a.1)
            .l(a.0 + reach * 0.62, a.1)
            .q(a.0 + reach * 0.92, a.1, a.0 + reach * 0.9, a.1 + reach * 0.32)
            .q(a.0 + reach * 0.82, b.1 - 14.0, b.0, b.1),
        _ => Shape::new()
            .m(a.0, a.1)
            .c(a.0 + reach * 0.5, a.1 - 44.0, a.0 + reach * 1.15, a.1 - 18.0, a.0 + reach * 0.92, (a.1 + b.1) * 0.5)
            .q(b.0 + reach * 0.6, b.1 - 6.0, b.0, b.1),
    };
    let width = if design.form == 4 { 24.0 } else { 35.0 };
    let main = if design.form == 4 { design.main.tint(-0.02) } else { handle_ink(design) };
    canvas.stroke(&line, width, main.tint(-0.14));
    canvas.stroke(&line.clone().shifted(-2.0, -3.0), width * 0.80, main.tint(-0.03));
    canvas.stroke(&line.shifted(-3.0, -7.0), width * 0.24, main.tint(0.15).alpha(0.85));
}

fn handle_ink(design: &Design) -> Ink {
    if matches!(design.pattern, Pattern::Blocks) { design.accent } else { design.main }
}

fn saucer(canvas: &mut Canvas, design: &Design, x: f32) {
    let plate = design.accent;
    Scene::stand(canvas, x, 812.0, 500.0);
    let under = Shape::ellipse(x, 776.0, 262.0, 50.0);
    canvas.fill(&under, plate.tint(-0.15));
    let top = Shape::ellipse(x, 764.0, 268.0, 50.0);
    canvas.fill(&top, plate);
    canvas.round_light(&top, x - 268.0, x + 268.0, 0.7);
    let well = Shape::ellipse(x, 768.0, 150.0, 26.0);
    canvas.fill(&well, plate.tint(-0.05));
    canvas.shadow(&Shape::ellipse(x + 22.0, 768.0, 128.0, 19.0), 10.0, 0.35);
}

fn steam(canvas: &mut Canvas, x: f32, y: f32) {
    for (dx, height) in [(-46.0, 150.0), (14.0, 190.0), (64.0, 130.0)] {
        let line = Shape::curve(&[
            (x + dx, y - 14.0),
            (x + dx + 20.0, y - height * 0.34),
            (x + dx - 14.0, y - height * 0.66),
            (x + dx + 12.0, y - height),
        ]);
        let fade = Fill::linear((0.0, y - 10.0), (0.0, y - height), WHITE.alpha(0.38), WHITE.alpha(0.0));
        canvas.stroke(&line, 9.0, fade);
    }
}
