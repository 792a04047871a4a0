//! Reads XLIFF 2: one unit at a time, checked and then converted.

use super::inline::{data_of, other_attrs, repeated, text_of};
use super::rules::{
    Around, FileChecks, Modules, check_file_modules, check_its, check_notes, check_sizes,
    check_unit, is_core,
};
use super::schema::{Content, check_attrs, check_tree, prefix_of, table_name};
use super::violation::Violation;
use crate::attrs::Attrs;
use crate::corpus::{Corpus, FileInfo, Full, Group, Kept, Note, Segment, State, Unit, drop_units};
use crate::feed::Feed;
use crate::findings::Findings;
use crate::xml::{Element, Item, Puller};
use crate::{FormatError, decode};
use bayn_doc::Side;
use bayn_text::Lang;
use bayn_text::Message;
use bayn_text::msg;
use harf::Direction;

const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";
const CORE_2_2: &str = "urn:oasis:names:tc:xliff:document:2.2";

/// Reads an XLIFF 2 file. What violates a clause of the specification but can be understood
/// is read, with one warning.
///
/// # Errors
/// If the file is not well-formed or is not XLIFF 2.
pub fn read(bytes: &[u8]) -> Result<Corpus, FormatError> {
    let text = decode::decode_xml(bytes)?;
    read_pieces(&Feed::of_text(&text), &mut |_| Ok(()))
}

/// Reads an XLIFF 2 file and passes on its units piece by piece.
pub(crate) fn read_pieces(feed: &Feed<'_>, full: &mut Full<'_>) -> Result<Corpus, FormatError> {
    let mut puller = Puller::bounded_of(feed);
    let root = puller.root()?;
    let mut reader = Reader::new(feed, &root, Findings::default())?;
    reader.document(&mut puller, &root, full)?;
    puller.finish()?;
    let mut corpus = reader.corpus;
    corpus.warn_of(puller.undeclared().len() + reader.found.count(), "XLIFF 2");
    Ok(corpus)
}

/// Returns every violation of a clause of the specification in a file, in order; a
/// fatal error is the last.
///
/// # Errors
/// If the file is not XML in a known encoding.
pub fn validate(bytes: &[u8]) -> Result<Vec<FormatError>, FormatError> {
    let text = decode::decode_xml(bytes)?;
    let feed = Feed::of_text(&text);
    let mut puller = Puller::bounded_of(&feed);
    let root = match puller.root() {
        Ok(root) => root,
        Err(error) => return Ok(vec![error]),
    };
    let mut reader = match Reader::new(&feed, &root, Findings::kept()) {
        Ok(reader) => reader,
        Err(error) => return Ok(vec![error]),
    };
    let read = reader.document(&mut puller, &root, &mut drop_units);
    let stop = read.and_then(|()| puller.finish()).err();
    let mut found = puller.undeclared();
    found.extend(reader.found.located(&feed));
    found.extend(stop);
    Ok(found)
}

/// A `<file>` or `<group>` that is being read.
struct Open {
    element: Element,
    content: Content,
    group: Option<usize>,
    around: Around,
    modules: Modules,
}

struct Reader {
    version_2_2: bool,
    corpus: Corpus,
    around: Around,
    found: Findings,
}

