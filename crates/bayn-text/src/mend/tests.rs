//! Facts about each damage, on a text written for it.

use super::{Damage, mend};
use crate::sanitise;
use encoding_rs::{WINDOWS_1252, WINDOWS_1256};

/// Sound Arabic with what makes mending hard: numbers, Latin, brackets, marks.
const SOUND: &str = "افتتحت المكتبة العامة في المدينة يوم الأحد 12/5/2019 قاعة جديدة للأطفال.\n\
    وقالت مديرة المكتبة إن القاعة (الثانية) تتسع لنحو 250 قارئًا، وفيها أجهزة iPad 7 للقراءة.\n\
    وأضافت: «لا نريد أن تبقى الكتب على الرفوف»، وذلك خلال الافتتاح الأول في الإقليم.\n\
    الأسعار ارتفعت بنسبة 50% والإقبال أكبر مما كان في الأعوام الماضية، إلى أن أُغلقت الأبواب.";

fn damages(text: &str) -> Vec<Damage> {
    let mended = mend(text);
    mended.map_or_else(Vec::new, |mended| {
        mended.repairs.iter().map(|repair| repair.damage).collect()
    })
}

fn mended(text: &str) -> String {
    mend(text).map_or_else(|| text.to_owned(), |mended| mended.text)
}

#[test]
fn sound_text_is_left_alone() {
    for text in [
        SOUND,
        "Plain English with a naïve café and “quotes” – even Ù once.",
        "L’été dernier, l’élève a été reçue à l’école. Ça va? Œuvre, où, là-bas.",
        "گزارش تازه دربارهٔ کتابخانه‌های ایران که در تهران منتشر شد.",
        "עיריית תל אביב פתחה אתמול ספרייה חדשה לילדים.",
        "شرکت‌های ایرانی کی کتابی را در این سال چاپ کردند",
        "یہ کتاب کل شائع ہوئی تھی اور اس کی قیمت کم ہے۔",
        "في عام 1440هـ صدر الكتاب ﷺ ﴿بسم الله﴾",
        "فقط، ضغط، خط، وسط، نفط، شرط",
        "حالا این کالا از بالا به بازار می‌آید و مثلا قیمت آن بالا است",
        "كان قليلا جميلا طويلا كاملا",
    ] {
        assert_eq!(mend(text), None, "{text}");
    }
}

#[test]
fn utf8_read_as_a_code_page_is_turned_back() {
    for page in [WINDOWS_1252, WINDOWS_1256] {
        let (text, _) = page.decode_without_bom_handling(SOUND.as_bytes());
        assert_eq!(mended(&text), SOUND, "{}", page.name());
        assert_eq!(damages(&text), [Damage::Mojibake]);
    }
    // As a strict program leaves the five bytes that windows-1252 lacks.
    let bare: String = SOUND
        .chars()
        .filter(|c| !harf::shape::is_mark(*c))
        .collect();
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bare.as_bytes());
    let lacking = |c: char| matches!(c, '\u{81}' | '\u{8D}' | '\u{8F}' | '\u{90}' | '\u{9D}');
    assert_eq!(mended(&text.replace(lacking, "\u{FFFD}")), bare);
    assert_eq!(mended(&text.replace(lacking, "")), bare);
    let (french, _) =
        WINDOWS_1252.decode_without_bom_handling("L’été à l’école, où l’œuvre…".as_bytes());
    assert_eq!(mended(&french), "L’été à l’école, où l’œuvre…");
}

#[test]
fn windows_1256_read_as_windows_1252_is_turned_back() {
    let (bytes, _, lossy) = WINDOWS_1256.encode(SOUND);
    assert!(!lossy);
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    assert_eq!(mended(&text), SOUND);
}

/// A line as it is seen, from left to right: right-to-left text turned, numbers and Latin not.
fn as_seen(line: &str, mirrored: bool) -> String {
    let info = unicode_bidi::BidiInfo::new(line, Some(unicode_bidi::Level::rtl()));
    let Some(paragraph) = info.paragraphs.first() else {
        return String::new();
    };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut seen = String::new();
    for run in runs {
        if levels[run.start].is_ltr() {
            seen.push_str(&line[run]);
        } else {
            seen.extend(line[run].chars().rev().map(|c| match c {
                '(' if mirrored => ')',
                ')' if mirrored => '(',
                '«' if mirrored => '»',
                '»' if mirrored => '«',
                c => c,
            }));
        }
    }
    seen
}

