//! Reading EPUB 2 and 3: the documents of the spine, one after the other.

use crate::page::Page;
use crate::xml::{Element, Puller};
use crate::zipped::Archive;
use crate::{FormatError, html_in};
use bayn_text::Lang;
use bayn_text::msg;
use harf::Direction;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Reads an EPUB.
///
/// # Errors
/// If the archive, its container or its package cannot be read, or it is encrypted.
pub fn read(bytes: &[u8]) -> Result<Page, FormatError> {
    let mut archive = Archive::open(bytes)?;
    let container = tree(&mut archive, "META-INF/container.xml")?;
    let mut package_path = None;
    container.walk(&mut |element| {
        if &*element.local == "rootfile" && package_path.is_none() {
            package_path = element.get("full-path").map(str::to_owned);
        }
    });
    let package_path = package_path.ok_or_else(|| {
        FormatError::whole(
            msg!("EPUB container"),
            msg!("META-INF/container.xml does not name a package"),
        )
    })?;
    let package = tree(&mut archive, &package_path)?;
    let folder = package_path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let mut page = Page::default();
    if let Some(metadata) = package.child("metadata") {
        page.title = text_of(metadata, "title");
        let lang = text_of(metadata, "language");
        page.lang = (!lang.is_empty()).then(|| Lang::new(&lang));
    }
    let Some(spine) = package.child("spine") else {
        return Err(
            FormatError::whole(msg!("EPUB package"), msg!("the package has no spine"))
                .of_file(&package_path),
        );
    };
    if spine.get("page-progression-direction") == Some("rtl") {
        page.direction = Some(Direction::Rtl);
    }
    let items = manifest_of(&package);
    // A document that the spine names again is read once, as the standard has it.
    let mut read = HashSet::new();
    let encrypted = archive.bytes("META-INF/encryption.xml")?.is_some();
    for item in spine
        .elements()
        .filter(|item| item.get("linear") != Some("no"))
    {
        let item = items.get(item.get("idref").unwrap_or(""));
        let Some(path) = item.and_then(|item| document_path(item, folder)) else {
            continue;
        };
        if !read.insert(path.clone()) {
            continue;
        }
        let Some(bytes) = archive.bytes(&path)? else {
            continue;
        };
        let bytes = expanded(&bytes);
        let chapter = html_in::read_all(&bytes).map_err(|error| error.of_file(&path))?;
        page.blocks.extend(chapter.blocks);
    }
    if page.blocks.is_empty() {
        let message = if encrypted {
            msg!("the book is encrypted")
        } else {
            msg!("the book contains no text")
        };
        return Err(FormatError::whole(msg!("EPUB spine"), message));
    }
    Ok(page)
}

/// Elements that HTML closes by itself.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr",
];

/// Writes `<a/>` as `<a></a>`: a chapter is XML, and HTML would leave such an element open.
/// Comments, CDATA sections, processing instructions and quoted values stay as they are.
fn expanded(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut out: Option<Vec<u8>> = None;
    let (mut at, mut done) = (0, 0);
    while let Some(step) = memchr::memchr(b'<', bytes.get(at..).unwrap_or(&[])) {
        let start = at + step;
        let rest = bytes.get(start..).unwrap_or(&[]);
        let beyond = |end: &[u8]| {
            let found = memchr::memmem::find(rest, end);
            found.map_or(bytes.len(), |found| start + found + end.len())
        };
        if rest.starts_with(b"<!--") {
            at = beyond(b"-->");
            continue;
        }
        if rest.starts_with(b"<![CDATA[") {
            at = beyond(b"]]>");
            continue;
        }
        let Some(end) = tag_end(rest) else { break };
        at = start + end + 1;
        let body = rest.get(1..end).unwrap_or(&[]);
        let Some(body) = body.strip_suffix(b"/") else {
            continue;
        };
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
        let length = body.iter().take_while(|byte| is_name(byte)).count();
        let name = body.get(..length).unwrap_or(&[]);
        if name.is_empty() || VOID.iter().any(|void| name.eq_ignore_ascii_case(void)) {
            continue;
        }
        let out = out.get_or_insert_with(|| Vec::with_capacity(bytes.len() + bytes.len() / 8));
        out.extend_from_slice(bytes.get(done..start).unwrap_or(&[]));
        for piece in [b"<".as_slice(), body, b"></", name, b">"] {
            out.extend_from_slice(piece);
        }
        done = at;
    }
    match out {
        None => Cow::Borrowed(bytes),
        Some(mut out) => {
            out.extend_from_slice(bytes.get(done..).unwrap_or(&[]));
            Cow::Owned(out)
        }
    }
}

/// Returns where the tag at the start of `rest` ends: the first `>` outside of quotes.
fn tag_end(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in rest.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn tree(archive: &mut Archive<'_>, name: &str) -> Result<Box<Element>, FormatError> {
    let text = archive.xml(name)?.ok_or_else(|| {
        FormatError::whole(
            msg!("EPUB container"),
            msg!("the archive does not contain {name}", name),
        )
    })?;
    let mut puller = Puller::new(&text);
    let root = puller.root().map_err(|error| error.of_file(name))?;
    puller.subtree(root).map_err(|error| error.of_file(name))
}

fn text_of(metadata: &Element, name: &str) -> String {
    metadata
        .child(name)
        .map(|element| element.text().trim().to_owned())
        .unwrap_or_default()
}

/// Returns the items of the manifest by their id; the first of an id counts.
fn manifest_of(package: &Element) -> HashMap<&str, &Element> {
    let mut items = HashMap::new();
    for item in package
        .child("manifest")
        .into_iter()
        .flat_map(Element::elements)
    {
        if let Some(id) = item.get("id") {
            items.entry(id).or_insert(item);
        }
    }
    items
}

/// Returns the archive path of a document that the spine names and that is no navigation.
fn document_path(item: &Element, folder: &str) -> Option<String> {
    let kind = item.get("media-type").unwrap_or("");
    let is_nav = item
        .get("properties")
        .is_some_and(|properties| properties.split(' ').any(|word| word == "nav"));
    if !kind.contains("html") || is_nav {
        return None;
    }
    let href = percent_decoded(item.get("href")?.split('#').next()?);
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    Some(path.join("/"))
}

fn percent_decoded(href: &str) -> String {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = tail.get(2..).unwrap_or(&[]);
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn elements_that_xml_closes_are_closed_for_html_too() {
        let page = r#"<html><head><title/><script src="a>b.js"/></head><body><p>One.<a id="x"/></p><br/><iframe src='y'/><!-- <b/> --><p>Two.</p></body></html>"#;
        let whole =
            String::from_utf8(super::expanded(page.as_bytes()).into_owned()).expect("UTF-8");
        assert_eq!(
            whole,
            r#"<html><head><title></title><script src="a>b.js"></script></head><body><p>One.<a id="x"></a></p><br/><iframe src='y'></iframe><!-- <b/> --><p>Two.</p></body></html>"#
        );
        assert!(matches!(
            super::expanded(b"<p>a<br/>b</p>"),
            std::borrow::Cow::Borrowed(_)
        ));
    }
}
