//! Numbers written in words, in English and Arabic.
//!
//! The words are added one after the other to a sum. Each may only fill a position that is
//! still free (units, tens, hundreds), and a scale must be smaller than the one before, so
//! so `three and four` remains two numbers. In Arabic the parts of a sum are joined by the
//! waw written on the word (`a hundred wa-three wa-twenty thousand`), while a multiplier
//! has no waw; English joins by order alone. Duals count as two for the nouns of a list
//! only. Words for an indefinite quantity (`thousands`, `a couple`) are not numbers.

use super::decimal::Decimal;
use super::{Number, NumberKind, lexicon};
use crate::language::{Lexicon, Sense, Spelling, language};
use crate::{Folded, Lang, fold, words};
use harf::Span;

/// Returns the numbers of `text` that are spelled out, in order and without overlap; none for a
/// language without number words here.
///
/// `one` and similar words are included although they are often pronouns: how much a match
/// of such a number proves is up to the caller.
#[must_use]
pub fn number_words(text: &str, lang: &Lang) -> Vec<Number> {
    let Some(style) = language(lang.primary()).and_then(|row| row.spelling) else {
        return Vec::new();
    };
    let Some(lexicon) = lexicon(lang.primary()) else {
        return Vec::new();
    };
    let folded = fold(text);
    let mut found = Vec::new();
    let mut sum: Option<Sum> = None;
    let mut last_end = 0;
    let mut spans = words(&folded.text).peekable();
    while let Some(span) = spans.next() {
        let word = span.of(&folded.text);
        let gap = Span::new(last_end, span.start).of(&folded.text);
        last_end = span.end;
        if !gap.chars().all(|c| c == ' ' || c == '-') {
            close(&mut sum, &folded, &mut found);
        }
        // Checked first, since "percent" may contain the word for a hundred.
        if let Some(end) = percent_end(lexicon, &folded.text, span, spans.peek().copied()) {
            if let Some(open) = sum.as_mut() {
                open.kind = NumberKind::Percent;
                open.end = end;
            }
            close(&mut sum, &folded, &mut found);
            if end > span.end {
                spans.next();
                last_end = end;
            }
            continue;
        }
        let Some(term) = style.term(lexicon, word, span) else {
            close(&mut sum, &folded, &mut found);
            continue;
        };
        if let Some(open) = sum.as_mut()
            && open.add(&term, style)
        {
            continue;
        }
        close(&mut sum, &folded, &mut found);
        let mut fresh = Sum::new(&term);
        let bare = Term {
            joined: false,
            ..term
        };
        if fresh.add(&bare, style) {
            sum = Some(fresh);
        }
    }
    close(&mut sum, &folded, &mut found);
    found
}

/// Returns the end of a word for percent, or of two words that express it together.
fn percent_end(lexicon: &Lexicon, text: &str, word: Span, next: Option<Span>) -> Option<usize> {
    let is_percent = |name: &str| lexicon.find(name, &[Sense::Percent]).is_some();
    if is_percent(word.of(text)) {
        return Some(word.end);
    }
    let next = next?;
    // Only a short word is combined with the next, so this costs almost nothing.
    let both = word.cover(next).of(text);
    let fits = word.len() <= 4 && is_percent(&both.replacen(' ', "_", 1));
    fits.then_some(next.end)
}

fn close(sum: &mut Option<Sum>, folded: &Folded, found: &mut Vec<Number>) {
    if let Some(number) = sum.take().and_then(|sum| sum.number(folded)) {
        found.push(number);
    }
}

/// A number word.
#[derive(Clone, Copy)]
struct Term {
    sense: Sense,
    value: i128,
    /// Whether it has the Arabic conjunction attached.
    joined: bool,
    span: Span,
}

/// The senses that form numbers.
const COUNTING: &[Sense] = &[
    Sense::Unit,
    Sense::Teen,
    Sense::Ten,
    Sense::Tens,
    Sense::Hundred,
    Sense::Hundreds,
    Sense::Scale,
    Sense::Plural,
    Sense::Dual,
    Sense::Half,
    Sense::Article,
    Sense::And,
    Sense::Ordinal,
    Sense::Pair,
];

impl Spelling {
    /// Returns the number word of a folded word, ignoring Arabic particles.
    fn term(self, lexicon: &Lexicon, word: &str, span: Span) -> Option<Term> {
        let term = |(sense, value): (Sense, i64), joined| Term {
            sense,
            value: i128::from(value),
            joined,
            span,
        };
        if let Some(found) = lexicon.find(word, COUNTING) {
            return Some(term(found, false));
        }
        if self == Self::English {
            return None;
        }
        let (bare, joined) = match word.strip_prefix('\u{648}') {
            Some(bare) => (bare, true),
            None => (word, false),
        };
        let without_particle = bare.strip_prefix(['\u{628}', '\u{644}', '\u{643}', '\u{641}']);
        [Some(bare), without_particle]
            .into_iter()
            .flatten()
            .flat_map(|form| {
                // The article, also as it is written after the particle lam.
                let article = form
                    .strip_prefix("\u{627}\u{644}")
                    .or_else(|| form.strip_prefix('\u{644}'));
                [Some(form), article]
            })
            .flatten()
            .find_map(|form| lexicon.find(form, COUNTING))
            .map(|found| term(found, joined))
    }
}

/// A number being read. All values are doubled, so that a half is an integer.
struct Sum {
    /// The sum of the parts already multiplied by a scale.
    total: i128,
    /// The part below the next scale.
    current: i128,
    units: bool,
    tens: bool,
    hundreds: bool,
    last_scale: i128,
    /// The word before: decides what may follow.
    last: Option<Sense>,
    kind: NumberKind,
    start: usize,
    end: usize,
    /// Whether a number was read, and not only an article.
    is_said: bool,
    is_closed: bool,
}

