//! Arabic letters normalised for the comparison of words.
//!
//! Search folds more (hamza seats, digits, accents; see [`fold`](crate::fold)); here a hamza seat
//! is kept, since it distinguishes words.

/// Returns the letter common to the spellings of one word: alef of any form as bare alef, alef maqsura
/// and Persian ya as ya, ta marbuta as heh, Persian kaf as kaf; any other character as it is.
#[must_use]
pub const fn plain_letter(c: char) -> char {
    match c {
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => '\u{627}',
        '\u{649}' | '\u{6CC}' => '\u{64A}',
        '\u{629}' => '\u{647}',
        '\u{6A9}' => '\u{643}',
        _ => c,
    }
}
