//! Bowls.

use tiny_skia::Transform;

use super::Design;
use crate::draw::{Backdrop, Canvas, Fill, Ink, Lathe, SHADE, Scene, Shape, Surface, WHITE, ink};
use crate::random::Random;

/// Deep, footed with fruit, a nest of three, wide and low, for ramen with chopsticks.
pub(crate) fn paint(canvas: &mut Canvas, design: &Design) {
    let backdrops = [Backdrop::Plain, Backdrop::Arch, Backdrop::Window, Backdrop::Split, Backdrop::Disc];
    Scene::for_things(&[design.main, design.accent], &mut design.random("room"), &backdrops)
        .with_floor(690.0)
        .paint(canvas);
    let near = if design.form == 3 { 1.06 } else { 1.16 };
    let closer = Transform::from_row(near, 0.0, 0.0, near, 500.0 * (1.0 - near), 720.0 * (1.0 - near));
    canvas.with(closer, |canvas| set(canvas, design));
}

fn set(canvas: &mut Canvas, design: &Design) {
    match design.form {
        0 => {
            let body = lathe(500.0, &[(292.0, 520.0), (272.0, 620.0), (214.0, 715.0), (112.0, 775.0), (104.0, 798.0)]);
            Scene::stand(canvas, 500.0, 806.0, 420.0);
            bowl(canvas, design, &body, design.main, Content::Nothing);
        }
        1 => {
            let body = lathe(500.0, &[(286.0, 500.0), (262.0, 590.0), (150.0, 670.0), (70.0, 704.0)]);
            foot(canvas, design);
            bowl(canvas, design, &body, design.main, Content::Fruit);
        }
        2 => {
            Scene::stand(canvas, 500.0, 820.0, 480.0);
            for (index, (scale, dy)) in [(1.0, 40.0), (0.86, -28.0), (0.72, -86.0)].into_iter().enumerate() {
                let tone = [design.main, design.accent, design.second][index];
                let points: Vec<_> = [(296.0, 560.0), (276.0, 640.0), (206.0, 722.0), (112.0, 772.0)]
                    .iter()
                    .map(|&(r, y)| (r * scale, 780.0 + (y - 780.0) * scale + dy))
                    .collect();
                bowl(canvas, design, &lathe(500.0, &points), tone, Content::Nothing);
            }
        }
        3 => {
            let body = lathe(500.0, &[(350.0, 640.0), (320.0, 690.0), (220.0, 750.0), (132.0, 780.0), (128.0, 792.0)]);
            Scene::stand(canvas, 500.0, 800.0, 520.0);
            bowl(canvas, design, &body, design.main, Content::Salad);
        }
        _ => {
            let body = lathe(500.0, &[(280.0, 500.0), (276.0, 560.0), (236.0, 690.0), (130.0, 770.0), (124.0, 802.0)]);
            Scene::stand(canvas, 500.0, 810.0, 430.0);
            bowl(canvas, design, &body, design.main, Content::Soup);
            chopsticks(canvas);
        }
    }
}

#[derive(Clone, Copy)]
enum Content {
    Nothing,
    Fruit,
    Salad,
    Soup,
}

fn lathe(x: f32, profile: &[(f32, f32)]) -> Lathe {
    Lathe { x, profile: profile.to_vec(), squash: 0.23, smooth: true }
}

fn bowl(canvas: &mut Canvas, design: &Design, body: &Lathe, main: Ink, content: Content) {
    let mut random = design.random("bowl");
    let ((r, y), (_, low)) = (body.top(), body.bottom());
    let outline = body.outline();
    canvas.fill(&outline, main);
    canvas.clip(&outline, |canvas| {
        let accent = if main == design.main { design.accent } else { main.tint(-0.08) };
        let surface = Surface::Round(body, y + 6.0, low + 8.0);
        design.pattern.paint(canvas, &surface, accent, design.second, &mut random);
        canvas.round_light(&outline, body.x - r, body.x + r, 1.0);
        canvas.fill(&outline, Fill::linear((0.0, y + 70.0), (0.0, low), SHADE.alpha(0.0), SHADE.alpha(0.28)));
    });
    let rim = Shape::ellipse(body.x, y, r, r * body.squash);
    canvas.fill(&rim, main.tint(0.08));
    let inner = r - 12.0;
    let hole = Shape::ellipse(body.x, y + 3.0, inner, inner * body.squash);
    let inside = main.tint(-0.04);
    canvas.fill(&hole, Fill::linear((body.x - r, y), (body.x + r, y), inside.tint(-0.13), inside.tint(0.06)));
    canvas.fill(&hole, Fill::radial((body.x, y + 34.0), r * 0.8, SHADE.alpha(0.16), SHADE.alpha(0.0)));
    canvas.stroke(&Shape::arc(body.x, y, r - 2.0, r * body.squash - 1.0, 110.0, 250.0), 3.0, WHITE.alpha(0.5));
    match content {
        Content::Nothing => {}
        Content::Fruit => fruit(canvas, body, &mut random),
        Content::Salad => salad(canvas, body, &hole, &mut random),
        Content::Soup => soup(canvas, body, &hole, &mut random),
    }
}

