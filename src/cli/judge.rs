//! `bayn judge`: blind judging of several systems, and their table.

use crate::catalogue::UiLanguage;
use crate::cli::args::{Judge as Args, RankTest};
use crate::cli::judgements::sheet_of;
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, GOOD, padded};
use crate::cli::{project, screen};
use crate::session::Notice;
use crate::session::judge::Judge;
use crate::store::Log;
use crate::tui::ended::Ended;
use crate::tui::event_channel::channel;
use crate::tui::signals;
use bayn_review::codec::pearmut_log;
use bayn_review::judging::table::{DRAWINGS, Row, SIGNIFICANT, Test, table};
use bayn_review::judging::{Campaign, log, of_texts, read as read_campaign};
use bayn_review::rated::RatedSegments;
use bayn_text::{Message, decode, msg, plural, shown, shown_path};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The seed of the confidence interval if none is given.
const SEED: u64 = 1;

/// Judges, or prints the table of what was judged.
pub(crate) fn run(args: &Args) -> Result<ExitCode, CliError> {
    if args.table {
        let mut all = RatedSegments::default();
        for file in &args.files {
            all.segments.extend(sheet_of(file, &[])?.segments);
        }
        print_table(args, &all)?;
        return Ok(ExitCode::from(GOOD));
    }
    let campaign = Arc::new(campaign(&args.files)?);
    if !print::is_terminal() {
        return Err(CliError::with_remedy(
            msg!("judging needs a terminal"),
            msg!("print what was judged with --table"),
        ));
    }
    let path = args.output.clone().unwrap_or_else(|| log_path(&args.files));
    crate::cli::spare_inputs(&path, &args.files)?;
    let rater = project::rater();
    let (mut log, text) = Log::open(&path).map_err(CliError::new)?;
    let replayed = log::replay(&text, &campaign, &rater).map_err(|why| {
        CliError::about(shown_path(&path), why)
            .helped_by(msg!("save the judgements elsewhere with --output FILE"))
    })?;
    let seed = replayed.seed.or(args.seed).unwrap_or_else(by_chance);
    if replayed.seed.is_none() {
        log.append(&log::begin(&rater, seed))
            .map_err(CliError::new)?;
    }
    let mut judge = Judge::new(campaign, seed, replayed.answers, replayed.seconds);
    let ended = on_screen(args, &mut judge, &mut log, &rater)?;
    if let Ended::Signal(signal) = ended {
        return Ok(screen::die_of(signal));
    }
    fold(log, &path, &judge, &rater)?;
    let text = std::fs::read_to_string(&path).map_err(|error| CliError::unread(&path, &error))?;
    let rated =
        pearmut_log::read(&text).map_err(|error| CliError::about(shown_path(&path), error))?;
    crate::cli::say(msg!(
        "{done} of {all} translations judged, saved in {path}",
        done = judge.scored(),
        all = judge.campaign.translations(),
        path = path.as_path()
    ));
    if !rated.segments.is_empty() {
        print_table(args, &rated)?;
    }
    Ok(ExitCode::from(GOOD))
}

/// Keeps the last line per segment of this rater's judgements; those of others stay.
fn fold(log: Log, path: &Path, judge: &Judge, rater: &str) -> Result<(), CliError> {
    let before = std::fs::read_to_string(path).map_err(|error| CliError::unread(path, &error))?;
    let is_own = |line: &&str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        line.get("user_id").and_then(serde_json::Value::as_str) == Some(rater)
    };
    let mut lines: Vec<String> = before
        .lines()
        .filter(|line| !is_own(line))
        .map(str::to_owned)
        .collect();
    lines.push(log::begin(rater, judge.seed));
    lines.extend(judge.answered().filter_map(|at| line_of(judge, at, rater)));
    lines.push(String::new());
    log.fold(&lines.join("\n")).map_err(CliError::new)
}

fn line_of(judge: &Judge, at: usize, rater: &str) -> Option<String> {
    let item = judge.campaign.items.get(at)?;
    let about = (rater, judge.seed, judge.seconds_of(at));
    Some(log::line(
        &judge.campaign,
        (at, item),
        &judge.answers_of(at),
        about,
    ))
}

fn on_screen(
    args: &Args,
    judge: &mut Judge,
    log: &mut Log,
    rater: &str,
) -> Result<Ended, CliError> {
    let mut form = args.screen.clone();
    // On a terminal without cursor addressing output is line by line.
    form.accessible |= std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let (look, modes) = screen::screen(&form)?;
    let (sender, outside) = channel()?;
    signals::listen(sender)?;
    let mut keep = |judge: &Judge, at: usize| {
        let line = line_of(judge, at, rater)?;
        log.append(&line)
            .err()
            .map(|error| Notice::bad(error.message()))
    };
    Ok(crate::tui::judge::judge(
        judge, &look, modes, &outside, &mut keep,
    )?)
}

