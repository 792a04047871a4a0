//! The model's files: tables of named sections, read in place and never copied as a whole.
//!
//! Layout, little-endian: `bayn-use`, version `u32`, count `u32`; then for each section a
//! name of 16 bytes padded with zeros, its offset `u64` and its length `u64`. The sections
//! follow. `tools/model/build.py` writes this format. A model may be split over several files.
//! A truncated file or one in another format gives `None`: the caller then continues without a model.

/// First bytes of a model file.
const MAGIC: &[u8; 8] = b"bayn-use";

/// The only known version.
const VERSION: u32 = 1;

/// The sections of a model's files by name.
#[derive(Clone, Debug)]
pub(super) struct Asset<'a> {
    files: Vec<File<'a>>,
}

/// One file and its number of sections.
#[derive(Clone, Copy, Debug)]
struct File<'a> {
    bytes: &'a [u8],
    count: usize,
}

impl<'a> Asset<'a> {
    /// Reads the headers of a model's files.
    pub(super) fn new(files: &[&'a [u8]]) -> Option<Self> {
        let files = files.iter().map(|bytes| File::new(bytes));
        let files = files.collect::<Option<Vec<_>>>()?;
        Some(Self { files })
    }

    /// Returns the bytes of the section called `name`.
    pub(super) fn bytes(&self, name: &str) -> Option<&'a [u8]> {
        self.files.iter().find_map(|file| file.bytes(name))
    }

    /// Returns a section of 32-bit floats, which must have exactly `len` numbers.
    pub(super) fn floats(&self, name: &str, len: usize) -> Option<Vec<f32>> {
        let (chunks, rest) = self.bytes(name)?.as_chunks::<4>();
        (chunks.len() == len && rest.is_empty()).then(|| {
            chunks
                .iter()
                .map(|&four| f32::from_le_bytes(four))
                .collect()
        })
    }
}

impl<'a> File<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let version = u32::from_le_bytes(rest.first_chunk::<4>().copied()?);
        let count = u32::from_le_bytes(rest.get(4..)?.first_chunk::<4>().copied()?);
        let count = usize::try_from(count).ok()?;
        (version == VERSION && bytes.len() >= 16 + count.checked_mul(32)?)
            .then_some(Self { bytes, count })
    }

    fn bytes(&self, name: &str) -> Option<&'a [u8]> {
        let heads = self.bytes.get(16..16 + self.count * 32)?;
        let head = heads.chunks_exact(32).find(|head| {
            let (key, _) = head.split_at(16);
            key.strip_prefix(name.as_bytes())
                .is_some_and(|pad| pad.iter().all(|&byte| byte == 0))
        })?;
        let number = |at: usize| {
            let bytes = head.get(at..)?.first_chunk::<8>()?;
            usize::try_from(u64::from_le_bytes(*bytes)).ok()
        };
        let (start, len) = (number(16)?, number(24)?);
        self.bytes.get(start..start.checked_add(len)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sections: &[(&str, &[u8])]) -> Vec<u8> {
        let mut head = MAGIC.to_vec();
        head.extend(VERSION.to_le_bytes());
        head.extend((sections.len() as u32).to_le_bytes());
        let mut body = Vec::new();
        let start = 16 + 32 * sections.len();
        for (name, bytes) in sections {
            let mut key = [0u8; 16];
            key[..name.len()].copy_from_slice(name.as_bytes());
            head.extend(key);
            head.extend(((start + body.len()) as u64).to_le_bytes());
            head.extend((bytes.len() as u64).to_le_bytes());
            body.extend_from_slice(bytes);
        }
        head.extend(body);
        head
    }

    #[test]
    fn sections_are_found_by_their_whole_name() {
        let bytes = file(&[
            ("pq1", b"first"),
            ("pq1.codes", b"second"),
            ("one", &[0, 0, 128, 63]),
        ]);
        let asset = Asset::new(&[&bytes]).unwrap();
        assert_eq!(asset.bytes("pq1"), Some(&b"first"[..]));
        assert_eq!(asset.bytes("pq1.codes"), Some(&b"second"[..]));
        assert_eq!(asset.bytes("pq"), None);
        assert_eq!(asset.floats("one", 1), Some(vec![1.0]));
        assert_eq!(asset.floats("one", 2), None);
    }

    #[test]
    fn sections_are_found_in_every_file() {
        let files = [file(&[("one", b"first")]), file(&[("two", b"second")])];
        let asset = Asset::new(&[&files[0], &files[1]]).unwrap();
        assert_eq!(asset.bytes("one"), Some(&b"first"[..]));
        assert_eq!(asset.bytes("two"), Some(&b"second"[..]));
        assert!(Asset::new(&[&files[0], &files[1][..8]]).is_none());
    }

    #[test]
    fn a_cut_file_is_no_model() {
        let bytes = file(&[("one", b"abcd")]);
        for end in 0..bytes.len() {
            let found = Asset::new(&[&bytes[..end]]).and_then(|asset| asset.bytes("one"));
            assert_eq!(found, None, "cut at {end}");
        }
    }
}
