//! `model.safetensors`: named arrays of numbers, read from their place in the file.
//!
//! The file is a length (`u64`, little-endian), a JSON header of that many bytes, which gives
//! the type, the shape and the offset of each tensor, and the numbers
//! (<https://huggingface.co/docs/safetensors>). Numbers of 32 and 16 bits are read.

use crate::encoder::files::{ModelError, ReadAt};
use bayn_text::Message;
use bayn_text::msg;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

const FILE: &str = "model.safetensors";
/// A longer header is invalid.
const LONGEST_HEAD: u64 = 1 << 24;
/// A prefix of all tensor names in some files.
const PREFIX: &str = "bert.";

/// The tensors of a file.
#[derive(Debug)]
pub(super) struct Tensors {
    source: Arc<dyn ReadAt>,
    entries: HashMap<String, Entry>,
}

#[derive(Clone, Copy, Debug)]
struct TensorLocation {
    kind: Kind,
    start: u64,
}

/// The type of a number.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
enum Kind {
    F32,
    F16,
    BF16,
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
struct Entry {
    dtype: Kind,
    shape: Vec<usize>,
    data_offsets: [u64; 2],
    #[serde(skip)]
    base: u64,
}

impl Kind {
    const fn bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            _ => 2,
        }
    }

    fn decode(self, bytes: &[u8], out: &mut [f32]) {
        match self {
            Self::F32 => {
                for (out, &four) in out.iter_mut().zip(bytes.as_chunks().0) {
                    *out = f32::from_le_bytes(four);
                }
            }
            Self::F16 => {
                for (out, &two) in out.iter_mut().zip(bytes.as_chunks().0) {
                    *out = from_half(u16::from_le_bytes(two));
                }
            }
            _ => {
                for (out, &two) in out.iter_mut().zip(bytes.as_chunks().0) {
                    *out = f32::from_bits(u32::from(u16::from_le_bytes(two)) << 16);
                }
            }
        }
    }
}

/// Returns a number of IEEE 754's binary16.
fn from_half(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let magnitude = u32::from(half & 0x7fff);
    let value = if magnitude >= 0x7c00 {
        f32::from_bits(magnitude << 13 | 0x7f80_0000)
    } else {
        // Shifted into place the exponent is 112 too small; the product also normalises
        // subnormal numbers.
        f32::from_bits(magnitude << 13) * f32::from_bits((127 + 112) << 23)
    };
    f32::from_bits(value.to_bits() | sign)
}

impl Tensors {
    /// Reads the header of the file.
    pub(super) fn read(source: Arc<dyn ReadAt>) -> Result<Self, ModelError> {
        let error = |said: Message| ModelError::new(FILE, said);
        let mut len = [0; 8];
        if !source.read_at(0, &mut len) {
            return Err(error(msg!("expected tensors, but the file is too short")));
        }
        let len = u64::from_le_bytes(len);
        if len > LONGEST_HEAD || len + 8 > source.len() {
            return Err(error(msg!("expected the header of a safetensors file")));
        }
        let mut head = vec![0; len as usize];
        source.read_at(8, &mut head);
        let head: HashMap<String, serde_json::Value> =
            serde_json::from_slice(&head).map_err(|error| {
                ModelError::new(
                    FILE,
                    msg!(
                        "the header of a safetensors file: {error}",
                        error = Message::library(error)
                    ),
                )
            })?;
        let entries = head
            .into_iter()
            .filter_map(|(name, value)| {
                let mut entry: Entry = serde_json::from_value(value).ok()?;
                entry.base = len + 8;
                let name = name.strip_prefix(PREFIX).unwrap_or(&name).to_owned();
                Some((name, entry))
            })
            .collect();
        Ok(Self { source, entries })
    }

