//! The result of a reader, and the text it starts from.

use crate::corpus::Corpus;
use crate::error::FormatError;
use crate::page::Page;
use bayn_text::msg;
use std::borrow::Cow;

/// The content of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Loaded {
    /// A text in one language.
    Page(Page),
    /// Texts in several languages that belong together.
    Corpus(Corpus),
}

/// Returns the text of bytes without a declared encoding.
pub(crate) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, FormatError> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(Cow::Borrowed(text));
    }
    let decoded = bayn_text::decode(bytes, None);
    if decoded.is_binary {
        return Err(no_text());
    }
    Ok(Cow::Owned(decoded.text))
}

/// Returns the error for bytes that are not text.
pub(crate) fn no_text() -> FormatError {
    FormatError::whole(msg!("a readable format"), msg!("this is not text"))
        .remedy(msg!("name its format with --format"))
}
