//! What a file of a format holds, how it writes its letters, and when its name says what it is.

/// What a file of a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A text as it is.
    Text,
    /// A text in one language with marks of its own.
    Page,
    /// A text in one language of messages that have keys.
    Messages,
    /// Texts in several languages.
    Bilingual,
    /// What belongs to two texts beside it.
    Beside,
}

/// How a file writes its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// As they are.
    Bare,
    /// With elements to be skipped and references (`&amp;`, `&#x628;`).
    Markup,
    /// The same, in XML, which says its own encoding.
    Xml,
    /// With marks of emphasis and the like between the letters.
    Marked,
    /// With backslash escapes (`\u0628`).
    Escaped,
    /// In cells, with doubled quotes.
    Cells,
    /// Packed: they are nowhere to be found in the file.
    Packed,
}

/// When a name alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByName {
    /// Never.
    Never,
    /// Where the file is empty.
    Empty,
    /// Where its content says nothing.
    Always,
}
