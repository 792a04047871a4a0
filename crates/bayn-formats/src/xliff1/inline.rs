//! Reads inline content of XLIFF 1.2 into runs of text with codes.

use crate::carried;
use crate::text::{Code, Role, Text};
use crate::xml::{Element, Node};

/// The attribute of an end of a pair that is `<bx>` or `<ex>` in the file.
pub(super) const BARE: &str = "x1-element:bare";

/// A run of a unit's text: a segment with its `mid`, or the text between two.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
    /// The `mid` of its `<mrk mtype="seg">`.
    pub(super) mid: Option<String>,
    /// The text.
    pub(super) text: Text,
}

/// Reads a `<source>`, `<seg-source>` or `<target>`; empty runs between segments are left
/// out, and there is always one run.
pub(super) fn runs_of(parent: &Element) -> Vec<Run> {
    let mut reader = RunReader {
        runs: vec![Run::default()],
        marks: 0,
    };
    reader.read(parent);
    let mut runs = reader.runs;
    if runs.len() > 1 {
        runs.retain(|run| run.mid.is_some() || !run.text.is_empty());
    }
    runs
}

struct RunReader {
    runs: Vec<Run>,
    marks: usize,
}

impl RunReader {
    fn text(&mut self) -> &mut Text {
        if self.runs.is_empty() {
            self.runs.push(Run::default());
        }
        let last = self.runs.len() - 1;
        &mut self.runs[last].text
    }

    fn read(&mut self, parent: &Element) {
        for node in &parent.children {
            match node {
                Node::Text(piece) => self.text().push_str(piece),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match &*element.local {
            "mrk" if element.get("mtype") == Some("seg") => {
                self.runs.push(Run {
                    mid: Some(element.get("mid").unwrap_or_default().to_owned()),
                    text: Text::default(),
                });
                self.read(element);
                self.runs.push(Run::default());
            }
            "mrk" => {
                self.marks += 1;
                let id = format!("m{}", self.marks);
                let end = |role| Code {
                    role,
                    mark: true,
                    id: id.clone(),
                    ..Code::default()
                };
                self.text().push_code(Code {
                    kind: element.get("mtype").unwrap_or_default().to_owned(),
                    attrs: carried::attributes_of(element, "x1", &["mtype"]),
                    ..end(Role::Open)
                });
                self.read(element);
                self.text().push_code(end(Role::Close));
            }
            "g" => {
                // Its content is read as text, so the code itself has none.
                let open = Code {
                    role: Role::Open,
                    id: element.get("id").unwrap_or_default().to_owned(),
                    kind: element.get("ctype").unwrap_or_default().to_owned(),
                    attrs: carried::attributes_of(element, "x1", &["id", "ctype"]),
                    ..Code::default()
                };
                let close = Code {
                    role: Role::Close,
                    id: open.id.clone(),
                    ..Code::default()
                };
                self.text().push_code(open);
                self.read(element);
                self.text().push_code(close);
            }
            "bpt" | "bx" => {
                let code = paired(element, Role::Open);
                self.text().push_code(code);
            }
            "ept" | "ex" => {
                let code = paired(element, Role::Close);
                self.text().push_code(code);
            }
            "it" => {
                let role = match element.get("pos") {
                    Some("close") => Role::Close,
                    _ => Role::Open,
                };
                let code = code(element, role, &["id", "ctype", "pos"]);
                self.text().push_code(code);
            }
            "x" | "ph" => {
                let code = code(element, Role::Alone, &["id", "ctype"]);
                self.text().push_code(code);
            }
            _ => self.read(element),
        }
    }
}

fn paired(element: &Element, role: Role) -> Code {
    let mut code = code(element, role, &["id", "ctype", "rid"]);
    if matches!(&*element.local, "bx" | "ex") {
        code.attrs.push((BARE.into(), String::new()));
    }
    if let Some(rid) = element.get("rid") {
        let own = std::mem::replace(&mut code.id, rid.to_owned());
        if own != rid {
            code.attrs.push(("x1:own-id".into(), own));
        }
    }
    code
}

fn code(element: &Element, role: Role, used: &[&str]) -> Code {
    let mut attrs = carried::attributes_of(element, "x1", used);
    if element.elements().next().is_some() {
        attrs.push(("x1:inner".into(), element.inner_xml()));
    }
    Code {
        role,
        mark: false,
        id: element.get("id").unwrap_or_default().to_owned(),
        kind: element.get("ctype").unwrap_or_default().to_owned(),
        data: element.text(),
        attrs,
    }
}
