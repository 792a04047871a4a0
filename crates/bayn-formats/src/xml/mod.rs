//! XML for the readers and writers: pull, tree, escape.
//!
//! `quick-xml` finds the markup. This module does the rest: text that comes in
//! pieces is joined, references are resolved, namespaces are bound, and what it accepts
//! although it is not well-formed (undeclared entities, text after the root, a file cut
//! short, control characters) is rejected with its position. Entities that a file declares are
//! never expanded, so an entity bomb is rejected at its declaration.

mod bindings;
mod complaint;
mod element;
mod name;
mod names;
mod pull;
#[cfg(test)]
pub(crate) mod steps;
mod write;

pub(crate) use element::{Attr, Element, Node};
pub(crate) use name::is_name_char;
pub(crate) use pull::{Item, Puller};
pub(crate) use write::{XmlOut, escape_attr, is_xml_char, xml_text};

/// The namespace of `xml:lang` and `xml:space`.
pub(crate) const XML_NS: &str = "http://www.w3.org/XML/1998/namespace";
