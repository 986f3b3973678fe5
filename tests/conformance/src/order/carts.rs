use std::time::Duration;

use fixtures::order::{add, at, cart_id, observed, pieces, quote, usd, user_id, variant_id};
use kernel::{Money, VariantId};
use order::{Cart, CartError, CartOwner, CartUpdate, Observed, Wish};

use super::Stores;

fn contents(cart: &Cart) -> Vec<(VariantId, u32)> {
    cart.lines.iter().map(|line| (line.variant_id, line.quantity.get())).collect()
}

/// Each change is read back as it was made, a refused one changes nothing, and nobody reads another's.
pub async fn carts_are_kept_as_they_are(stores: Stores) {
    let carts = &stores.carts;
    let (account, guest) = (CartOwner::Account(user_id(1)), CartOwner::Guest(cart_id(2)));
    assert_eq!(carts.find(account).await.unwrap(), None);
    for owner in [account, guest] {
        let dong = Money::new(99, "VND".parse().unwrap());
        let first = Observed { unit_price: dong, ..observed(&quote(13)) };
        let second = Observed { unit_price: Money::new(7, dong.currency()), ..observed(&quote(11)) };
        let third = Observed { unit_price: Money::new(8, dong.currency()), ..observed(&quote(12)) };
        let steps = [
            Wish::Add(first, pieces(2)),
            Wish::Add(second, pieces(1)),
            Wish::Set(first, pieces(9)),
            Wish::Add(third, pieces(3)),
            Wish::Remove(second.variant_id),
            Wish::Add(second, pieces(4)),
        ];
        for (second, wish) in (10..).zip(steps) {
            let update = CartUpdate { wish, observed: Vec::new() };
            let changed = carts.update(owner, &update, at(second)).await.unwrap().unwrap();
            assert_eq!(changed.updated_at, at(second));
            assert_eq!(carts.find(owner).await.unwrap(), Some(changed));
        }
        let kept = carts.find(owner).await.unwrap().unwrap();
        assert_eq!(contents(&kept), [(variant_id(13), 9), (variant_id(12), 3), (variant_id(11), 4)]);
        assert_eq!(kept.lines[0].seen_price, dong);

        let refused = carts.update(owner, &add(&quote(14), 1), at(99)).await.unwrap();
        assert_eq!(refused, Err(CartError::MixedCurrencies));
        assert_eq!(carts.find(owner).await.unwrap(), Some(kept.clone()));

        let dearer = Observed { unit_price: Money::new(100, dong.currency()), available: 5, ..first };
        let update = CartUpdate { wish: Wish::Acknowledge, observed: vec![dearer] };
        carts.update(owner, &update, at(100)).await.unwrap().unwrap();
        let kept = carts.find(owner).await.unwrap().unwrap();
        assert_eq!((kept.lines[0].quantity, kept.lines[0].seen_price), (pieces(5), dearer.unit_price));
    }
    // An account's cart has an id that a guest could hold.
    assert_eq!(carts.find(CartOwner::Guest(account.cart_id())).await.unwrap(), None);
    assert_eq!(carts.find(CartOwner::Account(user_id(2))).await.unwrap(), None);
}

/// Merging moves the guest's lines once; a second time finds nothing.
pub async fn a_guests_cart_is_merged_once(stores: Stores) {
    let carts = &stores.carts;
    let (user, guest) = (user_id(1), cart_id(2));
    assert_eq!(carts.merge(guest, user, at(1)).await.unwrap(), None);
    carts.update(CartOwner::Guest(guest), &add(&quote(11), 2), at(1)).await.unwrap().unwrap();
    let merged = carts.merge(guest, user, at(2)).await.unwrap().unwrap();
    assert_eq!(contents(&merged), [(variant_id(11), 2)]);
    assert_eq!((merged.owner, merged.updated_at), (CartOwner::Account(user), at(2)));
    assert_eq!(merged.lines[0].seen_price, usd(1_100));
    assert_eq!(carts.find(CartOwner::Account(user)).await.unwrap(), Some(merged.clone()));
    assert_eq!(carts.find(CartOwner::Guest(guest)).await.unwrap(), None);
    assert_eq!(carts.merge(guest, user, at(3)).await.unwrap(), Some(merged));

    // What is put into the guest's cart afterwards is merged with what is there.
    carts.update(CartOwner::Guest(guest), &add(&quote(12), 1), at(4)).await.unwrap().unwrap();
    carts.update(CartOwner::Guest(guest), &add(&quote(11), 1), at(4)).await.unwrap().unwrap();
    let merged = carts.merge(guest, user, at(5)).await.unwrap().unwrap();
    assert_eq!(contents(&merged), [(variant_id(11), 3), (variant_id(12), 1)]);

    // Another account's cart is nobody's to merge.
    assert_eq!(carts.merge(CartOwner::Account(user).cart_id(), user_id(9), at(6)).await.unwrap(), None);
    assert!(carts.find(CartOwner::Account(user)).await.unwrap().is_some());
}

/// Sixteen at a time add to one cart, and nothing is lost.
pub async fn concurrent_adds_are_all_had(stores: Stores) {
    let owner = CartOwner::Guest(cart_id(901));
    let tasks: Vec<_> = (0..16_u128)
        .map(|task| {
            let carts = stores.carts.clone();
            tokio::spawn(async move {
                let goods = order::Quote { available: 10_000, ..quote(task % 4 + 1) };
                for _ in 0..5 {
                    carts.update(owner, &add(&goods, 1), at(1)).await.unwrap().unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let cart = stores.carts.find(owner).await.unwrap().unwrap();
    assert_eq!(cart.lines.len(), 4);
    assert!(cart.lines.iter().all(|line| line.quantity == pieces(20)));
}

/// Guests' carts that nobody touches go, the oldest first; accounts' stay.
pub async fn stale_guests_are_removed(stores: Stores) {
    let carts = &stores.carts;
    let owners = [CartOwner::Guest(cart_id(1)), CartOwner::Guest(cart_id(2)), CartOwner::Guest(cart_id(3))];
    for (second, owner) in (1..).zip(owners) {
        carts.update(owner, &add(&quote(11), 1), at(second)).await.unwrap().unwrap();
    }
    let account = CartOwner::Account(user_id(4));
    carts.update(account, &add(&quote(11), 1), at(0)).await.unwrap().unwrap();
    assert_eq!(carts.remove_stale(at(3), 1).await.unwrap(), 1);
    assert_eq!(carts.find(owners[0]).await.unwrap(), None);
    assert_eq!(carts.remove_stale(at(3), 10).await.unwrap(), 1);
    assert_eq!(carts.find(owners[1]).await.unwrap(), None);
    assert!(carts.find(owners[2]).await.unwrap().is_some());
    assert_eq!(carts.remove_stale(at(3).plus(Duration::from_secs(60)), 10).await.unwrap(), 1);
    assert!(carts.find(account).await.unwrap().is_some());
}
