//! Puts the arguments of a message into the sentence of a language.

use super::{Arg, Binding, Form, Message, Sentence, Separator};
use crate::visible::visible_line;
use harf::Direction;

/// The properties of a language that messages need.
pub trait Speech {
    /// Returns the sentence of an id; for one with a count, the form for that number.
    fn sentence(&self, id: &str, count: Option<u64>) -> Option<&str>;

    /// Returns the translation of a library's message, if there is one.
    fn library(&self, words: &str) -> Option<String> {
        self.sentence(words, None).map(str::to_owned)
    }

    /// Returns the keys that run a command for the user who reads the message.
    fn keys(&self, _: Binding) -> Option<String> {
        None
    }

    /// Returns the direction of its sentences.
    fn direction(&self) -> Direction;

    /// Returns the text of a separator.
    fn separator(&self, separator: Separator) -> &'static str {
        match separator {
            Separator::Dot => " \u{b7} ",
            Separator::Comma => ", ",
            Separator::Semicolon => "; ",
            Separator::Colon => ": ",
            Separator::Space => " ",
            Separator::Gap => "  ",
        }
    }
}

/// English, in which messages are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct English;

impl Speech for English {
    fn sentence(&self, _: &str, _: Option<u64>) -> Option<&str> {
        None
    }

    fn direction(&self) -> Direction {
        Direction::Ltr
    }
}

const LRI: char = '\u{2066}';
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

pub(super) fn say(message: &Message, speech: &(impl Speech + ?Sized)) -> String {
    let mut out = String::new();
    write_message(message, speech, &mut out);
    out
}

fn write_message(message: &Message, speech: &(impl Speech + ?Sized), out: &mut String) {
    match &*message.0 {
        Form::Sentence(sentence) => put_sentence(sentence, speech, out),
        Form::Alone(arg) => put_arg(arg, speech, out),
        Form::Parts(parts, separator) => {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    out.push_str(speech.separator(*separator));
                }
                write_message(part, speech, out);
            }
        }
    }
}

fn put_sentence(sentence: &Sentence, speech: &(impl Speech + ?Sized), out: &mut String) {
    let count = sentence.many.map(|(_, count)| count);
    let said = speech
        .sentence(sentence.id, count)
        .unwrap_or(match sentence.many {
            // English has one form for 1 and one for all else (CLDR, `en`, cardinal).
            Some((many, count)) if count != 1 => many,
            _ => sentence.id,
        });
    let mut rest = said;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        let behind = &rest[at + 1..];
        if let Some(after) = behind.strip_prefix(brace) {
            out.push_str(brace);
            rest = after;
        } else if let Some((name, after)) = behind.split_once('}') {
            if let Some((_, arg)) = sentence.args.iter().find(|(known, _)| *known == name) {
                put_arg(arg, speech, out);
            }
            rest = after;
        } else {
            rest = behind;
        }
    }
    out.push_str(rest);
}

fn put_arg(arg: &Arg, speech: &(impl Speech + ?Sized), out: &mut String) {
    let turned = speech.direction() == Direction::Rtl;
    match arg {
        Arg::Message(message) => write_message(message, speech, out),
        Arg::Word(word) => match speech.sentence(word, None) {
            Some(said) => out.push_str(said),
            None if turned => put_apart(word, FSI, out),
            None => out.push_str(word),
        },
        Arg::Number(number) if turned => put_apart(&number.text, LRI, out),
        Arg::Number(number) => out.push_str(&number.text),
        Arg::Path(text) | Arg::Key(text) if turned => put_apart(text, LRI, out),
        Arg::Path(text) | Arg::Key(text) => out.push_str(text),
        Arg::Binding(binding) => {
            let keys = speech.keys(*binding);
            let keys = keys.unwrap_or_else(|| format!(":{}", binding.command));
            put_arg(&Arg::Key(keys), speech, out);
        }
        Arg::Name(text) | Arg::Library(text) => {
            if matches!(arg, Arg::Library(_))
                && let Some(said) = speech.library(text)
            {
                out.push_str(&said);
                return;
            }
            // Paired isolates have no effect outside; an unpaired one is made visible.
            let text = visible_line(text);
            if turned || text.chars().any(is_rtl) {
                put_apart(&text, FSI, out);
            } else {
                out.push_str(&text);
            }
        }
    }
}

/// Isolates a text in its own direction (UAX #9 §3.3.2), once.
fn put_apart(text: &str, open: char, out: &mut String) {
    let kept = text.is_empty()
        || out.ends_with([LRI, FSI])
        || (text.starts_with([LRI, FSI]) && text.ends_with(PDI));
    if kept {
        out.push_str(text);
    } else {
        out.push(open);
        out.push_str(text);
        out.push(PDI);
    }
}

/// Whether a character may reorder its surroundings: Hebrew, Arabic and related scripts.
const fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
