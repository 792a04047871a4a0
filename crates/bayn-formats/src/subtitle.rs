//! `SubRip` and `WebVTT` subtitles.

use crate::FormatError;
use crate::left_out::LeftOut;
use crate::page::{Block, BlockKind, Page};
use crate::sign::Lines;
use bayn_text::{Lang, label, msg};

const STYLES: &str = label!("styles and places of subtitles");
const BREAKS: &str = label!("line breaks in subtitles");
const IDS: &str = label!("identifiers of subtitles");
const BLOCKS: &str = label!("notes and styles of the whole file");
/// Content of subtitles other than their text.
pub(crate) const LOST: [&str; 4] = [STYLES, BREAKS, IDS, BLOCKS];

/// Reads subtitles of either kind.
///
/// # Errors
/// If a cue's times cannot be read.
pub fn read(text: &str) -> Result<Page, FormatError> {
    let is_vtt = text.trim_start_matches('\u{FEFF}').starts_with("WEBVTT");
    let mut page = Page::default();
    let lost = &mut LeftOut::default();
    let mut cue: Option<Block> = None;
    let mut before = "";
    let mut skipping = false;
    // Whether a cue holds a number alone, behind a blank line: the next one's, where times follow.
    let (mut blank, mut lone) = (false, false);
    let mut offset = 0;
    for raw in text.split_inclusive('\n').chain(["\n"]) {
        let start = offset;
        offset += raw.len();
        let line = raw.trim().trim_start_matches('\u{FEFF}');
        let bare = without_marks(line);
        let was_lone = std::mem::take(&mut lone);
        let was_blank = std::mem::replace(&mut blank, line.is_empty());
        if line.is_empty() {
            skipping = false;
            if is_vtt {
                page.blocks
                    .extend(cue.take().filter(|cue| !cue.text.is_empty()));
            } else {
                add_line(&mut cue, before, lost);
            }
            before = "";
        } else if skipping {
        } else if let Some((from, to)) = times_of(bare) {
            if let (true, Some(cue)) = (was_lone, &mut cue) {
                cue.text.clear();
            }
            let times = (time_ms(without_marks(from)), time_ms(without_marks(to)));
            let (Some(start_ms), Some(end_ms)) = times else {
                // A player ignores such a line of WebVTT, and so does this reader.
                if is_vtt {
                    before = "";
                    continue;
                }
                return Err(FormatError::at(
                    text,
                    start,
                    msg!("subtitles: hours:minutes:seconds,milliseconds --> the same"),
                    msg!(
                        "`{line}` does not contain two times",
                        line = format!("{:.60}", line)
                    ),
                ));
            };
            page.blocks
                .extend(cue.take().filter(|cue| !cue.text.is_empty()));
            let id = without_marks(before).to_owned();
            lost.count(IDS, id.parse::<u32>().is_err() && !id.is_empty());
            let settings = without_marks(to).split_whitespace().nth(1);
            lost.count(STYLES, settings.is_some());
            before = "";
            cue = Some(Block::new(
                BlockKind::Cue {
                    start_ms,
                    end_ms,
                    id,
                },
                "",
            ));
        } else if !is_vtt {
            // Only a number right before the times counts as one; any other is text, and a
            // blank line inside a cue does not end it.
            add_line(&mut cue, before, lost);
            before = "";
            if bare.parse::<u32>().is_ok() && cue.as_ref().is_none_or(|cue| !cue.text.is_empty()) {
                before = line;
            } else {
                lone = was_blank && bare.parse::<u32>().is_ok();
                add_line(&mut cue, line, lost);
            }
        } else if cue.is_some() {
            add_line(&mut cue, line, lost);
        } else if ["NOTE", "STYLE", "REGION"]
            .iter()
            .any(|word| line.starts_with(word))
        {
            skipping = true;
            lost.count(BLOCKS, true);
        } else if let Some(tag) = line.strip_prefix("Language:") {
            page.lang = Some(Lang::new(tag));
        } else {
            before = line;
        }
    }
    page.blocks.extend(cue.filter(|cue| !cue.text.is_empty()));
    page.left_out = std::mem::take(lost);
    Ok(page)
}

/// Adds a line to the text of the cue that is open.
fn add_line(cue: &mut Option<Block>, line: &str, lost: &mut LeftOut) {
    if let (Some(cue), false) = (cue, line.is_empty()) {
        if !cue.text.is_empty() {
            cue.text.push(' ');
            lost.count(BREAKS, true);
        }
        let (text, tags) = without_tags(line);
        lost.add(STYLES, tags);
        cue.text.push_str(&text);
    }
}

