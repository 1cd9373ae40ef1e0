//! Occurrences at their places in a document, and how many there are.

use std::ops::{AddAssign, SubAssign};

use crate::code::{Class, Code};
use crate::command::Command;
use crate::dialects::{Dialect, Link, Occurrence, Role};

/// An occurrence at its place. Lines and columns count from 0; columns are bytes in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The line.
    pub line: usize,
    /// The code's first byte.
    pub start: usize,
    /// The first byte after the code.
    pub end: usize,
    /// Where the text of its reply ends on this line.
    pub text_end: usize,
    /// What it says.
    pub code: Code,
    /// The part that it plays.
    pub role: Role,
    /// How it hangs together with the occurrence before.
    pub link: Link,
    /// The dialect that vouches for it.
    pub dialect: Dialect,
    /// The command that is answered, where known.
    pub command: Option<Command>,
}

/// How many classes there are.
const CLASSES: usize = 5;
/// How many roles there are.
const ROLES: usize = Role::Mention as usize + 1;

/// How many replies there are, by class and role. A reply with two codes, or of several lines, is one: it
/// is counted where it starts ([`Link::Starts`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts([[u32; ROLES]; CLASSES]);

impl Counts {
    /// The counts of some occurrences.
    pub fn of(occurrences: &[Occurrence]) -> Counts {
        let mut counts = Counts::default();
        for occurrence in occurrences.iter().filter(|occurrence| occurrence.link == Link::Starts) {
            *counts.cell(occurrence.code.class(), occurrence.role) += 1;
        }
        counts
    }

    /// How many replies of this class and role there are.
    pub fn get(&self, class: Class, role: Role) -> usize {
        self.0[usize::from(class.digit()) - 1][role as usize] as usize
    }

    /// How many replies of this class there are, whatever their role.
    pub fn of_class(&self, class: Class) -> usize {
        self.0[usize::from(class.digit()) - 1].iter().map(|count| *count as usize).sum()
    }

    /// How many replies there are.
    pub fn total(&self) -> usize {
        self.0.iter().flatten().map(|count| *count as usize).sum()
    }

    fn cell(&mut self, class: Class, role: Role) -> &mut u32 {
        &mut self.0[usize::from(class.digit()) - 1][role as usize]
    }

    fn each(&mut self, other: &Counts, apply: impl Fn(u32, u32) -> u32) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *mine = apply(*mine, *theirs);
        }
    }
}

impl AddAssign<&Counts> for Counts {
    fn add_assign(&mut self, other: &Counts) {
        self.each(other, u32::saturating_add);
    }
}

impl SubAssign<&Counts> for Counts {
    fn sub_assign(&mut self, other: &Counts) {
        self.each(other, u32::saturating_sub);
    }
}
