//! The keyboard focus, reported in one line.

use super::{headed, of, pages};
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::finding_groups;
use crate::session::focus::Focus;
use crate::session::link::{Explained, Preview, percent, shape};
use crate::session::listing::listed;
use crate::session::pair_filter::FilterPanel;
use crate::session::panel::Item;
use crate::session::review::Review;
use crate::session::reviewing::Reviewing;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::{Command, Geometry, Mode, State, offers};
use crate::tui::view::{Look, letter};
use bayn_doc::Severity;
use bayn_text::message::{Key, Number, Separator, Word};
use bayn_text::{Message, msg, plural};

/// Returns the label and the text of the line being typed.
pub(super) fn prompt(ui: &Ui, look: &Look) -> Option<String> {
    let (label, prompt) = match ui.focus.last()? {
        Focus::Search(prompt) => (msg!("search:"), prompt),
        Focus::Line(ask, prompt) => (ask.label(), prompt),
        Focus::Palette(prompt, _) => (msg!("command:"), prompt),
        Focus::Help {
            filter,
            typing: true,
            ..
        } => (msg!("search in the keys:"), filter),
        Focus::Mark(Dialogue {
            choice: Choice::Search(prompt, _),
            ..
        }) => (msg!("kind of error:"), prompt),
        _ => return None,
    };
    Some(format!("{} {}", look.translated(label), prompt.text()))
}

/// Returns the keyboard focus as a line, reported when it changes.
pub(super) fn focus_line(state: &State, look: &Look, geometry: &Geometry) -> Option<String> {
    Some(match state.ui.focus.last()? {
        Focus::Search(_) | Focus::Line(..) => return None,
        Focus::InfoPage(page, at) => pages::info_page(state, look, geometry, (*page, *at)),
        Focus::Palette(prompt, chosen) => {
            let matches = offers(&state.home, prompt.text());
            look.translated(match matches.get(*chosen) {
                Some(offer) => {
                    let (name, sentence) = offer.described(state);
                    let parts = [Message::name(name), Message::label(sentence)];
                    headed(
                        of(chosen + 1, matches.len()),
                        Message::joined(parts, Separator::Comma),
                    )
                }
                None => msg!("no such command"),
            })
        }
        Focus::Help {
            filter,
            typing,
            first,
        } => {
            if *typing {
                return None;
            }
            pages::help(state, look, geometry, (filter.text(), *first))
        }
        Focus::Panel(panel, chosen) => {
            let lines = listed(state, *panel);
            let said = match lines.get(*chosen) {
                Some((at, Item { text, bead, .. })) => {
                    let pair = bead.map(|bead| msg!("pair {bead}", bead = bead + 1));
                    // The heading of its kind may not have been heard.
                    let kind = bead.and_then(|_| finding_groups::kind_of(state, *panel, *at));
                    let parts = pair.into_iter().chain(kind).chain([text.clone()]);
                    headed(
                        of(chosen + 1, lines.len()),
                        Message::joined(parts, Separator::Comma),
                    )
                }
                None => msg!("nothing"),
            };
            let said = look.translated(headed(Message::label(panel.title()), said));
            // Columns are only visual.
            said.split(' ')
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        }
        Focus::Kwic(kwic) => {
            let line = kwic.line(&state.texts.bitext, kwic.chosen)?;
            let text = &state.texts.bitext.documents[line.side].text;
            let head = [
                msg!("occurrences of {word}", word = kwic.word),
                of(kwic.chosen + 1, kwic.len()),
            ];
            let parts = [
                msg!("pair {bead}", bead = line.bead + 1),
                Message::name(line.sentence.of(text)),
            ];
            let said = Message::joined(parts, Separator::Comma);
            look.translated(headed(Message::joined(head, Separator::Colon), said))
        }
        Focus::Lookup(first) => pages::lookup(&state.background.lookup, look, geometry, *first),
        Focus::Filter(panel) => look.translated(facet(&state.texts, &state.reviewing, panel)),
        Focus::Preview(preview) => look.translated(proposal(preview)?),
        Focus::Explain(found) => look.translated(reasons(found)),
        Focus::Mark(dialogue) => {
            look.translated(choice(dialogue, &state.reviewing.review, state.is_esa()))
        }
    })
}

