//! What is known of the terminal's colours.

/// How many colours a terminal knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// Those of `xterm-256color`.
    #[default]
    Indexed,
    /// Every colour.
    True,
}

/// The brightness of a terminal's background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Ground {
    /// Returns the ground of a background colour, each part 0 to 1: light from the grey on
    /// which black and white are read equally well, which has a luminance of 0.18.
    #[must_use]
    pub fn of([red, green, blue]: [f32; 3]) -> Self {
        let linear = |part: f32| part.clamp(0.0, 1.0).powf(2.2);
        let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        if luminance > 0.18 {
            Self::Light
        } else {
            Self::Dark
        }
    }

    /// Returns the ground that `COLORFGBG` tells: `15;0` or `0;default;15`, the last being the
    /// background. 7 and the bright ones are light, but for 8, which is a dark grey.
    #[must_use]
    pub fn of_colorfgbg(value: &str) -> Option<Self> {
        match value.rsplit(';').next()?.parse::<u8>().ok()? {
            7 | 9..=15 => Some(Self::Light),
            0..=6 | 8 => Some(Self::Dark),
            _ => None,
        }
    }
}
