//! The letters of a page with their positions on paper.
//!
//! Only operators that position and show text are executed. What a tagged PDF marks as an artifact (running
//! heads, page numbers) is left out, and if it gives `ActualText`, that
//! is used.

use super::font::{Font, Shown};
use super::unpack;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::HashMap;
use std::rc::Rc;

/// The maximum nesting depth of forms.
const DEEPEST: usize = 8;
/// The most forms drawn on one page.
const FORMS: usize = 2_000;
/// The most graphics states on the stack.
const SAVED: usize = 256;

/// One letter or a few, with their position: x grows to the right, y upwards.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// The text.
    pub(super) text: Rc<str>,
    /// Where it begins on its line.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// The height of the line that it is on.
    pub(super) base: f64,
    /// The size of the font.
    pub(super) size: f64,
    /// The orientation of the line: 0 to the right, then quarter turns; 4 is any other.
    quarter: u8,
}

/// The letters of a page.
#[derive(Debug, Default)]
pub(super) struct Shows {
    /// Its letters in the order in which they are drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// The number of letters without known text.
    pub(super) unknown: usize,
}

/// What all pages share.
pub(super) struct Drawing {
    fonts: HashMap<ObjectIdentifier, Rc<Font>>,
    /// The number of letters that may still be drawn.
    left: usize,
}

type Matrix = [f64; 6];

/// Returns the transformation by `inner` and then by `outer`.
fn times(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let [oa, ob, oc, od, oe, of] = outer;
    [
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    ]
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

#[derive(Clone)]
struct State {
    space: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// The kinds of marked content.
enum Mark {
    Plain,
    Artifact,
    /// Its text, and which letter was drawn first.
    Actual(String, usize),
}

impl Drawing {
    /// Returns a drawing of a file of this many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            fonts: HashMap::new(),
            left: bytes.saturating_mul(16).clamp(1 << 20, 1 << 26),
        }
    }

    /// Returns whether letters were left out because there were too many.
    pub(super) const fn is_full(&self) -> bool {
        self.left == 0
    }

    /// Returns what a page shows; artifacts too where `all` is set.
    pub(super) fn page(&mut self, page: &Page<'_>, all: bool) -> Shows {
        let Some(content) = content_of(page.raw()) else {
            return Shows::default();
        };
        let (width, height) = page.render_dimensions();
        let mut pen = Pen {
            drawing: self,
            shows: Shows::default(),
            marks: Vec::new(),
            forms: 0,
            all,
        };
        let space = page.initial_transform(false).as_coeffs();
        pen.run(&content, page.resources(), space, 0);
        let mut shows = pen.shows;
        upright(&mut shows.glyphs, f64::from(width), f64::from(height));
        shows
    }
}

/// Returns the content of a page: one stream, or several as one.
fn content_of(page: &Dict<'_>) -> Option<Vec<u8>> {
    match page.get::<Object<'_>>("Contents")? {
        Object::Stream(stream) => Some(unpack::bytes(&stream)?.into_owned()),
        Object::Array(streams) => {
            let mut content = Vec::new();
            for stream in streams.iter::<Stream<'_>>().take(10_000) {
                content.extend_from_slice(&unpack::bytes(&stream).unwrap_or_default());
                content.push(b'\n');
                if content.len() > 256 << 20 {
                    break;
                }
            }
            Some(content)
        }
        _ => None,
    }
}

struct Pen<'p> {
    drawing: &'p mut Drawing,
    shows: Shows,
    marks: Vec<Mark>,
    forms: usize,
    all: bool,
}

