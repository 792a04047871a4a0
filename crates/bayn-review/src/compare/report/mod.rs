//! Two reports of one event: shared facts and contradictions.
//!
//! Links are only names, figures, dates and quotations, in any order; nothing is
//! forced. A figure is shared if both texts give it for the same thing; it is a contradiction if
//! they give two figures for what seems to be the same thing. The things that figures count, and their
//! context, are compared by meaning if the encoder supports both languages, else by
//! words, which works inside one language only.

mod figure;
mod nearness;
mod quotation;

use crate::compare::names::Name;
use bayn_align::encoder::Encoder;
use bayn_doc::Document;
use bayn_doc::{Score, Sides};
use bayn_text::NumberKind;
use bayn_text::message::Number;
use bayn_text::{Message, msg, plural};
use figure::{Figure, figures};
use harf::Span;
use nearness::{Nearness, Text};
use quotation::quotations;

/// The kind of a shared fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// Both name somebody or something.
    Name,
    /// Both give a figure of the same thing.
    Number,
    /// Both give a date.
    Date,
    /// Both quote the same words.
    Quotation,
}

impl FactKind {
    /// Returns its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Date => "date",
            Self::Quotation => "quotation",
        }
    }
}

/// A fact that both reports state.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its kind.
    pub kind: FactKind,
    /// Its occurrences in each text, in order; never empty.
    pub places: Sides<Vec<Span>>,
    /// Why the places were linked, in one sentence.
    pub why: Message,
    /// The confidence.
    pub score: Score,
}

/// Two figures for what seems to be the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The figure in each text, with the counted thing.
    pub places: Sides<Span>,
    /// The sentence around each.
    pub sentences: Sides<usize>,
    /// Why they were linked, in one sentence.
    pub why: Message,
    /// The confidence that both are about the same thing.
    pub score: Score,
}

/// The comparison of two reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The shared facts: names first, then figures, dates, quotations; each in the order of the
    /// source.
    pub facts: Vec<Fact>,
    /// The contradictions, in the order of the source.
    pub contradictions: Vec<Contradiction>,
}

/// The similarity of the words after two figures from which they count the same thing.
const SAME_THING: f32 = 0.5;
/// The nearness of things and surroundings together from which equal figures are one fact.
const SAME_FACT: f32 = 1.05;
/// The same thing for different figures, which prove nothing by themselves.
const SAME_SUBJECT: f32 = 0.55;
/// Surroundings from which different figures of one thing are of one occasion.
const SAME_OCCASION: f32 = 0.4;
/// Other figures of a text that count nearly as near a thing make it unclear which is meant.
const CLEAR: f32 = 0.12;
/// The largest ratio of different figures for a thing counted once in each text.
const NOT_FAR: f64 = 3.0;
/// Quotations more similar than this are the same.
const SAME_WORDS: f32 = 0.65;
/// A figure that is this many times as large is about something else.
const FARTHEST: f64 = 12.0;

/// Compares two of some texts, whose `names` were found together with their indexes.
#[must_use]
pub fn compare(
    documents: Sides<(usize, &Document)>,
    names: &[Name],
    encoder: Option<&Encoder>,
) -> Comparison {
    let texts = documents.map(|(_, document)| document);
    let found = texts.map(figures);
    let near = Nearness::new(texts, encoder);
    let mut facts = shared_names(&documents.map(|(index, _)| index), texts, names);
    let (numbers, contradictions) = numbers(&found, &near);
    facts.extend(numbers);
    facts.extend(dates(&found, texts));
    facts.extend(shared_quotations(texts, &near));
    facts.sort_by_key(|fact| (fact.kind, fact.places.source.first().map(|span| span.start)));
    Comparison {
        facts,
        contradictions,
    }
}

fn shared_names(indexes: &Sides<usize>, texts: Sides<&Document>, names: &[Name]) -> Vec<Fact> {
    names
        .iter()
        .filter_map(|name| {
            let all = name.places();
            let of = |index: usize| -> Vec<Span> {
                let own = all.iter().filter(|place| place.document == index);
                own.map(|place| place.span).collect()
            };
            let places = Sides::new(of(indexes.source), of(indexes.target));
            let (first, other) = (places.source.first()?, places.target.first()?);
            let written = Sides::new(first.of(&texts.source.text), other.of(&texts.target.text));
            let times = |count: usize| plural!("once", "{count} times", count);
            Some(Fact {
                kind: FactKind::Name,
                why: msg!(
                    "Both name \u{2068}{name}\u{2069}: {source_times}, first as \u{2068}{source}\u{2069}; {target_times}, first as \u{2068}{target}\u{2069}.",
                    name = written.target,
                    source_times = times(places.source.len()),
                    source = written.source,
                    target_times = times(places.target.len()),
                    target = written.target
                ),
                places,
                score: Score::new(0.9),
            })
        })
        .collect()
}

