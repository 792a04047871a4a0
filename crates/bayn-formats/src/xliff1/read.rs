//! Reading XLIFF 1.2 and its dialects.

use super::inline::{Run, runs_of};
use super::pairs::pair_runs;
use super::rules::Rules;
use crate::attrs::{Attrs, attr};
use crate::carried;
use crate::corpus::{
    Corpus, FileInfo, Full, Group, Kept, Note, Segment, State, Unit, drop_units, needs_space,
};
use crate::feed::Feed;
use crate::xml::{Element, Item, Puller};
use crate::{FormatError, decode};
use bayn_doc::Side;
use bayn_text::Lang;
use bayn_text::msg;
use std::collections::HashMap;

/// The attribute of a group that is a `<bin-unit>` in the file.
pub(super) const BIN_UNIT: &str = "x1-element:bin-unit";

/// Reads an XLIFF 1.x file. What violates the rules of XLIFF but can be understood is
/// read, with one warning.
///
/// # Errors
/// If the file is not well-formed or lacks what its units need.
pub fn read(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let text = decode::decode_xml(bytes)?;
    read_pieces(&Feed::of_text(&text), &mut |_| Ok(()))
}

/// Reads an XLIFF 1.x file and passes on its units piece by piece.
pub(crate) fn read_pieces(feed: &Feed<'_>, full: &mut Full<'_>) -> Result<Corpus, FormatError> {
    let mut reader = Reader::new(feed, Rules::default());
    reader.document(full)?;
    let places = reader.rules.found.count() + reader.puller.undeclared().len();
    let mut corpus = reader.corpus;
    // A file without a target yet is a text to be translated.
    if corpus.langs.len() == 1 {
        corpus.langs.push(Lang::new("und-x-target"));
    }
    if corpus.files.is_empty() {
        return Err(feed.error(
            0,
            msg!("XLIFF 1.2 \u{a7}2.2.1 <xliff>: one or more <file>"),
            msg!("there is no <file>"),
        ));
    }
    corpus.warn_of(places, "XLIFF 1.2");
    Ok(corpus)
}

/// Returns every violation of XLIFF 1.2 in a file, in order; a fatal error is the last.
///
/// # Errors
/// If the file is not XML in a known encoding.
pub fn validate(bytes: &[u8]) -> Result<Vec<FormatError>, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let feed = Feed::of_text(&text);
    let mut reader = Reader::new(&feed, Rules::keeping());
    let stop = reader.document(&mut drop_units).err();
    let mut errors = reader.puller.undeclared();
    errors.extend(reader.rules.found.located(&feed));
    errors.extend(stop);
    Ok(errors)
}

/// An element of a file that is being read, with the innermost group that it is or is in.
struct Open {
    element: Element,
    group: Option<usize>,
}

/// A file while it is read.
struct Reader<'a> {
    puller: Puller<'a>,
    /// The rules that the file is checked against.
    rules: Rules,
    /// The file except its units.
    corpus: Corpus,
}

impl<'a> Reader<'a> {
    fn new(feed: &Feed<'a>, rules: Rules) -> Self {
        Self {
            puller: Puller::bounded_of(feed),
            rules,
            corpus: Corpus::default(),
        }
    }

    fn document(&mut self, full: &mut Full<'_>) -> Result<(), FormatError> {
        let root = self.puller.root()?;
        if &*root.local != "xliff" {
            return Err(self.puller.error(
                root.at,
                msg!("XLIFF 1.2 \u{a7}2.2.1 <xliff>"),
                msg!(
                    "the root element is <{root}>, not <xliff>",
                    root = root.name()
                ),
            ));
        }
        let version = root.get("version").unwrap_or("1.2");
        if !version.starts_with("1.") {
            return Err(self
                .puller
                .error(
                    root.at,
                    msg!("XLIFF 1.2 \u{a7}2.3 version"),
                    msg!("unsupported version `{version}`", version),
                )
                .remedy(msg!(
                    "versions 1.0 to 1.2 are supported; an XLIFF 2 file must declare its namespace"
                )));
        }
        self.rules.root(&root);
        self.corpus.attrs = carried::attributes_of(&root, "x1", &["version"]);
        self.corpus
            .attrs
            .retain(|(name, _)| !name.contains("schemaLocation"));
        loop {
            match self.puller.next()? {
                Item::Start(file) if &*file.local == "file" => self.file(*file, full)?,
                Item::Start(other) => {
                    let tree = self.puller.subtree(other)?;
                    self.rules.beside_files(&root, &tree);
                    self.corpus.kept.push(kept("x1:root", &tree));
                }
                Item::Text(_) | Item::End => {}
                Item::Eof => break,
            }
        }
        self.rules.end(&root);
        Ok(())
    }