impl Pen<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'_>, space: Matrix, depth: usize) {
        let mut state = State {
            space,
            font: None,
            size: 0.0,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut saved: Vec<State> = Vec::new();
        let (mut at, mut line) = (IDENTITY, IDENTITY);
        let marks = self.marks.len();
        let mut steps = TypedIter::new(content);
        while let Some(step) = steps.next() {
            use TypedInstruction as Step;
            match step {
                Step::SaveState(_) if saved.len() < SAVED => saved.push(state.clone()),
                Step::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Step::Transform(t) => {
                    let own = [t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64());
                    state.space = times(own, state.space);
                }
                Step::BeginText(_) => (at, line) = (IDENTITY, IDENTITY),
                Step::TextFont(font) => {
                    state.size = font.1.as_f64();
                    state.font = self.font(resources, font.0);
                }
                Step::CharacterSpacing(n) => state.letter_spacing = n.0.as_f64(),
                Step::WordSpacing(n) => state.word_spacing = n.0.as_f64(),
                Step::HorizontalScaling(n) => state.scale = n.0.as_f64() / 100.0,
                Step::TextLeading(n) => state.leading = n.0.as_f64(),
                Step::TextRise(n) => state.rise = n.0.as_f64(),
                Step::NextLine(by) => {
                    line = times([1.0, 0.0, 0.0, 1.0, by.0.as_f64(), by.1.as_f64()], line);
                    at = line;
                }
                Step::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    line = times([1.0, 0.0, 0.0, 1.0, by.0.as_f64(), by.1.as_f64()], line);
                    at = line;
                }
                Step::SetTextMatrix(t) => {
                    line = [t.0, t.1, t.2, t.3, t.4, t.5].map(|number| number.as_f64());
                    at = line;
                }
                Step::NextLineUsingLeading(_) => {
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    at = line;
                }
                Step::ShowText(text) => self.show(&state, &mut at, text.0),
                Step::NextLineAndShowText(text) => {
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    at = line;
                    self.show(&state, &mut at, text.0);
                }
                Step::ShowTextWithParameters(text) => {
                    state.word_spacing = text.0.as_f64();
                    state.letter_spacing = text.1.as_f64();
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    at = line;
                    self.show(&state, &mut at, text.2);
                }
                Step::ShowTexts(texts) => {
                    for part in texts.0.iter::<Object<'_>>() {
                        match part {
                            Object::String(text) => self.show(&state, &mut at, &text),
                            Object::Number(by) => {
                                let by = -by.as_f64() / 1000.0 * state.size * state.scale;
                                at = times([1.0, 0.0, 0.0, 1.0, by, 0.0], at);
                            }
                            _ => {}
                        }
                    }
                }
                Step::XObject(name) => {
                    if let Some(stream) = resources.get_x_object(name.0) {
                        self.form(&stream, resources, state.space, depth);
                    }
                }
                Step::BeginMarkedContent(tag) => self.begin_marked(tag.0, None),
                Step::BeginMarkedContentWithProperties(tag) => {
                    let dict = match tag.1 {
                        Object::Dict(dict) => Some(dict.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name.as_ref()),
                        _ => None,
                    };
                    self.begin_marked(tag.0, dict.as_ref());
                }
                Step::EndMarkedContent(_) if self.marks.len() > marks => self.end(),
                _ => {}
            }
            if self.drawing.left == 0 {
                break;
            }
        }
        self.marks.truncate(marks);
    }

    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        let Some(id) = dict.obj_id() else {
            return Some(Rc::new(Font::read(&dict)));
        };
        let fonts = &mut self.drawing.fonts;
        let font = fonts
            .entry(id)
            .or_insert_with(|| Rc::new(Font::read(&dict)));
        Some(Rc::clone(font))
    }

    fn form(&mut self, stream: &Stream<'_>, parent: &Resources<'_>, space: Matrix, depth: usize) {
        let dict = stream.dict();
        let is_form = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|name| name.as_ref() == b"Form");
        if !is_form || depth >= DEEPEST || self.forms >= FORMS {
            return;
        }
        self.forms += 1;
        let Some(content) = unpack::bytes(stream) else {
            return;
        };
        let matrix = dict.get::<[f64; 6]>("Matrix").unwrap_or(IDENTITY);
        let space = times(matrix, space);
        match dict.get::<Dict<'_>>("Resources") {
            Some(own) => self.run(&content, &Resources::new(own), space, depth + 1),
            None => self.run(&content, parent, space, depth + 1),
        }
    }

    fn begin_marked(&mut self, tag: &Name<'_>, dict: Option<&Dict<'_>>) {
        let actual = || dict?.get::<hayro_syntax::object::String<'_>>("ActualText");
        let mark = if tag.as_ref() == b"Artifact" {
            Mark::Artifact
        } else if let Some(text) = actual() {
            Mark::Actual(text_of(&text), self.shows.glyphs.len())
        } else {
            Mark::Plain
        };
        if self.marks.len() < SAVED {
            self.marks.push(mark);
        }
    }

    /// Ends marked content: what was drawn of it becomes its actual text, where that is one line.
    fn end(&mut self) {
        let Some(Mark::Actual(text, first)) = self.marks.pop() else {
            return;
        };
        let drawn = self.shows.glyphs.get(first..).unwrap_or(&[]);
        let Some(one) = drawn.first() else { return };
        let is_line = |glyph: &Glyph| {
            glyph.quarter == one.quarter && (glyph.base - one.base).abs() < one.size.max(glyph.size)
        };
        if !drawn.iter().all(is_line) {
            return;
        }
        let whole = Glyph {
            text: Rc::from(bayn_text::unshaped(&text)),
            left: drawn
                .iter()
                .map(|glyph| glyph.left)
                .fold(f64::MAX, f64::min),
            right: drawn
                .iter()
                .map(|glyph| glyph.right)
                .fold(f64::MIN, f64::max),
            ..one.clone()
        };
        self.shows.glyphs.truncate(first);
        if !text.is_empty() {
            self.shows.glyphs.push(whole);
        }
    }

    fn show(&mut self, state: &State, at: &mut Matrix, text: &[u8]) {
        let Some(font) = &state.font else { return };
        let is_artifact = self.marks.iter().any(|mark| matches!(mark, Mark::Artifact));
        let is_shown = self.all || !is_artifact;
        let (drawing, shows) = (&mut *self.drawing, &mut self.shows);
        font.show(text, &mut |shown: Shown| {
            let mut advance = shown.width * state.size + state.letter_spacing;
            if shown.is_space {
                advance += state.word_spacing;
            }
            let advance = advance * state.scale;
            if is_shown && drawing.left > 0 {
                drawing.left -= 1;
                let matrix = times(*at, state.space);
                let width = shown.width * state.size * state.scale;
                let known = shown.text.unwrap_or_else(|| {
                    shows.unknown += 1;
                    Rc::from("\u{FFFD}")
                });
                shows.glyphs.extend(placed(known, width, state, matrix));
            }
            *at = times([1.0, 0.0, 0.0, 1.0, advance, 0.0], *at);
        });
    }
}

