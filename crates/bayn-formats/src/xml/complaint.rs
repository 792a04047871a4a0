//! Errors of the XML library as messages: quoted text is passed as arguments.

use bayn_text::{Message, msg};
use quick_xml::Error;
use quick_xml::errors::IllFormedError;
use quick_xml::escape::{EscapeError, ParseCharRefError};
use quick_xml::events::attributes::AttrError;

/// Returns an error of the library as a message.
pub(super) fn of(error: &Error) -> Message {
    match error {
        Error::IllFormed(error) => msg!("ill-formed document: {what}", what = of_tags(error)),
        Error::Syntax(error) => msg!("syntax error: {what}", what = Message::library(error)),
        Error::InvalidAttr(error) => msg!(
            "error while parsing attribute: {what}",
            what = of_attribute(error)
        ),
        Error::Escape(error) => of_reference(error),
        other => Message::library(other),
    }
}

fn of_tags(error: &IllFormedError) -> Message {
    match error {
        IllFormedError::MissingEndTag(tag) => msg!(
            "start tag not closed: `</{tag}>` not found before end of input",
            tag
        ),
        IllFormedError::UnmatchedEndTag(tag) => {
            msg!("close tag `</{tag}>` does not match any open tag", tag)
        }
        IllFormedError::MismatchedEndTag { expected, found } => msg!(
            "expected `</{expected}>`, but `</{found}>` was found",
            expected,
            found
        ),
        other => Message::library(other),
    }
}

/// Returns an error in an attribute as a message.
pub(super) fn of_attribute(error: &AttrError) -> Message {
    match error {
        AttrError::ExpectedEq(at) => msg!(
            "position {at}: attribute key must be directly followed by `=` or space",
            at
        ),
        AttrError::ExpectedValue(at) => msg!(
            "position {at}: `=` must be followed by an attribute value",
            at
        ),
        AttrError::UnquotedValue(at) => msg!(
            "position {at}: attribute value must be enclosed in `\"` or `'`",
            at
        ),
        AttrError::ExpectedQuote(at, quote) => msg!(
            "position {at}: missing closing quote `{quote}` in attribute value",
            at,
            quote = char::from(*quote)
        ),
        AttrError::Duplicated(at, before) => msg!(
            "position {at}: duplicated attribute, previous declaration at position {before}",
            at,
            before
        ),
    }
}

fn of_reference(error: &EscapeError) -> Message {
    match error {
        EscapeError::UnrecognizedEntity(_, entity) => {
            msg!("unknown entity `{entity}`", entity)
        }
        EscapeError::UnterminatedEntity(_) => msg!("there is no `;` after `&`"),
        EscapeError::InvalidCharRef(error) => msg!(
            "invalid character reference: {what}",
            what = match error {
                ParseCharRefError::InvalidCodepoint(number) =>
                    msg!("`{number}` is not a valid code point", number),
                ParseCharRefError::IllegalCharacter(number) => msg!(
                    "{number} character is not permitted in XML",
                    number = format!("{number:#x}")
                ),
                other => Message::library(other),
            }
        ),
        EscapeError::TooManyNestedEntities => {
            msg!("too many nested entities in an attribute value")
        }
    }
}
