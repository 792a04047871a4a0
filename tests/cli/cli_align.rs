//! `bayn align` as scripts and pipes meet it: forms, thresholds, and many pairs at once.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn bayn(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("bayn runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn sample(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("assets/sample").join(name).display().to_string()
}

/// A folder with three pairs of texts, the second of which lacks its target, and their list.
fn pairs() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let one = file(
        "one.txt",
        "Der Zug 17 kam um 9.\n\nDanach fuhr er nach Berlin.\n",
    );
    let two = file(
        "two.txt",
        "Train 17 came at 9.\n\nThen it left for Berlin.\n",
    );
    let list = file(
        "list.tsv",
        &format!(
            "{}\t{}\n\n{one}\t{}/none.txt\n{one}\t{two}\tde\ten\n{one}\n",
            sample("report.ar.txt"),
            sample("report.en.txt"),
            folder.path().display()
        ),
    );
    (folder, list)
}

fn lines(output: &Output) -> Vec<serde_json::Value> {
    let text = stdout(output);
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn every_pair_gives_a_line_in_order_and_errors_are_lines_too() {
    let (_folder, list) = pairs();
    let output = bayn(&["align", "--no-model", "--pairs", &list]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(
        said.contains(&format!("2 of 4, the first at {list}:3")),
        "{said}"
    );
    let found = lines(&output);
    assert_eq!(found.len(), 4);
    assert!(found[0]["beads"].as_array().expect("beads").len() > 20);
    assert_eq!(found[0]["source_lang"], "ar");
    let says = |at: usize| found[at]["error"].as_str().unwrap_or("").to_owned();
    assert!(says(1).contains("does not exist"), "{}", says(1));
    assert!(found[1]["beads"].is_null());
    let beads = found[2]["beads"].as_array().expect("beads");
    assert_eq!(beads[1]["target"][0], "Then it left for Berlin.");
    assert_eq!(found[2]["source_lang"], "de");
    assert!(says(3).contains("tabs between"), "{}", says(3));
}

#[test]
fn a_text_of_a_pair_is_not_written_over() {
    let (folder, list) = pairs();
    let text = folder.path().join("two.txt");
    let before = fs::read(&text).expect("a text");
    let output = bayn(&[
        "align",
        "--no-model",
        "--pairs",
        &list,
        "-o",
        &text.display().to_string(),
    ]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(fs::read(&text).expect("a text"), before);
}

#[test]
#[cfg(target_os = "linux")]
fn many_pairs_end_where_nothing_can_be_written() {
    let (folder, _) = pairs();
    let line = format!(
        "{0}/one.txt\t{0}/two.txt\tde\ten\n",
        folder.path().display()
    );
    let list = folder.path().join("many.tsv");
    // More than may wait for the writer.
    fs::write(&list, line.repeat(300)).expect("a list");
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["align", "--no-model", "--threads", "2", "--pairs"])
        .arg(&list)
        .stdout(full.expect("a full disk"))
        .stderr(Stdio::null())
        .spawn()
        .expect("bayn starts");
    for _ in 0..600 {
        if let Some(status) = child.try_wait().expect("a status") {
            assert_eq!(status.code(), Some(2));
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let _gone = child.kill();
    panic!("it waits for a reader that is gone");
}

#[test]
fn the_number_of_threads_changes_nothing_and_pairs_come_through_a_pipe() {
    let (_folder, list) = pairs();
    let whole = bayn(&["align", "--no-model", "--pairs", &list, "--to", "ladder"]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["align", "--no-model", "--threads", "1", "--pairs", "-"])
        .args(["--to", "ladder"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("bayn runs");
    let list = fs::read(list).expect("the list");
    let mut input = child.stdin.take().expect("stdin");
    input.write_all(&list).expect("written");
    drop(input);
    let piped = child.wait_with_output().expect("it ends");
    assert_eq!(stdout(&piped), stdout(&whole));
    assert_eq!(piped.status.code(), Some(2));
    let ladder = lines(&piped)[2]["alignment"].as_str().map(str::to_owned);
    assert!(ladder.expect("a ladder").starts_with("[0]:[0]:"));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let (_folder, list) = pairs();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["align", "--no-model", "--pairs", &list])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bayn runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).is_empty(), "{}", stderr(&output));
}

#[test]
fn unsure_beads_can_be_left_out_of_every_form() {
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let all = stdout(&bayn(&["align", "--no-model", &ar, &en, "--to", "jsonl"]));
    let sure = bayn(&[
        "align",
        "--no-model",
        &ar,
        &en,
        "--to",
        "jsonl",
        "--min-confidence",
        "0.9",
    ]);
    let confidence = |line: &str| {
        let bead: serde_json::Value = serde_json::from_str(line).expect("JSON");
        bead["confidence"].as_f64().expect("a number")
    };
    let kept: Vec<&str> = all.lines().filter(|line| confidence(line) >= 0.9).collect();
    assert!(!kept.is_empty() && kept.len() < all.lines().count());
    let sure = stdout(&sure);
    assert!(sure.lines().all(|line| confidence(line) >= 0.9));
    assert!(sure.lines().count().abs_diff(kept.len()) <= 1);
    let wrong = bayn(&["align", &ar, &en, "--min-confidence", "2"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_translation_memory_is_written_and_reads_back() {
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.tmx").display().to_string();
    let output = bayn(&["align", "--no-model", &ar, &en, "-o", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(&out).expect("written");
    assert!(text.contains("<tmx") && text.contains("<tu"), "{text}");
    let back = bayn(&["convert", &out, "-", "--to", "tsv"]);
    assert!(stdout(&back).lines().count() > 20, "{}", stderr(&back));
}

#[test]
fn help_and_manual_name_what_there_is() {
    let help = stdout(&bayn(&["align", "--help"]));
    let manual = stdout(&bayn(&["man", "align"]));
    for flag in ["pairs", "min-confidence", "threads", "no-model", "tmx"] {
        assert!(help.contains(flag), "{flag}");
        let escaped = flag.replace('-', "\\-");
        assert!(manual.contains(&escaped), "{flag}");
    }
    assert_eq!(bayn(&["man", "nothing"]).status.code(), Some(2));
    let (_folder, list) = pairs();
    let both = bayn(&["align", &list, "--pairs", &list]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_sentence_that_holds_two_is_cut_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let one = file(
        "one.txt",
        "Der Zug 1742 nach Hamburg kam um 9:15; der Bus 38 nach Potsdam fuhr um 11:40.\n",
    );
    let two = file(
        "two.txt",
        "Train 1742 to Hamburg came at 9:15.\nBus 38 to Potsdam left at 11:40.\n",
    );
    let args = [
        "align",
        "--no-model",
        "--pre-segmented",
        "--to",
        "ladder",
        &one,
        &two,
    ];
    assert_eq!(stdout(&bayn(&args)).lines().count(), 1);
    let mut more = args.to_vec();
    more.push("--splits");
    let output = bayn(&more);
    assert!(stdout(&output).starts_with("[0]:[0]:") && stdout(&output).lines().count() == 2);
    assert!(
        stderr(&output).contains("1 sentence was split"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_model_of_one_s_own_that_cannot_be_read_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let none = folder.path().join("none").display().to_string();
    let (ar, en) = (sample("report.ar.txt"), sample("report.en.txt"));
    let output = bayn(&["align", &ar, &en, "--model", &none]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(
        said.contains("model.safetensors") && said.contains("multilingual-e5-small"),
        "{said}"
    );

    // A folder that the settings name is no reason to stop.
    let settings = folder.path().join("bayn");
    fs::create_dir(&settings).expect("a folder");
    fs::write(
        settings.join("config.toml"),
        format!("model = \"{none}\"\n"),
    )
    .expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["align", &ar, &en, "--to", "ladder"])
        .env("XDG_CONFIG_HOME", folder.path())
        .output()
        .expect("bayn runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stderr(&output).contains("the model in"),
        "{}",
        stderr(&output)
    );
    assert!(stdout(&output).starts_with('['));
}

/// Icelandic, which the carried model does not know, told in other words than names and
/// numbers; the order of the second and the third sentence decides.
#[test]
fn a_model_of_one_s_own_aligns_what_the_carried_one_does_not_know() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/model/e5");
    if !model.join("model.safetensors").exists() {
        testkit::skip(format_args!(
            "{} is absent (tools/model/e5.py)",
            model.display()
        ));
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let english = file(
        "a.en.txt",
        "The old woman lives alone by the sea.\nHer dog is black.\nIt rained all night.\n\
         In the morning the boats did not go out.\nThe children walked to school.\n\
         She baked bread for her neighbours.\n",
    );
    let icelandic = file(
        "a.is.txt",
        "Gamla konan b\u{fd}r ein vi\u{f0} sj\u{f3}inn.\nHundurinn hennar er svartur.\n\
         \u{de}a\u{f0} rigndi alla n\u{f3}ttina.\nUm morguninn f\u{f3}ru b\u{e1}tarnir ekki \u{fa}t.\n\
         B\u{f6}rnin gengu \u{ed} sk\u{f3}lann.\nH\u{fa}n baka\u{f0}i brau\u{f0} handa n\u{e1}gr\u{f6}nnum s\u{ed}num.\n",
    );
    let model = model.display().to_string();
    let run = |more: &[&str]| {
        let shared = [
            "align",
            "--pre-segmented",
            &english,
            &icelandic,
            "--source-lang",
            "en",
            "--target-lang",
            "is",
        ];
        let output = bayn(&[&shared, more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let mean = |text: &str| {
        let scores: Vec<f64> = text
            .lines()
            .filter_map(|line| line.rsplit(':').next()?.parse().ok())
            .collect();
        scores.iter().sum::<f64>() / scores.len().max(1) as f64
    };
    let by_words = run(&["--to", "ladder", "--no-model"]);
    let by_meaning = run(&["--to", "ladder", "--model", &model]);
    let diagonal = (0..6).all(|at| by_meaning.contains(&format!("[{at}]:[{at}]:")));
    assert!(diagonal, "{by_meaning}");
    assert!(
        mean(&by_meaning) > mean(&by_words),
        "{by_meaning}{by_words}"
    );
}

#[test]
fn names_with_dots_find_their_predictions() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("news.1.gold", "[0]:[0]\n"),
        ("news.1.pred", "[0]:[0]:0.9\n"),
        ("news.2.gold", "[0]:[0]\n[1]:[1]\n"),
        ("news.2.pred", "[0]:[0]\n[1]:[]\n[]:[1]\n"),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let path = folder.path().display().to_string();
    let output = bayn(&["eval", &path, &path, "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let found: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let recall = found["recall"].as_f64().expect("recall");
    assert!((recall - 2.0 / 3.0).abs() < 1e-9, "{recall}");
}

#[test]
fn a_pair_that_may_hold_two_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let text = "Der Zug 1742 nach Hamburg kam um 9:15; der Bus 38 nach Potsdam fuhr um 11:40.\n";
    let one = file("one.txt", text);
    let two = file(
        "two.txt",
        "Train 1742 to Hamburg came at 9:15.\nBus 38 to Potsdam left at 11:40.\n",
    );
    let args = ["align", "--no-model", "--pre-segmented", &one, &two, "--to"];
    let output = bayn(&[&args[..], &["jsonl"]].concat());
    let said = stderr(&output);
    assert!(
        said.contains("may contain two: 1, the first is number 1"),
        "{said}"
    );
    let found = lines(&output);
    let cut = text.find("der Bus").expect("it is there");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["source_cuts"], serde_json::json!([cut]));
    assert!(found[0].get("target_cuts").is_none());
    // A pipe that asks for no more than the links does not pay for it.
    let output = bayn(&[&args[..], &["tsv"]].concat());
    assert!(stderr(&output).is_empty(), "{}", stderr(&output));
}

/// A list of texts, one of which lacks its target.
fn texts() -> String {
    let pair = |at: usize| {
        let source = format!("Der Zug {at} kam um 9.\n\nDanach fuhr er nach Berlin.");
        let target = format!("Train {at} came at 9.\n\nThen it left for Berlin.");
        serde_json::json!({"id": format!("p{at}"), "source": source, "target": target,
                           "source_lang": "de", "target_lang": "en", "more": at})
    };
    let mut lines: Vec<String> = (0..40).map(|at| pair(at).to_string()).collect();
    lines[7] = r#"{"id":"p7","source":"allein"}"#.to_owned();
    lines.join("\n") + "\n"
}

#[test]
fn objects_with_texts_give_objects_with_their_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("texts.jsonl");
    fs::write(&list, texts()).expect("a list");
    let list = list.display().to_string();
    let output = bayn(&["align", "--no-model", "--pairs", &list]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let found = lines(&output);
    let ids: Vec<&str> = found
        .iter()
        .filter_map(|line| line["id"].as_str())
        .collect();
    let wanted: Vec<String> = (0..40).map(|at| format!("p{at}")).collect();
    assert_eq!(ids, wanted);
    assert_eq!(
        found[3]["beads"][1]["target"][0],
        "Then it left for Berlin."
    );
    assert!(found[3]["source"].is_null(), "{}", found[3]);
    let says = found[7]["error"].as_str().expect("an error");
    assert!(says.contains("`target`"), "{says}");

    // With --paths the same members name files.
    let [one, two] = ["one.txt", "two.txt"].map(|name| folder.path().join(name));
    fs::write(&one, "Der Zug 17 kam um 9.\n").expect("a text");
    fs::write(&two, "Train 17 came at 9.\n").expect("a text");
    let line = serde_json::json!({"id": 1, "source": one, "target": two, "source_lang": "de"});
    let list = folder.path().join("paths.jsonl");
    fs::write(&list, format!("{line}\n")).expect("a list");
    let list = list.display().to_string();
    let output = bayn(&["align", "--no-model", "--paths", "--pairs", &list]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        lines(&output)[0]["beads"][0]["source"][0],
        "Der Zug 17 kam um 9."
    );
}

#[test]
fn a_run_that_was_ended_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let [list, whole, part] =
        ["texts.jsonl", "whole.jsonl", "part.jsonl"].map(|name| folder.path().join(name));
    fs::write(&list, texts()).expect("a list");
    let align = |out: &Path| {
        let [list, out] = [&*list, out].map(|path| path.display().to_string());
        bayn(&[
            "align",
            "--no-model",
            "--pairs",
            &list,
            "-o",
            &out,
            "--skip-done",
        ])
    };
    align(&whole);
    let bytes = fs::read(&whole).expect("written");
    // Ended in the middle of a line, behind the one with an error.
    let cut = bytes.len() * 2 / 3;
    fs::write(&part, &bytes[..cut]).expect("a part");
    let again = align(&part);
    assert_eq!(fs::read(&part).expect("written"), bytes);
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    // Nothing is left to do.
    align(&part);
    assert_eq!(fs::read(&part).expect("written"), bytes);
}

#[test]
#[cfg(target_os = "linux")]
fn a_list_in_shares_gives_the_bytes_of_one_run() {
    use std::os::unix::fs::PermissionsExt;
    let page = include_str!("../../docs/corpus.md");
    let (_, script) = page.split_once("```sh\n#!/bin/sh\n").expect("the script");
    let (script, _) = script.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("texts.jsonl"), texts()).expect("a list");
    // Strings are enough here, and need no model for each share.
    let program = folder.path().join("bayn");
    let script_of = format!(
        "#!/bin/sh\nexec {} \"$@\" --no-model\n",
        env!("CARGO_BIN_EXE_bayn")
    );
    fs::write(&program, script_of).expect("a program");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it may be run");
    let path = format!(
        "{}:{}",
        folder.path().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for task in 0..5 {
        let status = Command::new("sh")
            .args(["-c", script])
            .env("PATH", &path)
            .env("SLURM_ARRAY_TASK_MIN", "0")
            .env("SLURM_ARRAY_TASK_COUNT", "5")
            .env("SLURM_ARRAY_TASK_ID", task.to_string())
            .current_dir(folder.path())
            .status();
        // The share with the faulty pair says so.
        assert_ne!(status.expect("it runs").code(), None);
    }
    let parts = (0..5).map(|task| folder.path().join(format!("part.{task:04}.jsonl")));
    let joined: Vec<u8> = parts
        .flat_map(|part| fs::read(part).expect("a part"))
        .collect();
    let list = folder.path().join("texts.jsonl").display().to_string();
    let whole = bayn(&["align", "--no-model", "--pairs", &list]);
    assert_eq!(String::from_utf8_lossy(&joined), stdout(&whole));
}
