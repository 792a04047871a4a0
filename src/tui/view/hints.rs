//! The keys of a mode as one line of hints: as many as have room.

use crate::session::chord::show_sequence;
use crate::session::{Command, Mode};
use crate::tui::view::Look;

/// What the keys of LINK mode are called.
const LINK: &[(Command, &str)] = &[
    (Command::MergeNext, "merge"),
    (Command::SplitPair, "split"),
    (Command::SentenceDown, "down"),
    (Command::SentenceUp, "up"),
    (Command::ShiftDown, "gap"),
    (Command::ShiftUp, "close"),
    (Command::Unlink, "unlink"),
    (Command::Pin, "pin"),
    (Command::ConfirmLink, "confirm"),
    (Command::Realign, "realign"),
    (Command::CrossPairs, "cross"),
    (Command::LeaveLink, "leave"),
];

/// What the keys are called while words are selected.
const SELECT: &[(Command, &str)] = &[
    (Command::MarkError, "mark"),
    (Command::CopyWords, "copy"),
    (Command::Note, "note"),
    (Command::MarkMissing, "missing"),
    (Command::NextWord, "more"),
    (Command::PreviousWord, "less"),
    (Command::OtherPane, "other side"),
    (Command::SwapEnds, "other end"),
    (Command::Cancel, "leave"),
];

/// Returns the hints of a mode that fit into `width` cells.
pub(super) fn of(look: &Look, mode: Mode, width: usize) -> String {
    let hints = match mode {
        Mode::Link => LINK,
        Mode::Select => SELECT,
        _ => &[],
    };
    let hint = |(command, word): &(Command, &str)| {
        let keys = look.keymap.keys_of(mode, *command);
        let key = keys.first().map(|keys| show_sequence(keys))?;
        let key = look.language.set_off(&key);
        Some(format!("{key} {}", look.language.tell(word)))
    };
    let mut line = String::new();
    for hint in hints.iter().filter_map(hint) {
        let gap = if line.is_empty() { "" } else { " \u{b7} " };
        if harf::grapheme::width(&format!("{line}{gap}{hint}")) > width {
            break;
        }
        line.push_str(gap);
        line.push_str(&hint);
    }
    line
}