/// Returns the displayed change of a realignment proposal.
fn proposal(preview: &Preview) -> Option<Message> {
    let swap = preview.swaps.get(preview.at)?;
    Some(msg!(
        "realigned, change {at} of {count}: {was} pairs from {start} on become {now}; \
         {accept} applies, {drop} drops one, {cancel} leaves",
        at = preview.at + 1,
        count = preview.swaps.len(),
        was = swap.was.len(),
        start = swap.was.start + 1,
        now = swap.now.len(),
        accept = Mode::List.keys(Command::Accept),
        drop = Mode::List.keys(Command::DeleteItem),
        cancel = Mode::List.keys(Command::Cancel)
    ))
}

/// Returns a rival of a link.
fn reasons(found: &Explained) -> Message {
    let pair = found.place + 1;
    match found.rival() {
        Some(rival) => msg!(
            "pair {pair}: alternative {at} of {count}, {shape}, probability {share}",
            pair,
            at = found.at + 1,
            count = found.why.rivals.len(),
            shape = Number::written(shape(&rival.bead)),
            share = Number::written(format!("{}%", percent(&rival.bead)))
        ),
        None => msg!("pair {pair}: no close alternative", pair),
    }
}

/// Returns the line of the filter panel, or the filter being typed.
fn facet(texts: &Texts, reviewing: &Reviewing, panel: &FilterPanel) -> Message {
    let head = msg!("filter");
    if let Some(prompt) = &panel.typing {
        return headed(head, Message::name(prompt.text()));
    }
    let filter = &reviewing.review.filter;
    let Some(facet) = panel.facets.get(panel.at) else {
        return headed(head, msg!("nothing to choose from"));
    };
    let key = facet.key.map(Message::of);
    let word = key.into_iter().chain([Message::name(&facet.word)]);
    let total = texts.bitext.beads.len();
    let passing = if filter.is_on() {
        filter.rank(total).1
    } else {
        total
    };
    let parts = [
        Message::joined(word, Separator::Space),
        Message::label(facet.says),
        if filter.chosen().contains(&facet.word) {
            msg!("on")
        } else {
            msg!("off")
        },
        plural!("1 pair", "{total} pairs", total = facet.count),
        msg!("{passing} of {total} pairs match", passing, total),
    ];
    let place = headed(head, of(panel.at + 1, panel.facets.len()));
    headed(place, Message::joined(parts, Separator::Comma))
}

/// Returns the choices in the dialogue for a mark.
fn choice(dialogue: &Dialogue, review: &Review, esa: bool) -> Message {
    let keyed = |key: &str, name: &'static str| {
        msg!(
            "{keys} {deed}",
            keys = Key(key.to_owned()),
            deed = Word(name)
        )
    };
    if matches!(dialogue.choice, Choice::Severity(_)) {
        let few = esa && dialogue.changing.is_none();
        let all = Severity::ALL
            .into_iter()
            .filter(|severity| !few || matches!(severity, Severity::Minor | Severity::Major))
            .map(|severity| keyed(letter(severity), severity.name()));
        return headed(
            msg!("how severe is it"),
            Message::joined(all, Separator::Comma),
        );
    }
    if let Choice::Kind(at) = dialogue.choice {
        let keyed = review.kinds().iter().map(|kind| {
            msg!(
                "{keys} {deed}",
                keys = Key(kind.key.to_string()),
                deed = kind.name.as_str()
            )
        });
        let chosen = review.kinds().get(at);
        let chosen = chosen.map(|kind| msg!("chosen: {name}", name = kind.name.as_str()));
        let all = Message::joined(keyed, Separator::Comma);
        return headed(
            msg!("kind of error"),
            Message::joined(std::iter::once(all).chain(chosen), Separator::Semicolon),
        );
    }
    let (entries, at) = dialogue.entries();
    if let (Choice::Search(..), Some(entry)) = (&dialogue.choice, entries.get(at)) {
        return headed(of(at + 1, entries.len()), Message::label(entry.name));
    }
    let all = entries
        .iter()
        .map(|entry| keyed(entry.key.encode_utf8(&mut [0; 4]), entry.name));
    let all = Message::joined(all, Separator::Comma);
    let chosen = entries.get(at).map(|entry| entry.name);
    let chosen = chosen.map(|name| msg!("chosen: {name}", name = Word(name)));
    let parts = std::iter::once(all).chain(chosen);
    headed(
        msg!("kind of error"),
        Message::joined(parts, Separator::Semicolon),
    )
}
