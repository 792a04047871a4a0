//! A style as text, and colours for terminals with fewer of them.
//!
//! `[colour] [on colour] [bold] [dim] [italic] [underline] [reverse] [strike]`; a colour is one
//! of the sixteen by name, a number of the 256, `#rrggbb` or `default`.

use crate::session::settings_file::nearest;
use bayn_text::Message;
use bayn_text::msg;
use harf::terminal::Depth;
use ratatui::style::{Color, Modifier, Style};

const COLOURS: &[(&str, Color)] = &[
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("gray", Color::Gray),
    ("dark-gray", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
];

const MODIFIERS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// Reads a style.
///
/// # Errors
/// The invalid word, and the remedy.
pub fn parse_style(text: &str) -> Result<Style, (String, Message)> {
    let mut style = Style::new();
    let mut on = false;
    for word in text.split_whitespace() {
        if word == "on" {
            on = true;
        } else if word == "no-bold" {
            style = style.remove_modifier(Modifier::BOLD);
        } else if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
        } else if let Some(colour) = colour(word) {
            style = if on {
                style.bg(colour)
            } else {
                style.fg(colour)
            };
            on = false;
        } else {
            let known = COLOURS.iter().map(|(name, _)| *name);
            let known = known.chain(MODIFIERS.iter().map(|(name, _)| *name));
            let remedy = match nearest(word, known) {
                Some(near) => msg!("did you mean `{near}`?", near),
                None => msg!("a colour is a name, 0 to 255, or #rrggbb"),
            };
            return Err((word.to_owned(), remedy));
        }
    }
    Ok(style)
}

fn colour(word: &str) -> Option<Color> {
    if let Some(hex) = word.strip_prefix('#') {
        let number = u32::from_str_radix(hex, 16)
            .ok()
            .filter(|_| hex.len() == 6)?;
        let [_, red, green, blue] = number.to_be_bytes();
        return Some(Color::Rgb(red, green, blue));
    }
    COLOURS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, colour)| *colour)
        .or_else(|| word.parse().ok().map(Color::Indexed))
}

/// Returns the style in the colours that a terminal supports.
#[must_use]
pub fn with_depth(style: Style, depth: Depth) -> Style {
    let fit = |colour: Color| match (colour, depth) {
        (Color::Rgb(red, green, blue), Depth::Indexed) => indexed([red, green, blue]),
        _ => colour,
    };
    Style {
        fg: style.fg.map(fit),
        bg: style.bg.map(fit),
        ..style
    }
}

/// The steps of xterm's colour cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Returns the nearest colour of the cube or the grey ramp of the 256.
fn indexed(rgb: [u8; 3]) -> Color {
    let far = |other: [u8; 3]| -> u32 {
        rgb.iter()
            .zip(other)
            .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
            .sum()
    };
    let step = |value: u8| {
        (0_u8..)
            .zip(STEPS)
            .min_by_key(|(_, step)| step.abs_diff(value))
            .unwrap_or_default()
    };
    let [red, green, blue] = rgb.map(step);
    let cube = [red.1, green.1, blue.1];
    let grey = (0_u8..24)
        .map(|at| (at, [8 + 10 * at; 3]))
        .min_by_key(|(_, grey)| far(*grey))
        .unwrap_or_default();
    if far(grey.1) < far(cube) {
        Color::Indexed(232 + grey.0)
    } else {
        Color::Indexed(16 + 36 * red.0 + 6 * green.0 + blue.0)
    }
}
