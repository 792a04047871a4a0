//! The content of a format's files, how their letters are written, and when a name alone decides.

/// The content of a format's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Plain text.
    Text,
    /// A text in one language with markup.
    Page,
    /// Messages with keys, in one language.
    Messages,
    /// Texts in several languages.
    Bilingual,
    /// Data for two separate texts.
    Beside,
}

/// How letters are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Literally.
    Bare,
    /// With elements to be skipped and references (`&amp;`, `&#x628;`).
    Markup,
    /// The same, in XML, which declares its own encoding.
    Xml,
    /// With emphasis and other markup between the letters.
    Marked,
    /// With backslash escapes (`\u0628`).
    Escaped,
    /// In cells, with doubled quotes.
    Cells,
    /// Compressed: they do not occur in the file.
    Packed,
}

/// When a name alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByName {
    /// Never.
    Never,
    /// If the file is empty.
    Empty,
    /// If its content does not decide.
    Always,
}
