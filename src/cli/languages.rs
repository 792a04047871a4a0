//! Chooses the two languages to read from a file with more: by the flags, by the user's
//! answer on the terminal, or else the first two.

use crate::catalogue::UiLanguage;
use crate::cli::args::Reading;
use bayn_formats::Corpus;
use bayn_text::msg;
use bayn_text::plural;
use bayn_text::{Lang, shown};
use std::io::{BufRead, Write};

/// Puts the languages that the user chooses from a list into `reading`, if the file has
/// more than two, none was named, and somebody can be asked.
pub(crate) fn ask(corpus: &Corpus, name: &str, reading: &mut Reading) {
    let named = reading.source_lang.is_some() || reading.target_lang.is_some();
    if corpus.families() < 3 || named || !reading.ask {
        return;
    }
    let (input, mut output) = (std::io::stdin().lock(), crate::cli::print::out());
    let language = crate::cli::language();
    if let Some([source, target]) = choose(corpus, name, language, input, &mut output) {
        reading.source_lang = Some(source.tag().to_owned());
        reading.target_lang = Some(target.tag().to_owned());
    }
}

/// Shows the list and reads the answer; `None` reads the file as it is.
fn choose(
    corpus: &Corpus,
    name: &str,
    language: UiLanguage,
    mut input: impl BufRead,
    output: &mut impl Write,
) -> Option<[Lang; 2]> {
    let name = shown(name);
    let head = plural!(
        "{name} contains one language",
        "{name} contains {langs} languages",
        langs = corpus.langs.len(),
        name
    );
    writeln!(output, "{}:", language.say(&head)).ok()?;
    for (at, (lang, texts)) in corpus.langs.iter().zip(counts(corpus)).enumerate() {
        let tag = shown(lang.tag());
        let count = plural!("1 text", "{texts} texts", texts);
        writeln!(output, "{:>4}  {tag:<12} {}", at + 1, language.say(&count)).ok()?;
    }
    loop {
        let question = msg!("Source and target, such as `2 1` or `ar en` (Enter chooses 1 2):");
        write!(output, "{} ", language.say(question)).ok()?;
        output.flush().ok()?;
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let wanted: Vec<&str> = line
            .split([' ', ',', '\t', '\n', '\r'])
            .filter(|word| !word.is_empty())
            .collect();
        match wanted.as_slice() {
            [] => return None,
            [source, target] => {
                if let (Some(source), Some(target)) = (find(corpus, source), find(corpus, target))
                    && source != target
                {
                    return Some([source, target]);
                }
            }
            _ => {}
        }
        let wanted = msg!("Choose two different languages from the list.");
        writeln!(output, "{}", language.say(wanted)).ok()?;
    }
}

/// Returns how many segments have a text in each language, in one pass.
fn counts(corpus: &Corpus) -> Vec<usize> {
    let mut counts = vec![0; corpus.langs.len()];
    for (lang, _) in corpus.segments().flat_map(|segment| segment.texts.iter()) {
        if let Some(count) = counts.get_mut(lang) {
            *count += 1;
        }
    }
    counts
}

/// Returns the language of the list with that number or tag.
fn find(corpus: &Corpus, word: &str) -> Option<Lang> {
    let at = match word.parse::<usize>() {
        Ok(number) => number.checked_sub(1)?,
        Err(_) => corpus.find_lang(&Lang::new(word))?,
    };
    corpus.langs.get(at).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_formats::{Segment, Text, Unit};

    #[test]
    fn an_answer_is_two_numbers_or_two_tags_and_asked_again_until_it_is() {
        let corpus = Corpus {
            langs: ["en", "fr", "ar"].map(Lang::new).to_vec(),
            ..Corpus::default()
        };
        let answer = |typed: &str| {
            let mut said = Vec::new();
            let chosen = choose(
                &corpus,
                "x.tmx",
                UiLanguage::ENGLISH,
                typed.as_bytes(),
                &mut said,
            );
            let tags = chosen.map(|chosen| chosen.map(|lang| lang.tag().to_owned()));
            (tags, String::from_utf8(said).expect("text"))
        };
        let pair = |a: &str, b: &str| Some([a.to_owned(), b.to_owned()]);
        assert_eq!(answer("3 1\n").0, pair("ar", "en"));
        assert_eq!(answer("ar,fr\n").0, pair("ar", "fr"));
        assert_eq!(answer("\n").0, None);
        assert_eq!(answer("").0, None);
        let (chosen, said) = answer("9 1\n1 1\nklingon\n1 3\n");
        assert_eq!(chosen, pair("en", "ar"));
        assert_eq!(said.matches("different languages").count(), 3);
    }

    #[test]
    fn the_texts_of_each_language_are_counted_in_one_pass() {
        let unit = |lang: usize| {
            let mut segment = Segment::default();
            segment.texts.push(lang, Text::from("a"));
            Unit {
                segments: vec![segment],
                ..Unit::default()
            }
        };
        let count = 60_000;
        let corpus = Corpus {
            langs: (0..count).map(|at| Lang::new(&format!("x-{at}"))).collect(),
            units: (0..count).chain([0]).map(unit).collect(),
            ..Corpus::default()
        };
        let counts = counts(&corpus);
        assert_eq!((counts.len(), counts[0], counts[count - 1]), (count, 2, 1));
    }
}
