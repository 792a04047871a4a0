//! Every reader against damaged files, for as long as `BAYN_FUZZ_SECONDS` says (default 1 a
//! reader). The seeds are the files of crates/bayn-formats/tests/data/formats; damage is of bytes, of pieces
//! moved between files, and of markup. Files that are read together are damaged together. A
//! finding is a panic, an endless loop, or a file that is written and not read again.
//!
//! `BAYN_FUZZ_ONLY=tmx,sdlxliff` runs some targets, `BAYN_FUZZ_SEED` repeats a run.

use bayn_doc::Sides;
use bayn_formats::{
    Content, Corpus, Format, Kind, Loaded, WriteOptions, read, read_together, review_table,
    to_bitext, write,
};
use bayn_text::Lang;
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

/// A file with its path.
type Seed = (PathBuf, Vec<u8>);

fn seeds() -> Vec<Seed> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-formats/tests/data/formats");
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
        <w:r><w:t>a</w:t><w:br/><w:tab/></w:r><w:del><w:r><w:t>b</w:t></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='1'/></w:tcPr><w:p><w:r><w:t>Source</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>Target</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:bookmarkStart w:name='bayn1'/>\
        <w:commentRangeStart w:id='1'/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id='1'/></w:p></w:tc><w:tc><w:p><w:ins w:author='a'>\
        <w:r><w:t>y</w:t></w:r></w:ins><w:del><w:r><w:delText>z</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    const ODT: &str = "<o:d xmlns:o='o' xmlns:text='t'><text:h text:outline-level='3'>a</text:h>\
        <text:p>b<text:s text:c='9'/><text:note><text:p>c</text:p></text:note></text:p></o:d>";
    const BOOK: &str =
        "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='rId1'/></sheets></workbook>";
    const RELATIONS: &str = "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='s.xml'/>\
        <Relationship Id='rId2' Type='x/sharedStrings' Target='t.xml'/></Relationships>";
    const SHEET: &str = "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>\
        <row r='2'><c r='A2' t='inlineStr'><is><r><t>a</t></r><r><t>b_x000D_</t></r></is></c><c t='str'><v>c</v></c><c r='D2'><v>3</v></c></row>\
        </sheetData></worksheet>";
    const STRINGS: &str =
        "<sst><si><t>Source (ar)</t></si><si><r><t>Tar</t></r><r><t>get</t></r></si></sst>";
    match format {
        Format::Xlsx => vec![
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/t.xml", STRINGS),
            ("xl/s.xml", SHEET),
        ],
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

/// What is fuzzed: a format, or a way of reading that a format alone does not name.
enum Target {
    Of(Format),
    /// A format whose seeds have this ending, such as `sdlxliff`.
    Dialect(&'static str, Format),
    /// Files of one folder of crates/bayn-formats/tests/data/formats/together, read together.
    Together(&'static str, Option<Format>),
    /// Any file, packed; damaged before or after.
    Packed(&'static str),
}

impl Target {
    fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Format::ALL
            .iter()
            .copied()
            .filter(|format| format.content() != Content::Beside)
            .map(Self::Of)
            .collect();
        all.extend([
            Self::Dialect("sdlxliff", Format::Xliff12),
            Self::Dialect("mqxliff", Format::Xliff12),
            Self::Together("ladder", None),
            Self::Together("moses", Some(Format::Moses)),
            Self::Together("standoff", None),
            Self::Packed("gz"),
            Self::Packed("zst"),
        ]);
        all
    }

    fn name(&self) -> String {
        match self {
            Self::Of(format) => format.to_string(),
            Self::Dialect(name, _) | Self::Together(name, _) | Self::Packed(name) => {
                (*name).to_owned()
            }
        }
    }

    /// Returns the seeds of this target, one file or one folder of files each.
    fn own<'a>(&self, seeds: &'a [Seed]) -> Vec<Vec<&'a Seed>> {
        let together = |path: &Path| path.components().any(|part| part.as_os_str() == "together");
        let alone = |wanted: &dyn Fn(&Seed) -> bool| {
            let found = seeds
                .iter()
                .filter(|seed| !together(&seed.0) && wanted(seed));
            found.map(|seed| vec![seed]).collect()
        };
        match self {
            Self::Of(format) => alone(&|(path, bytes)| {
                bayn_formats::detect(&path.to_string_lossy(), bytes) == Kind::Of(*format)
            }),
            Self::Dialect(ending, _) => {
                alone(&|(path, _)| path.extension().is_some_and(|own| own == *ending))
            }
            Self::Together(name, _) => {
                let mut folders: Vec<Vec<&Seed>> = Vec::new();
                for seed in seeds.iter().filter(|seed| together(&seed.0)) {
                    let folder = seed
                        .0
                        .parent()
                        .and_then(Path::file_name)
                        .unwrap_or_default();
                    if !folder.to_string_lossy().starts_with(name) {
                        continue;
                    }
                    match folders.last_mut() {
                        Some(last)
                            if last
                                .first()
                                .is_some_and(|f| f.0.parent() == seed.0.parent()) =>
                        {
                            last.push(seed);
                        }
                        _ => folders.push(vec![seed]),
                    }
                }
                folders
            }
            Self::Packed(_) => alone(&|_| true),
        }
    }
}

/// What a run read, or tried to: to be told where it is a finding.
struct Tried {
    files: Vec<Vec<u8>>,
    corpus: Option<Corpus>,
}

fn try_one(target: &Target, numbers: &mut Numbers, own: &[Vec<&Seed>], seeds: &[Seed]) -> Tried {
    let other = &seeds[numbers.next(seeds.len())].1;
    let mut files: Vec<Vec<u8>> = if !own.is_empty() && numbers.next(8) > 0 {
        let chosen = &own[numbers.next(own.len())];
        chosen.iter().map(|seed| seed.1.clone()).collect()
    } else {
        let many = match target {
            Target::Together(_, Some(_)) => 2,
            Target::Together(..) => 3,
            _ => 1,
        };
        (0..many)
            .map(|_| seeds[numbers.next(seeds.len())].1.clone())
            .collect()
    };
    match target {
        Target::Of(format @ (Format::Epub | Format::Docx | Format::Odt | Format::Xlsx))
            if numbers.next(8) > 0 =>
        {
            files = vec![damaged_archive(numbers, *format, other)];
        }
        Target::Packed(kind) => {
            let packed_first = numbers.next(2) == 0;
            for bytes in &mut files {
                if !packed_first {
                    damage(numbers, bytes, other);
                }
                *bytes = pack(kind, bytes);
                if packed_first {
                    damage(numbers, bytes, other);
                }
            }
        }
        Target::Together(..) => {
            // All but one may stay whole: what fits together is what is to be broken.
            let victim = numbers.next(files.len() + 1);
            for (at, bytes) in files.iter_mut().enumerate() {
                if at == victim || victim == 3 || numbers.next(4) == 0 {
                    damage(numbers, bytes, other);
                }
            }
            if numbers.next(6) == 0 {
                let last = files.len() - 1;
                files.swap(0, last);
            }
        }
        _ => damage(numbers, &mut files[0], other),
    }
    let loaded = match target {
        Target::Of(format) | Target::Dialect(_, format) => {
            // The same document as a review that came back.
            match format {
                Format::Docx => {
                    drop(review_table::read_docx(&files[0]));
                    drop(review_table::read_paragraphs(&files[0]));
                }
                Format::Xlsx => drop(review_table::read_xlsx(&files[0])),
                _ => {}
            }
            read("x", &files[0], Some(*format)).ok()
        }
        Target::Packed(_) => read("x", &files[0], None).ok(),
        Target::Together(_, format) => {
            let named: Vec<(&str, &[u8])> =
                files.iter().map(|file| ("x", file.as_slice())).collect();
            let langs = Sides::new(Lang::new("ar"), Lang::new("en"));
            let read = read_together(&named, *format, &langs);
            read.ok().flatten().map(Loaded::Corpus)
        }
    };
    let corpus = match loaded {
        Some(Loaded::Corpus(corpus)) => Some(corpus),
        _ => None,
    };
    Tried { files, corpus }
}

/// Returns bytes packed.
fn pack(kind: &str, bytes: &[u8]) -> Vec<u8> {
    if kind == "zst" {
        return ruzstd::encoding::compress_to_vec(
            bytes,
            ruzstd::encoding::CompressionLevel::Fastest,
        );
    }
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

/// Checks what was read: it tiles, and what is written of it is read again.
fn check(name: &str, tried: &Tried) {
    let Some(corpus) = &tried.corpus else {
        return;
    };
    let bitext = to_bitext(corpus);
    if corpus.units.is_empty() {
        return;
    }
    assert!(bitext.is_tiled(), "{name}: beads do not tile");
    for out in [Format::Tmx, Format::Xliff2, Format::Xliff12, Format::Jsonl] {
        let (written, _) = write(corpus, out, &WriteOptions::default()).expect("it is written");
        if let Err(error) = read("x", &written, Some(out)) {
            let path = std::env::temp_dir().join("bayn-fuzz-finding");
            std::fs::write(&path, tried.files.concat()).expect("the finding");
            unreachable!("{name} to {out}: {error}; see {}", path.display());
        }
    }
}

#[test]
fn no_reader_falls_over_damage() {
    let seconds: f64 = std::env::var("BAYN_FUZZ_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(0.12);
    let seed: u64 = std::env::var("BAYN_FUZZ_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(0x9E37_79B9_7F4A_7C15);
    let seeds = seeds();
    assert!(seeds.len() > 100, "the seeds were not found");
    let only = std::env::var("BAYN_FUZZ_ONLY").unwrap_or_default();
    for target in Target::all() {
        let name = target.name();
        if !only.is_empty() && !only.split(',').any(|only| only == name) {
            continue;
        }
        let own = target.own(&seeds);
        assert!(
            !own.is_empty() || matches!(target, Target::Of(_)),
            "{name} has no seed"
        );
        let mut numbers = Numbers(seed);
        let start = Instant::now();
        let (mut runs, mut read) = (0_u64, 0_u64);
        while start.elapsed().as_secs_f64() < seconds {
            let began = Instant::now();
            let tried = try_one(&target, &mut numbers, &own, &seeds);
            check(&name, &tried);
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "{name}: it hangs"
            );
            runs += 1;
            read += u64::from(tried.corpus.is_some());
        }
        eprintln!("{name}: {runs} runs, {read} of them read");
    }
}
