//! Every reader against damaged files, for as long as `BAYN_FUZZ_SECONDS` says (default 1 a
//! reader). The seeds are the files of tests/data/formats; damage is of bytes, of pieces
//! moved between files, and of markup. A finding is a panic, an endless loop, or a file that
//! is written and not read again.

use bayn::format::{Format, Loaded, WriteOptions, read, to_bitext, write};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A small generator of numbers (xorshift64*), so that a run can be told again by its seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let word = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(word).unwrap_or(0) % below.max(1)
    }
}

fn seeds() -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats");
    let mut seeds = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the data").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                seeds.push((path, bytes));
            }
        }
    }
    seeds.sort();
    seeds
}

const TOKENS: &[&[u8]] = &[
    b"<",
    b">",
    b"/>",
    b"</",
    b"&amp;",
    b"&#0;",
    b"&x;",
    b"]]>",
    b"<!--",
    b"<![CDATA[",
    b"\"",
    b"'",
    b"xmlns:a=\"b\"",
    b" id=\"1\"",
    b"<mrk id=\"m\">",
    b"<sc id=\"1\"/>",
    b"<ec startRef=\"1\"/>",
    b"<unit id=\"u\">",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\0",
    b"\n\n",
    b"\t",
    b"msgid \"",
    b"{",
    b"}",
    b"[0]:[0]:",
    b"-->",
    b"00:00:01,000 --> 00:00:02,000\n",
    b"\xE2\x80\x8F",
    b"\xD8",
    b"<div>",
    b"99999999999999999999",
    b"-1",
    b"PK\x03\x04",
    b"\x1F\x8B\x08",
];

fn damage(numbers: &mut Numbers, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..=numbers.next(6) {
        let at = numbers.next(bytes.len() + 1);
        match numbers.next(6) {
            0 if at < bytes.len() => bytes[at] = u8::try_from(numbers.next(256)).unwrap_or(0),
            1 => {
                let token = TOKENS[numbers.next(TOKENS.len())];
                bytes.splice(at..at, token.iter().copied());
            }
            2 => {
                let end = (at + numbers.next(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let from = numbers.next(other.len() + 1);
                let end = (from + numbers.next(200)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
            4 => {
                let end = (at + numbers.next(100)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => bytes.truncate(at),
        }
    }
}

/// The parts of an archive of each kind; the last is the one to damage.
fn parts(format: Format) -> Vec<(&'static str, &'static str)> {
    const CONTAINER: &str =
        "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>";
    const PACKAGE: &str = "<package><metadata><title>T</title><language>ar</language></metadata><manifest>\
        <item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>";
    const CHAPTER: &str = "<html><body><h1>A</h1><p dir='rtl'>b <b>c</b></p><table><tr><td>d</td></tr></table></body></html>";
    const DOCX: &str = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Heading2'/><w:bidi/></w:pPr>\
        <w:r><w:t>a</w:t><w:br/><w:tab/></w:r><w:del><w:r><w:t>b</w:t></w:r></w:del></w:p></w:body></w:document>";
    const ODT: &str = "<o:d xmlns:o='o' xmlns:text='t'><text:h text:outline-level='3'>a</text:h>\
        <text:p>b<text:s text:c='9'/><text:note><text:p>c</text:p></text:note></text:p></o:d>";
    match format {
        Format::Epub => vec![
            ("META-INF/container.xml", CONTAINER),
            ("p.opf", PACKAGE),
            ("a.xhtml", CHAPTER),
        ],
        Format::Docx => vec![("word/document.xml", DOCX)],
        Format::Odt => vec![("content.xml", ODT)],
        _ => Vec::new(),
    }
}

/// Returns an archive of which one part is damaged.
fn damaged_archive(numbers: &mut Numbers, format: Format, other: &[u8]) -> Vec<u8> {
    let parts = parts(format);
    let victim = numbers.next(parts.len());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (at, (name, text)) in parts.into_iter().enumerate() {
        let mut bytes = text.as_bytes().to_vec();
        if at == victim {
            damage(numbers, &mut bytes, other);
        }
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(&bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

#[test]
fn no_reader_falls_over_damage() {
    let seconds: f64 = std::env::var("BAYN_FUZZ_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(0.15);
    let seed: u64 = std::env::var("BAYN_FUZZ_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(0x9E37_79B9_7F4A_7C15);
    let seeds = seeds();
    assert!(seeds.len() > 100, "the seeds were not found");
    let only = std::env::var("BAYN_FUZZ_ONLY").unwrap_or_default();
    for format in Format::ALL {
        if !only.is_empty() && !only.split(',').any(|name| name == format.to_string()) {
            continue;
        }
        let mut numbers = Numbers(seed);
        let start = Instant::now();
        let mut runs = 0_u64;
        let own: Vec<&(PathBuf, Vec<u8>)> = seeds
            .iter()
            .filter(|(path, bytes)| {
                let name = path.to_string_lossy();
                matches!(bayn::format::detect(&name, bytes), bayn::format::Kind::Of(f) if f == format)
            })
            .collect();
        while start.elapsed().as_secs_f64() < seconds {
            let own_seed = !own.is_empty() && numbers.next(8) > 0;
            let (_, seed) = if own_seed {
                own[numbers.next(own.len())]
            } else {
                &seeds[numbers.next(seeds.len())]
            };
            let mut bytes = seed.clone();
            let other = &seeds[numbers.next(seeds.len())].1;
            if matches!(format, Format::Epub | Format::Docx | Format::Odt) && numbers.next(8) > 0 {
                bytes = damaged_archive(&mut numbers, format, other);
            } else {
                damage(&mut numbers, &mut bytes, other);
            }
            let began = Instant::now();
            if let Ok(Loaded::Corpus(corpus)) = read("x", &bytes, Some(format)) {
                let bitext = to_bitext(&corpus);
                if corpus.units.is_empty() {
                    continue;
                }
                assert!(bitext.is_tiled(), "{format}: beads do not tile");
                for out in [Format::Tmx, Format::Xliff2, Format::Xliff12, Format::Jsonl] {
                    let (written, _) =
                        write(&corpus, out, &WriteOptions::default()).expect("it is written");
                    if let Err(error) = read("x", &written, Some(out)) {
                        let path = std::env::temp_dir().join("bayn-fuzz-finding");
                        std::fs::write(&path, &bytes).expect("the finding");
                        unreachable!("{format} to {out}: {error}; see {}", path.display());
                    }
                }
            }
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "{format}: it hangs"
            );
            runs += 1;
        }
        eprintln!("{format}: {runs} runs");
    }
}