/// Returns a line without the direction marks around it, which editors of Arabic put
/// before numbers and times too.
pub(crate) fn without_marks(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{FEFF}' | '\u{61C}' | '\u{200B}'..='\u{200F}'
                    | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            )
    })
}

/// Returns both parts of a line of times: with an arrow, as typing and word processors change it too, or
/// with a comma, as `YouTube` writes them (`0:00:01.000,0:00:02.500`).
fn times_of(line: &str) -> Option<(&str, &str)> {
    /// What stands for the arrow where two times stand round it.
    const ARROWS: [&str; 7] = [
        "--&gt;",
        "->",
        "\u{2013}>",
        "\u{2014}>",
        "\u{2192}",
        "--",
        ",",
    ];
    if let Some(parts) = line.split_once("-->") {
        return Some(parts);
    }
    let is_clock = |time: &str| {
        let time = without_marks(time);
        time.contains(':') && time_ms(time).is_some()
    };
    ARROWS.iter().find_map(|arrow| {
        // The first comma may belong to the first time.
        let parts = match *arrow {
            "," => line.match_indices(',').map(|(at, _)| at).find_map(|at| {
                let (from, to) = (line.get(..at)?, line.get(at + 1..)?);
                to.contains(':').then_some((from, to))
            }),
            arrow => line.split_once(arrow),
        };
        parts.filter(|(from, to)| is_clock(from) && is_clock(to) && !from.trim().contains(' '))
    })
}

