//! An index of the lines and columns of a long text, so that it is scanned only once.

/// The interval, in bytes, at which the number of characters so far is stored.
const STEP: usize = 256;

/// Where the lines of a text begin, and how many characters are before each interval.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// The byte after each line feed.
    starts: Vec<usize>,
    /// Characters before each multiple of `STEP` bytes.
    before: Vec<usize>,
}

impl Lines {
    /// Indexes a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut sum = 0;
        let before = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = sum;
            sum += characters(chunk);
            before
        });
        Self {
            before: before.collect(),
            starts: memchr::memchr_iter(b'\n', text.as_bytes())
                .map(|at| at + 1)
                .collect(),
        }
    }

    /// Returns line and column of a byte of the same text, both from 1.
    pub(crate) fn line_and_column(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at));
        let column = self.characters_before(text, byte)
            - self.characters_before(text, start.copied().unwrap_or(0));
        (line + 1, column + 1)
    }

    fn characters_before(&self, text: &str, byte: usize) -> usize {
        let from = byte - byte % STEP;
        let known = match self.before.get(byte / STEP) {
            Some(known) => *known,
            // The end of a text of whole intervals.
            None => {
                let last = from.saturating_sub(STEP);
                let known = self.before.last().copied().unwrap_or(0);
                return known + characters(text.as_bytes().get(last..byte).unwrap_or(&[]));
            }
        };
        known + characters(text.as_bytes().get(from..byte).unwrap_or(&[]))
    }
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        for line in ["a", "\u{628}\u{64a}", ""] {
            let mut text = String::new();
            for _ in 0..300 {
                text.push_str(line);
                text.push('x');
                text.push('\n');
            }
            text.push_str(&"\u{628}".repeat(256));
            let lines = Lines::of(&text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = &text[..byte];
                let start = before.rfind('\n').map_or(0, |at| at + 1);
                let line = before.matches('\n').count() + 1;
                let column = before[start..].chars().count() + 1;
                assert_eq!(lines.line_and_column(&text, byte), (line, column));
            }
        }
    }
}
