//! Profiles, addresses, shops, and what administrators do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use fixtures::order::Fault;
use fixtures::user::{PASSWORD, World, bare_address, email, full_address, person, user};
use kernel::{Role, Roles, Slug};
use platform::{AppError, Clock, ErrorKind, StoreError};
use tradepost_user_app::{
    AddressError, AdministerError, AssignShopError, CreateAccountCommand, ModerateError, OpenShopError, ShopKey,
    ShopSummary,
};
use user::{AccountError, BanReason, ShopName, ShopReference, UserEvent};

fn shop_name(text: &str) -> ShopName {
    ShopName::new(text).unwrap()
}

fn reference(text: &str) -> ShopReference {
    ShopReference::new(text).unwrap()
}

fn reason() -> BanReason {
    BanReason::new("fraud").unwrap()
}

#[tokio::test]
async fn somebody_changes_their_name() {
    let world = World::default();
    let actor = world.somebody(1).await;
    *world.stores.conflicts.lock().unwrap() = 2;
    let profile = world.app.profiles.rename(actor, &person("Countess")).await.unwrap();
    assert_eq!(profile.name.as_str(), "Countess");
    assert_eq!(world.app.profiles.show(actor).await.unwrap(), profile);
}

#[tokio::test]
async fn addresses_belong_to_one_account() {
    let world = World::default();
    let (owner, thief) = (world.somebody(1).await, world.somebody(2).await);
    let home = world.app.addresses.add(owner, full_address("1 Home"), false).await.unwrap();
    let work = world.app.addresses.add(owner, bare_address("2 Work"), true).await.unwrap();
    assert!((home.is_default, work.is_default) == (true, true), "each when it was added");
    let listed = world.app.addresses.list(owner).await.unwrap();
    assert_eq!(listed.iter().map(|a| (a.id, a.is_default)).collect::<Vec<_>>(), [(home.id, false), (work.id, true)]);
    assert_eq!(world.app.addresses.find(owner.user, home.id).await.unwrap().as_ref(), listed.first());

    let replaced = world.app.addresses.replace(thief, home.id, bare_address("x"), true).await.unwrap_err();
    assert_eq!((replaced.kind(), replaced.code()), (ErrorKind::NotFound, "not_found"));
    assert!(matches!(world.app.addresses.remove(thief, home.id).await, Err(AddressError::NotFound)));
    assert_eq!(world.app.addresses.find(thief.user, home.id).await.unwrap(), None);
    assert_eq!(world.app.addresses.list(owner).await.unwrap(), listed);

    let replaced = world.app.addresses.replace(owner, home.id, bare_address("3 Home"), false).await.unwrap();
    assert_eq!((replaced.details.line1.as_str(), replaced.is_default), ("3 Home", false));
    world.app.addresses.remove(owner, work.id).await.unwrap();
    assert!(world.app.addresses.list(owner).await.unwrap()[0].is_default);
}

#[tokio::test]
async fn an_account_has_at_most_fifty_addresses() {
    let world = World::default();
    let actor = world.somebody(1).await;
    for _ in 0..50 {
        world.app.addresses.add(actor, bare_address("x"), false).await.unwrap();
    }
    let error = world.app.addresses.add(actor, bare_address("x"), false).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "too_many_addresses"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_that_are_added_together_are_all_kept() {
    let world = World::default();
    let actor = world.somebody(1).await;
    let adds = (0..5).map(|_| {
        let app = world.app.clone();
        tokio::spawn(async move { app.addresses.add(actor, bare_address("x"), true).await })
    });
    for add in adds.collect::<Vec<_>>() {
        add.await.unwrap().unwrap();
    }
    let listed = world.app.addresses.list(actor).await.unwrap();
    assert_eq!((listed.len(), listed.iter().filter(|address| address.is_default).count()), (5, 1));
}

#[tokio::test]
async fn a_shopper_opens_a_shop_and_may_sell_at_once() {
    let world = World::default();
    let actor = world.somebody(1).await;
    assert_eq!(actor.selling(), None);
    let opened = world.app.open_shop.execute(actor, shop_name("Ada's Café")).await.unwrap();
    assert_eq!((opened.shop.name.as_str(), opened.shop.slug.as_str()), ("Ada's Café", "adas-cafe"));
    let seller = world.actor(&opened.access_token.text);
    assert_eq!((seller.selling(), seller.session), (Some(opened.shop.id), actor.session));
    assert_eq!(world.app.profiles.show(actor).await.unwrap().shop.as_ref(), Some(&opened.shop));
    let ShopSummary { id: shop, name, slug } = opened.shop;
    let event = UserEvent::ShopOpened { shop, owner: Some(actor.user), name, slug, opened_at: world.clock.now() };
    assert_eq!(world.stores.events().last(), Some(&event));

    let error = world.app.open_shop.execute(seller, shop_name("Another")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "shop_exists"));
    assert_eq!(world.stores.events().last(), Some(&event));
}