impl Reader {
    fn new(feed: &Feed<'_>, root: &Element, found: Findings) -> Result<Self, FormatError> {
        let known = matches!(&*root.ns, CORE | CORE_2_2) && &*root.local == "xliff";
        if !known {
            return Err(Violation::new(
                root,
                "xliff",
                msg!("the root must be xliff in its namespace"),
                msg!("the root is <{root}> in the namespace `{ns}`", root = root.name(), ns = root.ns),
            )
            .in_text(feed)
            .remedy(msg!("an XLIFF 2 file begins with <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \u{2026}>")));
        }
        let version_2_2 = &*root.ns == CORE_2_2;
        let src_lang = root.get("srcLang").unwrap_or_default().to_owned();
        let trg_lang = root.get("trgLang").filter(|tag| !tag.is_empty());
        let trg_lang = trg_lang.map(str::to_owned);
        let langs = [Some(&src_lang), trg_lang.as_ref()];
        // A 2.2 file is written as 2.2: its version is kept with the attributes.
        let used = &["srcLang", "trgLang", "version"][..if version_2_2 { 2 } else { 3 }];
        let corpus = Corpus {
            langs: langs
                .into_iter()
                .flatten()
                .map(|lang| Lang::new(lang))
                .collect(),
            attrs: other_attrs(root, used),
            ..Corpus::default()
        };
        let around = Around {
            src_lang: src_lang.into(),
            trg_lang: trg_lang.map(Into::into),
            ..Around::default()
        };
        let mut reader = Self {
            version_2_2,
            around: around.within(root),
            corpus,
            found,
        };
        reader.note(check_attrs(root, version_2_2));
        let around = reader.around.clone();
        reader.own_markup(root, &around);
        Ok(reader)
    }

    /// Keeps the violation that a check found, if any.
    fn note(&mut self, checked: Result<(), Violation>) {
        if let Err(violation) = checked {
            violation.add_to(&mut self.found);
        }
    }

    /// Checks the ITS attributes of a start tag alone.
    fn own_markup(&mut self, element: &Element, around: &Around) {
        let mut bare = element.clone();
        bare.children.clear();
        self.note(check_its(&bare, around, false));
    }

    fn document(
        &mut self,
        puller: &mut Puller<'_>,
        root: &Element,
        full: &mut Full<'_>,
    ) -> Result<(), FormatError> {
        let mut content = Content::of(root, self.version_2_2);
        let mut ids = std::collections::HashSet::new();
        loop {
            match puller.next()? {
                Item::Start(child) => {
                    self.note(content.child(root, &child));
                    if is_core(&child) && &*child.local == "file" {
                        let id = child.get("id").unwrap_or_default().to_owned();
                        if !ids.insert(id.clone()) {
                            let clause = msg!("file ids must be unique");
                            self.note(Err(duplicate(&child, clause, &id)));
                        }
                        self.file(puller, *child, full)?;
                    } else {
                        let tree = puller.subtree(child)?;
                        self.note(check_tree(&tree, self.version_2_2));
                        if is_core(&tree) && &*tree.local == "notes" {
                            self.note(check_notes_of(&tree));
                            self.corpus.notes = read_notes(&tree);
                        } else {
                            self.corpus.kept.push(kept("x2:root", &tree));
                        }
                    }
                }
                Item::Text(text) => self.note(content.text(root, &text)),
                Item::End | Item::Eof => {
                    self.note(content.end(root));
                    return Ok(());
                }
            }
        }
    }

    fn file(
        &mut self,
        puller: &mut Puller<'_>,
        file: Element,
        full: &mut Full<'_>,
    ) -> Result<(), FormatError> {
        self.note(check_attrs(&file, self.version_2_2));
        let around = self.around.within(&file);
        self.own_markup(&file, &around);
        self.note(check_sizes(&file, &FileChecks::default()));
        self.corpus.files.push(FileInfo {
            id: file.get("id").unwrap_or_default().to_owned(),
            original: file.get("original").unwrap_or_default().to_owned(),
            attrs: self.file_attrs(&file),
            ..FileInfo::default()
        });
        let mut checks = FileChecks::default();
        let mut open = vec![Open {
            content: Content::of(&file, self.version_2_2),
            element: file,
            group: None,
            around,
            modules: Modules::default(),
        }];
        loop {
            let at_file = open.len() == 1;
            let Some(top) = open.last_mut() else {
                break;
            };
            match puller.next()? {
                Item::Start(child) => {
                    let taken = top.content.child(&top.element, &child);
                    self.note(taken);
                    let (around, group) = (top.around.clone(), top.group);
                    match (is_core(&child), &*child.local) {
                        (true, "unit") => {
                            let tree = puller.subtree(child)?;
                            let unit = self.unit(puller, &tree, (&around, group), &mut checks)?;
                            self.corpus.add(unit, full)?;
                        }
                        (true, "group") => {
                            open.push(self.group(*child, &around, group, &mut checks));
                        }
                        _ => {
                            let taken = top.modules.check_child(&top.element, &child);
                            self.note(taken);
                            let tree = puller.subtree(child)?;
                            let ids = top.modules.check_ids(&tree);
                            self.note(ids);
                            self.part(&tree, &around, group, at_file, &mut checks);
                        }
                    }
                }
                Item::Text(text) => {
                    let taken = top.content.text(&top.element, &text);
                    self.note(taken);
                }
                Item::End | Item::Eof => {
                    let taken = top.content.end(&top.element);
                    self.note(taken);
                    open.pop();
                }
            }
        }
        self.note(checks.finish());
        Ok(())
    }

