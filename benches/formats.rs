//! A memory of a million units: how fast it is found and read, and in how much memory; and
//! the reader itself on it, in a pseudo-terminal.
//!
//! `cargo bench --bench formats [UNITS]` makes the file, measures (medians of five), and
//! prints with the load of the machine. With `BAYN_BENCH_PEER=1` translate-toolkit reads a
//! tenth of it beside it.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use bayn_formats::tmx::TmxIndex;
use bayn_formats::{Corpus, tmx};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often the reader is started.
const RUNS: usize = 5;

fn main() -> std::io::Result<()> {
    let units: usize = std::env::args()
        .skip(1)
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(1_000_000);
    let path = std::env::temp_dir().join("bayn-bench.tmx");
    make(&path, units)?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load          {}", load.trim());
    #[cfg(unix)]
    reader(&path, units.div_ceil(10_000))?;
    let before = resident_mb();
    let start = Instant::now();
    let text = std::fs::read_to_string(&path)?;
    let read = start.elapsed();
    let megabytes = text.len() as f64 / 1e6;
    println!("file          {megabytes:.0} MB, {units} units");
    println!("read          {:.3} s", read.as_secs_f64());

    let start = Instant::now();
    let first = TmxIndex::new(&text, 200).map_err(std::io::Error::other)?;
    let mut screen = Corpus::default();
    first
        .read(&text, 0..first.len(), &mut screen)
        .map_err(std::io::Error::other)?;
    println!(
        "first screen  {:.3} s after start ({} units read)",
        (read + start.elapsed()).as_secs_f64(),
        first.len()
    );

    let mut times = Vec::new();
    let mut index = TmxIndex::default();
    for _ in 0..RUNS {
        let start = Instant::now();
        index = TmxIndex::new(&text, usize::MAX).map_err(std::io::Error::other)?;
        times.push(start.elapsed().as_secs_f64());
    }
    let taken = median(times);
    println!(
        "index         {taken:.3} s, {:.0} MB/s, {} units",
        megabytes / taken,
        index.len()
    );
    let grown = resident_mb() - before;
    println!(
        "memory        {grown:.0} MB, {:.2} x the file",
        grown / megabytes
    );

    let start = Instant::now();
    screen.units.clear();
    for at in (0..index.len()).step_by(1000) {
        index
            .read(&text, at..at + 1, &mut screen)
            .map_err(std::io::Error::other)?;
    }
    println!(
        "a unit        {:.1} us on demand",
        start.elapsed().as_secs_f64() * 1e6 / screen.units.len().max(1) as f64
    );
    drop(text);

    let small = path.with_extension("small.tmx");
    make(&small, units / 10)?;
    let bytes = std::fs::read(&small)?;
    let start = Instant::now();
    let corpus = tmx::read(&bytes).map_err(std::io::Error::other)?;
    let own = start.elapsed().as_secs_f64();
    println!(
        "read whole    {own:.3} s for {} units, {:.0} MB/s",
        corpus.units.len(),
        bytes.len() as f64 / 1e6 / own
    );
    if std::env::var_os("BAYN_BENCH_PEER").is_some() {
        let code = "import sys,time\nfrom translate.storage import tmx\nt=time.time()\n\
                    s=tmx.tmxfile.parsefile(sys.argv[1])\nn=sum(1 for u in s.units if u.source is not None)\nprint(time.time()-t)";
        let output = std::process::Command::new("python3")
            .args(["-c", code])
            .arg(&small)
            .output()?;
        let peer: f64 = String::from_utf8_lossy(&output.stdout)
            .trim()
            .parse()
            .unwrap_or(f64::NAN);
        println!(
            "toolkit       {peer:.3} s for the same, {:.1} x ours",
            peer / own
        );
    }
    std::fs::remove_file(small)?;
    std::fs::remove_file(path)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}

/// Starts the reader on the memory and waits for its first frame and for the count of its
/// parts.
#[cfg(unix)]
fn reader(path: &Path, parts: usize) -> std::io::Result<()> {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::Read;
    let (mut first, mut counted, mut resident) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let size = PtySize {
            rows: 36,
            cols: 120,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .map_err(std::io::Error::other)?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bayn"));
        command.args(["--bidi", "visual"]);
        command.arg(path);
        command.env("TERM", "xterm-256color");
        let start = Instant::now();
        let mut child = pair
            .slave
            .spawn_command(command)
            .map_err(std::io::Error::other)?;
        drop(pair.slave);
        let mut output = pair
            .master
            .try_clone_reader()
            .map_err(std::io::Error::other)?;
        let mut screen = vt100::Parser::new(36, 120, 0);
        let mut buffer = [0; 4096];
        let total = format!("part 1/{parts} ");
        let mut seen = None;
        while start.elapsed() < Duration::from_secs(60) {
            let count = output.read(&mut buffer)?;
            screen.process(buffer.get(..count).unwrap_or(&[]));
            let text = screen.screen().contents();
            if text.contains("part 1/") {
                seen.get_or_insert_with(|| start.elapsed());
            }
            if text.contains(&total) {
                break;
            }
        }
        first.push(seen.map_or(f64::NAN, |time| time.as_secs_f64()));
        counted.push(start.elapsed().as_secs_f64());
        let process = child.process_id().unwrap_or(0).to_string();
        resident.push(resident_of(&process));
        child.kill()?;
        child.wait()?;
    }
    let megabytes = std::fs::metadata(path)?.len() as f64 / 1e6;
    let resident = median(resident);
    println!(
        "reader        first frame {:.3} s, counted {:.3} s after start",
        median(first),
        median(counted)
    );
    println!(
        "reader        {resident:.0} MB at most, {:.2} x the file",
        resident / megabytes
    );
    Ok(())
}

/// Writes a memory of `units` units, about 300 bytes each.
fn make(path: &Path, units: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"bench\" \
          creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"ar\" \
          datatype=\"plaintext\"/>\n<body>\n",
    )?;
    for at in 0..units {
        writeln!(
            out,
            "<tu tuid=\"{at}\">\n<tuv xml:lang=\"ar\"><seg>\u{642}\u{627}\u{644} \u{627}\u{644}\u{645}\u{62f}\u{64a}\u{631} \u{631}\u{642}\u{645} {at} \u{625}\u{646} \u{627}\u{644}\u{639}\u{645}\u{644} \u{628}\u{62f}\u{623} \u{641}\u{64a} \u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621} \u{635}\u{628}\u{627}\u{62d} \u{627}\u{644}\u{64a}\u{648}\u{645} &amp; \u{628}\u{639}\u{62f}\u{647}.</seg></tuv>\n\
             <tuv xml:lang=\"en\"><seg>Director number {at} said that the work in the port had begun this morning &amp; will go on.</seg></tuv>\n</tu>"
        )?;
    }
    out.write_all(b"</body>\n</tmx>\n")?;
    out.flush()
}

fn resident_mb() -> f64 {
    resident_of("self")
}

/// Returns the most memory that a process held; 0 where the system does not say.
fn resident_of(process: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|value| value.split_whitespace().next())
        .and_then(|kilobytes| kilobytes.parse::<f64>().ok())
        .map_or(0.0, |kilobytes| kilobytes * 1024.0 / 1e6)
}
