//! The carried sentence encoder: the rows of rare pieces.
//!
//! `tools/model/build.py` in the repository of bayn makes the file and says how it is laid out.

/// The file.
pub static BYTES: [u8; include_bytes!("../use-m3-rare.bin").len()] =
    *include_bytes!("../use-m3-rare.bin");