    /// Returns the attributes of a file except the default directions of its languages,
    /// which are written for every file.
    fn file_attrs(&self, file: &Element) -> Attrs {
        let mut attrs = other_attrs(file, &["id", "original"]);
        attrs.retain(|(name, value)| {
            let at = match name.as_str() {
                "x2:srcDir" => 0,
                "x2:trgDir" => 1,
                _ => return true,
            };
            let lang = self.corpus.langs.get(at);
            let rtl = lang.is_some_and(|lang| lang.direction() == Direction::Rtl);
            !(rtl && value == "rtl")
        });
        attrs
    }

    fn group(
        &mut self,
        element: Element,
        around: &Around,
        parent: Option<usize>,
        checks: &mut FileChecks,
    ) -> Open {
        self.note(check_attrs(&element, self.version_2_2));
        let around = around.within(&element);
        self.own_markup(&element, &around);
        self.note(check_sizes(&element, checks));
        let id = element.get("id").unwrap_or_default().to_owned();
        if !checks.groups.insert(id.clone()) {
            let twin = duplicate(&element, msg!("group ids must be unique"), &id);
            self.note(Err(twin));
        }
        self.corpus.groups.push(Group {
            file: self.corpus.files.len().saturating_sub(1),
            parent,
            id,
            attrs: other_attrs(&element, &["id"]),
            ..Group::default()
        });
        Open {
            content: Content::of(&element, self.version_2_2),
            element,
            group: Some(self.corpus.groups.len() - 1),
            around,
            modules: Modules::default(),
        }
    }

    /// Reads a child of a `<file>` or `<group>` that is neither unit nor group.
    fn part(
        &mut self,
        tree: &Element,
        around: &Around,
        group: Option<usize>,
        at_file: bool,
        checks: &mut FileChecks,
    ) {
        self.note(check_tree(tree, self.version_2_2));
        self.note(check_its(tree, around, false));
        self.note(check_file_modules(tree, at_file, around, checks));
        let notes = if is_core(tree) && &*tree.local == "notes" {
            self.note(check_notes_of(tree));
            read_notes(tree)
        } else {
            Vec::new()
        };
        let is_notes = !notes.is_empty();
        if is_core(tree) && &*tree.local == "skeleton" {
            self.note(check_skeleton(tree));
        }
        match group.and_then(|group| self.corpus.groups.get_mut(group)) {
            Some(group) if is_notes => group.notes = notes,
            Some(group) => group.kept.push(kept("x2:group", tree)),
            None => {
                if let Some(file) = self.corpus.files.last_mut() {
                    if is_notes {
                        file.notes = notes;
                    } else if is_core(tree) {
                        file.kept.push(kept("x2:skeleton", tree));
                    } else {
                        file.kept.push(kept("x2:file", tree));
                    }
                }
            }
        }
    }

