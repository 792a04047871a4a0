//! Reads the files of the Unicode Character Database that are compressed beside the tests.

use std::io::Read;
use std::path::Path;

/// Returns the text of `crates/harf/tests/data/ucd/NAME.gz`.
pub(crate) fn read(name: &str) -> String {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/harf/tests/data/ucd")
        .join(format!("{name}.gz"));
    let bytes = std::fs::read(&path).expect("the file stands in crates/harf/tests/data/ucd");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..])
        .read_to_string(&mut text)
        .expect("the file is compressed text");
    text
}

/// Returns the lines of a file that hold data, without comments and outer space.
pub(crate) fn data_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .filter(|line| !line.is_empty())
}

/// Returns the character of a hexadecimal code point.
pub(crate) fn character(hex: &str) -> char {
    let code = u32::from_str_radix(hex.trim(), 16).expect("a code point in hexadecimal");
    char::from_u32(code).expect("a character")
}