/// Returns whether a figure counts something: dates, times and years do not.
fn counts(figure: &Figure) -> bool {
    matches!(
        figure.kind,
        NumberKind::Cardinal | NumberKind::Percent | NumberKind::Year
    ) && !figure.counted.is_empty()
}

/// Two examined figures.
struct Look<'a> {
    figures: Sides<&'a Figure>,
    thing: f32,
    around: f32,
}

impl Look<'_> {
    fn sum(&self) -> f32 {
        self.thing + self.around
    }

    fn places(&self) -> Sides<Span> {
        self.figures.map(|figure| figure.span.cover(figure.counted))
    }
}

fn numbers(found: &Sides<Vec<Figure>>, near: &Nearness<'_>) -> (Vec<Fact>, Vec<Contradiction>) {
    let counted = found.as_ref().map(|figures| {
        figures
            .iter()
            .filter(|figure| counts(figure))
            .collect::<Vec<_>>()
    });
    let read = |figures: &Vec<&Figure>, texts: fn(&Figure) -> &[String]| {
        let mut all = near.read(
            figures
                .iter()
                .flat_map(|figure| texts(figure))
                .map(String::as_str),
        );
        let mut parts: Vec<Vec<Text>> = Vec::new();
        for figure in figures.iter().rev() {
            parts.push(all.split_off(all.len().saturating_sub(texts(figure).len())));
        }
        parts.reverse();
        parts
    };
    let things = counted
        .as_ref()
        .map(|figures| read(figures, |figure| &figure.things));
    let arounds = counted
        .as_ref()
        .map(|figures| read(figures, |figure| &figure.around));
    let mut looks: Vec<Look<'_>> = Vec::new();
    for (one, source) in counted.source.iter().enumerate() {
        for (other, target) in counted.target.iter().enumerate() {
            if (source.kind == NumberKind::Percent) != (target.kind == NumberKind::Percent) {
                continue;
            }
            let pairs = |texts: &Sides<Vec<Vec<Text>>>| -> Vec<f32> {
                let one = texts.source.get(one).map_or(&[][..], Vec::as_slice);
                let other = texts.target.get(other).map_or(&[][..], Vec::as_slice);
                one.iter()
                    .flat_map(|one| {
                        other
                            .iter()
                            .map(|other| near.between(Some(one), Some(other)))
                    })
                    .collect()
            };
            let around = pairs(&arounds);
            looks.push(Look {
                figures: Sides::new(source, target),
                thing: pairs(&things).into_iter().fold(0.0, f32::max),
                around: around.iter().sum::<f32>() / around.len().max(1) as f32,
            });
        }
    }
    looks.sort_by(|a, b| {
        let places = |look: &Look<'_>| {
            (
                look.figures.source.span.start,
                look.figures.target.span.start,
            )
        };
        b.sum().total_cmp(&a.sum()).then(places(a).cmp(&places(b)))
    });
    let (mut facts, mut contradictions) = (Vec::new(), Vec::new());
    let mut taken: Sides<Vec<Span>> = Sides::default();
    for equal in [true, false] {
        for look in &looks {
            let Sides { source, target } = look.figures;
            let free = !taken.source.contains(&source.span) && !taken.target.contains(&target.span);
            if !free || (source.value == target.value) != equal || look.thing < SAME_THING {
                continue;
            }
            if equal && look.sum() >= SAME_FACT {
                facts.push(shared(look));
            } else if !equal
                && look.thing >= SAME_SUBJECT
                && comparable(source, target)
                && !may_be_dual(&look.figures, near)
                && (look.around >= SAME_OCCASION || is_clear(&looks, look))
                && !said_elsewhere(found, look)
            {
                contradictions.push(contradiction(look, is_clear(&looks, look)));
            } else {
                continue;
            }
            taken.source.push(source.span);
            taken.target.push(target.span);
        }
    }
    contradictions.sort_by_key(|found| found.places.source.start);
    (facts, contradictions)
}

/// Returns whether neither text counts another thing nearly as near, and the values are not far
/// apart.
fn is_clear(looks: &[Look<'_>], look: &Look<'_>) -> bool {
    let Sides { source, target } = look.figures;
    let (a, b) = (source.value.to_f64(), target.value.to_f64());
    let rival = |other: &Look<'_>| {
        let Sides {
            source: one,
            target: two,
        } = other.figures;
        let beside = one.span == source.span && two.value != target.value
            || two.span == target.span && one.value != source.value;
        beside && other.thing > look.thing - CLEAR
    };
    a.max(b) <= NOT_FAR * a.min(b) && !looks.iter().any(rival)
}

/// Returns whether two values may be about the same thing at all.
fn comparable(one: &Figure, other: &Figure) -> bool {
    let (a, b) = (one.value.to_f64(), other.value.to_f64());
    let (low, high) = (a.min(b), a.max(b));
    // Shares are expressed in many ways: half, 50 percent, one of two.
    low >= 1.0 && high / low <= FARTHEST && !one.is_score && !other.is_score
}

