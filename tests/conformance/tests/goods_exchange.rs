//! Goods in and out of a shop on SQLite.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod goods_shop;

use std::io::Read;
use std::sync::Arc;

use goods_exchange::{ExportGoods, ImportGoods, ImportListings, ListingSettings, Progress, Rates, Rejects, Summary};
use kernel::Currency;
use product_app::ProductApp;

use goods_shop::{MemoryShops, shop};

struct Quiet;

impl Progress for Quiet {
    fn read(&self, _: u64) {}
}

const CURRENCIES: [&str; 11] = ["MXN", "CLP", "COP", "IDR", "THB", "VND", "PHP", "SGD", "MYR", "BRL", "TWD"];

async fn listings(
    app: &Arc<ProductApp>,
    shops: &Arc<MemoryShops>,
    file: impl Read + Send + 'static,
) -> (Summary, Vec<String>) {
    let rates: String = CURRENCIES.iter().map(|code| format!("{code} = \"0.75\"\n")).collect();
    let rates = Rates::parse(&format!("[rates]\n{rates}"), Currency::USD).unwrap();
    let mut rejects = Vec::new();
    let import = ImportListings::new(Arc::clone(app), Arc::clone(shops) as _);
    let settings = ListingSettings { rates, default_stock: 25 };
    let summary = import.execute(file, settings, &mut Rejects::new(&mut rejects), Arc::new(Quiet)).await.unwrap();
    (summary, String::from_utf8(rejects).unwrap().lines().map(str::to_owned).collect())
}

async fn goods(app: &Arc<ProductApp>, shops: &Arc<MemoryShops>, file: Vec<u8>) -> (Summary, Vec<String>) {
    let mut rejects = Vec::new();
    let import = ImportGoods::new(Arc::clone(app), Arc::clone(shops) as _);
    let file = std::io::Cursor::new(file);
    let summary = import.execute(file, &mut Rejects::new(&mut rejects), Arc::new(Quiet)).await.unwrap();
    (summary, String::from_utf8(rejects).unwrap().lines().map(str::to_owned).collect())
}

async fn export(app: &Arc<ProductApp>, shops: &Arc<MemoryShops>) -> Vec<u8> {
    let mut file = Vec::new();
    ExportGoods::new(Arc::clone(app), Arc::clone(shops) as _).execute(&mut file).await.unwrap();
    file
}

/// Listings that differ in all that the import reads, with a broken one after each ten.
fn csv(rows: usize) -> String {
    let mut file = String::from(
        "id,domain,title,initial_price,final_price,currency,stock,image,seller_name,breadcrumb,rating,reviews,\
         Product Specifications,Product Description,variations\n",
    );
    for row in 0..rows {
        let price = if row % 10 == 9 { "free".to_owned() } else { format!("{}.5e+01", row % 7 + 1) };
        let options = match row % 3 {
            0 => r#"[{""variations"":[null]}]"#.to_owned(),
            1 => r#"[{""name"":""Color"",""variations"":[""Rojo"",""Azul""]}]"#.to_owned(),
            _ => format!(
                r#"[{{""name"":""Talla"",""variations"":[""S"",""M"",""L""]}},{{""name"":""N"",""variations"":[""{row}""]}}]"#
            ),
        };
        file.push_str(&format!(
            "{row},https://market.example,\"Título {row}, ✨\",900,{price},{},{},\
             \"[\"\"https://img.example/{row}\"\",\"\"https://img.example/{row}b\"\"]\",Tienda███{},\
             \"[\"\"A\"\",\"\"B{}\"\"]\",4.{},{},\"[{{\"\"name\"\":\"\"Stock\"\",\"\"value\"\":\"\"{}\"\"}}]\",\
             \"Primera línea.\nSegunda.\",\"{options}\"\n",
            CURRENCIES[row % 11],
            if row % 4 == 0 { "0" } else { "" },
            row % 17,
            row % 5,
            row % 10,
            row % 3,
            row * 3
        ));
    }
    file
}

