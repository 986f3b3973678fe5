use std::collections::HashSet;
use std::io::Read;

use kernel::{Currency, Money};
use product::{ProductDraft, StockChange};

use super::watched::LONGEST_RECORD;
use super::{ListingSettings, read};
use crate::import::{ImportError, Parsed, Portion};
use crate::rates::Rates;

const DIRT: &[u8] = include_bytes!("../../tests/fixtures/listings.csv");

fn settings(rates: &str) -> ListingSettings {
    ListingSettings { rates: Rates::parse(rates, Currency::USD).unwrap(), default_stock: 25 }
}

fn portions(file: impl Read, rates: &str) -> (Vec<Portion>, Result<(), ImportError>) {
    let (send, mut receive) = tokio::sync::mpsc::channel(10_000);
    let result = read(file, &settings(rates), &send);
    drop(send);
    let mut portions = Vec::new();
    while let Ok(portion) = receive.try_recv() {
        portions.push(portion);
    }
    (portions, result)
}

fn dirt() -> Portion {
    let (mut portions, result) = portions(DIRT, include_str!("../../tests/fixtures/rates.toml"));
    result.unwrap();
    assert_eq!(portions.len(), 1);
    portions.remove(0)
}

/// Pieces and options of each variant: "Azul/S 2".
fn variants(parsed: &Parsed) -> Vec<String> {
    let variants = parsed.item.draft.variants.iter();
    variants
        .map(|variant| {
            let StockChange::Restate(pieces) = variant.stock else { panic!("stock is restated") };
            let options: Vec<_> = variant.options.iter().map(|option| option.value.as_str()).collect();
            format!("{} {} {pieces}", variant.sku, options.join("/"))
        })
        .collect()
}

#[test]
fn each_row_that_cannot_be_used_is_named_with_its_line_and_reason() {
    let rejects: Vec<String> = dirt().rejects.iter().map(|reject| serde_json::to_string(reject).unwrap()).collect();
    let expected = [
        r#"{"line":8,"id":"1003","column":"final_price","reason":"there is no rate for EUR"}"#,
        r#"{"line":9,"id":"1004","column":"final_price","reason":"is not a decimal number"}"#,
        r#"{"line":10,"id":"1005","column":"variations","reason":"EOF while parsing a list at line 1 column 37"}"#,
        r#"{"line":11,"id":"1006","column":"title","reason":"must have at most 300 characters"}"#,
        r#"{"line":12,"id":"1007","column":"title","reason":"must not be empty"}"#,
        r#"{"line":13,"id":null,"column":null,"reason":"has 3 columns instead of 18; the file may be cut off here"}"#,
        r#"{"line":14,"id":null,"column":null,"reason":"is not valid UTF-8"}"#,
        r#"{"line":16,"id":"1011","column":"variations","reason":"makes more than 200 variants"}"#,
        r#"{"line":17,"id":"1012","column":"final_price","reason":"must be more than zero in the target currency"}"#,
        r#"{"line":18,"id":"1013","column":"stock","reason":"is not a number of pieces"}"#,
        r#"{"line":19,"id":"1014","column":"Product Specifications","reason":"invalid type: map, expected a sequence at line 1 column 0"}"#,
        r#"{"line":20,"id":"","column":"id","reason":"must not be empty"}"#,
        r#"{"line":21,"id":"1016","column":"seller_name","reason":"must not be empty"}"#,
        r#"{"line":22,"id":null,"column":null,"reason":"ends within quotes; the file is cut off here"}"#,
    ];
    assert_eq!(rejects, expected);
}

#[test]
fn the_others_go_in_clean() {
    let portion = dirt();
    let [shirt, hat, gloves] = &portion.parsed[..] else { panic!("{} rows", portion.parsed.len()) };

    let draft = &shirt.item.draft;
    assert_eq!((shirt.line, draft.title.as_str()), (2, "Camisa de lino \"Mar\", manga corta ✨"));
    assert_eq!(draft.description.as_ref().unwrap().as_str(), "Fresca.\nLavar a 30°.");
    assert_eq!((shirt.item.reference.source.as_str(), shirt.item.reference.id.as_str()), ("market.example", "1001"));
    assert_eq!((shirt.shop.reference.as_str(), shirt.shop.name.as_str()), ("listings/Ana███Tex███", "Ana███Tex███"));
    assert_eq!(shirt.category.iter().map(|name| name.as_str()).collect::<Vec<_>>(), ["Ropa", "Camisas"]);
    assert_eq!(variants(shirt), ["1001-1 Azul/S 2", "1001-2 Azul/M 2", "1001-3 Rojo/S 2", "1001-4 Rojo/M 1"]);
    // 195.6 and 489 at 0.0581.
    let usd = |minor| Money::new(minor, Currency::USD);
    assert!(draft.variants.iter().all(|variant| variant.price.money() == usd(1_136)));
    assert!(draft.variants.iter().all(|variant| variant.list_price.unwrap().money() == usd(2_841)));
    let facts: Vec<_> = draft.specifications.iter().map(|fact| (fact.name.as_str(), fact.value.as_str())).collect();
    assert_eq!(facts, [("Material", "Lino")]);
    assert_eq!(draft.rating.map(|rating| (rating.average_hundredths(), rating.count())), Some((470, 12)));
    assert_eq!(shirt.item.images.len(), 2);

    assert_eq!((hat.line, hat.item.reference.source.as_str()), (7, "market.vn.example"));
    assert_eq!((hat.shop.reference.as_str(), hat.shop.name.as_str()), ("listings/Cửa hàng", "Cửa hàng"));
    assert_eq!(variants(hat), ["1002-1  0"]);
    let only = &hat.item.draft.variants[0];
    assert_eq!((only.price.money(), only.list_price), (usd(745), None));
    assert_eq!(hat.item.draft.rating, None);

    // A list price that is none, groups without names, no category, stock in a fact of another language.
    assert_eq!(variants(gloves), ["1010-1 a/1 1", "1010-2 a/2 1", "1010-3 b/1 1", "1010-4 b/2 0"]);
    let groups: Vec<_> = gloves.item.draft.option_groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(groups, ["Option", "Option 2"]);
    assert_eq!(gloves.category.iter().map(|name| name.as_str()).collect::<Vec<_>>(), ["Other"]);
    assert!(gloves.item.draft.variants[0].list_price.is_none() && gloves.item.draft.specifications.is_empty());
}

