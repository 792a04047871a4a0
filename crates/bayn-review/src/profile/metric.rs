//! The part of a profile that defines how errors are scored: `[score]`, `[job]` and `[[kind]]`.

use super::error::{InvalidKey, above_zero, number, table, text, truth, unknown, whole};
use crate::mqm;
use crate::scorecard::{Formula, Kind, Metric, Sample};
use bayn_doc::{Severity, Side};
use bayn_text::msg;

/// The keys of `[score]`.
const SCORE: [&str; 9] = [
    "formula",
    "per",
    "count",
    "pass",
    "acceptable",
    "critical",
    "repeated",
    "weights",
    "sample",
];
/// The keys of `[job]`.
const JOB: [&str; 4] = ["client", "round", "translator", "reviewer"];
/// The keys of `[[kind]]`.
const KIND: [&str; 9] = [
    "name", "key", "of", "weight", "praise", "neutral", "minor", "major", "critical",
];

/// Returns the metric of a profile; `None` if it defines no scores.
pub(super) fn read(profile: &toml::Table) -> Result<Option<Metric>, InvalidKey> {
    if !["score", "job", "kind"]
        .iter()
        .any(|key| profile.contains_key(*key))
    {
        return Ok(None);
    }
    let mut metric = Metric::default();
    if let Some(name) = profile.get("name") {
        text("name", name)?.clone_into(&mut metric.name);
    }
    if let Some(score) = profile.get("score") {
        let rows = table(
            "score",
            score,
            msg!("write [score] and, below it, lines like pass = 90"),
        )?;
        for (key, value) in rows {
            of_score(&mut metric, key, value)?;
        }
    }
    // Without a threshold the calibrated score is undefined: MQM's own is used.
    if metric.formula == Formula::Calibrated && metric.pass.is_none() {
        metric.pass = Some(90.0);
    }
    if let Some(job) = profile.get("job") {
        let remedy = msg!("write [job] and, below it, lines like client = \"name\"");
        for (key, value) in table("job", job, remedy)? {
            let place = match key.as_str() {
                "client" => &mut metric.job.client,
                "round" => &mut metric.job.round,
                "translator" => &mut metric.job.translator,
                "reviewer" => &mut metric.job.reviewer,
                odd => return Err(unknown(odd, &JOB)),
            };
            *place = match value.as_integer() {
                Some(number) => number.to_string(),
                None => text(key, value)?.to_owned(),
            };
        }
    }
    if let Some(kinds) = profile.get("kind") {
        metric.kinds = read_kinds(kinds, &metric)?;
    }
    Ok(Some(metric))
}

fn of_score(metric: &mut Metric, key: &str, value: &toml::Value) -> Result<(), InvalidKey> {
    match key {
        "formula" => {
            let name = text(key, value)?;
            let found = Formula::ALL.iter().find(|(known, _)| *known == name);
            let known = Formula::ALL.map(|(known, _)| known);
            metric.formula = found.ok_or_else(|| unknown(name, &known))?.1;
        }
        "per" => metric.per = above_zero(key, value)?,
        "count" => {
            metric.counted = match text(key, value)? {
                "source" => Side::Source,
                "target" => Side::Target,
                odd => return Err(unknown(odd, &["source", "target"])),
            };
        }
        "pass" => metric.pass = Some(number(key, value)?),
        "acceptable" => metric.acceptable = above_zero(key, value)?,
        "critical" => {
            metric.critical = Some(usize::try_from(whole(key, value)?).unwrap_or(usize::MAX));
        }
        "repeated" => {
            metric.repeated_once = match text(key, value)? {
                "once" => true,
                "each" => false,
                odd => return Err(unknown(odd, &["once", "each"])),
            };
        }
        "weights" => {
            let remedy = msg!("write [score.weights] and, below it, lines like critical = 10");
            for (name, weight) in table(key, value, remedy)? {
                let severity = severity(name)?;
                if let Some(slot) = metric.weights.get_mut(severity as usize) {
                    *slot = number(name, weight)?;
                }
            }
        }
        "sample" => {
            let mut sample = Sample { words: 0, seed: 0 };
            let remedy =
                msg!("write [score.sample] and, below it, lines like words = 1000 and seed = 1");
            for (key, value) in table(key, value, remedy)? {
                match key.as_str() {
                    "words" => {
                        sample.words = usize::try_from(whole(key, value)?).unwrap_or(usize::MAX);
                    }
                    "seed" => sample.seed = whole(key, value)?,
                    odd => return Err(unknown(odd, &["words", "seed"])),
                }
            }
            metric.sample = Some(sample);
        }
        odd => return Err(unknown(odd, &SCORE)),
    }
    Ok(())
}

