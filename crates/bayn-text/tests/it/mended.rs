//! Mending measured on real texts: none that is sound is touched, and of texts damaged by
//! program hardly a letter stays wrong.

use bayn_text::{Damage, mend};
use encoding_rs::{WINDOWS_1252, WINDOWS_1256};
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    files(folder, &mut paths);
    paths.sort();
    let read = |path: PathBuf| fs::read_to_string(&path).ok().map(|text| (path, text));
    paths.into_iter().filter_map(read).collect()
}

#[test]
fn no_sound_text_is_touched() {
    let mut count = 0;
    for folder in ["align", "checks", "seeds"] {
        let Some(folder) = testkit::shared_or_skip(folder) else {
            return;
        };
        for (path, text) in texts(&folder) {
            count += 1;
            let found = mend(&text).map(|mended| mended.repairs);
            assert_eq!(found, None, "{}", path.display());
        }
    }
    assert!(count > 900, "{count} texts");
}

const fn is_rtl(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5F4}' | '\u{620}'..='\u{6D5}')
}

/// A report alone shows less than all of them together, and one of its paragraphs less again.
#[test]
fn no_report_and_no_paragraph_of_the_news_is_touched() {
    let (Some(folder), Some(others)) = (
        testkit::shared_or_skip("checks"),
        testkit::shared_or_skip("align"),
    ) else {
        return;
    };
    let (mut count, mut touched) = (0, Vec::new());
    // Novels, laws and news in other languages, which chose no rule of this.
    for (path, text) in texts(&others) {
        for line in text.lines().filter(|line| line.chars().any(is_rtl)) {
            count += 1;
            if let Some(mended) = mend(line) {
                touched.push(format!("{}: {:?} {line}", path.display(), mended.repairs));
            }
        }
    }
    for (path, text) in texts(&folder) {
        if path.extension().is_none_or(|end| end != "tsv") {
            continue;
        }
        let rows: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split('\t').collect())
            .collect();
        for reports in rows.chunk_by(|one, next| one.first() == next.first()) {
            for column in 1..3 {
                let lines: Vec<&str> = reports
                    .iter()
                    .filter_map(|row| row.get(column).copied())
                    .collect();
                let report = lines.join("\n");
                for text in std::iter::once(report.as_str()).chain(lines) {
                    count += 1;
                    if let Some(mended) = mend(text) {
                        touched.push(format!("{}: {:?} {text}", path.display(), mended.repairs));
                    }
                }
            }
        }
    }
    assert!(count > 20_000, "{count} texts");
    assert!(
        touched.is_empty(),
        "{} of {count}: {}",
        touched.len(),
        touched.join("\n")
    );
}

/// The Arabic texts whose letters chose no context of `assets/lam_alef.txt`: novels and laws
/// beside news, by a hash of their name.
fn arabic() -> Option<Vec<String>> {
    let folder = testkit::shared_or_skip("align")?;
    let kept = texts(&folder).into_iter().filter(|(path, text)| {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let sum: u32 = stem.unwrap_or_default().chars().map(u32::from).sum();
        let arabic = text
            .chars()
            .filter(|c| matches!(c, '\u{621}'..='\u{64A}'))
            .count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let is_text = path
            .extension()
            .is_some_and(|end| end == "src" || end == "tgt");
        is_text && sum & 1 == 0 && arabic * 2 > letters && !text.contains('\u{6A9}')
    });
    Some(kept.map(|(_, text)| text).collect())
}

/// Returns how many letters are right, line by line: those of the longest common subsequence
/// would be more, so this is the least.
fn right(meant: &str, found: &str) -> (usize, usize) {
    let (mut same, mut all) = (0, 0);
    for (meant, found) in meant.lines().zip(found.lines()) {
        let letters: Vec<char> = meant.chars().filter(|c| c.is_alphabetic()).collect();
        let found: Vec<char> = found.chars().filter(|c| c.is_alphabetic()).collect();
        all += letters.len();
        let ahead = letters.iter().zip(&found).filter(|(a, b)| a == b).count();
        let behind = letters
            .iter()
            .rev()
            .zip(found.iter().rev())
            .filter(|(a, b)| a == b)
            .count();
        same += ahead.max(behind);
    }
    (same, all)
}

