//! Tells whether bytes are text at all.
//!
//! Two criteria: the first bytes of file types that are often passed by mistake, and the share of
//! zero and control bytes. The share is taken over the first 64 KB, since a text that is
//! broken at its end should still open.

/// The first bytes of well-known file types that are not plain text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", crate::label!("a PDF file")),
    (b"PK\x03\x04", crate::label!("a ZIP container")),
    (b"\x1f\x8b", crate::label!("a gzip file")),
    (b"\xfd7zXZ\0", crate::label!("an xz file")),
    (b"BZh9", crate::label!("a bzip2 file")),
    (b"\x28\xb5\x2f\xfd", crate::label!("a zstd file")),
    (b"7z\xbc\xaf\x27\x1c", crate::label!("a 7z file")),
    (b"\x89PNG", crate::label!("a PNG picture")),
    (b"\xff\xd8\xff", crate::label!("a JPEG picture")),
    (b"GIF8", crate::label!("a GIF picture")),
    (b"\x7fELF", crate::label!("a program")),
    (b"MZ\x90\0", crate::label!("a program")),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        crate::label!("an old Office document"),
    ),
    (b"{\\rtf", crate::label!("an RTF document")),
    (b"SQLite format 3\0", crate::label!("a SQLite database")),
];

/// Returns the file type that the first bytes indicate, such as `a PDF file`.
#[must_use]
pub(super) fn known_magic(bytes: &[u8]) -> Option<&'static str> {
    MAGIC
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, name)| *name)
}

/// Returns whether more than one byte in 500 is zero, or one in 20 another control byte
/// that does not occur in text. Tab, line ends, form feed, backspace and escape do not count.
#[must_use]
pub(super) fn has_binary_bytes(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 1 << 16;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut zeros = 0_usize;
    let mut controls = 0_usize;
    for byte in sample {
        match byte {
            0 => zeros += 1,
            0x08..=0x0D | 0x1B => {}
            0x01..=0x1F | 0x7F => controls += 1,
            _ => {}
        }
    }
    zeros * 500 > sample.len() || controls * 20 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::{has_binary_bytes, known_magic};

    #[test]
    fn one_stray_zero_leaves_a_long_text_a_text() {
        let mut bytes = b"a line of text\n".repeat(100);
        bytes.push(0);
        assert!(!has_binary_bytes(&bytes));
        assert!(has_binary_bytes(b"ab\0\0cd"));
    }

    #[test]
    fn a_container_is_known_by_its_first_bytes() {
        assert_eq!(known_magic(b"PK\x03\x04rest"), Some("a ZIP container"));
        assert_eq!(known_magic(b"plain"), None);
    }
}