fn foot(canvas: &mut Canvas, design: &Design) {
    let stem = Lathe {
        x: 500.0,
        profile: vec![(64.0, 690.0), (54.0, 730.0), (74.0, 780.0), (138.0, 806.0)],
        squash: 0.2,
        smooth: true,
    };
    Scene::stand(canvas, 500.0, 826.0, 330.0);
    let outline = stem.outline();
    canvas.fill(&outline, design.main.tint(-0.04));
    canvas.round_light(&outline, 362.0, 638.0, 1.1);
}

/// Lemons, oranges or plums that rise over the rim; the front rim is drawn over them again.
fn fruit(canvas: &mut Canvas, body: &Lathe, random: &mut Random) {
    let (r, y) = body.top();
    let kinds = [ink(0.86, 0.165, 98.0), ink(0.75, 0.16, 60.0), ink(0.60, 0.17, 28.0), ink(0.74, 0.14, 128.0)];
    let kind = *random.pick(&kinds);
    let spots = [
        (-150.0, -18.0, 84.0),
        (148.0, -16.0, 86.0),
        (-8.0, -34.0, 92.0),
        (-82.0, 4.0, 88.0),
        (86.0, 6.0, 86.0),
        (0.0, -118.0, 86.0),
    ];
    canvas.clip(
        &Shape::rect(0.0, 0.0, 1000.0, y).and(&Shape::ellipse(body.x, y, r - 10.0, r * body.squash)),
        |canvas| {
            for (index, (dx, dy, size)) in spots.into_iter().enumerate() {
                let (x, fy) = (body.x + dx, y + dy - 20.0);
                let ball = Shape::ellipse(x, fy, size, size * 0.94);
                canvas.shadow(&ball.clone().shifted(6.0, 10.0), 16.0, 0.22);
                let tone = if index % 3 == 1 { kind.tint(-0.03) } else { kind };
                let stops = vec![
                    (0.0, tone.tint(0.12).into()),
                    (0.45, tone.into()),
                    (0.85, tone.tint(-0.12).into()),
                    (1.0, tone.tint(-0.16).into()),
                ];
                canvas.fill(
                    &ball,
                    Fill::Radial { centre: (x - size * 0.35, fy - size * 0.4), radius: size * 1.5, stops },
                );
                canvas.fill(&Shape::circle(x + size * 0.1, fy - size * 0.55, 5.0), ink(0.4, 0.06, 110.0));
                if index == 5 {
                    let leaf = Shape::leaf((x + 8.0, fy - size * 0.6), (x + 92.0, fy - size * 1.02), 20.0, -8.0);
                    canvas.fill(&leaf, ink(0.55, 0.11, 140.0));
                }
            }
        },
    );
}

