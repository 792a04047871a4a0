//! `bayn config set KEY VALUE`: writes one setting into config.toml.
//!
//! The value is checked first, like one in the file. Then only the place of the file that
//! contains it is changed: comments, order and everything else stay as the user wrote them. A
//! setting that the file does not have yet is added before the first section.

use crate::cli::config::Config;
use crate::cli::report::CliError;
use crate::session::Setting;
use crate::session::setting::Values;
use crate::session::settings_file::{self, nearest};
use bayn_text::Message;
use bayn_text::message::Key;
use bayn_text::msg;

/// Writes a setting; returns a message.
pub(crate) fn set(config: &Config, key: &str, values: &[String]) -> Result<Message, CliError> {
    let setting = Setting::by_name(key).ok_or_else(|| {
        let names = Setting::ALL.iter().map(|setting| setting.name());
        let remedy = match nearest(key, names) {
            Some(near) => msg!("did you mean `{near}`?", near),
            None => msg!("`bayn config show` lists them"),
        };
        CliError::with_remedy(msg!("there is no setting `{key}`", key), remedy)
    })?;
    let given = match setting.values() {
        Values::List(_) => values.join("\n"),
        _ => values.join(" "),
    };
    let wrong = |remedy| {
        CliError::with_remedy(
            msg!("invalid value `{given}` for `{key}`", key, given),
            remedy,
        )
    };
    let value = setting.accept(&given).map_err(wrong)?;
    if setting == Setting::Theme {
        config.knows_theme(&value).map_err(wrong)?;
    }
    let folder = config
        .folder
        .as_ref()
        .ok_or_else(|| CliError::new(msg!("no home folder to save the settings in")))?;
    let path = folder.join("config.toml");
    let text = match crate::disk::read_text(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(CliError::unread(&path, &error)),
    };
    let shown = shown(setting, &value);
    let new = settings_file::with(&text, key, &shown).map_err(|mistake| {
        CliError::with_remedy(
            msg!(
                "config.toml is not valid TOML: {problem}",
                problem = mistake.problem
            ),
            msg!("run `bayn config check` and repair it first"),
        )
    })?;
    std::fs::create_dir_all(folder).map_err(|error| CliError::unwritten(folder, &error))?;
    crate::cli::write_file(&path, new.as_bytes())?;
    Ok(msg!(
        "{setting} is saved in {file}",
        setting = Key(format!("{key} = {shown}")),
        file = path
    ))
}

/// Returns a value in TOML syntax.
fn shown(setting: Setting, value: &str) -> String {
    match setting.values() {
        Values::Switch | Values::Number(..) => value.to_owned(),
        Values::List(_) => {
            let items: toml_edit::Value = value.lines().collect();
            items.to_string()
        }
        Values::Choice(_) | Values::Text(_) => toml_edit::Value::from(value).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_changed_and_the_rest_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        let before = "# mine\nzen = true # at night\n\nmeasure = 70\n# the end\n";
        std::fs::write(&path, before).expect("a file");
        let put = |key: &str, value: &[&str]| {
            let value: Vec<String> = value.iter().map(|word| (*word).to_owned()).collect();
            set(&Config::of(folder.path()), key, &value).map_err(|error| error.line())
        };
        assert!(put("zen", &["false"]).is_ok());
        assert!(put("theme", &["dark"]).is_ok());
        assert!(put("dict", &["a.ifo", "b c"]).is_ok());
        let after = std::fs::read_to_string(&path).expect("a file");
        assert_eq!(
            after,
            "# mine\nzen = false # at night\n\nmeasure = 70\ntheme = \"dark\"\n\
             dict = [\"a.ifo\", \"b c\"]\n# the end\n"
        );
        assert_eq!(
            put("zne", &["true"]),
            Err("there is no setting `zne`".to_owned())
        );
        assert_eq!(
            put("measure", &["9000"]),
            Err("invalid value `9000` for `measure`".to_owned())
        );
        assert_eq!(
            put("theme", &["drak"]),
            Err("invalid value `drak` for `theme`".to_owned())
        );
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), after);
        assert!(Config::of(folder.path()).mistakes.is_empty());
    }
}
