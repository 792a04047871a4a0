//! Numbers written in figures.
//!
//! The scan goes from digit to digit. At each it tries a time, a date in figures, and else
//! a number with its separators; then it examines the context for sign, percent, ordinal ending,
//! scale word, and a month name before or after. A figure that matches no pattern as a whole
//! (`192.168.1.1`) is read piece by piece.

use super::around::{ordinal_ending, word_length, word_length_back};
use super::date::{Calendar, Date};
use super::decimal::Decimal;
use super::{Number, NumberKind, lexicon};
use crate::digit::digit_value;
use crate::language::{Lexicon, Sense, language};
use crate::{Lang, fold};
use harf::Span;

/// Returns the numbers, dates and times of `text` that are written in figures, in order and
/// without overlap. `lang` decides what a comma or a full stop before three digits means, and which month
/// names are known besides the English ones. If day and month are ambiguous, the day
/// is assumed to come first.
#[must_use]
pub fn numbers(text: &str, lang: &Lang) -> Vec<Number> {
    let reader = Reader {
        text,
        comma: language(lang.primary()).is_some_and(|row| row.decimal_comma),
        lexicons: [
            lexicon(lang.primary()),
            lexicon("en").filter(|_| lang.primary() != "en"),
        ],
    };
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let number = reader.read(start, at);
        at = number.span.end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        found.push(number);
    }
    found
}

fn next_digit(text: &str, at: usize) -> Option<usize> {
    text.get(at..)?
        .char_indices()
        .find(|(_, c)| digit_value(*c).is_some())
        .map(|(offset, _)| at + offset)
}

/// A row of digits.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    digits: usize,
    value: u64,
}

impl Run {
    fn small(self) -> Option<u8> {
        u8::try_from(self.value).ok().filter(|_| self.digits <= 2)
    }
}

struct Reader<'a> {
    text: &'a str,
    comma: bool,
    lexicons: [Option<&'static Lexicon>; 2],
}

