//! From bytes to clean text, and from text to paragraphs, sentences and words.
//!
//! ```text
//!   bytes -> decode -> sanitise -> clean text -> paragraphs -> sentences -> words
//!                          |                        (spans over the clean text)
//!                     OffsetMap: back to the decoded text
//! ```

mod affix;
mod binary;
mod compound;
mod count;
mod cut;
mod decode;
mod digit;
mod fold;
mod formula;
pub mod function_words;
mod guess;
mod heading;
mod lang;
mod language;
mod letter;
mod mend;
pub mod message;
mod number;
mod offsets;
mod paragraph;
mod proclitic;
mod recode;
mod romanise;
mod sanitise;
mod script;
mod sentence;
mod sound;
mod stem;
mod visible;
mod word;

pub use affix::Affixes;
pub use compound::compounds;
pub use count::count_words;
pub use cut::{LONGEST_SENTENCE, cut_before};
pub use decode::{Decoded, Invalid, Sign, decode};
pub use digit::digit_value;
pub use fold::{Folded, find_all, fold};
pub use formula::begins_formula;
pub use guess::{LanguageGuess, guess_language};
pub use heading::chapter_lines;
pub use lang::Lang;
pub use language::{LANGUAGES, Language, language};
pub use letter::plain_letter;
pub use mend::{Damage, Mended, Repair, logical_line, mend, unshaped};
pub use message::Message;
pub use number::{
    Calendar, Date, Decimal, Number, NumberKind, Sense as NumberSense, has_number_sense,
    number_senses, number_words, numbers,
};
pub use offsets::OffsetMap;
pub use paragraph::paragraphs;
pub use proclitic::proclitic_forms;
pub use recode::encode;
pub use romanise::{Romanisation, romanise};
pub use sanitise::{Found, Sanitised, sanitise};
pub use script::{Script, direction_of, main_script, script_of};
pub use sentence::sentences;
pub use sound::skeleton;
pub use stem::{Stems, dictionary_forms};
pub use visible::{shown, shown_path, visible_cells, visible_line, visible_lines, visible_text};
pub use word::words;
