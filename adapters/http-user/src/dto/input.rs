//! What comes in.

use kernel::{Email, EmailError, TextError};
use kit_http::{Problem, Validator};
use serde::Deserialize;
use user::{BanReason, Password, PasswordError, PersonName, ShopName};
use user_app::{LogInCommand, RegisterCommand, SecretText};
use utoipa::ToSchema;

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Register)]
pub(crate) struct RegisterDto {
    #[schema(example = "ada@example.com", format = Email)]
    email: String,
    /// 8 to 128 characters; not the e-mail address.
    #[schema(min_length = 8, max_length = 128, format = Password)]
    password: String,
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

impl RegisterDto {
    pub(crate) fn check(&self) -> Result<RegisterCommand, Problem> {
        let mut validator = Validator::new();
        let email = validator.check("email", Email::new(&self.email), EmailError::code);
        let password = validator.check("password", Password::new(&self.password), PasswordError::code);
        let name = validator.check("name", PersonName::new(&self.name), TextError::code);
        let command = email.zip(password).zip(name);
        let ((email, password), name) = validator.finish(command)?;
        Ok(RegisterCommand { email, password, name })
    }
}

/// Who somebody says they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LogIn)]
pub(crate) struct LogInDto {
    #[schema(example = "ada@example.com", format = Email)]
    email: String,
    #[schema(format = Password)]
    password: String,
}

impl LogInDto {
    pub(crate) fn check(&self) -> Result<LogInCommand, Problem> {
        let email = email(&self.email)?;
        Ok(LogInCommand { email, password: Password::claimed(&self.password) })
    }
}

/// Whose password to reset.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RequestPasswordReset)]
pub(crate) struct RequestResetDto {
    #[schema(example = "ada@example.com", format = Email)]
    email: String,
}

impl RequestResetDto {
    pub(crate) fn check(&self) -> Result<Email, Problem> {
        email(&self.email)
    }
}

fn email(text: &str) -> Result<Email, Problem> {
    let mut validator = Validator::new();
    let email = validator.check("email", Email::new(text), EmailError::code);
    validator.finish(email)
}

/// What a mailed link carries.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VerifyEmail)]
pub(crate) struct TokenDto {
    /// The link's parameter `token`.
    token: String,
}

impl TokenDto {
    /// `None` when the text can be no link's token.
    pub(crate) fn secret(&self) -> Option<SecretText> {
        self.token.parse().ok()
    }
}

/// A new password, by a mailed link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConfirmPasswordReset)]
pub(crate) struct ConfirmResetDto {
    /// The link's parameter `token`.
    token: String,
    /// 8 to 128 characters; not the e-mail address.
    #[schema(min_length = 8, max_length = 128, format = Password)]
    password: String,
}

impl ConfirmResetDto {
    /// `None` for the token when the text can be no link's token.
    pub(crate) fn check(&self) -> Result<(Option<SecretText>, Password), Problem> {
        let mut validator = Validator::new();
        let password = validator.check("password", Password::new(&self.password), PasswordError::code);
        Ok((self.token.parse().ok(), validator.finish(password)?))
    }
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangePassword)]
pub(crate) struct ChangePasswordDto {
    #[schema(format = Password)]
    current_password: String,
    /// 8 to 128 characters; not the e-mail address.
    #[schema(min_length = 8, max_length = 128, format = Password)]
    new_password: String,
}

impl ChangePasswordDto {
    pub(crate) fn check(&self) -> Result<(Password, Password), Problem> {
        let mut validator = Validator::new();
        let new = validator.check("new_password", Password::new(&self.new_password), PasswordError::code);
        Ok((Password::claimed(&self.current_password), validator.finish(new)?))
    }
}

/// What to change; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateUser)]
pub(crate) struct UpdateProfileDto {
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
}

impl UpdateProfileDto {
    pub(crate) fn check(&self) -> Result<Option<PersonName>, Problem> {
        let mut validator = Validator::new();
        let name = validator.check_optional("name", self.name.as_deref(), PersonName::new, TextError::code);
        validator.finish(name)
    }
}

/// A new shop.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpenShop)]
pub(crate) struct OpenShopDto {
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

impl OpenShopDto {
    pub(crate) fn check(&self) -> Result<ShopName, Problem> {
        let mut validator = Validator::new();
        let name = validator.check("name", ShopName::new(&self.name), TextError::code);
        validator.finish(name)
    }
}

/// Why an account is shut out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BanAccount)]
pub(crate) struct BanDto {
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

impl BanDto {
    pub(crate) fn check(&self) -> Result<BanReason, Problem> {
        let mut validator = Validator::new();
        let reason = validator.check("reason", BanReason::new(&self.reason), TextError::code);
        validator.finish(reason)
    }
}