/// Returns a time such as `01:02:03,450` or `02:03.450` in milliseconds.
fn time_ms(time: &str) -> Option<u64> {
    let time = time.split_whitespace().next()?;
    let (clock, fraction) = time.split_once([',', '.']).unwrap_or((time, "0"));
    let mut seconds: u64 = 0;
    for part in clock.split(':') {
        seconds = seconds
            .checked_mul(60)?
            .checked_add(part.parse::<u32>().ok()?.into())?;
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    seconds.checked_mul(1000)?.checked_add(digits.parse().ok()?)
}

/// Returns a line without `<i>`, `<c.red>`, `{\an8}` and the like, and how many of them begin there.
fn without_tags(line: &str) -> (String, usize) {
    let mut out = String::new();
    let mut tags = 0;
    let mut rest = line;
    // If there is no further end, it is not searched again.
    let last = |mark: char| line.rfind(mark).map_or(0, |at| line.len() - at);
    let (angle, brace) = (last('>'), last('}'));
    while let Some(open) = rest.find(['<', '{']) {
        out.push_str(rest.get(..open).unwrap_or(""));
        let tail = rest.get(open..).unwrap_or("");
        let (close, is_tag, left) = if tail.starts_with('<') {
            let named = |c: char| c.is_ascii_alphanumeric() || c == '/';
            (
                '>',
                tail.get(1..).is_some_and(|tail| tail.starts_with(named)),
                angle,
            )
        } else {
            ('}', tail.starts_with("{\\"), brace)
        };
        let closes = is_tag && tail.len() >= left && left > 0;
        match closes.then(|| tail.find(close)).flatten() {
            Some(end) => {
                tags += usize::from(!tail.starts_with("</"));
                rest = tail.get(end + 1..).unwrap_or("");
            }
            _ => {
                out.push_str(tail.get(..1).unwrap_or(""));
                rest = tail.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    // The ampersand comes last, so that its result is not read as an entity.
    let out = out
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{a0}")
        .replace("&lrm;", "\u{200E}")
        .replace("&rlm;", "\u{200F}")
        .replace("&amp;", "&");
    (out, tags)
}

/// Returns whether the lines begin with a number and two times.
pub(crate) fn is_srt(lines: &Lines<'_>) -> bool {
    let is_times = |line: &str| times_of(without_marks(line)).is_some();
    match lines.lines.as_slice() {
        [number, times, ..] if without_marks(number).parse::<u32>().is_ok() => is_times(times),
        [times, ..] => !times.contains("-->") && is_times(times),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_an_empty_cue_is_that_of_the_next() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nTea.\n\n\
                    3\n00:00:05,000 --> 00:00:06,000\n42\n\n4\n00:00:07,000 --> 00:00:08,000\nEnd.\n";
        let page = read(text).expect("subtitles");
        let texts: Vec<&str> = page.blocks.iter().map(|cue| cue.text.as_str()).collect();
        assert_eq!(texts, ["Tea.", "42", "End."]);
    }

    #[test]
    fn arrows_that_were_changed_and_times_with_a_comma_are_read() {
        for (text, times) in [
            ("1\n00:00:01,000 -> 00:00:02,500\nTea.\n", (1000, 2500)),
            (
                "1\n00:00:01,000 \u{2013}> 00:00:02,500\nTea.\n",
                (1000, 2500),
            ),
            ("1\n00:00:01,000 --&gt; 00:00:02,500\nTea.\n", (1000, 2500)),
            ("0:00:01.000,0:00:02.500\nTea.\n", (1000, 2500)),
        ] {
            let lines: Vec<&str> = text.lines().collect();
            assert!(is_srt(&Lines { head: text, lines }), "{text}");
            let page = read(text).expect("subtitles");
            assert_eq!(page.blocks.len(), 1, "{text}");
            let BlockKind::Cue {
                start_ms, end_ms, ..
            } = &page.blocks[0].kind
            else {
                panic!("a cue");
            };
            assert_eq!((*start_ms, *end_ms), times);
            assert_eq!(page.blocks[0].text, "Tea.");
        }
        let talk = "1\n00:00:01,000 --> 00:00:02,500\nFrom 7:30 -> 8:15, said he.\n";
        let page = read(talk).expect("subtitles");
        assert_eq!(page.blocks[0].text, "From 7:30 -> 8:15, said he.");
    }

    #[test]
    fn a_line_of_webvtt_without_times_is_passed_over() {
        let file = "WEBVTT\n\n-->\n00:01.000 --> 00:02.000\nTea\n\nx --> y\n\n00:03.000 --> 00:04.000\nMilk\n";
        let page = read(file).expect("subtitles");
        assert_eq!(page.lines(), ["Tea", "Milk"]);
        let srt = "1\n00:00:01,000 --> x\nTea\n";
        assert!(read(srt).is_err());
    }

    #[test]
    fn cues_of_both_kinds_are_blocks_with_their_times() {
        let srt = "1\r\n00:00:01,500 --> 00:00:02,000\r\n<i>One</i>\r\ntwo\r\n\r\n\
                   2\n00:00:03,000 --> 00:00:04,000\n{\\an8}Three < 4\n";
        let page = read(srt).unwrap();
        assert_eq!(page.lines(), ["One two", "Three < 4"]);
        let lost: Vec<String> = page
            .left_out
            .lines()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            lost,
            [
                "styles and places of subtitles, 2 times",
                "line breaks in subtitles"
            ]
        );
        let cue = BlockKind::Cue {
            start_ms: 1500,
            end_ms: 2000,
            id: "1".into(),
        };
        assert_eq!(page.blocks[0].kind, cue);
        let vtt = "WEBVTT\nLanguage: ar\n\nNOTE no\ntext\n\nid\n00:01.000 --> 00:02.000 align:start\n<v A>Hi</v>\n";
        let page = read(vtt).unwrap();
        assert_eq!(page.lines(), ["Hi"]);
        assert_eq!(page.lang, Some(Lang::new("ar")));
        assert!(read("1\n00:00:01 --> soon\nx\n").is_err());
    }

    #[test]
    fn marks_of_direction_hide_no_number_and_no_time() {
        for mark in ["\u{200F}", "\u{200E}", "\u{202B}"] {
            let srt = format!(
                "{mark}1\n{mark}00:00:01,000 --> 00:00:02,000{mark}\nباب\n\n\
                 {mark}2\n00:00:03,000 --> {mark}00:00:04,000\n{mark}بيت\n"
            );
            let page = read(&srt).unwrap();
            assert_eq!(page.lines(), ["باب", &format!("{mark}بيت")]);
            assert!(matches!(&page.blocks[1].kind, BlockKind::Cue { id, .. } if id == "2"));
        }
    }

    #[test]
    fn numbers_and_blank_lines_inside_a_cue_are_text() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\n\
                   Room\n12\n\nis free\n\n3\n00:00:05,000 --> 00:00:06,000\nEnd\n7\n";
        assert_eq!(
            read(srt).unwrap().lines(),
            ["1984", "Room 12 is free", "End 7"]
        );
    }

    #[test]
    fn entities_are_decoded_once() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n&rlm;- باب&lrm;!\n\n\
                   00:03.000 --> 00:04.000\n&amp;lt; &lt;b\n";
        assert_eq!(
            read(vtt).unwrap().lines(),
            ["\u{200F}- باب\u{200E}!", "&lt; <b"]
        );
    }
}