#[tokio::test]
async fn two_shops_of_one_name_have_two_addresses() {
    let world = World::default();
    let mut slugs = Vec::new();
    for number in 1..=3 {
        let actor = world.somebody(number).await;
        slugs.push(world.app.open_shop.execute(actor, shop_name("Mugs")).await.unwrap().shop.slug);
    }
    assert_eq!(slugs[0].as_str(), "mugs");
    assert!(slugs[1].as_str().starts_with("mugs-") && slugs[2].as_str().starts_with("mugs-"), "{slugs:?}");
    assert_ne!(slugs[1], slugs[2]);
}

#[tokio::test]
async fn a_session_that_is_over_opens_no_shop() {
    let world = World::default();
    let actor = world.somebody(1).await;
    world.app.log_out.here(actor).await.unwrap();
    let error = world.app.open_shop.execute(actor, shop_name("Mugs")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, "session_revoked"));
}

#[tokio::test]
async fn a_shop_that_cannot_be_stored_leaves_the_account_a_shopper() {
    let world = World::default();
    let actor = world.somebody(1).await;
    world.stores.faults.once("accounts", Fault::Before);
    let error = world.app.open_shop.execute(actor, shop_name("Mugs")).await.unwrap_err();
    assert!(matches!(error, OpenShopError::Failure(_)), "{error:?}");
    assert_eq!(world.app.profiles.show(actor).await.unwrap().roles, Roles::SHOPPER);
    *world.stores.conflicts.lock().unwrap() = 2;
    assert!(world.app.open_shop.execute(actor, shop_name("Mugs")).await.is_ok());
}

