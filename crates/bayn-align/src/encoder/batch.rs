//! Divides sentences into batches: of about equal numbers of tokens, and at least one for every thread.

/// How large batches are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// The approximate maximum number of tokens in a batch.
    pub(super) most: usize,
    /// Fewer tokens than this are not worth a separate batch, if there are threads to
    /// spare.
    pub(super) least: usize,
}

/// Divides sentences into batches of about [`Sizes::most`] tokens, or of one long sentence, and of
/// about equal size for each of some threads.
pub(super) fn batches(ids: &[Vec<u32>], threads: usize, sizes: Sizes) -> Vec<&[Vec<u32>]> {
    let total: usize = ids.iter().map(Vec::len).sum();
    let threads = threads.max(1);
    let rounds = total.div_ceil(threads * sizes.most).max(1);
    let most = total.div_ceil(threads * rounds).max(sizes.least);
    let mut found = Vec::new();
    let (mut rest, mut count, mut tokens) = (ids, 0, 0);
    for sentence in ids {
        if count > 0 && tokens + sentence.len() / 2 > most {
            let (batch, next) = rest.split_at(count);
            found.push(batch);
            (rest, count, tokens) = (next, 0, 0);
        }
        count += 1;
        tokens += sentence.len();
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes {
        most: 4096,
        least: 512,
    };

    /// The number of tokens of each sentence of each batch.
    fn sizes(lens: &[usize], threads: usize) -> Vec<Vec<usize>> {
        let ids: Vec<Vec<u32>> = lens.iter().map(|&len| vec![7; len]).collect();
        batches(&ids, threads, SIZES)
            .iter()
            .map(|batch| batch.iter().map(Vec::len).collect())
            .collect()
    }

    #[test]
    fn batches_keep_every_sentence_in_order() {
        assert_eq!(
            sizes(&[3000, 1000, 96, 9000, 5], 1),
            [vec![3000], vec![1000, 96], vec![9000], vec![5]]
        );
        assert!(batches(&[], 2, SIZES).is_empty());
    }

    #[test]
    fn threads_share_a_short_text_but_not_a_very_short_one() {
        assert_eq!(sizes(&[400; 4], 2), [[400, 400], [400, 400]]);
        assert_eq!(sizes(&[100; 4], 2), [[100; 4]]);
    }
}
