//! Standard output: buffered, coloured where that is wanted, as wide as the terminal.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use anstream::{AutoStream, ColorChoice};

use crate::features::render::{Block, Paper, terminal};

/// Where there is no terminal to ask, and as much as is good to read.
const WIDTH: usize = 100;

/// Standard output.
pub struct Output {
    stream: BufWriter<AutoStream<Stdout>>,
    paper: Paper,
}

impl Output {
    /// Looks at standard output, and decides on colours where the choice is `Auto`.
    pub fn new(choice: ColorChoice) -> Output {
        let stdout = io::stdout();
        let width = stdout
            .is_terminal()
            .then(terminal_size::terminal_size)
            .flatten()
            .map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, WIDTH));
        let choice = match choice {
            ColorChoice::Auto => AutoStream::choice(&stdout),
            choice => choice,
        };
        let paper = Paper { width, color: choice != ColorChoice::Never };
        Output { stream: BufWriter::new(AutoStream::new(stdout, choice)), paper }
    }

    /// What the text is written on.
    pub fn paper(&self) -> Paper {
        self.paper
    }

    /// Writes blocks as text for people.
    pub fn blocks(&mut self, blocks: &[Block]) -> io::Result<()> {
        let text = terminal(blocks, self.paper);
        self.stream.write_all(text.as_bytes())
    }

    /// Writes what is left. Without it, errors of the last writes would be lost.
    pub fn finish(mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