#[test]
fn lines_in_visual_order_are_turned() {
    for mirrored in [false, true] {
        let lines: Vec<String> = SOUND.lines().map(|line| as_seen(line, mirrored)).collect();
        let text = lines.join("\n");
        assert_eq!(mended(&text), SOUND);
        assert_eq!(damages(&text), [Damage::VisualOrder]);
    }
    let hebrew = "אתמול נפתחה בעיר ספרייה חדשה (השנייה) לילדים.\nהמנהלת אמרה שיש בה 250 מקומות לקוראים, ואין בה כסף.";
    let lines: Vec<String> = hebrew.lines().map(|line| as_seen(line, true)).collect();
    assert_eq!(mended(&lines.join("\n")), hebrew);
}

#[test]
fn shapes_are_read_as_letters_in_either_order() {
    let shaped: Vec<String> = SOUND.lines().map(shapes_of).collect();
    let bare: String = SOUND
        .chars()
        .filter(|c| !harf::shape::is_mark(*c))
        .collect();
    assert_eq!(mended(&shaped.join("\n")), bare);
    let turned: Vec<String> = shaped.iter().map(|line| as_seen(line, true)).collect();
    assert_eq!(mended(&turned.join("\n")), bare);
    assert_eq!(
        damages(&turned.join("\n")),
        [Damage::VisualOrder, Damage::PresentationForms]
    );
    assert_eq!(mended("ﺍﻟﻨﺺ ﻻ ﻳﻨﺘﻬﻲ"), "النص لا ينتهي");
}

/// A line with each letter by its shape.
fn shapes_of(line: &str) -> String {
    let bare: String = line.chars().filter(|c| !harf::shape::is_mark(*c)).collect();
    let policy = harf::shape::Policy {
        shaping: harf::shape::Shaping::Forms,
        ..harf::shape::Policy::default()
    };
    let clusters = harf::shape::shape(&bare, &[], policy);
    clusters
        .iter()
        .map(|cluster| cluster.symbol.as_str())
        .collect()
}

#[test]
fn lam_and_alef_change_places_again() {
    let mut letters: Vec<char> = SOUND.chars().collect();
    let mut at = 0;
    while at + 1 < letters.len() {
        if letters[at] == 'ل' && matches!(letters[at + 1], 'ا' | 'أ' | 'إ' | 'آ') {
            letters.swap(at, at + 1);
            at += 1;
        }
        at += 1;
    }
    let text: String = letters.into_iter().collect();
    assert_eq!(mended(&text), SOUND);
    assert_eq!(damages(&text), [Damage::LamAlef]);
}

#[test]
fn tatweel_goes_where_it_stretches_lines() {
    let stretched = SOUND
        .replace("المك", "الـــمـك")
        .replace("قا", "قـــا")
        .replace("فت", "فـت");
    assert_eq!(mended(&stretched), SOUND);
    let once = format!("{SOUND} جـميل في عام 1440هـ");
    assert_eq!(mend(&once), None);
}

#[test]
fn persian_letters_in_arabic_are_read_as_arabic() {
    let text = SOUND.replace('ي', "ی").replace('ك', "ک");
    assert_eq!(mended(&text), SOUND);
    // Without any alef maksura left, frequent words keep theirs.
    let without = mended(&text.replace('ى', "ی"));
    assert_eq!(without, SOUND.replace("تبقى", "تبقي"));
}

#[test]
fn places_lead_back_to_the_damaged_text() {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(SOUND.as_bytes());
    let done = mend(&text).expect("it is damaged");
    let clean = sanitise(&done.text);
    let map = clean.map.through(&done.map);
    for word in ["iPad", "250", "12/5"] {
        let at = clean.text.find(word).expect("it is there");
        assert_eq!(map.original_of(at), text.find(word).expect("it is there"));
    }
}
