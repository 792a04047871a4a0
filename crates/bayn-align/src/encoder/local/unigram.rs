//! `tokenizer.json`: the subwords of a unigram model with their scores, and the rules by which
//! text is normalised first.
//!
//! Of the steps that the file may name, those of XLM-R are applied, as `SentencePiece`
//! does (the file's own order has the same result on text without spaces at its ends): the
//! precompiled map of characters, one space for several, U+2581 for each and one before all.

use crate::encoder::files::ModelError;
use crate::encoder::normalise::Normaliser;
use crate::encoder::pieces::Pieces;
use crate::encoder::tokenizer::{Marks, Tokenizer};
use bayn_text::Message;
use bayn_text::msg;
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashSet;

const FILE: &str = "tokenizer.json";

/// The fields that are read.
#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    model: Model<'a>,
    #[serde(default)]
    normalizer: Value,
    #[serde(default)]
    added_tokens: Vec<Added>,
}

#[derive(Deserialize)]
struct Model<'a> {
    unk_id: Option<u32>,
    #[serde(borrow)]
    vocab: Vec<Piece<'a>>,
}

/// A piece and its log probability.
#[derive(Deserialize)]
struct Piece<'a>(#[serde(borrow)] Cow<'a, str>, f64);

#[derive(Deserialize)]
struct Added {
    id: u32,
}

/// Checks whether the file may be one of a unigram model, without parsing it.
pub(super) fn check(bytes: &[u8]) -> Result<(), ModelError> {
    let has = |word: &str| memchr::memmem::find(bytes, word.as_bytes()).is_some();
    if has("\"vocab\"") && has("Unigram") && has("precompiled_charsmap") {
        Ok(())
    } else {
        Err(expected(msg!("another kind of file")))
    }
}

fn expected(found: impl Into<Message>) -> ModelError {
    ModelError::new(
        FILE,
        msg!(
            "expected a unigram model with a character map, as in XLM-R; found {found}",
            found = found.into()
        ),
    )
}

/// Reads a tokenizer whose ids are below `most`.
pub(super) fn read(bytes: &[u8], most: usize) -> Result<Tokenizer, ModelError> {
    let file: File<'_> =
        serde_json::from_slice(bytes).map_err(|error| expected(Message::library(error)))?;
    let charsmap = charsmap(&file.normalizer)
        .and_then(from_base64)
        .ok_or_else(|| expected(msg!("no character map")))?;
    let normaliser = Normaliser::from_owned(&charsmap)
        .ok_or_else(|| expected(msg!("a truncated character map")))?;
    let vocab = &file.model.vocab;
    if vocab.len() > most {
        return Err(expected(msg!(
            "the vocabulary has {pieces} word pieces, but the model has only {most} rows for them",
            pieces = vocab.len(),
            most
        )));
    }
    let id_of = |name: &str| {
        let place = vocab.iter().position(|Piece(piece, _)| piece == name);
        place
            .map(|id| id as u32)
            .ok_or_else(|| expected(msg!("no piece {name}", name)))
    };
    let marks = Marks {
        unknown: match file.model.unk_id {
            Some(id) if (id as usize) < vocab.len() => id,
            _ => id_of("<unk>")?,
        },
        begin: id_of("<s>")?,
        end: id_of("</s>")?,
        joins_unknown: true,
    };
    // Special tokens such as `<s>` are not part of a text, even if it contains these characters.
    let special: HashSet<u32> = file.added_tokens.iter().map(|added| added.id).collect();
    let is_text =
        |id: u32| ![marks.unknown, marks.begin, marks.end].contains(&id) && !special.contains(&id);
    let pieces = vocab
        .iter()
        .zip(0..)
        .filter(|(Piece(piece, _), id)| !piece.is_empty() && is_text(*id))
        .map(|(Piece(piece, _), id)| (piece.as_bytes(), id))
        .collect();
    let scores = vocab.iter().map(|Piece(_, score)| *score as f32).collect();
    let pieces = Pieces::from_vocabulary(pieces, scores);
    Ok(Tokenizer::of(normaliser, pieces, marks))
}

/// Finds the map of characters in whichever step of the normaliser it is.
fn charsmap(normalizer: &Value) -> Option<&str> {
    if let Some(map) = normalizer.get("precompiled_charsmap") {
        return map.as_str();
    }
    let steps = normalizer.get("normalizers")?.as_array()?;
    steps.iter().find_map(charsmap)
}

/// Reads base64 (RFC 4648 §4); `None` if another character is in it.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map without rules: an array whose root has no children.
    const EMPTY_MAP: &str = "BAAAAAAAAAA=";

    fn file(vocab: &str) -> String {
        format!(
            r#"{{"added_tokens":[{{"id":0,"content":"<s>"}}],
            "normalizer":{{"type":"Sequence","normalizers":[
                {{"type":"Precompiled","precompiled_charsmap":"{EMPTY_MAP}"}}]}},
            "model":{{"type":"Unigram","unk_id":2,"vocab":[{vocab}]}}}}"#
        )
    }

    const VOCAB: &str = r#"["<s>",0],["</s>",0],["<unk>",0],["▁a",-1.5],["▁",-2],["b",-3],
        ["ab",-3.5],["▁\u0061b",-3.25]"#;

    #[test]
    fn the_most_probable_pieces_are_found() {
        let tokenizer = read(file(VOCAB).as_bytes(), 8).unwrap();
        assert_eq!(tokenizer.ids("a  ab"), [0, 3, 7, 1]);
        assert_eq!(tokenizer.ids("abb"), [0, 7, 5, 1]);
        assert_eq!(tokenizer.ids("xyz"), [0, 4, 2, 1], "unknown ones are one");
        assert_eq!(tokenizer.ids(""), [0, 2, 1]);
        assert!(!tokenizer.ids("<s>").get(1..).unwrap().contains(&0));
    }

    #[test]
    fn other_files_are_told() {
        assert!(check(file(VOCAB).as_bytes()).is_ok());
        assert!(check(b"{}").is_err());
        assert!(read(b"{}", 8).is_err());
        assert!(
            read(file(VOCAB).as_bytes(), 7).is_err(),
            "more pieces than rows"
        );
        assert!(read(file(r#"["<s>",0]"#).as_bytes(), 8).is_err());
        assert!(read(file(VOCAB).replace(EMPTY_MAP, "AQ=").as_bytes(), 8).is_err());
    }

    #[test]
    fn base64_is_read() {
        assert_eq!(from_base64("aGVsbG8="), Some(b"hello".to_vec()));
        assert_eq!(from_base64("+/8="), Some(vec![0xfb, 0xff]));
        assert_eq!(from_base64("a b"), None);
    }
}
