//! Subtitles of two languages: cues shown at the same time are merged, and both texts are written in
//! it, one below the other.

use crate::FormatError;
use crate::attrs::attr;
use crate::corpus::{Corpus, FileInfo, Segment};
use crate::left_out::LeftOut;
use crate::page::{Block, BlockKind, Page};
use crate::plain::one_line;
use crate::text::Text;
use bayn_doc::{Side, Sides};
use bayn_text::Lang;
use bayn_text::label;
use bayn_text::msg;
use std::fmt::Write;

/// The prefix of the attributes that count content of a file other than its text, by kind.
const LOST: &str = "cue:lost:";
/// The attributes of a segment that say when it is shown, in milliseconds.
const TIMES: [&str; 2] = ["cue:start", "cue:end"];

/// Joins the subtitles of two languages by their times. Cues belong together if they share half
/// of the time of the shorter one; a connected component is one segment.
///
/// # Errors
/// If fewer than half of the cues of either file have a counterpart.
pub fn join(pages: Sides<Page>, langs: Sides<Lang>) -> Result<Corpus, FormatError> {
    let mut corpus = Corpus::bilingual(langs.source, langs.target);
    for what in crate::subtitle::LOST {
        let times: usize = Side::BOTH
            .map(|side| pages[side].left_out.times(what))
            .iter()
            .sum();
        if times > 0 {
            corpus
                .attrs
                .push((format!("{LOST}{what}"), times.to_string()));
        }
    }
    let cues = pages.map(|page| timed(page.blocks));
    corpus.files.push(FileInfo::default());
    let (mut at, mut together) = (Sides::new(0, 0), Sides::new(0, 0));
    loop {
        let next = Sides::from_fn(|side| cues[side].get(at[side]));
        let mut taken = Sides::new(0, 0);
        match (next.source, next.target) {
            (None, None) => break,
            (Some(_), None) => taken.source = 1,
            (None, Some(_)) => taken.target = 1,
            (Some(one), Some(other)) if share(one, other) => {
                taken = Sides::new(1, 1);
                grow(&cues, &at, &mut taken);
            }
            (Some(one), Some(other)) => {
                // The one that ends first has no counterpart, unless the next shares its time.
                let first = if (one.end, one.start) <= (other.end, other.start) {
                    Side::Source
                } else {
                    Side::Target
                };
                taken[first] = 1;
            }
        }
        let parts = Sides::from_fn(|side: Side| {
            cues[side]
                .get(at[side]..at[side] + taken[side])
                .unwrap_or(&[])
        });
        if taken.source > 0 && taken.target > 0 {
            together.source += taken.source;
            together.target += taken.target;
        }
        corpus.push_segment(segment(&parts), true);
        at.source += taken.source;
        at.target += taken.target;
    }
    for side in Side::BOTH {
        let (shown, count) = (together[side], cues[side].len());
        if shown * 2 < count {
            return Err(FormatError::whole(
                msg!("subtitles of two languages: both at one time"),
                msg!(
                    "only {shown} of {count} subtitles in one file overlap a subtitle in the other",
                    shown,
                    count
                ),
            )
            .remedy(msg!(
                "shift the times of one file so that both begin together"
            )));
        }
    }
    Ok(corpus)
}

/// A subtitle with its times in milliseconds.
struct Cue {
    start: u64,
    end: u64,
    text: String,
}

fn timed(blocks: Vec<Block>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = blocks
        .into_iter()
        .filter_map(|block| match block.kind {
            BlockKind::Cue {
                start_ms, end_ms, ..
            } => Some(Cue {
                start: start_ms,
                end: end_ms.max(start_ms),
                text: block.text,
            }),
            _ => None,
        })
        .collect();
    cues.sort_by_key(|cue| cue.start);
    cues
}

/// Returns whether two cues share half of the time of the shorter one.
fn share(one: &Cue, other: &Cue) -> bool {
    let shared = one
        .end
        .min(other.end)
        .saturating_sub(one.start.max(other.start));
    let shorter = (one.end - one.start).min(other.end - other.start);
    shared > 0 && shared.saturating_mul(2) >= shorter
}

