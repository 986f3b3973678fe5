//! Wire types.

mod address;
mod input;

pub(crate) use address::{AddressDto, AddressInputDto, AddressListDto};
pub(crate) use input::{
    BanDto, ChangePasswordDto, ConfirmResetDto, LogInDto, OpenShopDto, RegisterDto, RequestResetDto, TokenDto,
    UpdateProfileDto,
};

use serde::Serialize;
use user_app::{Profile, SessionView, ShopOpened, ShopSummary, SignedIn};
use utoipa::ToSchema;

/// A shop.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Shop)]
pub(crate) struct ShopDto {
    /// `slr_…`
    id: String,
    name: String,
    /// Its address.
    slug: String,
}

impl From<&ShopSummary> for ShopDto {
    fn from(shop: &ShopSummary) -> Self {
        Self { id: shop.id.to_string(), name: shop.name.to_string(), slug: shop.slug.to_string() }
    }
}

/// What somebody sees of their own account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserDto {
    /// `usr_…`
    id: String,
    email: String,
    name: String,
    /// `shopper`, `seller`, `administrator`.
    roles: Vec<&'static str>,
    /// Whether the mailbox is proven to be theirs.
    email_verified: bool,
    /// The shop that they run.
    #[schema(required)]
    shop: Option<ShopDto>,
}

impl From<&Profile> for UserDto {
    fn from(profile: &Profile) -> Self {
        Self {
            id: profile.id.to_string(),
            email: profile.email.to_string(),
            name: profile.name.to_string(),
            roles: profile.roles.iter().map(platform::Role::as_str).collect(),
            email_verified: profile.email_verified,
            shop: profile.shop.as_ref().map(ShopDto::from),
        }
    }
}

/// What somebody gets who was let in. The refresh token comes as a cookie.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedIn)]
pub(crate) struct SignedInDto {
    user: UserDto,
    /// For `Authorization: Bearer`.
    access_token: String,
    /// How long the access token is good, in seconds.
    #[schema(example = 900)]
    expires_in: u64,
}

impl From<SignedIn> for SignedInDto {
    fn from(signed_in: SignedIn) -> Self {
        Self {
            user: UserDto::from(&signed_in.profile),
            expires_in: signed_in.access_token.expires_in.as_secs(),
            access_token: signed_in.access_token.text,
        }
    }
}

/// A shop that was just opened, with an access token that may sell.
#[derive(Serialize, ToSchema)]
#[schema(as = ShopOpened)]
pub(crate) struct ShopOpenedDto {
    shop: ShopDto,
    /// For `Authorization: Bearer`.
    access_token: String,
    /// How long the access token is good, in seconds.
    #[schema(example = 900)]
    expires_in: u64,
}

impl From<ShopOpened> for ShopOpenedDto {
    fn from(opened: ShopOpened) -> Self {
        Self {
            shop: ShopDto::from(&opened.shop),
            expires_in: opened.access_token.expires_in.as_secs(),
            access_token: opened.access_token.text,
        }
    }
}

/// A signed-in session.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UserSession)]
pub(crate) struct SessionDto {
    /// `ses_…`
    id: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    last_used_at: String,
    /// The program that it was opened with, as it names itself.
    #[schema(required)]
    user_agent: Option<String>,
    /// Whether it is the one that asks.
    current: bool,
}

impl From<&SessionView> for SessionDto {
    fn from(session: &SessionView) -> Self {
        Self {
            id: session.id.to_string(),
            created_at: session.created_at.to_string(),
            last_used_at: session.last_used_at.to_string(),
            user_agent: session.device.as_ref().map(ToString::to_string),
            current: session.current,
        }
    }
}

/// All sessions that go on, the last used one first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UserSessionList)]
pub(crate) struct SessionListDto {
    pub(crate) items: Vec<SessionDto>,
}

/// A public key that checks access tokens (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JsonWebKey)]
pub(crate) struct KeyDto {
    /// Always `OKP`.
    kty: &'static str,
    /// Always `Ed25519`.
    crv: &'static str,
    /// Always `EdDSA`.
    alg: &'static str,
    /// Always `sig`.
    #[serde(rename = "use")]
    usage: &'static str,
    /// The key's name in tokens.
    kid: String,
    /// The key, in base 64 for addresses.
    x: String,
}

impl KeyDto {
    pub(crate) fn new(kid: String, x: String) -> Self {
        Self { kty: "OKP", crv: "Ed25519", alg: "EdDSA", usage: "sig", kid, x }
    }
}

/// All keys that check access tokens at present (RFC 7517, 5).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JsonWebKeySet)]
pub(crate) struct KeySetDto {
    pub(crate) keys: Vec<KeyDto>,
}