/// Returns whether one of two figures is a two whose counterpart Arabic may express by a dual,
/// which is not a figure.
fn may_be_dual(figures: &Sides<&Figure>, near: &Nearness<'_>) -> bool {
    let is_two = |figure: &Figure| (figure.value.to_f64() - 2.0).abs() < 1e-9;
    near.has_arabic && (is_two(figures.source) || is_two(figures.target))
}

/// Returns whether the other text gives the figure too, for anything: then its other figures do
/// not contradict it.
fn said_elsewhere(found: &Sides<Vec<Figure>>, look: &Look<'_>) -> bool {
    let has = |figures: &[Figure], wanted: &Figure| {
        wanted.value.to_f64() >= 10.0 && figures.iter().any(|figure| figure.value == wanted.value)
    };
    has(&found.target, look.figures.source) || has(&found.source, look.figures.target)
}

fn shared(look: &Look<'_>) -> Fact {
    let Sides { source, target } = look.figures;
    let places = look.places();
    Fact {
        kind: FactKind::Number,
        why: msg!(
            "Both give {value} for what seems to be the same thing: \u{2068}{source}\u{2069} and \u{2068}{target}\u{2069}.",
            value = Number::written(source.value.to_string()),
            source = source.thing,
            target = target.thing
        ),
        places: places.map(|span| vec![span]),
        score: Score::new(look.sum() / 2.0),
    }
}

fn contradiction(look: &Look<'_>, clear: bool) -> Contradiction {
    let Sides { source, target } = look.figures;
    let ground = if look.around >= SAME_OCCASION {
        msg!("and the text around them is alike")
    } else {
        debug_assert!(clear);
        msg!("and neither text counts anything else like it")
    };
    Contradiction {
        places: look.places(),
        sentences: look.figures.map(|figure| figure.sentence),
        why: msg!(
            "{here} here, {there} there: \u{2068}{source}\u{2069} and \u{2068}{target}\u{2069} seem to be the same thing, {ground}.",
            here = Number::written(source.value.to_string()),
            there = Number::written(target.value.to_string()),
            source = source.thing,
            target = target.thing,
            ground
        ),
        score: Score::new(look.sum() / 2.0),
    }
}

/// Returns the dates that both texts give with their day, or with month and year.
fn dates(found: &Sides<Vec<Figure>>, texts: Sides<&Document>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for source in &found.source {
        let NumberKind::Date(date) = source.kind else {
            continue;
        };
        let same: Vec<Span> = found
            .target
            .iter()
            .filter(|target| match target.kind {
                NumberKind::Date(other) => {
                    let day = date.day.is_some() && other.day.is_some();
                    let year = date.year.is_some() && other.year.is_some();
                    date.calendar == other.calendar
                        && date.agrees_with(other)
                        && (day || year && date.day == other.day)
                }
                _ => false,
            })
            .map(|target| target.span)
            .collect();
        let before = facts.iter_mut().find(|fact| fact.places.target == same);
        match (before, same.is_empty()) {
            (_, true) => {}
            (Some(fact), _) => fact.places.source.push(source.span),
            (None, _) => facts.push(Fact {
                kind: FactKind::Date,
                why: msg!(
                    "Both give this date: \u{2068}{source}\u{2069} and \u{2068}{target}\u{2069}.",
                    source = source.span.of(&texts.source.text),
                    target = same.first().map_or("", |span| span.of(&texts.target.text))
                ),
                places: Sides::new(vec![source.span], same),
                score: Score::new(0.9),
            }),
        }
    }
    facts
}

fn shared_quotations(texts: Sides<&Document>, near: &Nearness<'_>) -> Vec<Fact> {
    let spans = texts.map(quotations);
    let read = Sides::new(
        near.read(spans.source.iter().map(|span| span.of(&texts.source.text))),
        near.read(spans.target.iter().map(|span| span.of(&texts.target.text))),
    );
    let mut looks = Vec::new();
    for (one, source) in spans.source.iter().enumerate() {
        for (other, target) in spans.target.iter().enumerate() {
            let nearness = near.between(read.source.get(one), read.target.get(other));
            if nearness >= SAME_WORDS {
                looks.push((nearness, *source, *target));
            }
        }
    }
    looks.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.start.cmp(&b.1.start)));
    let mut facts: Vec<Fact> = Vec::new();
    for (nearness, source, target) in looks {
        let taken = facts.iter().any(|fact| {
            fact.places.source.contains(&source) || fact.places.target.contains(&target)
        });
        if !taken {
            facts.push(Fact {
                kind: FactKind::Quotation,
                why: msg!(
                    "Both quote what seem to be the same words (similarity {nearness}).",
                    nearness = Number::decimal(nearness, 2)
                ),
                places: Sides::new(vec![source], vec![target]),
                score: Score::new(nearness),
            });
        }
    }
    facts
}
