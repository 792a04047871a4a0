//! Maps keys by their position on the keyboard: on an Arabic, Persian, Hebrew, Russian or Greek
//! layout the letter keys still reach their commands.
//!
//! Each table lists what the layout types at the positions of the Latin letters. A character
//! that two layouts have at different positions is mapped by the first table; characters
//! that are bound themselves are never mapped.

/// The Latin letters and signs, in the order of the tables below.
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,./QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?";

/// One line per layout: the characters at those positions; a space means "none".
const LAYOUTS: &[(&str, &str)] = &[
    (
        "ar",
        "\u{636}\u{635}\u{62b}\u{642}\u{641}\u{63a}\u{639}\u{647}\u{62e}\u{62d}\u{62c}\u{62f}\u{634}\u{633}\u{64a}\u{628}\u{644}\u{627}\u{62a}\u{646}\u{645}\u{643}\u{637}\u{626}\u{621}\u{624}\u{631} \u{649}\u{629}\u{648}\u{632}\u{638}\u{64e}\u{64b}\u{64f}\u{64c} \u{625}\u{2018}\u{f7}\u{d7}\u{61b}  \u{650}\u{64d}   \u{623}\u{640}\u{60c}    \u{652}   \u{622}\u{2019}  \u{61f}",
    ),
    (
        "fa",
        "\u{636}\u{635}\u{62b}\u{642}\u{641}\u{63a}\u{639}\u{647}\u{62e}\u{62d}\u{62c}\u{686}\u{634}\u{633}\u{6cc}\u{628}\u{644}\u{627}\u{62a}\u{646}\u{645}\u{6a9}\u{6af}\u{638}\u{637}\u{632}\u{631}\u{630}\u{62f}\u{67e}\u{648}",
    ),
    (
        "he",
        "/'\u{5e7}\u{5e8}\u{5d0}\u{5d8}\u{5d5}\u{5df}\u{5dd}\u{5e4}  \u{5e9}\u{5d3}\u{5d2}\u{5db}\u{5e2}\u{5d9}\u{5d7}\u{5dc}\u{5da}\u{5e3},\u{5d6}\u{5e1}\u{5d1}\u{5d4}\u{5e0}\u{5de}\u{5e6}\u{5ea}\u{5e5}.",
    ),
    (
        "ru",
        "\u{439}\u{446}\u{443}\u{43a}\u{435}\u{43d}\u{433}\u{448}\u{449}\u{437}\u{445}\u{44a}\u{444}\u{44b}\u{432}\u{430}\u{43f}\u{440}\u{43e}\u{43b}\u{434}\u{436}\u{44d}\u{44f}\u{447}\u{441}\u{43c}\u{438}\u{442}\u{44c}\u{431}\u{44e}.\u{419}\u{426}\u{423}\u{41a}\u{415}\u{41d}\u{413}\u{428}\u{429}\u{417}\u{425}\u{42a}\u{424}\u{42b}\u{412}\u{410}\u{41f}\u{420}\u{41e}\u{41b}\u{414}\u{416}\u{42d}\u{42f}\u{427}\u{421}\u{41c}\u{418}\u{422}\u{42c}\u{411}\u{42e},",
    ),
    (
        "el",
        ";\u{3c2}\u{3b5}\u{3c1}\u{3c4}\u{3c5}\u{3b8}\u{3b9}\u{3bf}\u{3c0}[]\u{3b1}\u{3c3}\u{3b4}\u{3c6}\u{3b3}\u{3b7}\u{3be}\u{3ba}\u{3bb} '\u{3b6}\u{3c7}\u{3c8}\u{3c9}\u{3b2}\u{3bd}\u{3bc},./:\u{3a3}\u{395}\u{3a1}\u{3a4}\u{3a5}\u{398}\u{399}\u{39f}\u{3a0}{}\u{391}\u{3a3}\u{394}\u{3a6}\u{393}\u{397}\u{39e}\u{39a}\u{39b} \"\u{396}\u{3a7}\u{3a8}\u{3a9}\u{392}\u{39d}\u{39c}<>?",
    ),
];

/// Returns the Latin character on the same key, for a character of another layout.
///
/// ASCII is returned as `None`: it needs no mapping, whatever layout typed it. So are
/// characters in no table.
#[must_use]
pub fn latin_of(typed: char) -> Option<char> {
    if typed.is_ascii() {
        return None;
    }
    if let Some(digit) = digit_of(typed) {
        return Some(digit);
    }
    LAYOUTS.iter().find_map(|(_, layout)| {
        let place = layout.chars().position(|c| c == typed)?;
        LATIN.chars().nth(place)
    })
}

/// Returns the ASCII digit for an Arabic-Indic or Persian one, so that counts work too.
fn digit_of(typed: char) -> Option<char> {
    let zero = match typed {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return None,
    };
    char::from_digit(u32::from(typed) - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_j_and_k_are_found_on_each_layout() {
        let cases = [
            ('\u{62a}', 'j'), // Arabic teh
            ('\u{646}', 'k'), // Arabic noon
            ('\u{5d7}', 'j'), // Hebrew het
            ('\u{5dc}', 'k'), // Hebrew lamed
            ('\u{43e}', 'j'), // Cyrillic o
            ('\u{43b}', 'k'), // Cyrillic el
            ('\u{41f}', 'G'), // Cyrillic Pe
            ('\u{3be}', 'j'), // Greek xi
            ('\u{6a9}', ';'), // Persian keheh
            ('\u{6af}', '\''),
            ('\u{61f}', '?'),
            ('\u{664}', '4'),
        ];
        for (typed, latin) in cases {
            assert_eq!(latin_of(typed), Some(latin), "{typed}");
        }
    }

    #[test]
    fn ascii_is_left_alone() {
        assert_eq!(latin_of('j'), None);
        assert_eq!(latin_of('/'), None);
    }

    #[test]
    fn no_table_is_longer_than_the_latin_row() {
        for (name, layout) in LAYOUTS {
            assert!(
                layout.chars().count() <= LATIN.chars().count(),
                "{name}: {}",
                layout.chars().count()
            );
        }
    }
}