#[tokio::test]
async fn the_second_import_changes_nothing() {
    let (app, shops) = (shop(1_000).await, Arc::new(MemoryShops::default()));
    let (first, rejects) = listings(&app, &shops, std::io::Cursor::new(csv(250))).await;
    // Of the 225 good rows each third has one variant, two and three.
    let variants = (0..250).filter(|row| row % 10 != 9).map(|row| row % 3 + 1).sum();
    assert_eq!(first, Summary { created: 225, changed: 0, unchanged: 0, rejected: 25, variants });
    assert_eq!(rejects[0], r#"{"line":20,"id":"9","column":"final_price","reason":"is not a decimal number"}"#);
    let before = export(&app, &shops).await;
    let (second, again) = listings(&app, &shops, std::io::Cursor::new(csv(250))).await;
    assert_eq!(second, Summary { created: 0, unchanged: 225, ..first });
    assert_eq!(again, rejects);
    assert_eq!(export(&app, &shops).await, before);
    assert_eq!(shops.count(), 17);
}

#[tokio::test]
async fn an_import_that_was_cut_short_is_completed_by_the_next() {
    let (app, shops) = (shop(1_000).await, Arc::new(MemoryShops::default()));
    let whole = csv(250);
    // Ends in the middle of a quoted text.
    let cut = whole.find("Título 160").unwrap() + 4;
    let (first, rejects) = listings(&app, &shops, std::io::Cursor::new(whole[..cut].to_owned())).await;
    assert_eq!((first.created, first.rejected), (144, 17));
    assert!(rejects.last().unwrap().contains("ends within quotes"), "{rejects:?}");
    let (second, _) = listings(&app, &shops, std::io::Cursor::new(whole)).await;
    assert_eq!((second.created, second.unchanged, second.rejected), (81, 144, 25));
}

#[tokio::test]
async fn exported_goods_go_back_in_and_come_out_byte_for_byte() {
    let (app, shops) = (shop(1_000).await, Arc::new(MemoryShops::default()));
    listings(&app, &shops, std::io::Cursor::new(csv(250))).await;
    let file = export(&app, &shops).await;
    assert_eq!(file.iter().filter(|&&byte| byte == b'\n').count(), 225);

    let (other, other_shops) = (shop(9_000_000).await, Arc::new(MemoryShops::default()));
    let (summary, rejects) = goods(&other, &other_shops, file.clone()).await;
    assert_eq!((summary.created, rejects), (225, Vec::new()));
    assert_eq!(export(&other, &other_shops).await, file);
    let (again, _) = goods(&other, &other_shops, file.clone()).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 225));
    // And back into the shop that they are from.
    let (home, _) = goods(&app, &shops, file).await;
    assert_eq!((home.created, home.changed, home.unchanged), (0, 0, 225));
}

#[tokio::test]
async fn a_bad_line_of_goods_is_named_and_the_others_go_in() {
    let (app, shops) = (shop(1_000).await, Arc::new(MemoryShops::default()));
    listings(&app, &shops, std::io::Cursor::new(csv(4))).await;
    let text = String::from_utf8(export(&app, &shops).await).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let unknown = lines[1].replacen('{', r#"{"colour":1,"#, 1);
    let file = format!("{}\n{unknown}\n{}\n\n{{\n{}", lines[0], lines[2].replace("USD", "EUR"), lines[3]);

    let (other, other_shops) = (shop(9_000_000).await, Arc::new(MemoryShops::default()));
    let (summary, rejects) = goods(&other, &other_shops, file.into_bytes()).await;
    assert_eq!((summary.created, summary.rejected), (2, 3));
    let starts: Vec<_> = rejects.iter().map(|line| line.split_once(r#","column"#).unwrap().0).collect();
    // Those that cannot be read come first, then those that break a rule of the shop.
    assert_eq!(starts, [r#"{"line":2,"id":null"#, r#"{"line":5,"id":null"#, r#"{"line":3,"id":"2""#]);
    assert!(rejects[2].contains("must be in USD"), "{}", rejects[2]);
}

/// With `TRADEPOST_LISTINGS_CSV`, the marketplace's own file.
#[tokio::test]
async fn the_real_file_goes_in_once() {
    let Ok(path) = std::env::var("TRADEPOST_LISTINGS_CSV") else { return };
    let (app, shops) = (shop(1_000_000).await, Arc::new(MemoryShops::default()));
    let open = || std::fs::File::open(&path).unwrap();
    let (first, rejects) = listings(&app, &shops, open()).await;
    assert_eq!(first.created + first.rejected, 1_000, "{rejects:?}");
    assert_eq!((first.rejected, first.variants), (0, 12_895), "{rejects:?}");
    assert_eq!(shops.count(), 849);
    let (second, _) = listings(&app, &shops, open()).await;
    assert_eq!((second.created, second.changed, second.unchanged), (0, 0, 1_000));
    let file = export(&app, &shops).await;
    let (other, other_shops) = (shop(9_000_000).await, Arc::new(MemoryShops::default()));
    assert_eq!(goods(&other, &other_shops, file.clone()).await.0.created, 1_000);
    assert!(export(&other, &other_shops).await == file, "the second export differs");
}