#[tokio::test]
async fn an_import_opens_each_shop_once() {
    let world = World::default();
    let wanted = [
        (reference("a"), shop_name("Mugs")),
        (reference("b"), shop_name("Mugs")),
        (reference("a"), shop_name("Mugs")),
        (reference("c"), shop_name("เสื้อ")),
    ];
    let shops = world.app.ensure_shops.execute(&wanted).await.unwrap();
    let references: Vec<_> = shops.iter().map(|shop| shop.snapshot().reference.clone().unwrap()).collect();
    assert_eq!(references, wanted.clone().map(|(reference, _)| reference));
    assert_eq!(shops[0], shops[2]);
    assert!(shops.iter().all(|shop| shop.snapshot().owner.is_none()));
    assert_eq!(shops[0].snapshot().slug.as_str(), "mugs");
    assert!(shops[1].snapshot().slug.as_str().starts_with("mugs-"), "{:?}", shops[1]);
    assert!(shops[3].snapshot().slug.as_str().starts_with("shop-"), "{:?}", shops[3]);
    assert_eq!(world.stores.events().len(), 3);

    // Again, and with one more: only that one is opened.
    assert_eq!(world.app.ensure_shops.execute(&wanted).await.unwrap(), shops);
    assert_eq!(world.stores.events().len(), 3);
    let more = [(reference("d"), shop_name("Mugs")), wanted[0].clone()];
    assert_eq!(world.app.ensure_shops.execute(&more).await.unwrap()[1], shops[0]);
    assert_eq!(world.stores.events().len(), 4);
    assert!(world.app.ensure_shops.execute(&[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_import_that_cannot_be_stored_opens_nothing() {
    let world = World::default();
    world.stores.faults.once("shops", Fault::Before);
    let wanted = [(reference("a"), shop_name("Mugs")), (reference("b"), shop_name("Cups"))];
    assert!(matches!(world.app.ensure_shops.execute(&wanted).await, Err(StoreError::Unavailable(_))));
    assert!(world.stores.events().is_empty());
    // It was stored after all, but the answer was lost: again, and nothing is opened twice.
    world.stores.faults.once("shops", Fault::After);
    assert!(world.app.ensure_shops.execute(&wanted).await.is_err());
    assert_eq!(world.app.ensure_shops.execute(&wanted).await.unwrap().len(), 2);
    assert_eq!(world.stores.events().len(), 2);
}

#[tokio::test]
async fn an_imported_shop_is_given_to_an_account() {
    let world = World::default();
    let actor = world.somebody(1).await;
    let shops = [(reference("a"), shop_name("Mugs")), (reference("b"), shop_name("Cups"))];
    let shops = world.app.ensure_shops.execute(&shops).await.unwrap();
    let by_slug = ShopKey::Slug(Slug::new("mugs").unwrap());

    let nobody = world.app.assign_shop.execute(&by_slug, &email(5)).await.unwrap_err();
    assert!(matches!(nobody, AssignShopError::AccountNotFound), "{nobody:?}");
    let unknown = ShopKey::Slug(Slug::new("plates").unwrap());
    let unknown = world.app.assign_shop.execute(&unknown, &email(1)).await.unwrap_err();
    assert_eq!((unknown.kind(), unknown.code()), (ErrorKind::NotFound, "not_found"));

    let given = world.app.assign_shop.execute(&by_slug, &email(1)).await.unwrap();
    assert_eq!(given.id, shops[0].id());
    let standing = world.app.verify_access.execute(actor).await.unwrap();
    assert_eq!(standing.selling(), Some(given.id));
    let event = UserEvent::ShopChanged {
        shop: given.id,
        owner: Some(actor.user),
        name: given.name,
        slug: given.slug,
        opened_at: world.clock.now(),
    };
    assert_eq!(world.stores.events().last(), Some(&event));

    let again = world.app.assign_shop.execute(&ShopKey::Id(shops[0].id()), &email(1)).await.unwrap_err();
    assert_eq!((again.kind(), again.code()), (ErrorKind::Conflict, "shop_has_owner"));
    let second = world.app.assign_shop.execute(&ShopKey::Id(shops[1].id()), &email(1)).await.unwrap_err();
    assert_eq!((second.kind(), second.code()), (ErrorKind::Conflict, "shop_exists"));
}

#[tokio::test]
async fn an_administrator_shuts_somebody_out_and_in_again() {
    let world = World::default();
    let administrator = world.administrator(9).await;
    let (actor, other) = (world.somebody(1).await, world.somebody(2).await);
    world.app.moderate.ban(administrator, actor.user, reason()).await.unwrap();
    assert!(world.app.verify_access.execute(actor).await.is_err());
    assert!(world.app.verify_access.execute(other).await.is_ok());
    let error = world.app.moderate.ban(administrator, actor.user, reason()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "already_banned"));
    world.app.moderate.unban(administrator, actor.user).await.unwrap();
    world.log_in(1).await;
    // The sessions of before stay over.
    assert!(world.app.verify_access.execute(actor).await.is_err());
    let user = actor.user;
    let at = world.clock.now();
    let last: Vec<UserEvent> = world.stores.events().into_iter().rev().take(2).collect();
    assert_eq!(last, [UserEvent::AccountUnbanned { user, at }, UserEvent::AccountBanned { user, at }]);
}

#[tokio::test]
async fn only_administrators_shut_others_out() {
    let world = World::default();
    let administrator = world.administrator(9).await;
    let (actor, other) = (world.somebody(1).await, world.somebody(2).await);
    let error = world.app.moderate.ban(actor, other.user, reason()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Forbidden, "forbidden"));
    assert_eq!(world.app.moderate.unban(actor, other.user).await.unwrap_err().kind(), ErrorKind::Forbidden);
    let own = world.app.moderate.ban(administrator, administrator.user, reason()).await;
    assert!(matches!(own, Err(ModerateError::Account(AccountError::OwnAccount))), "{own:?}");
    let nobody = world.app.moderate.ban(administrator, user(77), reason()).await.unwrap_err();
    assert_eq!((nobody.kind(), nobody.code()), (ErrorKind::NotFound, "not_found"));
    let good = world.app.moderate.unban(administrator, other.user).await.unwrap_err();
    assert_eq!((good.kind(), good.code()), (ErrorKind::Conflict, "not_banned"));
}

#[tokio::test]
async fn an_account_from_the_command_line_is_proven_and_made_once() {
    let world = World::default();
    let command = |administrator| CreateAccountCommand {
        email: email(1),
        password: World::password(PASSWORD),
        name: person("Root"),
        administrator,
    };
    let profile = world.app.create_account.execute(command(true)).await.unwrap();
    assert_eq!((profile.roles, profile.email_verified), (Roles::SHOPPER.with(Role::Administrator), true));
    let again = world.app.create_account.execute(command(false)).await.unwrap_err();
    assert_eq!((again.kind(), again.code()), (ErrorKind::Conflict, "account_exists"));
    assert_eq!(world.stores.accounts().len(), 1);
    assert!(world.mailbox.mails().is_empty());
}

#[tokio::test]
async fn a_role_is_granted_once_and_selling_needs_a_shop() {
    let world = World::default();
    let actor = world.somebody(1).await;
    world.app.grant_role.execute(&email(1), Role::Administrator).await.unwrap();
    assert!(world.app.profiles.show(actor).await.unwrap().roles.contains(Role::Administrator));
    let again = world.app.grant_role.execute(&email(1), Role::Administrator).await.unwrap_err();
    assert_eq!((again.kind(), again.code()), (ErrorKind::Conflict, "already_has_role"));
    let seller = world.app.grant_role.execute(&email(1), Role::Seller).await;
    assert!(matches!(seller, Err(AdministerError::SellersHaveShops)), "{seller:?}");
    let nobody = world.app.grant_role.execute(&email(2), Role::Administrator).await.unwrap_err();
    assert_eq!((nobody.kind(), nobody.code()), (ErrorKind::NotFound, "not_found"));
}

#[tokio::test]
async fn the_public_keys_are_those_that_check_tokens() {
    let keys = World::default().app.public_keys.list();
    assert_eq!((keys.len(), keys[0].id.as_str(), keys[0].bytes), (1, "fake-key", [7; 32]));
}