/// Adds further cues of either side as long as they share the time of one already added.
fn grow(cues: &Sides<Vec<Cue>>, at: &Sides<usize>, taken: &mut Sides<usize>) {
    loop {
        let before = *taken;
        for side in Side::BOTH {
            let other = side.other();
            let beside = cues[other].get(at[other]..at[other] + taken[other]);
            let next = cues[side].get(at[side] + taken[side]);
            if let (Some(next), Some(beside)) = (next, beside)
                && beside.iter().any(|cue| share(next, cue))
            {
                taken[side] += 1;
            }
        }
        if *taken == before {
            return;
        }
    }
}

fn segment(parts: &Sides<&[Cue]>) -> Segment {
    let all = || parts.source.iter().chain(parts.target);
    let start = all().map(|cue| cue.start).min().unwrap_or(0);
    let end = all().map(|cue| cue.end).max().unwrap_or(0);
    let texts = |side: Side| -> Vec<Text> {
        let texts = parts[side].iter();
        texts.map(|cue| Text::from(cue.text.as_str())).collect()
    };
    Segment {
        texts: [texts(Side::Source), texts(Side::Target)].into(),
        attrs: TIMES
            .into_iter()
            .zip([start, end])
            .map(|(name, time)| (name.to_owned(), time.to_string()))
            .collect(),
        ..Segment::default()
    }
}

/// Writes subtitles of two languages, each cue with the text and its translation below it.
///
/// # Errors
/// If the texts have no times.
pub fn write(corpus: &Corpus, is_vtt: bool, left_out: &mut LeftOut) -> Result<String, FormatError> {
    let mut out = String::from(if is_vtt { "WEBVTT\n\n" } else { "" });
    for what in crate::subtitle::LOST {
        let times = attr(&corpus.attrs, &format!("{LOST}{what}"));
        left_out.add(
            what,
            times.and_then(|times| times.parse().ok()).unwrap_or(0),
        );
    }
    for (number, segment) in (1_usize..).zip(corpus.segments()) {
        let [start, end] = TIMES.map(|name| attr(&segment.attrs, name)?.parse::<u64>().ok());
        let (Some(start), Some(end)) = (start, end) else {
            return Err(FormatError::whole(
                msg!("subtitles: a time for each text"),
                msg!("these texts have no times"),
            )
            .remedy(msg!("give two files of subtitles of one film")));
        };
        if !is_vtt {
            let _ = writeln!(out, "{number}");
        }
        let _ = writeln!(out, "{} --> {}", clock(start, is_vtt), clock(end, is_vtt));
        for lang in 0..corpus.langs.len() {
            let Some(text) = segment.joined(lang) else {
                continue;
            };
            left_out.add(
                label!("inline codes (now placeholders)"),
                text.codes().count(),
            );
            let line = one_line(&text.shown());
            let line = if is_vtt {
                line.replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;")
            } else {
                line
            };
            if !line.is_empty() {
                let _ = writeln!(out, "{line}");
            }
        }
        out.push('\n');
    }
    Ok(out)
}