/// Returns the campaign: from one file with everything, or from a source and its translations.
fn campaign(files: &[PathBuf]) -> Result<Campaign, CliError> {
    let text = |path: &PathBuf| -> Result<String, CliError> {
        let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
        Ok(decode(&bytes, None).text)
    };
    let [first, systems @ ..] = files else {
        return Ok(Campaign::default());
    };
    let source = text(first)?;
    if systems.is_empty() {
        return read_campaign(&source).map_err(|error| {
            CliError::about(shown_path(first), error).helped_by(msg!(
                "name a source and its translations, or one file that contains all of them"
            ))
        });
    }
    let mut targets = Vec::new();
    for (at, path) in systems.iter().enumerate() {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let is_other = |(number, other): (usize, &PathBuf)| {
            number != at && other.file_name() == path.file_name()
        };
        // Files of the same name in several folders are distinguished by their folders.
        let clash = systems.iter().enumerate().any(is_other);
        let name = if clash {
            shown_path(path)
        } else {
            shown_path(name)
        };
        targets.push((name, text(path)?));
    }
    of_texts(&source, &targets).map_err(|why| {
        CliError::with_remedy(why, msg!("each line is a segment, the same in all files"))
    })
}

fn log_path(files: &[PathBuf]) -> PathBuf {
    let first = files.first().map_or(Path::new("systems"), PathBuf::as_path);
    let name = first
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    first.with_file_name(format!("{}.judged.jsonl", name.unwrap_or_default()))
}

/// Returns a random seed.
fn by_chance() -> u64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    // Short enough to be noted and reused.
    u64::from(now.subsec_nanos()) ^ (now.as_secs() & 0xffff_ffff)
}

fn print_table(args: &Args, rated: &RatedSegments) -> Result<(), CliError> {
    let test = match args.test {
        RankTest::SignedRank => Test::SignedRank,
        RankTest::RankSum => Test::RankSum,
    };
    let seed = args.seed.unwrap_or(SEED);
    let rows = table(rated, test, seed);
    if args.json {
        let rows: Vec<serde_json::Value> = rows.iter().map(in_json).collect();
        let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        text.push('\n');
        return crate::cli::write_output(text.as_bytes());
    }
    print::page(&to_people(&rows, args.test, seed, crate::cli::language()))
}

fn in_json(row: &Row) -> serde_json::Value {
    json!({
        "system": row.system, "mean": row.mean, "confidence": [row.confidence.0, row.confidence.1],
        "segments": row.segments, "wins": row.wins, "ahead": row.ahead,
        "ranks": [row.ranks.0, row.ranks.1], "cluster": row.cluster,
    })
}

fn to_people(rows: &[Row], test: RankTest, seed: u64, language: UiLanguage) -> Page {
    let mut page = Page::default();
    let say = |message: Message| language.say(message);
    let name = |row: &Row| match row.system.as_str() {
        "" => say(msg!("the translation")),
        name => shown(name).into_owned(),
    };
    let widest = rows
        .iter()
        .map(|row| harf::grapheme::width(&name(row)))
        .max();
    let widest = widest.unwrap_or(0).max(10);
    let heads = [
        (msg!("ranks"), 8),
        (msg!("system"), widest + 2),
        (msg!("mean"), 9),
        (msg!("95% interval"), 18),
        (msg!("wins"), 6),
        (msg!("ahead"), 8),
        (msg!("segments"), 0),
    ];
    let heads: Vec<String> = heads
        .into_iter()
        .map(|(head, cells)| padded(&say(head), cells))
        .collect();
    page.line(heads.concat());
    let mut cluster = 1;
    for row in rows {
        if row.cluster != cluster {
            cluster = row.cluster;
            page.line("-".repeat(widest + 50));
        }
        let (low, high) = row.confidence;
        let ahead = row
            .ahead
            .map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0));
        let cells = [
            padded(&format!("{}-{}", row.ranks.0, row.ranks.1), 8),
            padded(&name(row), widest + 2),
            padded(&format!("{:.2}", row.mean), 9),
            padded(&format!("{low:.2} - {high:.2}"), 18),
            padded(&row.wins.to_string(), 6),
            padded(&ahead, 8),
            row.segments.to_string(),
        ];
        page.line(cells.concat());
    }
    let test = match test {
        RankTest::SignedRank => msg!("the Wilcoxon signed-rank test"),
        RankTest::RankSum => msg!("the Wilcoxon–Mann–Whitney rank-sum test"),
    };
    page.line(say(msg!(
        "A system wins over another if {test} gives p below {p}, one-sided; a line separates clusters.",
        test,
        p = SIGNIFICANT.to_string()
    )));
    page.line(say(msg!(
        "Confidence: {drawings} bootstrap samples, seed {seed}.",
        drawings = DRAWINGS,
        seed
    )));
    let fewest = rows.iter().map(|row| row.segments).min().unwrap_or(0);
    if fewest < bayn_review::statistics::SMALL_ITEMS {
        page.line(say(plural!(
            "1 segment is a small sample.",
            "{fewest} segments are a small sample.",
            fewest
        )));
    }
    page
}
