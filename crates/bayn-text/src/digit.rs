//! Digits of every decimal system.

/// The zeros of the decimal systems of Unicode (`General_Category` Nd); nine digits follow
/// each. Mathematical digits, U+1D7CE to U+1D7FF, are five systems without a gap.
const ZEROS: &[u32] = &[
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0,
    0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950,
    0x1FBF0,
];

/// Returns the value of a decimal digit of any system.
#[must_use]
pub fn digit_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    // Arabic letters and marks make up most of the texts seen here.
    if matches!(c, '\u{61B}'..='\u{65F}') {
        return None;
    }
    let code = u32::from(c);
    let next = ZEROS.partition_point(|zero| *zero <= code);
    let zero = next.checked_sub(1).and_then(|at| ZEROS.get(at))?;
    u8::try_from(code - zero).ok().filter(|value| *value < 10)
}

#[cfg(test)]
mod tests {
    use super::digit_value;
    use icu_properties::CodePointMapData;
    use icu_properties::props::GeneralCategory;

    #[test]
    fn every_decimal_digit_has_a_value() {
        let categories = CodePointMapData::<GeneralCategory>::new();
        for c in '\0'..=char::MAX {
            if digit_value(c).is_some() {
                assert_eq!(categories.get(c), GeneralCategory::DecimalNumber, "{c:?}");
            }
        }
        assert_eq!(digit_value('\u{669}'), Some(9));
        assert_eq!(digit_value('\u{6F4}'), Some(4));
        assert_eq!(digit_value('x'), None);
    }
}
