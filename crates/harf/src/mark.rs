//! Visible marks for characters that cannot be seen: `[RLM]`, `[ZWNJ]`, `[ESC]`.
//!
//! A mark is the character's short name in Unicode (NameAliases.txt, kind abbreviation) in
//! square brackets, or its code point where it has none. Plain ASCII is chosen because
//! every font has it and no terminal turns it round inside one cell run.

/// Names of the 32 controls U+0000–001F.
const C0: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
];

/// Returns the mark of an invisible character, such as `[LRM]` or `[U+2062]`.
#[must_use]
pub fn mark_of(c: char) -> String {
    let code = u32::from(c);
    let name = match c {
        '\0'..='\u{1f}' => usize::try_from(code)
            .ok()
            .and_then(|at| C0.get(at))
            .copied(),
        '\u{7f}' => Some("DEL"),
        '\u{85}' => Some("NEL"),
        '\u{a0}' => Some("NBSP"),
        '\u{ad}' => Some("SHY"),
        '\u{34f}' => Some("CGJ"),
        '\u{61c}' => Some("ALM"),
        '\u{200b}' => Some("ZWSP"),
        '\u{200c}' => Some("ZWNJ"),
        '\u{200d}' => Some("ZWJ"),
        '\u{200e}' => Some("LRM"),
        '\u{200f}' => Some("RLM"),
        '\u{2028}' => Some("LSEP"),
        '\u{2029}' => Some("PSEP"),
        '\u{202a}' => Some("LRE"),
        '\u{202b}' => Some("RLE"),
        '\u{202c}' => Some("PDF"),
        '\u{202d}' => Some("LRO"),
        '\u{202e}' => Some("RLO"),
        '\u{202f}' => Some("NNBSP"),
        '\u{2060}' => Some("WJ"),
        '\u{2066}' => Some("LRI"),
        '\u{2067}' => Some("RLI"),
        '\u{2068}' => Some("FSI"),
        '\u{2069}' => Some("PDI"),
        '\u{feff}' => Some("BOM"),
        '\u{fe00}'..='\u{fe0f}' => return format!("[VS{}]", code - 0xfe00 + 1),
        _ => None,
    };
    name.map_or_else(|| format!("[U+{code:04X}]"), |name| format!("[{name}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_named_as_in_unicode() {
        assert_eq!(mark_of('\u{200f}'), "[RLM]");
        assert_eq!(mark_of('\u{1b}'), "[ESC]");
        assert_eq!(mark_of('\u{fe0f}'), "[VS16]");
        assert_eq!(mark_of('\u{9b}'), "[U+009B]");
        assert_eq!(mark_of('\u{e0041}'), "[U+E0041]");
    }
}
