use std::collections::{HashMap, HashSet};

use tiny_skia::{Pixmap, PixmapPaint, PremultipliedColorU8, Transform};

use crate::goods::{Picture, catalogue};

fn pictures() -> Vec<Picture> {
    catalogue().into_iter().flat_map(|product| product.pictures).collect()
}

/// How many pixels of two small pictures differ so much that one sees it.
fn differing(a: &Pixmap, b: &Pixmap) -> usize {
    let other = |(a, b): &(&PremultipliedColorU8, &PremultipliedColorU8)| {
        a.red().abs_diff(b.red()).max(a.green().abs_diff(b.green())).max(a.blue().abs_diff(b.blue())) > 20
    };
    a.pixels().iter().zip(b.pixels()).filter(other).count()
}

#[test]
fn no_two_pictures_are_alike() {
    let small: Vec<_> =
        pictures().iter().map(|picture| (picture.name.clone(), picture.design.draw(40).unwrap())).collect();
    for (index, (name, picture)) in small.iter().enumerate() {
        for (other_name, other) in &small[index + 1..] {
            let changed = differing(picture, other);
            assert!(changed > 16, "{name} looks like {other_name}: {changed} of 1600 pixels differ");
        }
    }
}

#[test]
fn a_picture_is_wholly_painted_and_the_same_each_time() {
    let mut seen = HashSet::new();
    for picture in pictures().iter().filter(|picture| seen.insert((picture.design.kind, picture.design.form))) {
        let drawn = picture.design.draw(64).unwrap();
        assert!(drawn.pixels().iter().all(|pixel| pixel.alpha() == 255), "{} has holes", picture.name);
        let colours: HashSet<_> = drawn.pixels().iter().map(|p| (p.red(), p.green(), p.blue())).collect();
        assert!(colours.len() > 200, "{} shows next to nothing: {} colours", picture.name, colours.len());
        assert_eq!(drawn.data(), picture.design.draw(64).unwrap().data(), "{}", picture.name);
    }
    assert_eq!(seen.len(), 70, "forms of all kinds");
}

#[test]
fn a_colour_shows_in_its_picture() {
    for product in catalogue().iter().filter(|product| product.pictures.len() > 1) {
        let drawn: Vec<_> = product.pictures.iter().map(|picture| picture.design.draw(40).unwrap()).collect();
        let changed = differing(&drawn[0], &drawn[1]);
        assert!(changed > 16, "{}: {changed} of 1600 pixels", product.title);
    }
}

/// Writes sheets of all pictures, one for each kind, for people to look at: into the folder that
/// `TRADEPOST_CONTACT_SHEETS` names.
#[test]
fn contact_sheets_are_drawn_on_demand() {
    const CELL: u16 = 300;
    const COLUMNS: u16 = 7;
    let Ok(folder) = std::env::var("TRADEPOST_CONTACT_SHEETS") else { return };
    let mut kinds: HashMap<String, Vec<Picture>> = HashMap::new();
    for picture in pictures() {
        kinds.entry(format!("{:?}", picture.design.kind).to_lowercase()).or_default().push(picture);
    }
    for (kind, pictures) in kinds {
        let count = u16::try_from(pictures.len()).unwrap();
        let rows = count.div_ceil(COLUMNS);
        let mut sheet = Pixmap::new(u32::from(COLUMNS * CELL), u32::from(rows * CELL)).unwrap();
        for (index, picture) in (0..).zip(&pictures) {
            let drawn = picture.design.draw(CELL - 6).unwrap();
            let (x, y) = (i32::from(index % COLUMNS * CELL), i32::from(index / COLUMNS * CELL));
            sheet.draw_pixmap(x, y, drawn.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        }
        sheet.save_png(format!("{folder}/demo-{kind}.png")).unwrap();
    }
}