/// Returns a time as subtitles write it.
fn clock(ms: u64, is_vtt: bool) -> String {
    let (seconds, rest) = (ms / 1000, ms % 1000);
    let mark = if is_vtt { '.' } else { ',' };
    format!(
        "{:02}:{:02}:{:02}{mark}{rest:03}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subtitle::read;

    fn srt(cues: &[(u64, u64, &str)]) -> String {
        let mut out = String::new();
        for (number, (start, end, text)) in (1..).zip(cues) {
            let times = format!("{} --> {}", clock(*start, false), clock(*end, false));
            let _ = write!(out, "{number}\n{times}\n{text}\n\n");
        }
        out
    }

    fn joined(
        source: &[(u64, u64, &str)],
        target: &[(u64, u64, &str)],
    ) -> Result<Corpus, FormatError> {
        let pages = Sides::new(srt(source), srt(target)).map(|text| read(&text).unwrap());
        join(pages, Sides::new(Lang::new("en"), Lang::new("ar")))
    }

    #[test]
    fn cues_that_are_shown_together_are_one() {
        let source = [
            (1000, 2000, "Tea?"),
            (2500, 4000, "Yes, with milk."),
            (5000, 6000, "Here."),
            (9000, 9500, "Bye."),
        ];
        let target = [
            (1100, 2100, "شاي؟"),
            (2500, 3200, "نعم."),
            (3200, 4100, "مع الحليب."),
            (7000, 8000, "(ضحك)"),
            (9000, 9600, "وداعًا."),
        ];
        let corpus = joined(&source, &target).unwrap();
        let out = write(&corpus, false, &mut LeftOut::default()).unwrap();
        assert_eq!(
            out,
            "1\n00:00:01,000 --> 00:00:02,100\nTea?\nشاي؟\n\n\
             2\n00:00:02,500 --> 00:00:04,100\nYes, with milk.\nنعم. مع الحليب.\n\n\
             3\n00:00:05,000 --> 00:00:06,000\nHere.\n\n\
             4\n00:00:07,000 --> 00:00:08,000\n(ضحك)\n\n\
             5\n00:00:09,000 --> 00:00:09,600\nBye.\nوداعًا.\n\n"
        );
        let again = read(&out).unwrap();
        assert_eq!(again.lines()[1], "Yes, with milk. نعم. مع الحليب.");
        let vtt = write(&corpus, true, &mut LeftOut::default()).unwrap();
        assert!(vtt.starts_with("WEBVTT\n\n00:00:01.000 --> 00:00:02.100\n"));
        assert_eq!(read(&vtt).unwrap().lines(), again.lines());
    }

    #[test]
    fn what_subtitles_lose_is_said() {
        let source = [
            (0, 900, "- <i>Tea?</i>\n- Milk."),
            (1000, 1900, "{\\an8}Yes."),
        ];
        let corpus = joined(&source, &[(0, 900, "a\nb"), (1000, 1900, "c")]).unwrap();
        let mut left_out = LeftOut::default();
        write(&corpus, false, &mut left_out).unwrap();
        let said: Vec<String> = left_out.lines().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "styles and places of subtitles, 2 times",
                "line breaks in subtitles, 2 times"
            ]
        );
        let bare = joined(&[(0, 900, "Tea?")], &[(0, 900, "b")]).unwrap();
        let mut left_out = LeftOut::default();
        write(&bare, true, &mut left_out).unwrap();
        assert!(left_out.is_empty());
    }

    #[test]
    fn what_a_tag_looks_like_stays_text_in_webvtt() {
        let corpus = joined(&[(0, 900, "a < b & c > d")], &[(0, 900, "ب")]).unwrap();
        let vtt = write(&corpus, true, &mut LeftOut::default()).unwrap();
        assert!(vtt.contains("a &lt; b &amp; c &gt; d\n"), "{vtt}");
    }

    #[test]
    fn files_of_other_times_are_refused() {
        let cues = |shift: u64| {
            [10_000_u64, 20_000, 30_000].map(|start| (start + shift, start + shift + 900, "a"))
        };
        assert!(joined(&cues(0), &cues(300)).is_ok());
        let error = joined(&cues(0), &cues(5000)).unwrap_err();
        assert!(error.to_string().contains("0 of 3"), "{error}");
        let bare = Corpus::bilingual(Lang::new("en"), Lang::new("ar"));
        assert!(write(&bare, false, &mut LeftOut::default()).is_ok());
        let mut untimed = bare;
        let pair = Segment::pair(Text::from("a"), Text::from("b"));
        untimed.push_segment(pair, true);
        assert!(write(&untimed, false, &mut LeftOut::default()).is_err());
    }
}
