//! What the shaper may change in how a text is drawn; the text itself never changes.

/// Which letters are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shaping {
    /// Presentation forms, joined by our own rules: for terminals that do not shape.
    #[default]
    Forms,
    /// The letters as they are: for terminals that join them.
    Base,
}

/// Whether vowel signs are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tashkeel {
    /// As they are written.
    #[default]
    Keep,
    /// Left out; hamza and madda stay, since they are part of the letter.
    Strip,
}

/// Whether the stretching of words is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tatweel {
    /// As it is written.
    #[default]
    Keep,
    /// Left out where it stretches a word; it keeps joining what is beside it.
    Strip,
}

/// All choices of the shaper together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    /// Which letters are drawn.
    pub shaping: Shaping,
    /// Whether vowel signs are drawn.
    pub tashkeel: Tashkeel,
    /// Whether the stretching of words is drawn.
    pub tatweel: Tatweel,
}