fn severity(name: &str) -> Result<Severity, InvalidKey> {
    let names = Severity::ALL.map(Severity::name);
    Severity::from_name(name).ok_or_else(|| unknown(name, &names))
}

fn read_kinds(value: &toml::Value, metric: &Metric) -> Result<Vec<Kind>, InvalidKey> {
    let no_list = || InvalidKey {
        key: "kind".to_owned(),
        what: msg!("`{key}` is not a list", key = "kind"),
        remedy: msg!(
            "write [[kind]] before each kind and, below it, lines like name = \"Terminology\""
        ),
    };
    let mut kinds: Vec<Kind> = Vec::new();
    for one in value.as_array().ok_or_else(no_list)? {
        let rows = one.as_table().ok_or_else(no_list)?;
        let kind = read_kind(rows, metric)?;
        if kinds.iter().any(|other| other.name == kind.name) {
            return Err(InvalidKey {
                key: "kind".to_owned(),
                what: msg!("two kinds are called {name}", name = kind.name),
                remedy: msg!("give each kind a name of its own"),
            });
        }
        kinds.push(kind);
    }
    give_keys(&mut kinds);
    Ok(kinds)
}

fn read_kind(rows: &toml::Table, metric: &Metric) -> Result<Kind, InvalidKey> {
    let mut kind = Kind::default();
    let mut weight = 1.0;
    for (key, value) in rows {
        match key.as_str() {
            "name" => text(key, value)?.trim().clone_into(&mut kind.name),
            "key" => kind.key = text(key, value)?.chars().next().unwrap_or_default(),
            "of" => {
                let list = value.as_array().ok_or_else(|| InvalidKey {
                    key: key.clone(),
                    what: msg!("`{key}` is not a list", key),
                    remedy: msg!("write entries of MQM-Core in brackets, as in [\"accuracy\"]"),
                })?;
                for one in list {
                    let name = text(key, one)?;
                    if name != "*" && mqm::find(name).is_none() {
                        return Err(InvalidKey {
                            key: name.to_owned(),
                            what: msg!("MQM-Core has no entry `{name}`", name),
                            remedy: msg!("write its mnemonic, such as accuracy or mistranslation"),
                        });
                    }
                    kind.of.push(name.to_owned());
                }
            }
            "weight" => weight = number(key, value)?,
            "praise" => kind.is_praise = truth(key, value)?,
            "neutral" | "minor" | "major" | "critical" => {}
            odd => return Err(unknown(odd, &KIND)),
        }
    }
    if kind.name.is_empty() {
        return Err(InvalidKey {
            key: "[[kind".to_owned(),
            what: msg!("a kind has no name"),
            remedy: msg!("give each kind a name of its own"),
        });
    }
    kind.points = metric.weights.map(|points| points * weight);
    for (key, value) in rows {
        if let Some(severity) = Severity::from_name(key)
            && let Some(slot) = kind.points.get_mut(severity as usize)
        {
            *slot = number(key, value)?;
        }
    }
    Ok(kind)
}

/// Assigns to each kind without a key the first unused letter of its name, else any unused one.
fn give_keys(kinds: &mut [Kind]) {
    let mut taken: Vec<char> = kinds
        .iter()
        .map(|kind| kind.key)
        .filter(|key| *key != '\0')
        .collect();
    for kind in kinds.iter_mut().filter(|kind| kind.key == '\0') {
        let own = kind.name.to_lowercase();
        let mut free = own.chars().chain('a'..='z').chain('A'..='Z');
        if let Some(key) = free.find(|key| key.is_ascii_alphabetic() && !taken.contains(key)) {
            kind.key = key;
            taken.push(key);
        }
    }
}
