//! What the scanner carries from line to line: small, so that a chunk can keep a copy.

use super::Dialect;
use crate::command::Command;

/// What is known of the protocol of a passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protocol {
    /// Nobody has asked yet.
    #[default]
    Open,
    /// The evidence was looked at and is not enough; it is looked at again after some lines.
    Undecided,
    /// SMTP or LMTP.
    Smtp,
    /// Some other protocol with three-digit replies.
    Foreign,
}

/// Where in a mail message (RFC 5322, MIME) a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// In the header of the message itself.
    #[default]
    Header,
    /// In the header fields of a body part.
    Fields,
    /// In readable text.
    Text,
    /// In the fields of a delivery status part.
    Status,
    /// In a returned message, or in data that nobody reads.
    Opaque,
    /// In a readable part that is encoded in base64.
    Base64,
}

/// What the scanner carries from line to line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The protocol of the dialogue that is going on.
    pub protocol: Protocol,
    /// Lines since the dialogue's last line, at most 255.
    pub idle: u8,
    /// The dialect of the dialogue.
    pub dialect: Dialect,
    /// The last command, for the reply that will come.
    pub command: Option<Command>,
    /// Commands were seen in this dialogue: not only the server's side is shown.
    pub both_sides: bool,
    /// The code of a multi-line reply that goes on; 0 for none.
    pub open: u16,
    /// The reply in `open` was written with a hyphen: further lines of it may stand inside a wrapped text.
    pub multi_line: bool,
    /// Message data is going on until a lone dot.
    pub data: bool,
    /// A line spoke of mail: the document is about mail.
    pub mail: bool,
    /// The last line ended with a basic code, or in a reply's text that a bounce wraps.
    pub wrapped: bool,
    /// In a fenced code block (Markdown), or another verbatim block.
    pub fence: bool,
    /// Where in a mail message.
    pub part: Part,
    /// The part of a message that comes next: what its header said so far.
    pub coming: Part,
    /// The part is encoded as quoted-printable.
    pub quoted_printable: bool,
    /// The boundaries of the multiparts that the line is in, outermost first, as 16-bit hashes; 0 for none.
    pub boundaries: [u16; 4],
    /// A form's own counter: bracket depth, columns, the kind of a block.
    pub form: u32,
}

impl State {
    /// Forgets the dialogue; the document's own facts stay.
    pub fn end_dialogue(&mut self) {
        *self = State {
            mail: self.mail,
            fence: self.fence,
            part: self.part,
            coming: self.coming,
            quoted_printable: self.quoted_printable,
            boundaries: self.boundaries,
            form: self.form,
            ..State::default()
        };
    }
}