impl Sum {
    const fn new(term: &Term) -> Self {
        Self {
            total: 0,
            current: 0,
            units: false,
            tens: false,
            hundreds: false,
            last_scale: i128::MAX,
            last: None,
            kind: NumberKind::Cardinal,
            start: term.span.start,
            end: term.span.end,
            is_said: false,
            is_closed: false,
        }
    }

    /// Adds a word if it can continue this number.
    fn add(&mut self, term: &Term, spelling: Spelling) -> bool {
        if self.is_closed {
            return false;
        }
        let fits = match spelling {
            Spelling::English => self.add_english(term),
            Spelling::Arabic => self.add_arabic(term),
        };
        if fits {
            // A trailing "and" or article belongs to what follows, if anything does.
            if !matches!(term.sense, Sense::And | Sense::Article) {
                self.end = term.span.end;
                self.is_said = true;
            }
            self.last = Some(term.sense);
        }
        fits
    }

    fn add_english(&mut self, term: &Term) -> bool {
        let fresh = !self.units && !self.tens;
        match term.sense {
            Sense::Unit if !self.units && self.last != Some(Sense::Article) => {
                self.fill(term, true, false)
            }
            Sense::Teen if fresh && self.last != Some(Sense::Article) => {
                self.fill(term, true, true)
            }
            Sense::Tens if fresh && self.last != Some(Sense::Article) => {
                self.fill(term, false, true)
            }
            Sense::Hundred if !self.hundreds && self.has_factor() => {
                self.current = self.factor() * term.value;
                (self.units, self.tens, self.hundreds) = (false, false, true);
                true
            }
            Sense::Scale if self.has_factor() && term.value < self.last_scale => {
                self.scale(term.value);
                true
            }
            Sense::Half if matches!(self.last, None | Some(Sense::Article | Sense::And)) => {
                self.current += 1;
                true
            }
            Sense::Article => matches!(self.last, None | Some(Sense::Half | Sense::And)),
            Sense::And => self.is_said && self.last != Some(Sense::And),
            Sense::Ordinal if term.value < 20 && !self.units => self.finish_ordinal(term),
            Sense::Ordinal if fresh => self.finish_ordinal(term),
            _ => false,
        }
    }

    fn add_arabic(&mut self, term: &Term) -> bool {
        let empty = self.current == 0;
        // After the first word a part is added by the conjunction only.
        let may_add = self.last.is_none() || term.joined;
        match term.sense {
            Sense::Unit if may_add && !self.units && !self.tens => self.fill(term, true, false),
            Sense::Ten if !term.joined && self.last == Some(Sense::Unit) => {
                self.fill(term, true, true)
            }
            Sense::Ten if may_add && !self.units && !self.tens => self.fill(term, true, true),
            Sense::Tens if may_add && !self.tens => self.fill(term, false, true),
            Sense::Hundred
                if !term.joined
                    && self.last == Some(Sense::Unit)
                    && !self.hundreds
                    && !self.tens =>
            {
                self.current *= term.value;
                (self.units, self.hundreds) = (false, true);
                true
            }
            Sense::Hundred | Sense::Hundreds if may_add && empty => {
                self.current = term.value * 2;
                self.hundreds = true;
                true
            }
            Sense::Scale if self.last == Some(Sense::Half) && term.value == self.last_scale => true,
            Sense::Scale if term.value < self.last_scale => {
                let fits = if empty { may_add } else { !term.joined };
                if fits {
                    self.scale(term.value);
                }
                fits
            }
            Sense::Plural if !empty && !term.joined && term.value < self.last_scale => {
                self.scale(term.value);
                true
            }
            Sense::Dual if empty && may_add && term.value < self.last_scale => {
                self.current = 4;
                self.scale(term.value);
                true
            }
            Sense::Half if self.last.is_none() => {
                self.current = 1;
                true
            }
            Sense::Half if term.joined && self.last_scale < i128::MAX && empty => {
                self.total += self.last_scale;
                true
            }
            Sense::Half if term.joined && self.current > 0 => {
                self.current += 1;
                true
            }
            Sense::Pair if self.last.is_none() => {
                self.current = term.value * 2;
                self.is_closed = true;
                true
            }
            Sense::Ordinal if self.last.is_none() => self.finish_ordinal(term),
            _ => false,
        }
    }

    const fn fill(&mut self, term: &Term, units: bool, tens: bool) -> bool {
        self.current += term.value * 2;
        self.units |= units;
        self.tens |= tens;
        true
    }

    const fn finish_ordinal(&mut self, term: &Term) -> bool {
        self.current += term.value * 2;
        self.kind = NumberKind::Ordinal;
        self.is_closed = true;
        true
    }

    /// Returns whether something is before a scale: a number, `a` or `half a`.
    fn has_factor(&self) -> bool {
        self.current > 0 || self.last == Some(Sense::Article)
    }

    /// Returns the doubled number that a scale multiplies.
    fn factor(&self) -> i128 {
        if self.current > 0 { self.current } else { 2 }
    }

    fn scale(&mut self, value: i128) {
        self.total += self.factor() * value;
        self.current = 0;
        self.last_scale = value;
        (self.units, self.tens, self.hundreds) = (false, false, false);
    }

    fn number(self, folded: &Folded) -> Option<Number> {
        if !self.is_said {
            return None;
        }
        let doubled = self.total + self.current;
        Some(Number {
            span: folded.original_of(Span::new(self.start, self.end)),
            value: Decimal::new(doubled * 5, 1),
            kind: self.kind,
        })
    }
}
