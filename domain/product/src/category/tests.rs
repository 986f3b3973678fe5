use kernel::Uuid;

use super::*;

fn id(number: u128) -> CategoryId {
    CategoryId::from_uuid(Uuid::from_u128(number))
}

fn name(text: &str) -> CategoryName {
    CategoryName::new(text).unwrap()
}

/// Fashion (1) > Women (2) > Shoes (3), Fashion > Men (4) > Shoes (5), Toys (6).
fn tree() -> CategoryTree {
    let mut tree = CategoryTree::default();
    for (number, parent, text) in [
        (1, None, "Fashion"),
        (2, Some(1), "Women"),
        (3, Some(2), "Shoes"),
        (4, Some(1), "Men"),
        (5, Some(4), "Shoes"),
        (6, None, "Toys"),
    ] {
        tree.add(id(number), parent.map(id), name(text)).unwrap();
    }
    tree
}

#[test]
fn addresses_are_unique_and_short_where_they_can_be() {
    let tree = tree();
    let slugs: Vec<_> = tree.in_order().into_iter().map(|category| category.slug.as_str()).collect();
    assert_eq!(slugs, ["fashion", "women", "shoes", "men", "men-shoes", "toys"]);
    let mut tree = tree;
    let third = tree.add(id(7), Some(id(6)), name("Shoes")).unwrap();
    assert_eq!(third.slug.as_str(), "toys-shoes");
    assert_eq!(tree.add(id(8), None, name("ของเล่น")).unwrap().slug.as_str(), "category-00000008");
}

#[test]
fn paths_and_parts_are_found() {
    let tree = tree();
    let path: Vec<_> = tree.path(id(5)).into_iter().map(|category| category.name.as_str()).collect();
    assert_eq!(path, ["Fashion", "Men", "Shoes"]);
    assert_eq!(tree.with_descendants(id(1)), [1, 2, 4, 3, 5].map(id));
    assert_eq!(tree.with_descendants(id(99)), []);
    assert_eq!(tree.path(id(99)), Vec::<&Category>::new());
}

#[test]
fn siblings_are_in_order_of_their_positions() {
    let mut categories: Vec<Category> = tree().in_order().into_iter().cloned().collect();
    categories.reverse();
    for category in &mut categories {
        if category.id == id(6) {
            category.position = 0;
        } else if category.id == id(1) {
            category.position = 1;
        }
    }
    let tree = CategoryTree::new(categories);
    let order: Vec<_> = tree.in_order().into_iter().map(|category| category.id).collect();
    assert_eq!(order, [6, 1, 2, 3, 4, 5].map(id));
}

#[test]
fn what_cannot_be_added_is_told() {
    let mut tree = tree();
    assert_eq!(tree.add(id(9), Some(id(99)), name("a")), Err(CategoryError::UnknownParent));
    assert_eq!(tree.add(id(9), Some(id(2)), name("Shoes")), Err(CategoryError::NameTaken));
    let mut parent = id(3);
    for number in 10..15 {
        parent = tree.add(id(number), Some(parent), name("Deeper")).unwrap().id;
    }
    assert_eq!(tree.add(id(20), Some(parent), name("Too deep")), Err(CategoryError::TooDeep));
}
