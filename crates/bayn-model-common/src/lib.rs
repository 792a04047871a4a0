//! The carried sentence encoder: vocabulary, layers and the rows of frequent pieces.
//!
//! `tools/model/build.py` in the repository of bayn makes the file and says how it is laid out.

/// The file.
pub static BYTES: [u8; include_bytes!("../use-m3-common.bin").len()] =
    *include_bytes!("../use-m3-common.bin");
