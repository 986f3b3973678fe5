//! The contract of [`user_ports::ShopStore`].

use fixtures::user::{at, event, shop, shop_id, shop_reference, shop_slug, unclaimed_shop, user};
use kernel::{SellerId, Slug, UserId};
use platform::StoreError;
use user::{Shop, ShopDecision, ShopName, ShopReference};
use user_ports::ShopCommit;

use super::{Users, assert_conflict, assert_one_won, assert_taken, events_from, registered, told};

async fn commit(users: &Users, decision: ShopDecision, first_event: u128) -> Result<(), StoreError> {
    users.shops.commit(&[ShopCommit::new(decision, at(100), events_from(first_event))]).await
}

async fn kept(users: &Users, decision: ShopDecision, first_event: u128) -> Shop {
    let shop = decision.shop().clone();
    commit(users, decision, first_event).await.expect("stored");
    assert_eq!(users.shops.find(shop.id()).await.expect("read").as_ref(), Some(&shop));
    assert_eq!(users.shops.find_by_slug(&shop.snapshot().slug).await.expect("read").as_ref(), Some(&shop));
    if let Some(owner) = shop.snapshot().owner {
        assert_eq!(users.shops.find_by_owner(owner).await.expect("read").as_ref(), Some(&shop));
    }
    if let Some(reference) = shop.snapshot().reference.clone() {
        let found = users.shops.find_by_reference(&[reference]).await.expect("read");
        assert_eq!(found, std::slice::from_ref(&shop));
    }
    shop
}

fn open(number: u128, owner: UserId, slug: Slug) -> ShopDecision {
    Shop::open(shop_id(number), owner, ShopName::new("Another").expect("a name"), slug, at(70))
}

/// # Panics
/// When the store breaks its contract.
pub async fn keeps_shops_in_every_state(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    kept(users, shop(1, user(1)), 1).await;
    let unclaimed = kept(users, unclaimed_shop(2), 2).await;
    assert_eq!(users.shops.find_by_owner(user(2)).await.expect("read"), None);
    let claimed = kept(users, unclaimed.claim(user(2)).expect("claimed"), 3).await;
    assert_eq!(claimed.snapshot().reference, Some(shop_reference(2)));
    assert_eq!(users.shops.find(shop_id(3)).await.expect("read"), None);
    assert_eq!(users.shops.find_by_slug(&shop_slug(3)).await.expect("read"), None);
}

/// # Panics
/// When the store breaks its contract.
pub async fn tells_what_happened_to_shops(users: &Users) {
    registered(users, 1).await;
    told(users).await;
    let unclaimed = kept(users, unclaimed_shop(1), 1).await;
    kept(users, unclaimed.claim(user(1)).expect("claimed"), 2).await;
    let key = shop_id(1).to_string();
    let expected = [
        (event(1), "user.shop_opened.v1".to_owned(), key.clone(), at(100)),
        (event(2), "user.shop_changed.v1".to_owned(), key, at(100)),
    ];
    assert_eq!(told(users).await, expected);
}

/// # Panics
/// When the store breaks its contract.
pub async fn gives_addresses_owners_and_references_once(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    kept(users, shop(1, user(1)), 1).await;
    kept(users, unclaimed_shop(2), 2).await;
    told(users).await;
    assert_taken(commit(users, open(3, user(2), shop_slug(1)), 3).await, "slug");
    assert_taken(commit(users, open(3, user(1), shop_slug(3)), 3).await, "shop_owner");
    let name = ShopName::new("Another").expect("a name");
    let same_reference = Shop::open_unclaimed(shop_id(3), name, shop_slug(3), shop_reference(2), at(70));
    assert_taken(commit(users, same_reference, 3).await, "shop_reference");
    let second_shop = unclaimed_shop(2).shop().clone().claim(user(1)).expect("claimed");
    assert_taken(commit(users, second_shop, 3).await, "shop_owner");
    assert_eq!(users.shops.find(shop_id(3)).await.expect("read"), None);
    assert_eq!(users.shops.find(shop_id(2)).await.expect("read").as_ref(), Some(unclaimed_shop(2).shop()));
    assert_eq!(told(users).await, []);
}

/// # Panics
/// When the store breaks its contract.
pub async fn refuses_what_was_decided_on_an_old_shop(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    let unclaimed = kept(users, unclaimed_shop(1), 1).await;
    let claimed = kept(users, unclaimed.clone().claim(user(1)).expect("claimed"), 2).await;
    assert_conflict(commit(users, unclaimed.claim(user(2)).expect("claimed"), 3).await);
    assert_conflict(commit(users, open(1, user(2), shop_slug(9)), 4).await);
    assert_eq!(users.shops.find(shop_id(1)).await.expect("read"), Some(claimed));
    let never_stored = unclaimed_shop(5).shop().clone().claim(user(2)).expect("claimed");
    assert_conflict(commit(users, never_stored, 5).await);
}

/// # Panics
/// When the store breaks its contract.
pub async fn lets_one_of_two_claims_win(users: &Users) {
    registered(users, 1).await;
    registered(users, 2).await;
    let unclaimed = kept(users, unclaimed_shop(1), 1).await;
    let (one, other) = tokio::join!(
        commit(users, unclaimed.clone().claim(user(1)).expect("claimed"), 2),
        commit(users, unclaimed.claim(user(2)).expect("claimed"), 3),
    );
    assert_one_won(one, other);
}

/// # Panics
/// When the store breaks its contract.
pub async fn stores_all_shops_or_none(users: &Users) {
    told(users).await;
    let commit = |number, first_event| ShopCommit::new(unclaimed_shop(number), at(100), events_from(first_event));
    users.shops.commit(&[commit(1, 1), commit(2, 2)]).await.expect("stored");
    let ids: Vec<_> = told(users).await.into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, [event(1), event(2)]);
    assert_conflict(users.shops.commit(&[commit(3, 3), commit(2, 4)]).await);
    assert_eq!(users.shops.find(shop_id(3)).await.expect("read"), None);
    assert_eq!(told(users).await, []);
    users.shops.commit(&[]).await.expect("nothing to store");
}

/// # Panics
/// When the store breaks its contract.
pub async fn finds_many_shops_at_once(users: &Users) {
    let commits: Vec<ShopCommit> =
        (1..=3).map(|number| ShopCommit::new(unclaimed_shop(number), at(100), events_from(number))).collect();
    users.shops.commit(&commits).await.expect("stored");
    // As many as a large feed names, most of which are new.
    let references: Vec<ShopReference> = (2..=40_000).map(shop_reference).collect();
    let mut found: Vec<SellerId> =
        users.shops.find_by_reference(&references).await.expect("read").iter().map(Shop::id).collect();
    found.sort_unstable();
    assert_eq!(found, [shop_id(2), shop_id(3)]);
    assert_eq!(users.shops.find_by_reference(&[]).await.expect("read"), []);

    let slugs: Vec<Slug> = (3..=40_000).map(shop_slug).chain([shop_slug(1)]).collect();
    let mut taken = users.shops.taken_slugs(&slugs).await.expect("read");
    taken.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
    assert_eq!(taken, [shop_slug(1), shop_slug(3)]);
    assert_eq!(users.shops.taken_slugs(&[]).await.expect("read"), []);
}
