//! Errors in a profile, and readers of values used by every part.

use bayn_text::{Message, msg};

/// An error: its key, and what to do.
pub(super) struct InvalidKey {
    pub(super) key: String,
    pub(super) what: Message,
    pub(super) remedy: Message,
}

/// Returns a string.
pub(super) fn text<'v>(key: &str, value: &'v toml::Value) -> Result<&'v str, InvalidKey> {
    value.as_str().ok_or_else(|| InvalidKey {
        key: key.to_owned(),
        what: msg!("`{key}` is not a string", key),
        remedy: msg!("put it between quotation marks"),
    })
}

/// Returns a non-negative number.
pub(super) fn number(key: &str, value: &toml::Value) -> Result<f64, InvalidKey> {
    #[expect(clippy::cast_precision_loss, reason = "weights and counts are small")]
    let number = value
        .as_float()
        .or_else(|| value.as_integer().map(|whole| whole as f64));
    number
        .filter(|number| number.is_finite() && *number >= 0.0)
        .ok_or_else(|| InvalidKey {
            key: key.to_owned(),
            what: msg!("`{key}` is not a number from 0", key),
            remedy: msg!("write it without quotation marks, as in 1 or 0.5"),
        })
}

/// Returns a number above 0.
pub(super) fn above_zero(key: &str, value: &toml::Value) -> Result<f64, InvalidKey> {
    let found = number(key, value)?;
    if found > 0.0 {
        return Ok(found);
    }
    Err(InvalidKey {
        key: key.to_owned(),
        what: msg!("`{key}` must be above 0", key),
        remedy: msg!("write it without quotation marks, as in 1 or 0.5"),
    })
}

/// Returns a whole number from 0.
pub(super) fn whole(key: &str, value: &toml::Value) -> Result<u64, InvalidKey> {
    let whole = value
        .as_integer()
        .and_then(|whole| u64::try_from(whole).ok());
    whole.ok_or_else(|| InvalidKey {
        key: key.to_owned(),
        what: msg!("`{key}` is not a whole number from 0", key),
        remedy: msg!("write it without quotation marks, as in 1 or 0.5"),
    })
}

/// Returns a boolean.
pub(super) fn truth(key: &str, value: &toml::Value) -> Result<bool, InvalidKey> {
    value.as_bool().ok_or_else(|| InvalidKey {
        key: key.to_owned(),
        what: msg!("`{key}` is neither true nor false", key),
        remedy: msg!("write one of these"),
    })
}

/// Returns a table.
pub(super) fn table<'v>(
    key: &str,
    value: &'v toml::Value,
    remedy: Message,
) -> Result<&'v toml::Table, InvalidKey> {
    value.as_table().ok_or_else(|| InvalidKey {
        key: key.to_owned(),
        what: msg!("`{key}` is not a table", key),
        remedy,
    })
}

/// Returns the error for an unknown key.
pub(super) fn unknown(odd: &str, keys: &[&str]) -> InvalidKey {
    InvalidKey {
        key: odd.to_owned(),
        what: msg!("`{odd}` is not one of {keys}", odd, keys = keys.join(", ")),
        remedy: msg!("write one of these"),
    }
}
