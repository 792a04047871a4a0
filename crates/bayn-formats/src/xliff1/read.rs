//! Reading XLIFF 1.2 and its dialects.

use super::inline::{Run, runs_of};
use crate::attrs::{Attrs, attr};
use crate::carried;
use crate::corpus::{Corpus, FileInfo, Group, Kept, Note, Segment, State, Unit, needs_space};
use crate::text::Text;
use crate::xml::{Element, Item, Puller};
use crate::{FormatError, decode};
use bayn_doc::Side;
use bayn_text::Lang;
use bayn_text::msg;
use std::collections::HashMap;

/// The attribute of a group that is a `<bin-unit>` in the file.
pub(super) const BIN_UNIT: &str = "x1-element:bin-unit";

/// Reads an XLIFF 1.x file.
///
/// # Errors
/// Where the file is not well-formed or lacks what its units need.
pub fn read(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let mut puller = Puller::bounded(&text);
    let root = puller.root()?;
    if &*root.local != "xliff" {
        return Err(puller.error(
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
        return Err(puller
            .error(
                root.at,
                msg!("XLIFF 1.2 \u{a7}2.3 version"),
                msg!("the version is `{version}`", version),
            )
            .remedy(msg!(
                "this reader knows 1.0 to 1.2; an XLIFF 2 file must say its namespace"
            )));
    }
    let mut corpus = Corpus {
        attrs: carried::attributes_of(&root, "x1", &["version"]),
        ..Corpus::default()
    };
    corpus
        .attrs
        .retain(|(name, _)| !name.contains("schemaLocation"));
    loop {
        match puller.next()? {
            Item::Start(file) if &*file.local == "file" => {
                read_file(&mut puller, &file, &mut corpus)?;
            }
            Item::Start(other) => {
                let tree = puller.subtree(other)?;
                corpus.kept.push(kept("x1:root", &tree));
            }
            Item::Text(_) | Item::End => {}
            Item::Eof => break,
        }
    }
    // A file without a target yet is a text to be translated.
    if corpus.langs.len() == 1 {
        corpus.langs.push(Lang::new("und-x-target"));
    }
    if corpus.files.is_empty() {
        return Err(FormatError::at(
            &text,
            0,
            msg!("XLIFF 1.2 \u{a7}2.2.1 <xliff>: one or more <file>"),
            msg!("there is no <file>"),
        ));
    }
    Ok(corpus)
}

fn kept(place: &str, element: &Element) -> Kept {
    Kept {
        place: place.to_owned(),
        xml: element.to_xml(),
    }
}

fn read_file(
    puller: &mut Puller<'_>,
    file: &Element,
    corpus: &mut Corpus,
) -> Result<(), FormatError> {
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
    let file_at = corpus.files.len() - 1;
    let mut groups: Vec<Option<usize>> = Vec::new();
    loop {
        match puller.next()? {
            Item::Start(element) => match &*element.local {
                "body" => {
                    groups.push(None);
                }
                // A unit of bytes may hold texts, as a group does.
                "group" | "bin-unit" => {
                    let mut attrs = carried::attributes_of(&element, "x1", &["id"]);
                    if &*element.local == "bin-unit" {
                        attrs.push((BIN_UNIT.into(), String::new()));
                    }
                    corpus.groups.push(Group {
                        file: file_at,
                        parent: groups.last().copied().flatten(),
                        id: element.get("id").unwrap_or_default().to_owned(),
                        attrs,
                        ..Group::default()
                    });
                    groups.push(Some(corpus.groups.len() - 1));
                }
                "trans-unit" => {
                    let tree = puller.subtree(element)?;
                    let group = groups.last().copied().flatten();
                    let mut unit = read_unit(puller, &tree, corpus)?;
                    unit.file = file_at;
                    unit.group = group;
                    corpus.units.push(unit);
                }
                name => {
                    let in_group = groups.last().copied().flatten();
                    let is_note = name == "note";
                    let tree = puller.subtree(element)?;
                    match in_group.and_then(|at| corpus.groups.get_mut(at)) {
                        Some(group) if is_note => group.notes.push(read_note(&tree)),
                        Some(group) => group.kept.push(kept("x1:group", &tree)),
                        None => {
                            let place = if groups.is_empty() {
                                "x1:file"
                            } else {
                                "x1:body"
                            };
                            if let Some(file) = corpus.files.last_mut() {
                                file.kept.push(kept(place, &tree));
                            }
                        }
                    }
                }
            },
            Item::Text(_) => {}
            Item::End => {
                if groups.pop().is_none() {
                    break;
                }
            }
            Item::Eof => break,
        }
    }
    Ok(())
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

/// Puts the runs of both sides together by `mid`, and gaps by the segment before them.
fn pair_runs(sources: Vec<Run>, targets: Option<Vec<Run>>) -> Vec<Segment> {
    let single = sources.len() == 1 && sources.iter().all(|run| run.mid.is_none());
    let Some(targets) = targets else {
        return sources
            .into_iter()
            .map(|run| segment(run, None, single))
            .collect();
    };
    if single {
        let mut whole = Text::default();
        for run in targets {
            whole.append(run.text);
        }
        let run = sources.into_iter().next().unwrap_or_default();
        return vec![segment(run, Some(whole), true)];
    }
    let mut left = Left::new(targets);
    let mut before: Option<String> = None;
    let mut segments: Vec<Segment> = Vec::new();
    for run in sources {
        let found = match &run.mid {
            Some(mid) => left.named(mid),
            None => left.gap_after(before.as_ref()),
        };
        if run.mid.is_some() {
            before.clone_from(&run.mid);
        }
        let target = found.and_then(|at| left.take_run(at)).map(|run| run.text);
        segments.push(segment(run, target, false));
    }
    // What has no counterpart in the source stays, as segments of the target alone.
    for rest in left.runs.into_iter().flatten() {
        let mut extra = segment(
            Run {
                mid: rest.mid,
                text: Text::default(),
            },
            Some(rest.text),
            false,
        );
        extra.texts.set(0, Vec::new());
        segments.push(extra);
    }
    segments
}

/// The runs of a target that no run of the source has taken yet.
struct Left {
    runs: Vec<Option<Run>>,
    /// From each place, the first one at or behind it that may be left.
    next: Vec<usize>,
    /// The places of each segment, last first.
    by_mid: HashMap<String, Vec<usize>>,
}

impl Left {
    fn new(targets: Vec<Run>) -> Self {
        let mut by_mid: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, run) in targets.iter().enumerate().rev() {
            if let Some(mid) = &run.mid {
                by_mid.entry(mid.clone()).or_default().push(at);
            }
        }
        Self {
            next: (0..=targets.len()).collect(),
            runs: targets.into_iter().map(Some).collect(),
            by_mid,
        }
    }

    /// Returns the first place that is left at or behind `from`.
    fn first(&mut self, from: usize) -> usize {
        let step = |next: &[usize], at: usize| next.get(at).copied().unwrap_or(at);
        let mut at = from;
        while step(&self.next, at) != at {
            // Halving the way keeps later walks short.
            let further = step(&self.next, step(&self.next, at));
            if let Some(next) = self.next.get_mut(at) {
                *next = further;
            }
            at = further;
        }
        at
    }

    fn take_run(&mut self, at: usize) -> Option<Run> {
        let run = self.runs.get_mut(at)?.take()?;
        if let Some(next) = self.next.get_mut(at) {
            *next = at + 1;
        }
        if let Some(places) = run.mid.as_ref().and_then(|mid| self.by_mid.get_mut(mid)) {
            places.pop();
        }
        Some(run)
    }

    /// Returns the place of the segment `mid`.
    fn named(&self, mid: &str) -> Option<usize> {
        self.by_mid.get(mid)?.last().copied()
    }

    /// Returns the place of the gap that follows the segment `before`.
    fn gap_after(&mut self, before: Option<&String>) -> Option<usize> {
        // The segment itself may have been taken already; then the gap is the first left.
        let start = before
            .and_then(|mid| self.named(mid))
            .map_or(0, |at| at + 1);
        let at = self.first(start);
        let run = self.runs.get(at)?.as_ref()?;
        run.mid.is_none().then_some(at)
    }
}

fn segment(run: Run, target: Option<Text>, single: bool) -> Segment {
    Segment {
        ignorable: run.mid.is_none() && !single,
        id: run.mid.unwrap_or_default(),
        texts: [vec![run.text], target.into_iter().collect()].into(),
        ..Segment::default()
    }
}

/// Returns the state that an XLIFF 1.2 `state` comes to.
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
        | "AssembledFromFragments"
        | "Edited"
        | "PartiallyEdited"
        | "Pretranslated"
        | "MachineTranslated" => State::Translated,
        "Reviewer1Confirmed" => State::Reviewed,
        "Reviewer2Confirmed" | "Proofread" => State::Final,
        _ => State::Initial,
    })
}

/// Returns the state name to write: the one that was read where it still says the same.
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
