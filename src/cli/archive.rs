//! Compressed files, known by their first bytes and unpacked while they are read.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ruzstd::decoding::FrameDecoder;

/// So many bytes tell whether a file is compressed, and how.
pub const MAGIC: usize = 10;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 1952.
    Gzip,
    /// bzip2.
    Bzip2,
    /// The xz format of LZMA2.
    Xz,
    /// RFC 8878.
    Zstd,
}

impl Format {
    /// The format of a file that begins with these bytes; `None` where it is not compressed.
    pub fn of(head: &[u8]) -> Option<Format> {
        // A block of bzip2, or its end, begins with the digits of pi, or of its square root.
        const BLOCK: &[u8] = &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
        const END: &[u8] = &[0x17, 0x72, 0x45, 0x38, 0x50, 0x90];
        match head {
            // RFC 1952 section 2.3.1; deflate (8) is the only method that there is.
            [0x1f, 0x8b, 8, ..] => Some(Format::Gzip),
            [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..] if rest == BLOCK || rest == END => Some(Format::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Format::Xz),
            // RFC 8878 section 3.1.1, and the skippable frames of section 3.1.2.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Format::Zstd),
            _ => None,
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Gzip => "gzip",
            Format::Bzip2 => "bzip2",
            Format::Xz => "xz",
            Format::Zstd => "zstd",
        }
    }

    /// Unpacks what `reader` reads. Files that were put together by `cat` are read to their end.
    pub fn unpack(self, reader: Box<dyn Read + Send>) -> Archive {
        let at = Arc::new(AtomicU64::new(0));
        let reader = BufReader::with_capacity(64 * 1024, Counted::new(reader, Arc::clone(&at)));
        let inner: Box<dyn Read + Send> = match self {
            Format::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(reader)),
            Format::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(reader)),
            Format::Xz => Box::new(lzma_rust2::XzReader::new(reader, true)),
            Format::Zstd => Box::new(Zstd { decoder: FrameDecoder::new(), begun: false, reader }),
        };
        Archive { format: self, inner, at }
    }
}

/// What is wrong with an archive.
#[derive(Debug, thiserror::Error)]
#[error("damaged {} archive near byte {at}: {error}", format.name())]
pub struct Damaged {
    /// What it seemed to be.
    pub format: Format,
    /// How many bytes of it had been read.
    pub at: u64,
    /// What the decoder says.
    pub error: io::Error,
}

/// A compressed file that is unpacked while it is read. What is wrong with it is told as [`Damaged`].
pub struct Archive {
    format: Format,
    inner: Box<dyn Read + Send>,
    at: Arc<AtomicU64>,
}

impl Read for Archive {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => {
                let at = self.at.load(Ordering::Relaxed);
                io::Error::new(io::ErrorKind::InvalidData, Damaged { format: self.format, at, error })
            }
        })
    }
}

/// Counts what is read.
pub struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// Adds to `count`.
    pub fn new(inner: R, count: Arc<AtomicU64>) -> Self {
        Counted { inner, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Frames of zstd, one after the other.
struct Zstd<R> {
    decoder: FrameDecoder,
    /// Whether a frame is being read.
    begun: bool,
    reader: R,
}

/// How much is unpacked before it is handed on, in bytes.
const BLOCK: usize = 128 * 1024;

impl<R: BufRead> Zstd<R> {
    fn wrong(error: impl std::fmt::Display) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, error.to_string())
    }

    /// Begins the next frame. Answers whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
        while !self.reader.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.reader) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.reader.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(Self::wrong(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::BlockDecodingStrategy;
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.begun {
                if !self.begin()? {
                    return Ok(0);
                }
                self.begun = true;
            }
            while !self.decoder.is_finished() && self.decoder.can_collect() == 0 {
                self.decoder
                    .decode_blocks(&mut self.reader, BlockDecodingStrategy::UptoBytes(BLOCK))
                    .map_err(Self::wrong)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            if self.decoder.is_finished() {
                self.begun = false;
                if let Some(sum) = self.decoder.get_checksum_from_data()
                    && self.decoder.get_calculated_checksum() != Some(sum)
                {
                    return Err(Self::wrong("the checksum does not match"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        assert_eq!(Format::of(&[0x1f, 0x8b, 8, 0]), Some(Format::Gzip));
        assert_eq!(Format::of(b"BZh91AY&SY"), Some(Format::Bzip2));
        assert_eq!(Format::of(b"BZh9 is a word"), None);
        assert_eq!(Format::of(b"\xfd7zXZ\0"), Some(Format::Xz));
        assert_eq!(Format::of(&[0x28, 0xb5, 0x2f, 0xfd]), Some(Format::Zstd));
        assert_eq!(Format::of(b"250 ok"), None);
        assert_eq!(Format::of(b""), None);
    }
}