#[test]
fn a_file_with_other_columns_is_refused_by_name() {
    let result = portions(&b"id,title\n1,a\n"[..], "[rates]").1;
    assert_eq!(result.unwrap_err().to_string(), "the file has no column \"domain\"; is it a marketplace's listings?");
}

#[test]
fn a_byte_order_mark_does_not_hide_a_column() {
    let marked = [b"\xef\xbb\xbf".as_slice(), DIRT].concat();
    let (portions, result) = portions(&marked[..], include_str!("../../tests/fixtures/rates.toml"));
    assert!(result.is_ok());
    assert_eq!(portions[0].parsed.len(), 3);
}

#[test]
fn a_quote_that_is_never_closed_stops_the_import_with_its_line_and_keeps_what_was_before() {
    let until = DIRT.windows(5).position(|bytes| bytes == b"1003,").unwrap();
    let begin = DIRT[..until].iter().rposition(|&byte| byte == b'\n').unwrap() + 1;
    let open = DIRT[..begin].chain(&b"x,\"never closed "[..]).chain(std::io::repeat(b'x'));
    let (portions, result) = portions(open, include_str!("../../tests/fixtures/rates.toml"));
    assert!(matches!(result, Err(ImportError::Record { line: 8 })), "{result:?}");
    assert_eq!(portions.iter().map(|portion| portion.parsed.len()).sum::<usize>(), 2);
}

#[test]
fn a_long_record_is_not_taken_for_an_endless_one() {
    let long = "x".repeat(usize::try_from(LONGEST_RECORD / 2).unwrap());
    let header = String::from_utf8(DIRT[..DIRT.iter().position(|&byte| byte == b'\n').unwrap() + 1].to_vec()).unwrap();
    let columns = header.split(',').count();
    let row = format!("\"{long}\"{}\n", ",".repeat(columns - 1));
    let file = format!("{header}{row}{row}{row}");
    let (portions, result) = portions(file.as_bytes(), "[rates]");
    assert!(result.is_ok(), "{result:?}");
    let lines: Vec<_> = portions.iter().flat_map(|portion| &portion.rejects).map(|reject| reject.line).collect();
    assert_eq!(lines, [2, 3, 4]);
}

/// With `TRADEPOST_LISTINGS_CSV`, the marketplace's own file: 1,000 rows, all of which can be used.
#[test]
fn every_row_of_the_real_file_is_read() {
    let Ok(path) = std::env::var("TRADEPOST_LISTINGS_CSV") else { return };
    let codes = ["MXN", "CLP", "COP", "IDR", "THB", "VND", "PHP", "SGD", "MYR", "BRL", "TWD"];
    let rates: String = codes.iter().map(|code| format!("{code} = \"0.5\"\n")).collect();
    let (portions, result) = portions(std::fs::File::open(path).unwrap(), &format!("[rates]\n{rates}"));
    result.unwrap();
    let rejects: Vec<_> = portions.iter().flat_map(|portion| &portion.rejects).collect();
    assert!(rejects.is_empty(), "{rejects:?}");
    let parsed: Vec<_> = portions.iter().flat_map(|portion| &portion.parsed).collect();
    assert_eq!(parsed.len(), 1_000);
    assert_eq!(parsed.iter().map(|row| row.item.draft.variants.len()).sum::<usize>(), 12_895);
    assert!(parsed.iter().all(|row| row.item.draft.variants.len() <= ProductDraft::MAX_VARIANTS));
    assert_eq!(parsed.iter().map(|row| row.shop.reference.as_str()).collect::<HashSet<_>>().len(), 849);
    // No listing leaves its stock open: what has none in its column states it among its specifications.
    let sold_out = |row: &&&Parsed| {
        row.item.draft.variants.iter().all(|v| v.stock == StockChange::Restate(product::StockCount::ZERO))
    };
    assert_eq!(parsed.iter().filter(sold_out).count(), 121);
}