/// Returns a letter at its place, turned so that its line runs to the right.
fn placed(text: Rc<str>, width: f64, state: &State, matrix: Matrix) -> Option<Glyph> {
    let [a, b, c, d, e, f] = matrix;
    let (x, y) = (e + c * state.rise, f + d * state.rise);
    let along = a.hypot(b);
    let size = state.size.abs() * c.hypot(d);
    let length = width * along;
    if ![x, y, size, length].iter().all(|number| number.abs() < 1e6) || size < 0.1 {
        return None;
    }
    let quarter = if b.abs() < 0.1 * along {
        if a > 0.0 { 0 } else { 2 }
    } else if a.abs() < 0.1 * along {
        if b > 0.0 { 1 } else { 3 }
    } else {
        4
    };
    // The page is turned until the line runs to the right.
    let (x, base) = match quarter {
        1 => (y, -x),
        2 => (-x, -y),
        3 => (-y, x),
        _ => (x, y),
    };
    Some(Glyph {
        text,
        left: x.min(x + length),
        right: x.max(x + length),
        base,
        size,
        quarter,
    })
}

/// Keeps the letters in the orientation of most of the page, and inside the page.
fn upright(glyphs: &mut Vec<Glyph>, width: f64, height: f64) {
    let mut counts = [0_usize; 5];
    for glyph in glyphs.iter() {
        if let Some(count) = counts.get_mut(usize::from(glyph.quarter)) {
            *count += 1;
        }
    }
    let most = (0..4_u8).max_by_key(|quarter| (counts.get(usize::from(*quarter)), 4 - *quarter));
    let most = most.unwrap_or(0);
    let (wide, high) = match most {
        0 => ((0.0, width), (0.0, height)),
        1 => ((0.0, height), (-width, 0.0)),
        2 => ((-width, 0.0), (-height, 0.0)),
        _ => ((-height, 0.0), (0.0, width)),
    };
    let is_within = |glyph: &Glyph| {
        glyph.right >= wide.0 - 1.0
            && glyph.left <= wide.1 + 1.0
            && glyph.base >= high.0 - glyph.size
            && glyph.base <= high.1 + 1.0
    };
    glyphs.retain(|glyph| glyph.quarter == most && is_within(glyph));
}

/// Returns the text of a string that is text: UTF-16 or UTF-8 if it is marked so, else Latin.
pub(super) fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE
            .decode_without_bom_handling(rest)
            .0
            .into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE
            .decode_without_bom_handling(rest)
            .0
            .into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}
