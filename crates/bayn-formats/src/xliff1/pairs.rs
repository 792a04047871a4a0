//! Pairs the parts of a source and a target: by `mid`, and gaps by the segment before them.

use super::inline::Run;
use crate::corpus::Segment;
use crate::text::Text;
use std::collections::HashMap;

/// Pairs the runs of both sides by `mid`, and gaps by the segment before them.
pub(super) fn pair_runs(sources: Vec<Run>, targets: Option<Vec<Run>>) -> Vec<Segment> {
    let single = sources.len() == 1 && sources.iter().all(|run| run.mid.is_none());
    let Some(targets) = targets else {
        return sources
            .into_iter()
            .map(|run| segment(run, None, single))
            .collect();
    };
    if single {
        let mut whole = Text::default();
        for run in targets {
            whole.append(run.text);
        }
        let run = sources.into_iter().next().unwrap_or_default();
        return vec![segment(run, Some(whole), true)];
    }
    let mut left = Left::new(targets);
    let mut before: Option<String> = None;
    let mut segments: Vec<Segment> = Vec::new();
    for run in sources {
        let found = match &run.mid {
            Some(mid) => left.named(mid),
            None => left.gap_after(before.as_ref()),
        };
        if run.mid.is_some() {
            before.clone_from(&run.mid);
        }
        let target = found.and_then(|at| left.take_run(at)).map(|run| run.text);
        segments.push(segment(run, target, false));
    }
    // Runs without counterpart in the source are kept as target-only segments.
    for rest in left.runs.into_iter().flatten() {
        let mut extra = segment(
            Run {
                mid: rest.mid,
                text: Text::default(),
            },
            Some(rest.text),
            false,
        );
        extra.texts.set(0, Vec::new());
        segments.push(extra);
    }
    segments
}

/// The runs of a target that are not paired yet.
struct Left {
    runs: Vec<Option<Run>>,
    /// For each index, the first one at or after it that may be unpaired.
    next: Vec<usize>,
    /// The indexes of each segment, last first.
    by_mid: HashMap<String, Vec<usize>>,
}

impl Left {
    fn new(targets: Vec<Run>) -> Self {
        let mut by_mid: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, run) in targets.iter().enumerate().rev() {
            if let Some(mid) = &run.mid {
                by_mid.entry(mid.clone()).or_default().push(at);
            }
        }
        Self {
            next: (0..=targets.len()).collect(),
            runs: targets.into_iter().map(Some).collect(),
            by_mid,
        }
    }

    /// Returns the first unpaired index at or after `from`.
    fn first(&mut self, from: usize) -> usize {
        let step = |next: &[usize], at: usize| next.get(at).copied().unwrap_or(at);
        let mut at = from;
        while step(&self.next, at) != at {
            // Path halving keeps later searches short.
            let further = step(&self.next, step(&self.next, at));
            if let Some(next) = self.next.get_mut(at) {
                *next = further;
            }
            at = further;
        }
        at
    }

    fn take_run(&mut self, at: usize) -> Option<Run> {
        let run = self.runs.get_mut(at)?.take()?;
        if let Some(next) = self.next.get_mut(at) {
            *next = at + 1;
        }
        if let Some(places) = run.mid.as_ref().and_then(|mid| self.by_mid.get_mut(mid)) {
            places.pop();
        }
        Some(run)
    }

    /// Returns the index of the segment `mid`.
    fn named(&self, mid: &str) -> Option<usize> {
        self.by_mid.get(mid)?.last().copied()
    }

    /// Returns the index of the gap that follows the segment `before`.
    fn gap_after(&mut self, before: Option<&String>) -> Option<usize> {
        // The segment itself may be paired already; then the gap is the first unpaired run.
        let start = before
            .and_then(|mid| self.named(mid))
            .map_or(0, |at| at + 1);
        let at = self.first(start);
        let run = self.runs.get(at)?.as_ref()?;
        run.mid.is_none().then_some(at)
    }
}

fn segment(run: Run, target: Option<Text>, single: bool) -> Segment {
    Segment {
        ignorable: run.mid.is_none() && !single,
        id: run.mid.unwrap_or_default(),
        texts: [vec![run.text], target.into_iter().collect()].into(),
        ..Segment::default()
    }
}
