//! What a character is once marks and letters of Arabic are resolved (UAX #9, after W3).

/// What a character is to the rules from W4 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// L.
    Left,
    /// R, and AL after W3.
    Right,
    /// EN.
    European,
    /// AN.
    Arabic,
    /// ES.
    Plus,
    /// CS.
    Comma,
    /// ET.
    Percent,
    /// NI: B, S, WS, ON.
    Neutral,
}

impl Kind {
    /// Returns the direction that a character has for the rules N: numbers are right-to-left.
    pub(super) const fn strong(self) -> Option<Self> {
        match self {
            Self::Left => Some(Self::Left),
            Self::Right | Self::European | Self::Arabic => Some(Self::Right),
            _ => None,
        }
    }
}
