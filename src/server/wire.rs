//! Messages on a stream of bytes, framed as the base protocol says: headers, an empty line, a body.
//!
//! Whatever comes in, reading goes on: bytes that are no header are skipped to the next `Content-Length`.

use std::io::{self, BufRead, IoSlice, Read, Write};

/// No editor sends a message of more than this; a larger length is taken for garbage.
const LARGEST_BODY: usize = 1 << 30;

/// No header is longer than this; the rest of such a line is looked at as another line.
const LONGEST_HEADER: u64 = 8 * 1024;

const LENGTH: &[u8] = b"content-length:";

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// Bytes that are no message; reported once for each stretch of them.
    Garbage,
}

/// Reads messages from a stream.
pub(super) struct Reader<R> {
    input: R,
    /// Whether the last thing read was garbage that has been reported.
    lost: bool,
}

impl<R: BufRead> Reader<R> {
    pub fn new(input: R) -> Self {
        Reader { input, lost: false }
    }

    /// The next message; `None` at the end of the stream, also when that comes inside a message.
    pub fn read(&mut self) -> io::Result<Option<Frame>> {
        let (mut length, mut headers, mut line) = (None, 0, Vec::new());
        loop {
            line.clear();
            if self.input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            let text = line.trim_ascii();
            if text.is_empty() {
                match length {
                    Some(length) => {
                        self.lost = false;
                        return self.body(length);
                    }
                    // Empty lines between messages do no harm; headers without a length do.
                    None if headers == 0 => continue,
                    None => {
                        headers = 0;
                        if self.is_news() {
                            return Ok(Some(Frame::Garbage));
                        }
                    }
                }
                continue;
            }
            headers += 1;
            match find_length(text) {
                // Garbage before it on its line is passed over in silence: the message itself is here.
                Some(Some(value)) if value <= LARGEST_BODY => length = Some(value),
                None if is_header(text) => {}
                _ => {
                    length = None;
                    if self.is_news() {
                        return Ok(Some(Frame::Garbage));
                    }
                }
            }
        }
    }

    fn body(&mut self, length: usize) -> io::Result<Option<Frame>> {
        let mut body = Vec::new();
        if body.try_reserve_exact(length).is_err() {
            return Err(io::Error::new(io::ErrorKind::OutOfMemory, "no memory for a message"));
        }
        let read = self.input.by_ref().take(length as u64).read_to_end(&mut body)?;
        Ok((read == length).then_some(Frame::Body(body)))
    }

    /// Notes that the stream is garbage here; answers whether that is new.
    fn is_news(&mut self) -> bool {
        !std::mem::replace(&mut self.lost, true)
    }
}

/// The value of the length header on a line, if there is one, and if it is a number.
fn find_length(line: &[u8]) -> Option<Option<usize>> {
    let at = line.windows(LENGTH.len()).rposition(|window| window.eq_ignore_ascii_case(LENGTH))?;
    let value = std::str::from_utf8(line[at + LENGTH.len()..].trim_ascii()).ok();
    Some(value.and_then(|value| value.parse().ok()))
}

/// Whether a line has the form of a header (RFC 9110 section 5.1: a token, a colon).
fn is_header(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or(line);
    name.len() < line.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_')
}

/// Writes one message, its header and its body at once where the output can do so: a client that reads meanwhile
/// is woken once.
pub(super) fn write(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let header = format!("Content-Length: {}\r\n\r\n", body.len());
    let mut done = 0;
    while done < header.len() {
        match output.write_vectored(&[IoSlice::new(&header.as_bytes()[done..]), IoSlice::new(body)]) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => done += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    output.write_all(&body[done - header.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that a stream holds, bodies as text.
    fn read(bytes: &[u8]) -> Vec<String> {
        let mut reader = Reader::new(bytes);
        let mut found = Vec::new();
        while let Some(frame) = reader.read().expect("memory does not fail") {
            found.push(match frame {
                Frame::Body(body) => String::from_utf8_lossy(&body).into_owned(),
                Frame::Garbage => "!".to_owned(),
            });
        }
        found
    }

    #[test]
    fn headers_are_read_as_leniently_as_they_are_sent() {
        let stream = b"Content-Length: 2\r\n\r\n{}content-length:3\n\n[1]\r\n\
            Content-Type: application/vscode-jsonrpc; charset=utf8\r\nCONTENT-LENGTH:  1 \r\n\r\n7";
        assert_eq!(read(stream), ["{}", "[1]", "7"]);
    }

    #[test]
    fn garbage_is_reported_once_and_left_behind() {
        assert_eq!(read(b"hello world\nmore\n\nContent-Length: 2\r\n\r\n{}"), ["!", "{}"]);
        assert_eq!(read(b"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["!", "{}"]);
        assert_eq!(read(b"Content-Length: -1\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["!", "{}"]);
        assert_eq!(read(b"Content-Length: 99999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["!", "{}"]);
        assert_eq!(read(b"X-Only: 1\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["!", "{}"]);
        assert_eq!(read(b"\xff\xfe\x00Content-Length: 2\r\n\r\n{}"), ["{}"]);
        assert_eq!(read(&[b'x'; 100_000]), ["!"]);
    }

    #[test]
    fn an_unfinished_message_is_the_end() {
        for stream in ["", "Content-Length: 5", "Content-Length: 5\r\n\r\n{}", "Content-Length: 5\r\n"] {
            assert_eq!(read(stream.as_bytes()), [""; 0], "{stream:?}");
        }
        assert_eq!(read(b"Content-Length: 0\r\n\r\n"), [""]);
    }

    /// Takes few bytes at a time, as a full pipe does.
    struct Narrow(Vec<u8>, usize);

    impl Write for Narrow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let count = bytes.len().min(self.1);
            self.0.extend_from_slice(&bytes[..count]);
            Ok(count)
        }

        fn write_vectored(&mut self, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
            let all: Vec<u8> = pieces.iter().flat_map(|piece| piece.iter().copied()).collect();
            self.write(&all)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_message_is_whole_however_little_the_pipe_takes() {
        for width in 1..40 {
            let mut output = Narrow(Vec::new(), width);
            write(&mut output, b"{\"id\":7}").expect("it takes all in the end");
            assert_eq!(output.0, b"Content-Length: 8\r\n\r\n{\"id\":7}", "{width}");
        }
    }
}
