//! What shoppers see.

use fixtures::product::{AProduct, pieces, product_id, variant_id};
use kernel::CheckoutId;
use serde_json::{Value, json};

use crate::shop::Shop;

fn titles(listing: &Value) -> Vec<&str> {
    listing["items"].as_array().unwrap().iter().map(|card| card["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_listing_has_cards_facets_and_a_total() {
    let shop = Shop::open().await;
    shop.make(AProduct::new(1, "Everything").with_everything()).await;
    let listing = shop.get("/api/product/public/products").await.expect(200);
    let category = shop.category_number(2).await.to_string();
    let seller = "slr_00000000000000000000000001";
    assert_eq!(
        listing["items"][0],
        json!({
            "id": "prd_00000000000000000000000001",
            "slug": "everything-00000001",
            "title": "Everything",
            "price": {"amount": 1899, "currency": "USD"},
            "price_max": {"amount": 2199, "currency": "USD"},
            "image": {
                "id": "img_0000000000000000000000000a",
                "alt": "A red shoe",
                "sources": [
                    {"url": "/media/pictures/img_0000000000000000000000000a/240.webp", "width": 240},
                    {"url": "/media/pictures/img_0000000000000000000000000a/480.webp", "width": 480},
                    {"url": "/media/pictures/img_0000000000000000000000000a/960.webp", "width": 960}
                ],
                "url": "/media/pictures/img_0000000000000000000000000a/960.webp"
            },
            "category": {"id": category, "name": "Shoes", "slug": "shoes"},
            "seller": {"id": seller, "name": "Red Shop", "slug": "red-shop"},
            "in_stock": true,
            "rating": {"average_hundredths": 437, "count": 12},
            "variant_count": 3
        })
    );
    assert_eq!(
        (&listing["next_cursor"], &listing["total"], &listing["suggestion"]),
        (&Value::Null, &json!(1), &Value::Null)
    );
    let facets = &listing["facets"];
    assert_eq!(facets["categories"], json!([{"id": category, "name": "Shoes", "slug": "shoes", "count": 1}]));
    assert_eq!(facets["sellers"], json!([{"id": seller, "name": "Red Shop", "slug": "red-shop", "count": 1}]));
    assert_eq!(facets["in_stock"], json!({"in_stock": 1, "out_of_stock": 0}));
    let price = json!({"amount": 1899, "currency": "USD"});
    let bucket = json!({"from": 1000, "to": 2000, "count": 1});
    assert_eq!(facets["price"], json!({"min": price, "max": price, "buckets": [bucket]}));
    let colour = facets["options"].as_array().unwrap().iter().find(|facet| facet["name"] == "Colour").unwrap();
    assert!(colour["values"].as_array().unwrap().contains(&json!({"value": "Blue 🟦", "count": 1})));
}

#[tokio::test]
async fn a_listing_is_filtered_sorted_and_paged_by_the_address() {
    let shop = Shop::open().await;
    for (n, cents) in [(1, 300), (2, 100), (3, 200)] {
        shop.make(AProduct::new(n, &format!("Lamp {n}")).priced(cents, i64::try_from(n).unwrap() - 1)).await;
    }
    shop.make(AProduct::new(4, "Coat").of_seller(2).with_variants(&[("Red", "M", 900, 1), ("Blue", "L", 900, 1)]))
        .await;
    let category = shop.category_number(1).await;
    for (query, expected) in [
        ("", vec!["Coat", "Lamp 3", "Lamp 2", "Lamp 1"]),
        ("q=&category=&seller=", vec!["Coat", "Lamp 3", "Lamp 2", "Lamp 1"]),
        ("q=lam&sort=price_asc", vec!["Lamp 2", "Lamp 3", "Lamp 1"]),
        ("sort=price_desc&max_price=300", vec!["Lamp 1", "Lamp 3", "Lamp 2"]),
        ("min_price=200&max_price=300", vec!["Lamp 3", "Lamp 1"]),
        ("in_stock=true&seller=red-shop", vec!["Lamp 3", "Lamp 2"]),
        ("seller=slr_00000000000000000000000002", vec!["Coat"]),
        ("option=Colour:Red&option=Size:M", vec!["Coat"]),
        ("option=Colour:Red&option=Colour:Green", vec!["Coat"]),
        ("option=Colour:Red&option=Size:L", vec![]),
        ("category=fashion&q=coat", vec!["Coat"]),
        ("category=toys", vec![]),
        (&format!("category={category}&q=coat"), vec!["Coat"]),
    ] {
        let listing = shop.get(&format!("/api/product/public/products?{query}")).await.expect(200);
        assert_eq!(titles(&listing), expected, "{query}");
        assert_eq!(listing["total"], expected.len(), "{query}");
    }
    let (mut cursor, mut seen) = (String::new(), Vec::new());
    loop {
        let path = format!("/api/product/public/products?sort=price_asc&limit=3{cursor}");
        let page = shop.get(&path).await.expect(200);
        seen.extend(titles(&page).into_iter().map(str::to_owned));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["Lamp 2", "Lamp 3", "Lamp 1", "Coat"]);
}

#[tokio::test]
async fn a_misspelt_word_is_corrected_and_told() {
    let shop = Shop::open().await;
    shop.make(AProduct::new(1, "Leather shoes")).await;
    let listing = shop.get("/api/product/public/products?q=Lether").await.expect(200);
    assert_eq!(titles(&listing), ["Leather shoes"]);
    assert_eq!((&listing["suggestion"], &listing["total"]), (&json!({"query": "leather"}), &json!(1)));
}

#[tokio::test]
async fn a_product_is_found_by_id_and_by_slug() {
    let shop = Shop::open().await;
    shop.make(AProduct::new(1, "Everything").with_everything()).await;
    let product = shop.get("/api/product/public/products/prd_00000000000000000000000001").await.expect(200);
    let by_slug = shop.get("/api/product/public/products/everything-00000001").await.expect(200);
    assert_eq!(product, by_slug);
    assert_eq!(product["description"], "Made of \"cotton\".\n\tWash at 30 °C.");
    assert_eq!(product["status"], "active");
    let path: Vec<_> = product["category"]["path"].as_array().unwrap().iter().map(|c| &c["slug"]).collect();
    assert_eq!((path, &product["category"]["slug"]), (vec![&json!("fashion"), &json!("shoes")], &json!("shoes")));
    assert_eq!(
        product["specifications"],
        json!([{"name": "Material", "value": "Cotton"}, {"name": "Origem", "value": "Brasília"}])
    );
    assert_eq!(product["option_groups"][0], json!({"name": "Colour", "values": ["Red", "Blue 🟦"]}));
    assert_eq!(
        product["variants"][0],
        json!({
            "id": variant_id(1000).to_string(),
            "sku": "Red-M",
            "options": {"Colour": "Red", "Size": "M"},
            "price": {"amount": 1999, "currency": "USD"},
            "list_price": {"amount": 2999, "currency": "USD"},
            "available": 7,
            "image_id": null
        })
    );
    assert_eq!(product["variants"][1]["image_id"], "img_0000000000000000000000000b");
    let remote = &product["images"][1];
    assert_eq!(remote["url"], "https://img.example.com/11?a=b&c=d");
    assert_eq!((&remote["sources"], &remote["alt"]), (&json!([]), &json!("Everything")));
    assert_eq!(product["created_at"], "2025-10-09T08:53:21.123Z");
    assert!(product.get("version").is_none());
}

#[tokio::test]
async fn what_is_available_is_of_this_moment() {
    let shop = Shop::open().await;
    shop.make(AProduct::new(1, "Popular").priced(100, 10)).await;
    let available = || async {
        let product = shop.get("/api/product/public/products/popular-00000001").await.expect(200);
        product["variants"][0]["available"].as_u64().unwrap()
    };
    assert_eq!(available().await, 10);
    let checkout = CheckoutId::from_uuid(product_id(1).uuid());
    shop.app.hold.execute(checkout, &[(variant_id(1000), pieces(4))], fixtures::product::at(600)).await.unwrap();
    assert_eq!(available().await, 6);
}

#[tokio::test]
async fn what_is_not_on_sale_is_not_found() {
    let shop = Shop::open().await;
    let id = shop.create().await;
    shop.get(&format!("/api/product/public/products/{id}")).await.expect(200);
    shop.delete("red", &format!("/api/product/products/{id}")).await.expect(204);
    for path in [
        format!("products/{id}"),
        format!("products/{id}/related"),
        "products/no-such-product".to_owned(),
        "products/prd_x".to_owned(),
        "products/cat_00000000000000000000000001".to_owned(),
        "sellers/no-such-shop".to_owned(),
        "sellers/slr_00000000000000000000000009".to_owned(),
        "products?category=nowhere".to_owned(),
        "products?seller=nobody".to_owned(),
        "products?category=cat_00000000000000000000000009".to_owned(),
        "products?category=%27%20or%201=1".to_owned(),
    ] {
        shop.get(&format!("/api/product/public/{path}")).await.expect_problem(404, "not_found", &[]);
    }
}

#[tokio::test]
async fn categories_shops_related_products_and_suggestions_are_there() {
    let shop = Shop::open().await;
    shop.make(AProduct::new(1, "Red shoe")).await;
    shop.make(AProduct::new(2, "Blue shoe").of_seller(2)).await;
    let tree = shop.get("/api/product/public/categories").await.expect(200);
    let flat: Vec<_> = tree["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["slug"].as_str().unwrap(), item["product_count"].as_u64().unwrap()))
        .collect();
    assert_eq!(flat, [("fashion", 2), ("shoes", 2), ("toys", 0)]);
    assert_eq!(
        (&tree["items"][0]["parent_id"], &tree["items"][1]["parent_id"]),
        (&Value::Null, &tree["items"][0]["id"])
    );
    let seller = shop.get("/api/product/public/sellers/red-shop").await.expect(200);
    assert_eq!(
        seller,
        json!({
            "id": "slr_00000000000000000000000001", "name": "Red Shop", "slug": "red-shop", "product_count": 1,
            "opened_at": "2025-10-09T08:53:20.123Z"
        })
    );
    let related = shop.get("/api/product/public/products/red-shoe-00000001/related").await.expect(200);
    assert_eq!(titles(&related), ["Blue shoe"]);
    let suggestions = shop.get("/api/product/public/suggestions?q=sho").await.expect(200);
    assert_eq!(suggestions["products"].as_array().unwrap().len(), 2);
    assert_eq!(suggestions["categories"][0]["slug"], "shoes");
    assert!(suggestions["queries"].as_array().unwrap().contains(&json!("shoe")));
    let nothing = shop.get("/api/product/public/suggestions?q=***").await.expect(200);
    assert_eq!(nothing, json!({"products": [], "categories": [], "queries": []}));
}

/// Every schema that the API's description refers to is in it.
#[tokio::test]
async fn the_description_is_complete() {
    let shop = Shop::open().await;
    let description = shop.description();
    let text = description.to_string();
    let schemas = description["components"]["schemas"].as_object().unwrap();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
    let paths: Vec<_> = description["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths.len(), 14, "{paths:?}");
    for name in ["image", "rating"] {
        let required = schemas["ProductCard"]["required"].as_array().unwrap();
        assert!(required.contains(&json!(name)), "what may be null is there all the same: {name}");
    }
}