    fn unit(
        &mut self,
        puller: &mut Puller<'_>,
        tree: &Element,
        (around, group): (&Around, Option<usize>),
        checks: &mut FileChecks,
    ) -> Result<Unit, FormatError> {
        let id = tree.get("id").unwrap_or_default().to_owned();
        self.note(check_tree(tree, self.version_2_2));
        if !checks.add_unit(&id) {
            let twin = duplicate(tree, msg!("unit ids must be unique"), &id);
            self.note(Err(twin));
        }
        for violation in check_unit(tree, around, checks) {
            violation.add_to(&mut self.found);
        }
        let data = data_of(tree);
        puller.charge(tree.at, repeated(tree, &data))?;
        let mut unit = Unit {
            id,
            file: self.corpus.files.len().saturating_sub(1),
            group,
            attrs: other_attrs(tree, &["id"]),
            ..Unit::default()
        };
        // A target is a text even if its language is not given.
        let has_target = |child: &Element| child.child("target").is_some();
        if self.corpus.langs.len() == 1 && tree.elements().any(has_target) {
            self.corpus.langs.push(Lang::new("und-x-target"));
        }
        let count = self.corpus.langs.len();
        for child in tree.elements() {
            match (prefix_of(&child.ns), &*child.local) {
                ("xlf", "notes") => unit.notes = read_notes(child),
                ("xlf", "originalData") => {}
                ("xlf", _) => {
                    let mut segment = Segment {
                        id: child.get("id").unwrap_or_default().to_owned(),
                        ignorable: &*child.local == "ignorable",
                        state: child.get("state").and_then(State::from_name),
                        attrs: other_attrs(child, &["id", "state"]),
                        ..Segment::default()
                    };
                    for (lang, name) in ["source", "target"].into_iter().take(count).enumerate() {
                        if let Some(text) = child.child(name) {
                            segment.texts.set(lang, vec![text_of(text, &data)]);
                        }
                    }
                    let order = child.child("target").and_then(|target| target.get("order"));
                    if let Some(order) = order {
                        segment.attrs.push(("x2:order".into(), order.to_owned()));
                    }
                    unit.push(segment);
                }
                _ => unit.kept.push(kept("x2:unit", child)),
            }
        }
        Ok(unit)
    }
}

fn duplicate(element: &Element, clause: Message, id: &str) -> Violation {
    Violation::new(
        element,
        "id",
        clause,
        msg!("the id `{id}` is used twice", id),
    )
}

fn kept(place: &str, element: &Element) -> Kept {
    Kept {
        place: place.to_owned(),
        xml: element.to_xml(),
    }
}

fn check_notes_of(notes: &Element) -> Result<(), Violation> {
    let mut owner = notes.clone();
    owner.children = vec![crate::xml::Node::Element(Box::new(notes.clone()))];
    check_notes(&owner)
}

/// Checks that a skeleton is inside or outside the file (XLIFF 2.1 `#skeleton`).
fn check_skeleton(skeleton: &Element) -> Result<(), Violation> {
    let (outside, inside) = (
        skeleton.get("href").is_some(),
        !skeleton.children.is_empty(),
    );
    match (outside, inside) {
        (true, true) => Err(Violation::new(
            skeleton,
            "skeleton",
            msg!("a skeleton with href must be empty"),
            msg!("this <skeleton> has both href and content"),
        )),
        (false, false) => Err(Violation::new(
            skeleton,
            "skeleton",
            msg!("a skeleton needs href or content"),
            msg!("this <skeleton> has neither href nor content"),
        )),
        _ => Ok(()),
    }
}

fn read_notes(notes: &Element) -> Vec<Note> {
    notes
        .elements()
        .filter(|note| table_name(note) == "xlf:note")
        .map(|note| Note {
            text: note.text(),
            category: note.get("category").unwrap_or_default().to_owned(),
            side: match note.get("appliesTo") {
                Some("source") => Some(Side::Source),
                Some("target") => Some(Side::Target),
                _ => None,
            },
            priority: note
                .get("priority")
                .and_then(|value| value.trim().parse().ok()),
            attrs: other_attrs(note, &["category", "appliesTo", "priority"]),
            ..Note::default()
        })
        .collect()
}
