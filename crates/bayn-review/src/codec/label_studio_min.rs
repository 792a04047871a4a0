//! Label Studio's `JSON-MIN` export: an object for each annotation, with the task's data and what
//! each control of the page gave side by side.

use serde_json::{Map, Value, json};

/// Returns whether a file is such an export.
pub(super) fn is_export(value: &Value) -> bool {
    let rows = value.as_array().filter(|rows| !rows.is_empty());
    let row = |row: &Value| row.get("annotation_id").is_some() && row.get("data").is_none();
    rows.is_some_and(|rows| rows.iter().all(row))
}

/// Returns the rows as the tasks of the full export. The name of the text that a label lies on
/// is not kept in this form.
pub(super) fn as_tasks(rows: &Value) -> Value {
    let rows = rows.as_array().into_iter().flatten();
    rows.filter_map(Value::as_object).map(as_task).collect()
}

fn as_task(row: &Map<String, Value>) -> Value {
    let mut results = Vec::new();
    let mut data = Map::new();
    for (name, value) in row {
        match value {
            Value::Array(values) => {
                let given = values.iter().filter(|value| value.is_object());
                results.extend(given.map(|value| json!({ "from_name": name, "value": value })));
            }
            _ => {
                data.insert(name.clone(), value.clone());
            }
        }
    }
    json!({
        "id": row.get("id"),
        "data": data,
        "annotations": [{ "completed_by": row.get("annotator"), "result": results }],
    })
}
