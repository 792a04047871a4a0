//! The nesting of an XLIFF file while it is written, for both versions: the file and the
//! groups that are open, and the heads that were written.

use crate::corpus::{Corpus, Group, Unit};
use crate::xml::XmlOut;

/// Where a writer is in the nesting of files and groups.
#[derive(Debug)]
pub(crate) struct Outline {
    depth: usize,
    /// The file that is open.
    file: Option<usize>,
    /// The groups that are open in it, outermost first.
    groups: Vec<usize>,
    heads: Heads,
}

impl Default for Outline {
    /// Inside the root element, before the first file.
    fn default() -> Self {
        Self {
            depth: 1,
            file: None,
            groups: Vec::new(),
            heads: Heads::default(),
        }
    }
}

impl Outline {
    /// Returns the output of the next piece, which [`Self::leave`] takes back.
    pub(crate) fn enter(&self) -> XmlOut {
        XmlOut::inside(self.depth)
    }

    /// Keeps the depth that a piece ends at; returns what was written.
    pub(crate) fn leave(&mut self, out: XmlOut) -> String {
        self.depth = out.depth();
        out.finish()
    }

    /// Returns the file that is open.
    pub(crate) const fn file(&self) -> Option<usize> {
        self.file
    }

    /// Returns the file after the one that is open.
    pub(crate) fn next_file(&self) -> usize {
        self.file.map_or(0, |file| file + 1)
    }

    /// Enters a file, whose head is about to be written.
    pub(crate) fn begin_file(&mut self, file: usize, corpus: &Corpus) {
        self.file = Some(file);
        self.heads.add(Nest::File(file), corpus);
    }

    /// Ends all groups, as the file ends; `name` is that of a group's element.
    pub(crate) fn end_groups(&mut self, out: &mut XmlOut, name: impl Fn(usize) -> &'static str) {
        for at in std::mem::take(&mut self.groups).into_iter().rev() {
            out.close(name(at));
        }
    }

    /// Closes and opens groups until the innermost is that of the unit; `begin` writes a group's head.
    pub(crate) fn go_to_group(
        &mut self,
        out: &mut XmlOut,
        (corpus, unit): (&Corpus, &Unit),
        name: impl Fn(usize) -> &'static str,
        mut begin: impl FnMut(&mut XmlOut, usize, &Group),
    ) {
        let around = groups_around(corpus, unit);
        let both = self.groups.iter().zip(&around);
        let shared = both.take_while(|(a, b)| a == b).count();
        for at in self.groups.drain(shared..).rev() {
            out.close(name(at));
        }
        for at in around.into_iter().skip(shared) {
            if let Some(group) = corpus.groups.get(at) {
                self.heads.add(Nest::Group(at), corpus);
                begin(out, at, group);
            }
            self.groups.push(at);
        }
    }

    /// Returns whether the heads that were written are those of the whole corpus.
    pub(crate) fn heads_are_unchanged(&self, corpus: &Corpus) -> bool {
        self.heads.are_unchanged(corpus)
    }
}

/// Returns the groups around a unit, outermost first.
pub(crate) fn groups_around(corpus: &Corpus, unit: &Unit) -> Vec<usize> {
    let mut path = Vec::new();
    let mut next = unit.group;
    while let Some(at) = next {
        if path.contains(&at) || path.len() > 100 {
            break;
        }
        path.push(at);
        next = corpus.groups.get(at).and_then(|group| group.parent);
    }
    path.reverse();
    path
}

/// The heads of files and groups that were written, with how much each of them had: what is read
/// after the units of one may belong in its head.
#[derive(Debug, Default)]
struct Heads(Vec<(Nest, usize)>);

/// What has a head.
#[derive(Clone, Copy, Debug)]
enum Nest {
    File(usize),
    Group(usize),
}

impl Nest {
    fn size(self, corpus: &Corpus) -> usize {
        match self {
            Self::File(at) => corpus.files.get(at).map_or(0, |file| {
                file.attrs.len() + file.kept.len() + file.notes.len()
            }),
            Self::Group(at) => corpus
                .groups
                .get(at)
                .map_or(0, |group| group.kept.len() + group.notes.len()),
        }
    }
}

impl Heads {
    /// Keeps how much is in a head that is being written.
    fn add(&mut self, nest: Nest, corpus: &Corpus) {
        self.0.push((nest, nest.size(corpus)));
    }

    /// Returns whether all are as they were.
    fn are_unchanged(&self, corpus: &Corpus) -> bool {
        let mut all = self.0.iter();
        all.all(|(nest, size)| nest.size(corpus) == *size)
    }
}
