//! What the documents of all office programs of this family share: relations of parts, and who
//! wrote last.

use crate::FormatError;
use crate::xml::{Item, Puller, xml_text};
use crate::zipped::Archive;

/// The namespace of relations between parts.
pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespace of packed relations.
const PACKED: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A part that another one names.
#[derive(Debug)]
pub(super) struct Relation {
    /// The name under which it is named.
    pub(super) id: String,
    /// The last word of its kind, such as `comments`.
    pub(super) kind: String,
    /// The name of the part in the archive.
    pub(super) part: String,
}

/// Returns the parts that `part` names.
pub(super) fn relations(
    archive: &mut Archive<'_>,
    part: &str,
) -> Result<Vec<Relation>, FormatError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}/_rels/{file}.rels");
    let Some(text) = archive.xml(name.trim_start_matches('/'))? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut puller = Puller::bounded(&text);
    loop {
        match puller.next().map_err(|error| error.of_file(&name))? {
            Item::Start(element) if &*element.local == "Relationship" => {
                let get = |name: &str| element.get(name).unwrap_or_default();
                if get("TargetMode") == "External" {
                    continue;
                }
                found.push(Relation {
                    id: get("Id").to_owned(),
                    kind: get("Type")
                        .rsplit('/')
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                    part: resolved(folder, get("Target")),
                });
            }
            Item::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Returns the name of a part that is named from within a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Returns the title of a document and who wrote it last; empty if it does not say.
pub(super) fn title_and_writer(archive: &mut Archive<'_>) -> Result<(String, String), FormatError> {
    let mut said = (String::new(), String::new());
    let name = "docProps/core.xml";
    let Some(text) = archive.xml(name)? else {
        return Ok(said);
    };
    let mut puller = Puller::bounded(&text);
    loop {
        match puller.next().map_err(|error| error.of_file(name))? {
            Item::Start(element) if matches!(&*element.local, "title" | "lastModifiedBy") => {
                let is_title = &*element.local == "title";
                let tree = puller
                    .subtree(element)
                    .map_err(|error| error.of_file(name))?;
                let text = tree.text().trim().to_owned();
                if is_title {
                    said.0 = text;
                } else {
                    said.1 = text;
                }
            }
            Item::Eof => return Ok(said),
            _ => {}
        }
    }
}

/// Returns the part that says the title.
pub(super) fn core(title: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        xml_text(title)
    )
}

/// Returns the list of kinds of parts: each by its name, under its kind.
pub(super) fn content_types(parts: &[(&str, &str)]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    );
    for (part, kind) in parts {
        out.push_str(&format!(
            "<Override PartName=\"/{part}\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>"
        ));
    }
    out.push_str("</Types>");
    out
}

/// Returns relations: each a kind (behind the namespace of its family) and a part.
pub(super) fn related(targets: &[(&str, &str)]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{PACKED}\">"
    );
    for (at, (kind, target)) in targets.iter().enumerate() {
        let family = match *kind {
            "metadata/core-properties" => PACKED,
            _ => RELATIONS,
        };
        out.push_str(&format!(
            "<Relationship Id=\"rId{}\" Type=\"{family}/{kind}\" Target=\"{target}\"/>",
            at + 1
        ));
    }
    out.push_str("</Relationships>");
    out
}
