//! Decompresses while reading: gzip of several members, zstd of several frames, or uncompressed data.
//!
//! Both formats allow several files one after the other, as `cat` and compressors that
//! use several cores create them.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};

/// The magic number of gzip.
pub(crate) const GZIP: &[u8] = &[0x1F, 0x8B];
/// The magic number of a zstd frame.
pub(crate) const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// Returns a reader that decompresses `packed`, by its magic number; uncompressed data is passed through.
///
/// # Errors
/// If its beginning cannot be read.
pub fn unpacking<'a>(
    mut packed: impl BufRead + Send + 'a,
) -> io::Result<Box<dyn Read + Send + 'a>> {
    let head = packed.fill_buf()?;
    Ok(if head.starts_with(GZIP) {
        Box::new(flate2::bufread::MultiGzDecoder::new(packed))
    } else if head.starts_with(ZSTD) {
        Box::new(Frames::new(packed))
    } else {
        Box::new(packed)
    })
}

/// Reads one frame of zstd after the other.
pub(crate) struct Frames<R> {
    packed: R,
    decoder: FrameDecoder,
    /// Whether the decoder is inside a frame, or at its end.
    begun: bool,
}

impl<R: BufRead> Frames<R> {
    pub(crate) fn new(packed: R) -> Self {
        Self {
            packed,
            decoder: FrameDecoder::new(),
            begun: false,
        }
    }

    /// Starts the next frame; returns whether there was one. Frames that hold no data are skipped.
    fn begin_frame(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.packed) {
                Ok(()) => {
                    self.begun = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut data = self.packed.by_ref().take(u64::from(length));
                    io::copy(&mut data, &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(to);
            }
            if !self.begun || self.decoder.is_finished() {
                if !self.begin_frame()? {
                    return Ok(0);
                }
            } else {
                self.decoder
                    .decode_blocks(&mut self.packed, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(io::Error::other)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pack, unpack};

    fn read(packed: &[u8]) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        unpacking(packed)?.read_to_end(&mut all)?;
        Ok(all)
    }

    #[test]
    fn parts_that_were_packed_one_by_one_are_all_read() {
        let parts = [b"one\n".repeat(50_000), b"two\n".to_vec()];
        let whole = parts.concat();
        for name in ["a.gz", "a.zst", "a"] {
            let mut packed = Vec::new();
            for part in &parts {
                packed.extend(pack(name, part.clone()).expect("memory"));
            }
            assert_eq!(read(&packed).expect(name), whole, "{name}");
            assert_eq!(&*unpack(&packed).expect(name), whole, "{name}");
        }
    }

    #[test]
    fn a_frame_without_data_is_skipped_and_half_a_frame_is_an_error() {
        let part = pack("a.zst", b"one\n".to_vec()).expect("memory");
        let mut packed = part.clone();
        packed.extend([0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]);
        packed.extend(&part);
        assert_eq!(read(&packed).expect("zstd"), b"one\none\n");
        packed.truncate(packed.len() - 3);
        assert!(read(&packed).is_err());
    }
}
