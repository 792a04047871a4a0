//! JSON whose objects keep the order of their members: that of the messages of a program, and of
//! the languages of a pair.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// A JSON value; values other than text are not distinguished.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ordered {
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Self>),
    /// An object.
    Members(Vec<(String, Self)>),
    /// A number or a literal.
    Other(Value),
}

impl Ordered {
    /// Returns the members of an object; empty if it is something else.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Members(members) => members,
            _ => &[],
        }
    }

    /// Returns a member of an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let found = self.members().iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value)
    }

    /// Returns a string.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns whether it is an object.
    pub(crate) const fn is_object(&self) -> bool {
        matches!(self, Self::Members(_))
    }

    /// Returns it without its order.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.clone()),
            Self::List(items) => items.iter().map(Self::to_value).collect(),
            Self::Members(_) => Value::Object(self.to_map()),
            Self::Other(value) => value.clone(),
        }
    }

    /// Returns the members of an object without their order.
    pub(crate) fn to_map(&self) -> Map<String, Value> {
        let members = self.members().iter();
        members
            .map(|(name, value)| (name.clone(), value.to_value()))
            .collect()
    }
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Ordered;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Ordered, E> {
        Ok(Ordered::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Ordered, E> {
        Ok(Ordered::Text(text))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Ordered, E> {
        Ok(Ordered::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Ordered, E> {
        Ok(Ordered::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Ordered, E> {
        Ok(Ordered::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Ordered, E> {
        Ok(Ordered::Other(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Ordered, E> {
        Ok(Ordered::Other(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Ordered, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Ordered::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Ordered, A::Error> {
        let mut all = Vec::new();
        while let Some(member) = members.next_entry()? {
            all.push(member);
        }
        Ok(Ordered::Members(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_values() {
        let text = r#"{"z":"a","b":[1,2.5,true,null,-3],"a":{"y":"s\n"}}"#;
        let read: Ordered = serde_json::from_str(text).unwrap();
        let names: Vec<&str> = read
            .members()
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["z", "b", "a"]);
        assert_eq!(
            read.get("a").and_then(|a| a.get("y")?.as_str()),
            Some("s\n")
        );
        let plain: Value = serde_json::from_str(text).unwrap();
        assert_eq!(read.to_value(), plain);
    }
}