    /// Returns the location of a tensor of this shape.
    fn locate(&self, name: &str, shape: &[usize]) -> Result<TensorLocation, ModelError> {
        let Some(entry) = self.entries.get(name) else {
            return Err(ModelError::new(
                FILE,
                msg!("there is no tensor `{name}`", name),
            ));
        };
        if entry.dtype == Kind::Other || entry.shape != shape {
            return Err(ModelError::new(
                FILE,
                msg!(
                    "`{name}`: expected {shape} numbers of 16 or 32 bits, found {shape2}",
                    name,
                    shape = format!("{:?}", shape),
                    shape2 = format!("{:?}", entry.shape)
                ),
            ));
        }
        let [start, end] = entry.data_offsets;
        let count = shape
            .iter()
            .try_fold(1_usize, |count, &n| count.checked_mul(n));
        let bytes = count.and_then(|count| count.checked_mul(entry.dtype.bytes()));
        let right = bytes.is_some_and(|bytes| end.checked_sub(start) == Some(bytes as u64));
        if !right
            || end
                .checked_add(entry.base)
                .is_none_or(|end| end > self.source.len())
        {
            return Err(ModelError::new(FILE, msg!("`{name}` is truncated", name)));
        }
        Ok(TensorLocation {
            kind: entry.dtype,
            start: start + entry.base,
        })
    }

    /// Checks that there is a tensor of this shape.
    pub(super) fn check(&self, name: &str, shape: &[usize]) -> Result<(), ModelError> {
        self.locate(name, shape).map(|_| ())
    }

    /// Returns the numbers of a tensor of this shape.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let place = self.locate(name, shape)?;
        let count = shape.iter().product();
        let mut bytes = vec![0; count * place.kind.bytes()];
        if !self.source.read_at(place.start, &mut bytes) {
            return Err(ModelError::new(FILE, msg!("`{name}` cannot be read", name)));
        }
        let mut out = vec![0.0; count];
        place.kind.decode(&bytes, &mut out);
        Ok(out)
    }

    /// Returns a matrix whose rows are read one by one.
    pub(super) fn rows(&self, name: &str, shape: [usize; 2]) -> Result<Rows, ModelError> {
        let TensorLocation { kind, start } = self.locate(name, &shape)?;
        Ok(Rows {
            source: Arc::clone(&self.source),
            kind,
            start,
            width: shape[1],
        })
    }
}

/// A matrix that stays in its file.
#[derive(Debug)]
pub(super) struct Rows {
    source: Arc<dyn ReadAt>,
    kind: Kind,
    start: u64,
    width: usize,
}

impl Rows {
    /// Reads a row; zeros if the file has disappeared since it was opened.
    pub(super) fn read(&self, row: u32, out: &mut [f32]) {
        let mut bytes = vec![0; self.width * self.kind.bytes()];
        let place = self.start + u64::from(row) * bytes.len() as u64;
        if self.source.read_at(place, &mut bytes) {
            self.kind.decode(&bytes, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(head: &str, body: &[u8]) -> Vec<u8> {
        let mut out = (head.len() as u64).to_le_bytes().to_vec();
        out.extend(head.as_bytes());
        out.extend(body);
        out
    }

    #[test]
    fn halves_are_read_as_they_are() {
        for (half, value) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0001, 2.0_f32.powi(-24)),
            (0x03ff, 1023.0 * 2.0_f32.powi(-24)),
            (0x8000, 0.0),
        ] {
            assert_eq!(from_half(half), value, "{half:x}");
        }
        assert!(from_half(0x7c00).is_infinite() && from_half(0x7c01).is_nan());
    }

    #[test]
    fn tensors_are_found_by_name_and_shape() {
        let head = r#"{"__metadata__":{"format":"pt"},
            "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
            "bert.b":{"dtype":"F16","shape":[2,1],"data_offsets":[8,12]}}"#;
        let body = [
            &1.5_f32.to_le_bytes()[..],
            &2.5_f32.to_le_bytes(),
            &[0, 0x3c, 0, 0xc0],
        ];
        let tensors = Tensors::read(Arc::new(file(head, &body.concat()))).unwrap();
        assert_eq!(tensors.floats("a", &[2]).unwrap(), [1.5, 2.5]);
        assert_eq!(tensors.floats("b", &[2, 1]).unwrap(), [1.0, -2.0]);
        let mut row = [0.0];
        tensors.rows("b", [2, 1]).unwrap().read(1, &mut row);
        assert_eq!(row, [-2.0]);
        assert!(tensors.floats("a", &[1, 2]).is_err());
        assert!(tensors.floats("c", &[2]).is_err());
    }

    #[test]
    fn a_cut_file_is_told() {
        let head = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#;
        let whole = file(head, &[0; 8]);
        for end in 0..whole.len() {
            let bytes = whole[..end].to_vec();
            let found =
                Tensors::read(Arc::new(bytes)).and_then(|tensors| tensors.floats("a", &[2]));
            assert!(found.is_err(), "cut at {end}");
        }
    }
}
