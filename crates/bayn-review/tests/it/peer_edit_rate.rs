//! The edit rate held against sacrebleu's TER, on texts made by program.

use bayn_review::post_edit::edits;
use std::io::Write;
use std::process::{Command, Stdio};
use testkit::python_with;

const ASK: &str = "
import json, sys
from sacrebleu.metrics.lib_ter import translation_edit_rate
for line in sys.stdin:
    one, other = json.loads(line)
    print(*translation_edit_rate(one, other))
";

/// Numbers by chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }
}

/// Returns a text and what somebody made of it: words replaced, put in, taken out, runs moved.
fn pair(chance: &mut Chance) -> (Vec<String>, Vec<String>) {
    let kinds = 3 + chance.below(60);
    let count = chance.below(60);
    let one: Vec<String> = (0..count)
        .map(|_| format!("w{}", chance.below(kinds)))
        .collect();
    let mut other = one.clone();
    for _ in 0..chance.below(8) {
        let at = chance.below(other.len() + 1);
        match chance.below(4) {
            0 => other.insert(at, format!("w{}", chance.below(kinds))),
            1 if at < other.len() => {
                other.remove(at);
            }
            2 if at < other.len() => other[at] = format!("x{}", chance.below(kinds)),
            _ => {
                let end = (at + 1 + chance.below(6)).min(other.len());
                let run: Vec<String> = other.drain(at..end).collect();
                let to = chance.below(other.len() + 1);
                other.splice(to..to, run);
            }
        }
    }
    (one, other)
}

fn words(text: &[String]) -> Vec<&str> {
    text.iter().map(String::as_str).collect()
}

#[test]
fn edits_are_those_of_sacrebleu() {
    let Some(python) = python_with("sacrebleu") else {
        return;
    };
    let mut chance = Chance(7);
    let mut pairs: Vec<_> = (0..250).map(|_| pair(&mut chance)).collect();
    // Texts that have little in common, and much longer or shorter ones.
    for _ in 0..40 {
        let ((one, _), (other, _)) = (pair(&mut chance), pair(&mut chance));
        pairs.push((one, other));
    }
    pairs.retain(|(_, other)| !other.is_empty());
    let mut child = Command::new(python)
        .args(["-c", ASK])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut input = child.stdin.take().expect("piped");
    let lines: Vec<String> = pairs
        .iter()
        .map(|pair| serde_json::to_string(pair).expect("written"))
        .collect();
    let writer = std::thread::spawn(move || input.write_all((lines.join("\n") + "\n").as_bytes()));
    let output = child.wait_with_output().expect("ends");
    writer.join().expect("no panic").expect("written");
    let said = String::from_utf8_lossy(&output.stdout);
    let theirs: Vec<&str> = said.lines().collect();
    assert_eq!(theirs.len(), pairs.len());
    let mut others = Vec::new();
    for ((one, other), theirs) in pairs.iter().zip(theirs) {
        let own = edits(&words(one), &words(other));
        if format!("{} {}", own.edits, own.words) != theirs {
            others.push(format!("{own:?} and {theirs}: {one:?} {other:?}"));
        }
    }
    assert!(
        others.is_empty(),
        "{} of {}: {}",
        others.len(),
        pairs.len(),
        others[0]
    );
}
