//! About how many bytes a view takes.

use product::{Image, ImageSource};
use product_ports::Card;
use quick_cache::Weighter;

use crate::{Answer, Key, Question};

/// Weighs views by their bytes, roughly: the fixed part of each thing, and its texts.
#[derive(Clone)]
pub(crate) struct ByBytes;

/// What a key, its hash entry and its allocations take.
const ENTRY: usize = 256;
/// What a name, a slug or an option takes with its allocation.
const NAME: usize = 64;

impl Weighter<Key, Answer> for ByBytes {
    fn weight(&self, key: &Key, answer: &Answer) -> u64 {
        let bytes = ENTRY + question(&key.question) + view(answer);
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

fn question(question: &Question) -> usize {
    match question {
        Question::Cards { filter, .. } | Question::Facets(filter) => {
            let options: usize = filter.options.iter().map(|option| NAME * (1 + option.values.len())).sum();
            filter.words.as_ref().map_or(0, String::len) + options
        }
        Question::Suggest(words) => words.len(),
        Question::Product { .. }
        | Question::ProductAt(_)
        | Question::Related(..)
        | Question::Categories
        | Question::Seller(_)
        | Question::SellerAt(_) => 0,
    }
}

fn view(answer: &Answer) -> usize {
    match answer {
        Answer::Cards(page) => cards(&page.items),
        Answer::Related(items) => cards(items),
        Answer::Facets(facets) => {
            let options: usize = facets.options.iter().map(|facet| NAME * (1 + facet.values.len())).sum();
            200 * (facets.categories.len() + facets.sellers.len()) + 32 * facets.price.buckets.len() + options
        }
        Answer::Product(Some(view)) => {
            let state = view.product.snapshot();
            let groups: usize = state.option_groups.iter().map(|group| NAME * (1 + group.values.len())).sum();
            let variants = state.variants.len() * (256 + 2 * NAME * state.option_groups.len());
            let facts: usize = state.specifications.iter().map(|fact| 2 * NAME + fact.value.as_str().len()).sum();
            let description = state.description.as_ref().map_or(0, |text| text.as_str().len());
            1024 + state.title.as_str().len()
                + description
                + groups
                + variants
                + facts
                + images(&state.images)
                + 200 * view.category_path.len()
        }
        Answer::Categories(tree) => 256 * tree.len(),
        Answer::Seller(Some(_)) => 256,
        Answer::Suggest(suggestions) => {
            512 * suggestions.products.len() + 200 * suggestions.categories.len() + NAME * suggestions.queries.len()
        }
        Answer::Product(None) | Answer::Seller(None) | Answer::ProductAt(_) | Answer::SellerAt(_) => 0,
    }
}

fn cards(cards: &[Card]) -> usize {
    let texts = |card: &Card| card.title.as_str().len() + card.image.as_ref().map_or(0, image);
    cards.iter().map(|card| size_of::<Card>() + 6 * NAME + texts(card)).sum()
}

fn images(pictures: &[Image]) -> usize {
    pictures.iter().map(image).sum()
}

fn image(image: &Image) -> usize {
    let source = match &image.source {
        ImageSource::Remote(url) => url.as_str().len(),
        ImageSource::Stored(picture) => picture.key.as_str().len(),
    };
    size_of::<Image>() + source + image.alt.as_ref().map_or(0, |alt| alt.as_str().len())
}