    fn file(&mut self, file: Element, full: &mut Full<'_>) -> Result<(), FormatError> {
        self.rules.file(&file);
        begin_file(&file, &mut self.corpus);
        let file_at = self.corpus.files.len() - 1;
        let mut open = vec![Open {
            element: file,
            group: None,
        }];
        while let Some(Open {
            element: parent,
            group,
        }) = open.last()
        {
            let group = *group;
            match self.puller.next()? {
                Item::Start(element) => match &*element.local {
                    "body" => {
                        self.rules.check_start_tag(parent, &element);
                        open.push(Open {
                            element: *element,
                            group: None,
                        });
                    }
                    // A binary unit may contain texts, as a group does.
                    "group" | "bin-unit" => {
                        self.rules.check_start_tag(parent, &element);
                        let mut attrs = carried::attributes_of(&element, "x1", &["id"]);
                        if &*element.local == "bin-unit" {
                            attrs.push((BIN_UNIT.into(), String::new()));
                        }
                        self.corpus.groups.push(Group {
                            file: file_at,
                            parent: group,
                            id: element.get("id").unwrap_or_default().to_owned(),
                            attrs,
                            ..Group::default()
                        });
                        open.push(Open {
                            element: *element,
                            group: Some(self.corpus.groups.len() - 1),
                        });
                    }
                    "trans-unit" => {
                        let tree = self.puller.subtree(element)?;
                        self.rules.part(parent, &tree);
                        let mut unit = read_unit(&mut self.puller, &tree, &mut self.corpus)?;
                        unit.file = file_at;
                        unit.group = group;
                        self.corpus.add(unit, full)?;
                    }
                    _ => {
                        let tree = self.puller.subtree(element)?;
                        self.rules.part(parent, &tree);
                        keep(&tree, group, open.len() == 1, &mut self.corpus);
                    }
                },
                Item::Text(_) => {}
                Item::End | Item::Eof => {
                    if let (Some(last), true) = (open.pop(), open.is_empty()) {
                        self.rules.end_of_file(&last.element);
                    }
                }
            }
        }
        Ok(())
    }
}

fn kept(place: &str, element: &Element) -> Kept {
    Kept {
        place: place.to_owned(),
        xml: element.to_xml(),
    }
}

/// Reads the attributes of a file's start tag.
fn begin_file(file: &Element, corpus: &mut Corpus) {
    let source = file.get("source-language").unwrap_or("und");
    if corpus.langs.is_empty() {
        corpus.langs.push(Lang::new(source));
    }
    if let (Some(target), 1) = (file.get("target-language"), corpus.langs.len()) {
        corpus.langs.push(Lang::new(target));
    }
    corpus.files.push(FileInfo {
        original: file.get("original").unwrap_or_default().to_owned(),
        attrs: carried::attributes_of(
            file,
            "x1",
            &["original", "source-language", "target-language"],
        ),
        ..FileInfo::default()
    });
}

/// Keeps elements other than units and groups, at the group, file or body that contains them.
fn keep(tree: &Element, group: Option<usize>, at_file: bool, corpus: &mut Corpus) {
    match group.and_then(|at| corpus.groups.get_mut(at)) {
        Some(group) if &*tree.local == "note" => group.notes.push(read_note(tree)),
        Some(group) => group.kept.push(kept("x1:group", tree)),
        None => {
            let place = if at_file { "x1:file" } else { "x1:body" };
            if let Some(file) = corpus.files.last_mut() {
                file.kept.push(kept(place, tree));
            }
        }
    }
}

fn read_note(note: &Element) -> Note {
    Note {
        text: note.text(),
        from: note.get("from").unwrap_or_default().to_owned(),
        side: match note.get("annotates") {
            Some("source") => Some(Side::Source),
            Some("target") => Some(Side::Target),
            _ => None,
        },
        priority: note.get("priority").and_then(|value| value.parse().ok()),
        attrs: carried::attributes_of(note, "x1", &["from", "annotates", "priority"]),
        ..Note::default()
    }
}

