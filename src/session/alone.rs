//! One text read by itself, in the whole width: commands that need two texts say how to add the
//! other.

use crate::session::command::{Command, Kind, kind};
use crate::session::texts::Texts;
use bayn_text::{Message, msg};

/// Returns the message about how to add the translation of a text.
#[must_use]
pub fn how_to_add(name: &str) -> Message {
    msg!(
        "this is one text; `bayn {name} TRANSLATION` puts its translation beside it",
        name
    )
}

/// Returns why a command does nothing if only one text is open; `None` if it works.
pub(super) fn refusal(texts: &Texts, command: Command) -> Option<Message> {
    let side = texts.alone()?;
    needs_both(command.kind()).then(|| how_to_add(&texts.about[side].name))
}

/// Returns whether a command is about a text and its translation.
const fn needs_both(command: Kind) -> bool {
    match command {
        Kind::View(command) => matches!(
            command,
            kind::View::OtherPane
                | kind::View::SwapPanes
                | kind::View::ToggleFreeScroll
                | kind::View::NextLayout
        ),
        Kind::Words(command) => !matches!(command, kind::Words::Concordance),
        Kind::Shared(command) => {
            matches!(command, kind::Shared::ListFacts | kind::Shared::ListNames)
        }
        Kind::LinkMode(command) => matches!(command, kind::LinkMode::EnterLink),
        Kind::Error(command) => matches!(command, kind::Error::MarkMissing),
        Kind::Review(command) => matches!(
            command,
            kind::Review::AcceptPair
                | kind::Review::DoubtPair
                | kind::Review::RejectPair
                | kind::Review::ScorePair
        ),
        Kind::Mark(command) => matches!(command, kind::Mark::CopyTarget),
        Kind::Learn(_) | Kind::Several(_) | Kind::Link(_) | Kind::LinkWalk(_) | Kind::Repair(_) => {
            true
        }
        Kind::Move(_)
        | Kind::Contents(_)
        | Kind::Part(_)
        | Kind::Page(_)
        | Kind::Caret(_)
        | Kind::Look(_)
        | Kind::Keep(_)
        | Kind::Speech(_)
        | Kind::Search(_)
        | Kind::Lookup(_)
        | Kind::Worst(_)
        | Kind::Filter(_)
        | Kind::Lost(_)
        | Kind::Findings(_)
        | Kind::Judge(_)
        | Kind::Marked(_)
        | Kind::Prompt(_)
        | Kind::Program(_) => false,
    }
}