#[expect(clippy::print_stdout, reason = "the figures of docs/formats.md")]
fn measure(damage: Damage, least: f64, wound: impl Fn(&str) -> String) {
    let Some(texts) = arabic() else { return };
    let (mut same, mut all, mut missed) = (0, 0, 0);
    for text in texts.iter().filter(|text| text.len() > 400) {
        let wounded = wound(text);
        let mended = mend(&wounded);
        missed += usize::from(
            !mended
                .as_ref()
                .is_some_and(|mended| mended.repairs.iter().any(|repair| repair.damage == damage)),
        );
        let found = mended.map_or(wounded, |mended| mended.text);
        let (a, b) = right(text, &found);
        same += a;
        all += b;
    }
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let share = same as f64 / all as f64;
    println!("{damage:?}: {share:.5} of {all} letters, {missed} texts missed");
    assert!(share >= least, "{damage:?}: {share:.5}");
}

#[test]
fn letters_come_back_from_each_damage() {
    measure(Damage::Mojibake, 0.999, |text| {
        let (wrong, _) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        wrong.into_owned()
    });
    measure(Damage::Mojibake, 0.999, |text| {
        let (wrong, _) = WINDOWS_1256.decode_without_bom_handling(text.as_bytes());
        wrong.into_owned()
    });
    measure(Damage::Mojibake, 0.99, |text| {
        let (wrong, _) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        wrong.replace(
            ['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'],
            "\u{FFFD}",
        )
    });
    measure(Damage::Mojibake, 0.99, |text| {
        let (bytes, _, _) = WINDOWS_1256.encode(text);
        let (wrong, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        wrong.into_owned()
    });
    measure(Damage::VisualOrder, 0.99, seen);
    measure(Damage::PresentationForms, 0.995, shaped);
    measure(Damage::VisualOrder, 0.99, |text| seen(&shaped(text)));
    measure(Damage::LamAlef, 0.99, |text| {
        let mut letters: Vec<char> = text.chars().collect();
        let mut at = 0;
        while let [lam, alef, ..] = *letters.get(at..).unwrap_or_default() {
            if lam == 'ل' && matches!(alef, 'ا' | 'أ' | 'إ' | 'آ') {
                letters.swap(at, at + 1);
                at += 1;
            }
            at += 1;
        }
        letters.into_iter().collect()
    });
    measure(Damage::Tatweel, 0.999, |text| {
        let stretch = |word: &str| match word.char_indices().nth(2) {
            Some((at, c)) if word.chars().count() > 5 && "بتثجحخسشصضطظعغفقكلمنهي".contains(c) =>
            {
                let (head, tail) = word.split_at(at + c.len_utf8());
                format!("{head}\u{640}\u{640}{tail}")
            }
            _ => word.to_owned(),
        };
        text.split(' ').map(stretch).collect::<Vec<_>>().join(" ")
    });
    measure(Damage::PersianLetters, 0.999, |text| {
        text.replace('\u{64A}', "\u{6CC}")
            .replace('\u{643}', "\u{6A9}")
    });
    measure(Damage::PersianLetters, 0.99, |text| {
        text.replace(['\u{64A}', '\u{649}'], "\u{6CC}")
            .replace('\u{643}', "\u{6A9}")
    });
}

/// Each line as it is seen, from left to right.
fn seen(text: &str) -> String {
    let turn = |line: &str| {
        let info = unicode_bidi::BidiInfo::new(line, Some(unicode_bidi::Level::rtl()));
        let Some(paragraph) = info.paragraphs.first() else {
            return String::new();
        };
        info.reorder_line(paragraph, paragraph.range.clone())
            .into_owned()
    };
    text.lines().map(turn).collect::<Vec<_>>().join("\n")
}

/// Each letter by its shape.
fn shaped(text: &str) -> String {
    let policy = harf::shape::Policy {
        shaping: harf::shape::Shaping::Forms,
        ..harf::shape::Policy::default()
    };
    let line = |line: &str| -> String {
        let clusters = harf::shape::shape(line, &[], policy);
        clusters
            .iter()
            .map(|cluster| cluster.symbol.as_str())
            .collect()
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