fn read_unit(
    puller: &mut Puller<'_>,
    tree: &Element,
    corpus: &mut Corpus,
) -> Result<Unit, FormatError> {
    let mut unit = Unit {
        id: tree.get("id").unwrap_or_default().to_owned(),
        attrs: carried::attributes_of(tree, "x1", &["id"]),
        ..Unit::default()
    };
    let target = tree.child("target");
    if corpus.langs.len() == 1 && target.is_some() {
        let tag = target.and_then(Element::xml_lang).unwrap_or("und-x-target");
        corpus.langs.push(Lang::new(tag));
    }
    let source = tree.child("seg-source").or_else(|| tree.child("source"));
    let sources = source.map_or_else(|| vec![Run::default()], runs_of);
    let targets = target.map(runs_of);
    unit.segments = pair_runs(sources, targets);
    // Written for every unit whose text needs it, so not worth keeping.
    let texts = || unit.segments.iter().flat_map(|segment| segment.texts.all());
    if texts().any(needs_space) {
        unit.attrs.retain(|(name, _)| !name.ends_with("}xml:space"));
    }
    for child in tree.elements() {
        match &*child.local {
            "source" | "seg-source" | "target" => {}
            "note" => unit.notes.push(read_note(child)),
            _ => unit.kept.push(kept("x1:unit", child)),
        }
    }
    let state = target.and_then(|target| target.get("state"));
    let by_unit = state.and_then(state_of).or_else(|| memoq_state(tree));
    let own = sdl_states(tree);
    let of_target: Attrs = ["state", "state-qualifier"]
        .into_iter()
        .filter_map(|name| Some((format!("x1:{name}"), target?.get(name)?.to_owned())))
        .collect();
    for segment in unit
        .segments
        .iter_mut()
        .filter(|segment| !segment.ignorable)
    {
        segment.state = own.get(segment.id.as_str()).copied().or(by_unit);
        let room = of_target
            .iter()
            .map(|(name, value)| name.len() + value.len());
        puller.charge(tree.at, room.sum())?;
        segment.attrs.clone_from(&of_target);
    }
    Ok(unit)
}

/// Returns the state for an XLIFF 1.2 `state`.
pub(super) fn state_of(state: &str) -> Option<State> {
    Some(match state {
        "new" | "needs-translation" | "needs-adaptation" | "needs-l10n" => State::Initial,
        "translated"
        | "needs-review-translation"
        | "needs-review-adaptation"
        | "needs-review-l10n" => State::Translated,
        "signed-off" => State::Reviewed,
        "final" => State::Final,
        _ => return None,
    })
}

/// Returns the states that the `<sdl:seg conf="…">` of a unit give its segments, by `mid`.
fn sdl_states(unit: &Element) -> HashMap<&str, State> {
    let mut states = HashMap::new();
    for seg in unit
        .child("seg-defs")
        .into_iter()
        .flat_map(Element::elements)
    {
        let (Some(id), Some(conf)) = (seg.get("id"), seg.get("conf")) else {
            continue;
        };
        let state = match conf {
            "Translated" => State::Translated,
            "ApprovedTranslation" => State::Reviewed,
            "ApprovedSignOff" => State::Final,
            _ => State::Initial,
        };
        states.entry(id).or_insert(state);
    }
    states
}

/// Returns the state that `mq:status` gives a unit.
fn memoq_state(unit: &Element) -> Option<State> {
    let attrs = carried::attributes_of(unit, "mq", &[]);
    let (_, status) = attrs.iter().find(|(name, _)| name.ends_with(":status"))?;
    Some(match status.as_str() {
        "ManuallyConfirmed"
        | "Confirmed"
        | "AssembledFromFragments"
        | "Edited"
        | "PartiallyEdited"
        | "Pretranslated"
        | "MachineTranslated" => State::Translated,
        "Reviewer1Confirmed" => State::Reviewed,
        "Reviewer2Confirmed" | "Proofread" => State::Final,
        "NotStarted" | "Rejected" => State::Initial,
        // A status that is not known says nothing.
        _ => return None,
    })
}

/// Returns the state name to write: the one that was read if it still has the same meaning.
pub(super) fn state_name(segment: &Segment) -> Option<String> {
    let state = segment.state?;
    if let Some(own) = attr(&segment.attrs, "x1:state")
        && state_of(own) == Some(state)
    {
        return Some(own.to_owned());
    }
    Some(
        match state {
            State::Initial => "needs-translation",
            State::Translated => "translated",
            State::Reviewed => "signed-off",
            State::Final => "final",
        }
        .to_owned(),
    )
}
