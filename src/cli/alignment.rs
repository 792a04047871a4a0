//! One alignment by `bayn align`, and its output formats.

use crate::cli::args::{Align, Form, Level, Texts};
use crate::cli::job::refuse_list;
use crate::cli::open::open;
use crate::cli::opened::Input;
use crate::cli::report::CliError;
use bayn_align as align;
use bayn_align::encoder::{self, Encoder};
use bayn_align::{Split, to_jsonl, to_ladder, to_tsv};
use bayn_doc::{Bitext, ReviewedBitext};
use bayn_formats as format;
use bayn_formats::{Format, WriteOptions, from_bitext};
use bayn_text::msg;

/// The result of an alignment.
pub(crate) struct Aligned {
    /// The texts and their beads.
    pub(crate) bitext: Bitext,
    /// The number of split sentences.
    pub(crate) cuts: usize,
    /// The number of crossed neighbours.
    pub(crate) swaps: usize,
}

/// Opens and aligns two texts according to the flags, and omits beads with low confidence.
pub(crate) fn aligned(args: &Align, texts: &Texts) -> Result<Aligned, CliError> {
    refuse_list(texts)?;
    let opened = open(texts, false)?;
    if texts.files.len() == 1 && opened.beads.is_none() {
        return Err(CliError::with_remedy(
            msg!("an alignment needs two texts"),
            msg!("give the text and its translation"),
        ));
    }
    Ok(aligned_of(args, opened))
}

/// Aligns two texts that are open.
pub(crate) fn aligned_of(args: &Align, opened: Input) -> Aligned {
    let (mut bitext, _, _) = opened.into_bitext(crate::cli::aligner(args.no_model));
    let mut cuts = 0;
    if args.splits {
        let encoder = encoder_for(args, &bitext);
        (bitext, cuts) = cut(bitext, encoder);
    }
    let mut swaps = 0;
    if args.swaps {
        let found = align::find_swaps(&bitext, encoder_for(args, &bitext));
        swaps = found.len();
        align::cross_swaps(&mut bitext, &found);
    }
    if args.level == Level::Paragraph {
        bitext = align::by_paragraph(&bitext);
    }
    bitext
        .beads
        .retain(|bead| bead.confidence.value() >= args.min_confidence);
    Aligned {
        bitext,
        cuts,
        swaps,
    }
}

/// Returns the encoder that supports these texts.
pub(crate) fn encoder_for(args: &Align, bitext: &Bitext) -> Option<&'static Encoder> {
    let langs = crate::cli::langs(bitext.documents.as_ref());
    (!args.no_model)
        .then(|| encoder::for_languages(&langs))
        .flatten()
}

/// Splits the sentences whose parts have separate counterparts.
fn cut(bitext: Bitext, encoder: Option<&Encoder>) -> (Bitext, usize) {
    let splits = align::find_splits(&bitext, encoder);
    let mut review = ReviewedBitext::new(bitext);
    let mut cuts = 0;
    // In reverse order, so that the indexes of those before stay valid.
    for split in splits.iter().rev() {
        if review.edit_all(&split.edits(&review.bitext)).is_err() {
            continue;
        }
        cuts += split.parts.len() - 1;
        let beads = review.bitext.beads.iter_mut().skip(split.bead);
        for (bead, part) in beads.zip(&split.parts) {
            bead.confidence = part.confidence;
        }
    }
    (review.bitext, cuts)
}

/// Writes an alignment in one of its formats; `splits` are those found in it.
pub(crate) fn bytes_in(bitext: &Bitext, splits: &[Split], form: Form) -> Result<Vec<u8>, CliError> {
    Ok(match form {
        Form::Ladder => to_ladder(bitext).into_bytes(),
        Form::Tsv => to_tsv(bitext).into_bytes(),
        Form::Jsonl => to_jsonl(bitext, splits).into_bytes(),
        Form::Tmx => {
            let corpus = from_bitext(bitext);
            format::write(&corpus, Format::Tmx, &WriteOptions::default())?.0
        }
    })
}