impl Reader<'_> {
    /// Reads what begins with the digit at `start`; nothing before `floor` is examined.
    fn read(&self, start: usize, floor: usize) -> Number {
        let run = self.run(start).unwrap_or(Run {
            start,
            end: start,
            digits: 0,
            value: 0,
        });
        self.time(run)
            .or_else(|| self.date(run))
            .or_else(|| self.day_first(run))
            .or_else(|| self.month_first(run, floor))
            .unwrap_or_else(|| self.plain(run, floor))
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn run(&self, start: usize) -> Option<Run> {
        let mut run = Run {
            start,
            end: start,
            digits: 0,
            value: 0,
        };
        for c in self.text.get(start..)?.chars() {
            let Some(value) = digit_value(c) else { break };
            run.end += c.len_utf8();
            run.digits += 1;
            run.value = run
                .value
                .saturating_mul(10)
                .saturating_add(u64::from(value));
        }
        (run.digits > 0).then_some(run)
    }

    /// Returns the separator after `run` and the digits right behind it.
    fn next_run(&self, run: Run) -> Option<(char, Run)> {
        let sign = self.char_at(run.end)?;
        Some((sign, self.run(run.end + sign.len_utf8())?))
    }

    /// Returns the sense and value of the first word after `at` (two words where a name has
    /// two) in one of `wanted`, and its end.
    fn word_after(&self, at: usize, wanted: &[Sense]) -> Option<(Sense, i64, usize)> {
        let rest = self.text.get(at..)?;
        let body = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
        let from = at + (rest.len() - body.len());
        let first = word_length(body);
        let tail = body.get(first..)?;
        let gap = tail.len() - tail.trim_start_matches([' ', '\u{A0}']).len();
        let second = word_length(tail.get(gap..)?);
        let mut lengths = [0, first];
        if gap > 0 && second > 0 {
            lengths[0] = first + gap + second;
        }
        for length in lengths.into_iter().filter(|length| *length > 0) {
            let word = body.get(..length)?;
            let folded = fold(word).text.replace(' ', "_");
            if let Some((sense, value)) = self.sense(&folded, wanted) {
                return Some((sense, value, from + length));
            }
        }
        None
    }

    fn sense(&self, folded: &str, wanted: &[Sense]) -> Option<(Sense, i64)> {
        self.lexicons
            .iter()
            .flatten()
            .find_map(|lexicon| lexicon.find(folded, wanted))
    }

    /// `17:30`, `5:30 p.m.`
    fn time(&self, hours: Run) -> Option<Number> {
        let (colon, minutes) = self.next_run(hours)?;
        let mut hour = i128::from(hours.small().filter(|hour| *hour <= 24)?);
        let minute = i128::from(minutes.small().filter(|minute| *minute < 60)?);
        if colon != ':' || minutes.digits != 2 {
            return None;
        }
        let mut end = minutes.end;
        if let Some((':', seconds)) = self.next_run(minutes)
            && seconds.digits == 2
        {
            end = seconds.end;
        }
        if let Some((sense, _, after)) = self.word_after(end, &[Sense::Am, Sense::Pm]) {
            end = after;
            hour = match sense {
                Sense::Pm if hour < 12 => hour + 12,
                Sense::Am if hour == 12 => 0,
                _ => hour,
            };
        }
        Some(Number {
            span: Span::new(hours.start, end),
            value: Decimal::new(hour * 60 + minute, 0),
            kind: NumberKind::Time,
        })
    }

    /// `24/1/2019`, `24.01.19`, `2019-01-24`.
    fn date(&self, first: Run) -> Option<Number> {
        let (sign, second) = self.next_run(first)?;
        let (again, third) = self.next_run(second)?;
        if sign != again || !matches!(sign, '/' | '-' | '.' | '\u{60D}') {
            return None;
        }
        if matches!(self.next_run(third), Some((more, _)) if more == sign) {
            return None;
        }
        let (year, month, day) = match (first.digits, third.digits) {
            (4, 1..=2) => (first, second.small()?, third.small()?),
            (1..=2, 4) => (third, second.small()?, first.small()?),
            (1..=2, 2) if sign != '-' => (third, second.small()?, first.small()?),
            _ => return None,
        };
        let (month, day) = if month > 12 && first.digits <= 2 {
            (day, month)
        } else {
            (month, day)
        };
        let span = Span::new(first.start, third.end);
        dated(
            span,
            u16::try_from(year.value).ok(),
            month,
            Some(day),
            Calendar::Gregorian,
        )
    }

    /// `24 January 2019`, `24th of January`, and months with a second name behind a slash.
    fn day_first(&self, run: Run) -> Option<Number> {
        let day = run.small().filter(|day| (1..=31).contains(day))?;
        let mut at = run.end;
        let rest = self.text.get(at..)?;
        at += ordinal_ending(rest).unwrap_or(0);
        for link in [" of", ".", " \u{645}\u{646}"] {
            if self.text.get(at..)?.starts_with(link) {
                at += link.len();
                break;
            }
        }
        let (month, calendar, end) = self.month_after(at)?;
        let (year, end) = self.year_after(end);
        let span = Span::new(run.start, end);
        dated(span, year, month, Some(day), calendar)
    }

    fn month_after(&self, at: usize) -> Option<(u8, Calendar, usize)> {
        let (sense, month, end) = self.word_after(at, &[Sense::Month, Sense::Hijri])?;
        let mut end = end;
        // A Levantine month beside the Latin one.
        if self.char_at(end) == Some('/')
            && let Some((_, again, after)) = self.word_after(end + 1, &[Sense::Month])
            && again == month
        {
            end = after;
        }
        Some((u8::try_from(month).ok()?, calendar_of(sense), end))
    }

    /// Returns the year of four digits that follows, and where it ends.
    fn year_after(&self, at: usize) -> (Option<u16>, usize) {
        let rest = self.text.get(at..).unwrap_or("");
        let body = rest.trim_start_matches([' ', '\u{A0}', ',', '.', '\u{60C}']);
        let from = at + (rest.len() - body.len());
        match self.run(from) {
            Some(run) if run.digits == 4 && from > at => (u16::try_from(run.value).ok(), run.end),
            _ => (None, at),
        }
    }

    /// `January 24, 2019`, `January 2019`.
    fn month_first(&self, run: Run, floor: usize) -> Option<Number> {
        let before = self.text.get(floor..run.start)?;
        let left = before.trim_end_matches([' ', '\u{A0}']);
        let left = left.strip_suffix('.').unwrap_or(left);
        if left.len() == before.len() {
            return None;
        }
        let (month, calendar, length) = self.month_before(left)?;
        let start = floor + left.len() - length;
        if run.digits == 4 {
            let span = Span::new(start, run.end);
            return dated(span, u16::try_from(run.value).ok(), month, None, calendar);
        }
        let day = run.small().filter(|day| (1..=31).contains(day))?;
        let end = run.end + ordinal_ending(self.text.get(run.end..)?).unwrap_or(0);
        let (year, end) = self.year_after(end);
        dated(Span::new(start, end), year, month, Some(day), calendar)
    }

    /// Returns the month that `left` ends with, and its length in bytes.
    fn month_before(&self, left: &str) -> Option<(u8, Calendar, usize)> {
        let last = left.len() - word_length_back(left);
        let head = left.get(..last)?.trim_end_matches([' ', '\u{A0}']);
        let first = head.len() - word_length_back(head);
        for start in [first, last] {
            let name = left.get(start..)?;
            // A lower-case verb or noun is not a month: "may", "march".
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_lowercase()) {
                continue;
            }
            let folded = fold(name).text.replace(' ', "_");
            if let Some((sense, month)) = self.sense(&folded, &[Sense::Month, Sense::Hijri]) {
                return Some((u8::try_from(month).ok()?, calendar_of(sense), name.len()));
            }
        }
        None
    }

    /// Any other number.
    fn plain(&self, run: Run, floor: usize) -> Number {
        let mut start = run.start;
        let before = self.text.get(floor..start).unwrap_or("");
        let mut signs = before.chars().rev();
        let (sign, further) = (signs.next(), signs.next());
        // A sign that separates this number from the one before is not a separator in it.
        let used = sign.filter(|_| further.is_none() && floor > 0);
        let (mut value, mut end, is_bare) = self.separated(run, used);
        let free = match further {
            Some(c) => c.is_whitespace() || matches!(c, '(' | '['),
            None => floor == 0,
        };
        let mut kind = NumberKind::Cardinal;
        match sign {
            Some('-' | '\u{2212}') if free => {
                value = value.negated();
                start -= sign.map_or(0, char::len_utf8);
            }
            Some('%' | '\u{66A}') if free => {
                kind = NumberKind::Percent;
                start -= sign.map_or(0, char::len_utf8);
            }
            _ => {}
        }
        let rest = self.text.get(end..).unwrap_or("");
        if let Some(length) = ordinal_ending(rest) {
            kind = NumberKind::Ordinal;
            end += length;
        } else {
            if let Some((_, scale, after)) = self.word_after(end, &[Sense::Scale, Sense::Plural])
                && let Some(product) = value.times(i128::from(scale))
            {
                value = product;
                end = after;
            }
            if let Some(after) = self.percent_after(end) {
                kind = NumberKind::Percent;
                end = after;
            }
        }
        let is_year = is_bare && end == run.end && run.digits == 4;
        if is_year && kind == NumberKind::Cardinal && (1000..=2100).contains(&run.value) {
            kind = NumberKind::Year;
        }
        Number {
            span: Span::new(start, end),
            value,
            kind,
        }
    }

    fn percent_after(&self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let body = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}', '\u{200F}', '\u{61C}']);
        let sign = body.chars().next()?;
        if matches!(sign, '%' | '\u{66A}' | '\u{FE6A}' | '\u{FF05}') {
            return Some(self.text.len() - body.len() + sign.len_utf8());
        }
        self.word_after(at, &[Sense::Percent])
            .map(|(_, _, end)| end)
    }

    /// Reads a number with its separators; also returns its end and whether it had none.
    fn separated(&self, first: Run, used: Option<char>) -> (Decimal, usize, bool) {
        let mut mantissa = self.digits(0, first);
        let mut group: Option<char> = None;
        let mut run = first;
        while let Some((sign, next)) = self.next_run(run)
            && used != Some(sign)
        {
            match self.separator(sign, first, group, next) {
                Separator::Group => {
                    mantissa = mantissa.and_then(|sum| self.digits(sum, next));
                    group = Some(sign);
                    run = next;
                }
                Separator::Decimal => {
                    mantissa = mantissa.and_then(|sum| self.digits(sum, next));
                    let scale = u8::try_from(next.digits).ok();
                    return match (mantissa, scale) {
                        (Some(mantissa), Some(scale)) => {
                            (Decimal::new(mantissa, scale), next.end, false)
                        }
                        _ => (Decimal::new(i128::MAX, 0), next.end, false),
                    };
                }
                Separator::None => break,
            }
        }
        let mantissa = mantissa.unwrap_or(i128::MAX);
        (Decimal::new(mantissa, 0), run.end, group.is_none())
    }

    /// Returns `sum` with the digits of `run` appended.
    fn digits(&self, sum: impl Into<Option<i128>>, run: Run) -> Option<i128> {
        let mut sum = sum.into()?;
        for c in self.text.get(run.start..run.end)?.chars() {
            let value = i128::from(digit_value(c)?);
            sum = sum.checked_mul(10)?.checked_add(value)?;
        }
        Some(sum)
    }

    /// Decides what the character between two runs of digits is.
    fn separator(&self, sign: char, first: Run, group: Option<char>, next: Run) -> Separator {
        let more = self.next_run(next);
        let again = matches!(more, Some((s, _)) if s == sign);
        let three = next.digits == 3 && first.digits <= 3 && (first.value > 0 || group.is_some());
        match sign {
            '\u{66B}' => Separator::Decimal,
            '\u{66C}' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '\u{2019}'
                if three && group.is_none_or(|known| known == sign) =>
            {
                Separator::Group
            }
            // A plain space may separate two numbers: it groups only round thousands or several groups.
            ' ' if three
                && (group == Some(' ') || (group.is_none() && (next.value == 0 || again))) =>
            {
                Separator::Group
            }
            ',' | '.' | '\u{60C}' => match group {
                Some(known) if known == sign => {
                    if three {
                        Separator::Group
                    } else {
                        Separator::None
                    }
                }
                Some(_) if again => Separator::None,
                Some(_) => Separator::Decimal,
                None => self.first_separator(sign, three, again, more),
            },
            _ => Separator::None,
        }
    }

    /// Decides about the first comma or full stop of a number.
    fn first_separator(
        &self,
        sign: char,
        three: bool,
        again: bool,
        more: Option<(char, Run)>,
    ) -> Separator {
        let groups = sign != '.' && !self.comma || sign == '.' && self.comma;
        let many = again && matches!(more, Some((_, run)) if run.digits == 3);
        if three && (groups || many) {
            Separator::Group
        } else if again || sign == '\u{60C}' {
            // A list of numbers, a version, an address.
            Separator::None
        } else {
            Separator::Decimal
        }
    }
}

enum Separator {
    Group,
    Decimal,
    None,
}

const fn calendar_of(sense: Sense) -> Calendar {
    match sense {
        Sense::Hijri => Calendar::Hijri,
        _ => Calendar::Gregorian,
    }
}

/// Returns the date as a number, or `None` if day or month do not exist.
fn dated(
    span: Span,
    year: Option<u16>,
    month: u8,
    day: Option<u8>,
    calendar: Calendar,
) -> Option<Number> {
    let exists = (1..=12).contains(&month) && day.is_none_or(|day| (1..=31).contains(&day));
    let date = Date {
        year,
        month,
        day,
        calendar,
    };
    exists.then(|| Number {
        span,
        value: date.code(),
        kind: NumberKind::Date(date),
    })
}
