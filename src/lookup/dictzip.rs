//! Reading from the middle of a packed file: gzip with the table of dictzip.
//!
//! dictzip packs chunks of equal length so that each can be unpacked by itself, and keeps
//! their packed lengths in the extra field `RA` of the gzip header (dictzip(1); RFC 1952).

use flate2::{Decompress, FlushDecompress};

/// Where the chunks of a packed file lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunks {
    /// The unpacked length of every chunk but the last.
    pub(super) length: u64,
    /// The first byte of each packed chunk in the file, and the end of the last.
    pub(super) starts: Vec<u64>,
}

/// The longest header: ten bytes, the extra field, name and comment.
pub(super) const HEADER: usize = 10 + 2 + 65_535 + 2 * 4096;

/// Reads the table out of the head of a gzip file; `None` where there is none.
pub(super) fn chunks(head: &[u8]) -> Option<Chunks> {
    let byte = |at: usize| head.get(at).copied();
    let short = |at: usize| Some(u16::from_le_bytes([byte(at)?, byte(at + 1)?]));
    if head.get(..3)? != [0x1f, 0x8b, 8] {
        return None;
    }
    let flags = byte(3)?;
    const EXTRA: u8 = 4;
    if flags & EXTRA == 0 {
        return None;
    }
    let end = 12 + usize::from(short(10)?);
    let mut at = 12;
    let mut found = None;
    while at + 4 <= end {
        let size = usize::from(short(at + 2)?);
        if head.get(at..at + 2)? == b"RA" && short(at + 4)? == 1 {
            let length = u64::from(short(at + 6)?);
            let count = usize::from(short(at + 8)?);
            let sizes: Option<Vec<u64>> = (0..count)
                .map(|chunk| short(at + 10 + 2 * chunk).map(u64::from))
                .collect();
            found = Some((length, sizes?));
        }
        at += 4 + size;
    }
    let (length, sizes) = found?;
    let mut body = end;
    // File name and comment, each ended by a zero byte.
    for flag in [8_u8, 16] {
        if flags & flag != 0 {
            let rest = head.get(body..)?;
            body += rest.iter().position(|&byte| byte == 0)? + 1;
        }
    }
    if flags & 2 != 0 {
        body += 2;
    }
    let mut starts = vec![body as u64];
    for size in sizes {
        starts.push(starts.last()? + size);
    }
    (length > 0).then_some(Chunks { length, starts })
}

/// Unpacks one chunk, to at most `most` bytes.
pub(super) fn unpack(chunk: &[u8], most: usize) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(most);
    let mut state = Decompress::new(false);
    state
        .decompress_vec(chunk, &mut out, FlushDecompress::Sync)
        .map_err(|error| error.to_string())?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_without_table_has_no_chunks() {
        assert_eq!(chunks(b""), None);
        assert_eq!(chunks(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]), None);
        // A table that claims more chunks than there are bytes.
        let mut head = vec![0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0, 14, 0];
        head.extend(*b"RA");
        head.extend([10, 0, 1, 0, 10, 0, 255, 255]);
        assert_eq!(chunks(&head), None);
    }
}
