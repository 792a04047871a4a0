//! Compresses output as the name of the file requires.

use crate::FormatError;
use bayn_text::Message;
use bayn_text::msg;
use std::io::{self, Read, Write};

/// Returns `bytes` compressed by the extension of `name`: `.gz`, `.zst`, else unchanged. The
/// same bytes give the same file: it contains no time and no name.
///
/// # Errors
/// If compression fails, which only a lack of memory can cause.
pub fn pack(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, FormatError> {
    if !is_packed(name) {
        return Ok(bytes);
    }
    let mut packed = Vec::new();
    pack_from(name, bytes.as_slice(), &mut packed)
        .map_err(|error| FormatError::whole(msg!("gzip data"), Message::library(error)))?;
    Ok(packed)
}

/// Returns whether a file of this name is compressed.
#[must_use]
pub fn is_packed(name: &str) -> bool {
    [".gz", ".zst"].iter().any(|ending| name.ends_with(ending))
}

/// Compresses the input of `from` as [`pack`] does.
///
/// # Errors
/// Those of either side.
pub fn pack_from(name: &str, mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    if name.ends_with(".gz") {
        let mut packer = flate2::write::GzEncoder::new(to, flate2::Compression::default());
        io::copy(&mut from, &mut packer)?;
        return packer.finish().map(drop);
    }
    if name.ends_with(".zst") {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        return to.write_all(&ruzstd::encoding::compress_to_vec(from, level));
    }
    io::copy(&mut from, &mut to).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unpack;

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let text: Vec<u8> = (0..200_000_u32)
            .flat_map(|n| (n % 977).to_le_bytes())
            .collect();
        for name in ["a.tmx.gz", "a.tmx.zst", "a.tmx"] {
            let packed = pack(name, text.clone()).expect("memory");
            assert_eq!(&*unpack(&packed).expect("it unpacks"), text.as_slice());
            assert!(name == "a.tmx" || packed.len() < text.len() / 2, "{name}");
        }
        assert!(pack("a.gz", Vec::new()).is_ok_and(|packed| unpack(&packed).is_ok()));
    }
}
