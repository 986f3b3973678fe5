//! All use cases of the context, wired.

use std::sync::Arc;

use platform::{Clock, IdSource, Mailer, SecretSource};
use user_ports::{
    AccessTokenIssuer, AccountStore, AddressStore, AttemptStore, LinkStore, PasswordHasher, SecretHasher, SessionStore,
    ShopStore,
};

use crate::attempts::Attempts;
use crate::post::Post;
use crate::reception::Reception;
use crate::{
    Addresses, AssignShop, ChangePassword, CreateAccount, EnsureShops, GrantRole, LogIn, LogOut, ModerateAccounts,
    OpenShop, Profiles, PruneUsers, PublicKeys, RefreshSession, Register, ResetPassword, VerifyAccess, VerifyEmail,
};

/// What the use cases need from the outside.
#[derive(Clone)]
pub struct Deps {
    /// Accounts.
    pub accounts: Arc<dyn AccountStore>,
    /// Sessions.
    pub sessions: Arc<dyn SessionStore>,
    /// Shops.
    pub shops: Arc<dyn ShopStore>,
    /// Address books.
    pub addresses: Arc<dyn AddressStore>,
    /// Links in mails.
    pub links: Arc<dyn LinkStore>,
    /// How often something was tried.
    pub attempts: Arc<dyn AttemptStore>,
    /// Hashes passwords.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Hashes secrets.
    pub secret_hasher: Arc<dyn SecretHasher>,
    /// Signs access tokens.
    pub tokens: Arc<dyn AccessTokenIssuer>,
    /// Sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn IdSource>,
    /// Makes secrets.
    pub secrets: Arc<dyn SecretSource>,
    /// The address at which people reach the shop, without a slash at the end: links in mails begin with it.
    pub public_url: String,
}

/// All use cases of the user context.
pub struct UserApp {
    /// Somebody wants an account.
    pub register: Register,
    /// Somebody comes with a password.
    pub log_in: LogIn,
    /// Somebody comes for the next access token.
    pub refresh: RefreshSession,
    /// Sessions end.
    pub log_out: LogOut,
    /// The central check of an access token.
    pub verify_access: VerifyAccess,
    /// The keys that check access tokens.
    pub public_keys: PublicKeys,
    /// Proving a mailbox.
    pub verify_email: VerifyEmail,
    /// Somebody forgot their password.
    pub reset_password: ResetPassword,
    /// Somebody wants another password.
    pub change_password: ChangePassword,
    /// Who somebody is.
    pub profiles: Profiles,
    /// Where somebody's parcels go.
    pub addresses: Addresses,
    /// A shopper opens a shop.
    pub open_shop: OpenShop,
    /// Shops that come with imported goods.
    pub ensure_shops: EnsureShops,
    /// Gives such a shop to an account.
    pub assign_shop: AssignShop,
    /// An administrator shuts somebody out.
    pub moderate: ModerateAccounts,
    /// Makes an account from the command line.
    pub create_account: CreateAccount,
    /// Grants a role from the command line.
    pub grant_role: GrantRole,
    /// Forgets what nobody needs any more.
    pub prune: PruneUsers,
}

impl UserApp {
    /// Wires the use cases.
    #[must_use]
    pub fn new(deps: Deps) -> Self {
        let Deps {
            accounts,
            sessions,
            shops,
            addresses,
            links,
            attempts: attempt_store,
            passwords,
            secret_hasher: hasher,
            tokens,
            mailer,
            clock,
            ids,
            secrets,
            public_url,
        } = deps;
        let post = Post { mailer, public_url: public_url.trim_end_matches('/').into() };
        let attempts = Attempts { store: Arc::clone(&attempt_store) };
        let reception = Reception {
            shops: Arc::clone(&shops),
            tokens: Arc::clone(&tokens),
            hasher,
            secrets,
            ids: Arc::clone(&ids),
        };
        let (a, s, p) = (|| Arc::clone(&accounts), || Arc::clone(&sessions), || Arc::clone(&passwords));
        let (h, l, t, i) = (|| Arc::clone(&shops), || Arc::clone(&links), || Arc::clone(&clock), || Arc::clone(&ids));
        let (tries, desk, mail) = (|| attempts.clone(), || reception.clone(), || post.clone());
        Self {
            register: Register {
                accounts: a(),
                sessions: s(),
                passwords: p(),
                attempts: tries(),
                reception: desk(),
                post: mail(),
                clock: t(),
                ids: i(),
            },
            log_in: LogIn {
                accounts: a(),
                sessions: s(),
                passwords: p(),
                attempts: tries(),
                reception: desk(),
                clock: t(),
                ids: i(),
            },
            refresh: RefreshSession { accounts: a(), sessions: s(), reception: desk(), clock: t() },
            log_out: LogOut { sessions: s(), clock: t() },
            verify_access: VerifyAccess { sessions: s(), clock: t() },
            public_keys: PublicKeys { tokens },
            verify_email: VerifyEmail {
                accounts: a(),
                links: l(),
                attempts: tries(),
                reception: desk(),
                post: mail(),
                clock: t(),
                ids: i(),
            },
            reset_password: ResetPassword {
                accounts: a(),
                links: l(),
                passwords: p(),
                attempts: tries(),
                reception: desk(),
                post: mail(),
                clock: t(),
                ids: i(),
            },
            change_password: ChangePassword { accounts: a(), passwords: p(), attempts: tries(), clock: t(), ids: i() },
            profiles: Profiles { accounts: a(), reception: desk(), clock: t(), ids: i() },
            addresses: Addresses { addresses, clock: t(), ids: i() },
            open_shop: OpenShop { accounts: a(), sessions: s(), shops: h(), reception: desk(), clock: t(), ids: i() },
            ensure_shops: EnsureShops { shops: h(), clock: t(), ids: i() },
            assign_shop: AssignShop { accounts: a(), shops: h(), clock: t(), ids: i() },
            moderate: ModerateAccounts { accounts: a(), clock: t(), ids: i() },
            create_account: CreateAccount { accounts: a(), passwords: p(), clock: t(), ids: i() },
            grant_role: GrantRole { accounts: a(), clock: t(), ids: i() },
            prune: PruneUsers { sessions: s(), links: l(), attempts: attempt_store, clock: t() },
        }
    }
}