fn salad(canvas: &mut Canvas, body: &Lathe, hole: &Shape, random: &mut Random) {
    let (r, y) = body.top();
    canvas.clip(&Shape::rect(0.0, 0.0, 1000.0, y).and(hole), |canvas| {
        for i in 0..64_u8 {
            let depth = f32::from(i) / 64.0;
            let (x, ly) =
                (body.x + random.real(-0.74, 0.74) * r * (1.0 - (depth - 0.5).powi(2) * 1.6), y - 40.0 + depth * 96.0);
            let turn = random.real(-2.9, -0.2);
            let length = random.real(70.0, 120.0);
            let to = (x + turn.cos() * length, ly + turn.sin() * length * 0.6);
            let tone = ink(random.real(0.52, 0.76), 0.12, random.real(122.0, 148.0));
            canvas.fill(&Shape::leaf((x, ly), to, length * 0.3, 6.0), tone);
            canvas.fill(&Shape::half_leaf((x, ly), to, length * 0.3, 6.0), tone.tint(0.05));
        }
        for _ in 0..9 {
            let (x, ty) = (body.x + random.real(-0.66, 0.66) * r, y + random.real(-34.0, 34.0));
            let tomato = ink(0.60, 0.19, 28.0);
            canvas.shadow(&Shape::circle(x + 3.0, ty + 5.0, 24.0), 8.0, 0.3);
            canvas.fill(
                &Shape::circle(x, ty, 25.0),
                Fill::radial((x - 8.0, ty - 9.0), 40.0, tomato.tint(0.12), tomato.tint(-0.08)),
            );
            canvas.soft(&Shape::circle(x - 8.0, ty - 10.0, 5.0), 4.0, WHITE.alpha(0.8));
        }
    });
}

fn soup(canvas: &mut Canvas, body: &Lathe, hole: &Shape, random: &mut Random) {
    let (r, y) = body.top();
    canvas.clip(hole, |canvas| {
        let broth = ink(0.70, 0.11, 65.0);
        let level = Shape::ellipse(body.x, y + 18.0, r * 0.95, r * body.squash);
        canvas.fill(&level, Fill::linear((body.x - r, y), (body.x + r, y), broth.tint(0.05), broth.tint(-0.06)));
        for i in 0..22_u8 {
            // Strands of a nest: wider in the middle, each with its own bend.
            let share = f32::from(i) / 21.0 * 2.0 - 1.0;
            let half = r * 0.44 * (1.0 - share * share * 0.8).max(0.1).sqrt();
            let (phase, bend) = (random.real(0.0, 6.0), random.real(-12.0, 12.0));
            let wave: Vec<_> = (0_u8..=10)
                .map(|k| {
                    let s = f32::from(k) / 5.0 - 1.0;
                    let dy = share * 42.0 + (s * 4.0 + phase).sin() * 5.0 + bend * (1.0 - s * s);
                    (body.x - r * 0.20 + s * half, y + 20.0 + dy)
                })
                .collect();
            canvas.stroke(&Shape::curve(&wave), 7.0, ink(0.90, 0.06, 88.0).tint(random.real(-0.06, 0.02)));
        }
        let egg = (body.x + r * 0.42, y + 10.0);
        canvas.shadow(&Shape::ellipse(egg.0 + 4.0, egg.1 + 6.0, 66.0, 30.0), 8.0, 0.25);
        canvas.fill(&Shape::ellipse(egg.0, egg.1, 66.0, 31.0), ink(0.97, 0.01, 90.0));
        canvas.fill(&Shape::ellipse(egg.0, egg.1 + 1.0, 34.0, 16.0), ink(0.78, 0.16, 68.0));
        canvas.soft(&Shape::ellipse(egg.0 - 10.0, egg.1 - 4.0, 8.0, 3.0), 4.0, WHITE.alpha(0.8));
        for _ in 0..16 {
            let at = (body.x + random.real(-0.6, 0.25) * r, y + random.real(-16.0, 46.0));
            canvas.fill(&Shape::ellipse(at.0, at.1, 9.0, 5.0), ink(0.62, 0.15, 138.0));
            canvas.fill(&Shape::ellipse(at.0, at.1, 4.5, 2.5), ink(0.80, 0.10, 130.0));
        }
    });
}

fn chopsticks(canvas: &mut Canvas) {
    let wood = ink(0.46, 0.07, 45.0);
    for (a, b) in [((150.0, 372.0), (690.0, 520.0)), ((176.0, 330.0), (716.0, 512.0))] {
        canvas.stroke(&Shape::line(&[(a.0 + 6.0, a.1 + 12.0), (b.0, b.1 + 10.0)]), 10.0, SHADE.alpha(0.12));
        canvas.stroke(&Shape::line(&[a, b]), 13.0, wood);
        canvas.stroke(&Shape::line(&[(a.0, a.1 - 3.0), (b.0, b.1 - 3.0)]), 4.0, wood.tint(0.15));
        let end = (a.0 + (b.0 - a.0) * 0.16, a.1 + (b.1 - a.1) * 0.16);
        canvas.stroke(&Shape::line(&[a, end]), 13.0, ink(0.56, 0.16, 30.0));
    }
}
