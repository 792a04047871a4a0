//! Finds violations of the rules of a file's format.
//!
//! Reading is lenient: what can be understood is read. Here every rule is checked, and each finding
//! has position, rule and remedy.

use crate::detect::{Kind, detect};
use crate::error::FormatError;
use crate::format::Format;
use crate::format_name::inner_name;
use crate::loaded::text_of;
use crate::{decode, po, tmx, xliff1, xliff2};
use bayn_text::msg;

/// Returns the violations of the rules of XLIFF 1.2, XLIFF 2, TMX or PO in a file, in order.
///
/// # Errors
/// If the file is in another format, or is not text.
pub fn validate(
    name: &str,
    bytes: &[u8],
    format: Option<Format>,
) -> Result<Vec<FormatError>, FormatError> {
    validate_unnamed(name, bytes, format)
        .map(|found| found.into_iter().map(|one| one.of_file(name)).collect())
        .map_err(|error| error.of_file(name))
}

fn validate_unnamed(
    name: &str,
    bytes: &[u8],
    format: Option<Format>,
) -> Result<Vec<FormatError>, FormatError> {
    let bytes = decode::unpack(bytes)?;
    let format = format.or_else(|| match detect(inner_name(name), &bytes) {
        Kind::Of(format) => Some(format),
        _ => None,
    });
    match format {
        Some(Format::Xliff2) => xliff2::validate(&bytes),
        Some(Format::Xliff12) => xliff1::validate(&bytes),
        Some(Format::Tmx) => tmx::validate(&bytes),
        Some(Format::Po) => Ok(po::validate(&text_of(&bytes)?)),
        _ => Err(FormatError::whole(
            msg!("XLIFF, TMX or PO"),
            msg!("there are no rules to check this file against"),
        )
        .remedy(msg!("name its format with --format"))),
    }
}
