//! A folder that holds a sentence encoder of the user's, opened.
//!
//! The two small files are read; the weights are left on the disk and read where they are
//! asked for.

use bayn_align::encoder::{Files, ModelError, ReadAt};
use bayn_text::Message;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

/// A file that many threads read at once.
#[derive(Debug)]
struct Weights {
    file: File,
    len: u64,
}

impl ReadAt for Weights {
    fn len(&self) -> u64 {
        self.len
    }

    #[cfg(unix)]
    fn read_at(&self, offset: u64, into: &mut [u8]) -> bool {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, into, offset).is_ok()
    }

    #[cfg(windows)]
    fn read_at(&self, mut offset: u64, mut into: &mut [u8]) -> bool {
        while !into.is_empty() {
            match std::os::windows::fs::FileExt::seek_read(&self.file, into, offset) {
                Ok(count) if count > 0 => {
                    offset += count as u64;
                    into = into.get_mut(count..).unwrap_or_default();
                }
                _ => return false,
            }
        }
        true
    }
}

/// Opens `config.json`, `tokenizer.json` and `model.safetensors` of a folder.
///
/// # Errors
/// Names the file that cannot be read, and why.
pub fn open_model(folder: &Path) -> Result<Files, ModelError> {
    let small = |name: &'static str| {
        fs::read(folder.join(name)).map_err(|error| ModelError::new(name, Message::library(error)))
    };
    let weights = || {
        let file = File::open(folder.join("model.safetensors"))?;
        let len = file.metadata()?.len();
        Ok(Weights { file, len })
    };
    let weights = weights().map_err(|error: std::io::Error| {
        ModelError::new("model.safetensors", Message::library(error))
    })?;
    Ok(Files {
        config: small("config.json")?,
        tokenizer: small("tokenizer.json")?,
        weights: Arc::new(weights),
    })
}
