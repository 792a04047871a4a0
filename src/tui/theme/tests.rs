//! Contrast by the formula of WCAG 2, and distance under simulated colour blindness.
//!
//! Simulation: Machado, Oliveira & Fernandes 2009, severity 1.0, matrices in linear sRGB.
//! Distance: Euclidean in `OKLab` (Ottosson 2020); two colours side by side differ visibly from
//! about 0.02 on.

use super::*;
use harf::terminal::{Depth, Ground};
use ratatui::style::{Color, Modifier, Style};

type Rgb = [f64; 3];

fn theme(name: &str) -> Theme {
    Theme::built_in(name).expect("a built-in theme")
}

fn linear(colour: Color) -> Option<Rgb> {
    let bytes = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(at @ 232..) => [8 + 10 * (at - 232); 3],
        Color::Indexed(at @ 16..) => {
            let at = at - 16;
            [at / 36, at / 6 % 6, at % 6].map(|step| [0, 95, 135, 175, 215, 255][usize::from(step)])
        }
        _ => return None,
    };
    Some(bytes.map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    }))
}

fn times(matrix: [Rgb; 3], colour: Rgb) -> Rgb {
    matrix.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum())
}

/// WCAG 2.2, "contrast ratio".
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [luminance, ..] = times([[0.2126, 0.7152, 0.0722], [0.0; 3], [0.0; 3]], colour);
        luminance + 0.05
    };
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

fn oklab(colour: Rgb) -> Rgb {
    let cones = times(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        colour,
    );
    times(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(|cone| cone.max(0.0).cbrt()),
    )
}

const SIGHTS: [(&str, [Rgb; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn seen(sight: [Rgb; 3], colour: Rgb) -> Rgb {
    times(sight, colour).map(|part| part.clamp(0.0, 1.0))
}

/// The letters and the ground of a role, as they come out on the screen.
fn colours(theme: &Theme, role: &str) -> (Color, Color) {
    let style = theme.ground.patch(theme.role(role).expect("a role"));
    let (fg, bg) = (
        style.fg.unwrap_or(Color::Reset),
        style.bg.unwrap_or(Color::Reset),
    );
    if style.add_modifier.contains(Modifier::REVERSED) {
        (bg, fg)
    } else {
        (fg, bg)
    }
}

/// What a role is read on: the ground, and the band of the current pair under what has no
/// ground of its own.
fn grounds(theme: &Theme, role: &str) -> Vec<(Color, Color)> {
    let mut found = vec![colours(theme, role)];
    if let Some(band) = theme.lit.bg {
        let mut lit = *theme;
        lit.ground = lit.ground.bg(band);
        found.push(colours(&lit, role));
    }
    found
}

fn least_contrast(name: &str, depth: Depth) -> (f64, &'static str) {
    let theme = theme(name).map(|style| with_depth(style, depth));
    ROLES
        .iter()
        .flat_map(|(role, _)| grounds(&theme, role).into_iter().map(move |on| (*role, on)))
        .map(|(role, (fg, bg))| {
            let ratio = contrast(
                linear(fg).expect("a colour of its own"),
                linear(bg).expect("a ground of its own"),
            );
            (ratio, role)
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .expect("there are roles")
}

#[test]
fn every_role_can_be_read_on_its_ground() {
    for (name, least) in [
        ("light", 4.5),
        ("dark", 4.5),
        ("colour-blind", 4.5),
        ("high-contrast", 7.0),
    ] {
        for depth in [Depth::True, Depth::Indexed] {
            let (ratio, role) = least_contrast(name, depth);
            assert!(ratio >= least, "{name}, {role}: {ratio:.2} in {depth:?}");
        }
    }
}

#[test]
fn the_256_colours_are_the_same_colours() {
    for name in ["light", "dark", "colour-blind", "high-contrast"] {
        let theme = theme(name);
        for (role, _) in ROLES {
            let style = theme.role(role).expect("a role");
            let fewer = with_depth(style, Depth::Indexed);
            for (a, b) in [(style.fg, fewer.fg), (style.bg, fewer.bg)] {
                assert_eq!(a.and_then(linear), b.and_then(linear), "{name}, {role}");
            }
        }
    }
}

#[test]
fn colours_of_the_colour_blind_theme_stay_apart() {
    let theme = theme("colour-blind");
    let roles = ["text", "furniture", "hit", "key", "good", "bad", "doubt"];
    for (sight, matrix) in SIGHTS {
        for (at, one) in roles.iter().enumerate() {
            for other in roles.get(at + 1..).unwrap_or_default() {
                let place = |role: &str| {
                    let (fg, _) = colours(&theme, role);
                    oklab(seen(matrix, linear(fg).expect("a colour of its own")))
                };
                let (a, b) = (place(one), place(other));
                let apart: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
                assert!(
                    apart.sqrt() >= 0.12,
                    "{sight}: {one} and {other} are {:.3} apart",
                    apart.sqrt()
                );
            }
        }
    }
}

#[test]
fn the_simulation_tells_colours_that_do_not_stay_apart() {
    // The control: a red and a green that are alike without red cones.
    let (red, green) = (Color::Rgb(0xaf, 0x5f, 0x00), Color::Rgb(0x5f, 0x87, 0x00));
    let distance = |matrix| {
        let place = |colour| oklab(seen(matrix, linear(colour).expect("a colour")));
        let (a, b) = (place(red), place(green));
        a.iter()
            .zip(b)
            .map(|(a, b): (&f64, f64)| (a - b).powi(2))
            .sum::<f64>()
            .sqrt()
    };
    assert!(distance(SIGHTS[0].1) > 0.12);
    assert!(distance(SIGHTS[1].1) < 0.12);
}

#[test]
fn nothing_is_told_by_colour_alone() {
    // What differs in meaning inside the text differs without its colour too.
    for (name, ..) in BUILT_IN {
        let theme = theme(name);
        let bare = |style: Style| style.add_modifier;
        assert_ne!(bare(theme.lit), bare(theme.text), "{name}");
        assert_ne!(bare(theme.hit), bare(theme.lit), "{name}");
        for mark in [theme.neutral, theme.minor, theme.major, theme.critical] {
            assert!(bare(mark).contains(Modifier::UNDERLINED), "{name}");
        }
        assert!(bare(theme.critical).contains(Modifier::REVERSED), "{name}");
        assert!(bare(theme.caret).contains(Modifier::REVERSED), "{name}");
    }
}

#[test]
fn built_in_themes_have_every_role_and_no_fault() {
    for (name, _, text) in BUILT_IN {
        let (_, mistakes) = Theme::read(text, &|_| None);
        assert_eq!(mistakes, [], "{name}");
        for (role, _) in ROLES {
            let set = text
                .lines()
                .any(|line| line.starts_with(&format!("{role} =")));
            assert!(set, "{name} leaves {role} open");
        }
    }
}

#[test]
fn a_users_theme_inherits_and_lists_its_faults() {
    let text = "inherit = \"dark\"\nhit = \"#ff0000 on black bold\"\ncolour = \"red\"\n\
                lit = \"rde\"\nkey = 3\ntitl = \"bold\"\n";
    let (own, mistakes) = Theme::read(text, &|_| None);
    let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [3, 4, 5, 6], "{mistakes:?}");
    assert_eq!(own.hit.fg, Some(Color::Rgb(255, 0, 0)));
    assert_eq!(own.hit.bg, Some(Color::Black));
    assert_eq!(own.good, theme("dark").good);
    let (_, mistakes) = Theme::read("inherit = \"drak\"\n", &|_| None);
    assert_eq!(mistakes.len(), 1);
}

#[test]
fn flags_overrule_the_environment() {
    let wish = ColourOptions {
        color: "auto".to_owned(),
        no_color: Some("1".to_owned()),
        force: Some("1".to_owned()),
        term: Some("xterm".to_owned()),
        named: false,
    };
    assert!(!paints(&wish));
    for (color, named, painted) in [("always", false, true), ("auto", true, true)] {
        let wish = ColourOptions {
            color: color.to_owned(),
            named,
            ..wish.clone()
        };
        assert_eq!(paints(&wish), painted);
    }
    let quiet = ColourOptions {
        no_color: Some(String::new()),
        term: Some("dumb".to_owned()),
        ..wish.clone()
    };
    assert!(
        paints(&quiet),
        "an empty NO_COLOR is none; force rules TERM"
    );
    let dumb = ColourOptions {
        force: Some("0".to_owned()),
        ..quiet
    };
    assert!(!paints(&dumb));
}

#[test]
fn the_sixteen_colours_can_be_read_on_a_light_ground() {
    let themes = Themes {
        colours: true,
        ground: Some(Ground::Light),
        ..Themes::default()
    };
    let on_light = themes.of("terminal");
    for (role, _) in ROLES {
        let (now, before) = (on_light.role(role), theme("terminal").role(role));
        let fg = now.and_then(|style| style.fg);
        assert!(
            matches!(fg, None | Some(Color::Red | Color::Blue | Color::Magenta)),
            "{role}: {fg:?}"
        );
        let weight = |style: Option<Style>| style.map(|style| style.add_modifier);
        assert_eq!(weight(now), weight(before), "{role}");
    }
    let dark = Themes {
        ground: Some(Ground::Dark),
        ..themes
    };
    let mut as_written = theme("terminal");
    as_written.lit = dark.of("terminal").lit;
    assert_eq!(dark.of("terminal"), as_written);
}

#[test]
fn the_current_pair_has_a_ground_where_the_background_is_known() {
    let lit = |ground: Option<Ground>, background: Option<[u8; 3]>| {
        let themes = Themes {
            colours: true,
            ground,
            background,
            depth: Depth::True,
            ..Themes::default()
        };
        themes.of("terminal").lit
    };
    for (ground, name) in [(Ground::Light, "light"), (Ground::Dark, "dark")] {
        assert_eq!(lit(Some(ground), None).bg, theme(name).lit.bg);
        let pale = Style::new().add_modifier(Modifier::DIM);
        let on_band = pale.patch(lit(Some(ground), None));
        assert!(!on_band.add_modifier.contains(Modifier::DIM));
    }
    let grey = lit(Some(Ground::Dark), Some([0x23, 0x26, 0x27]));
    assert_eq!(grey.bg, Some(Color::Rgb(0x49, 0x4c, 0x4d)));
    assert_eq!(lit(None, None), theme("mono").lit);
}

#[test]
fn where_the_ground_is_not_known_letters_have_the_terminals_own_colour() {
    let unknown = Themes {
        colours: true,
        ..Themes::default()
    };
    let unknown = unknown.of("terminal");
    for (role, _) in ROLES {
        let style = unknown.role(role).expect("a role");
        assert_eq!((style.fg, style.bg), (None, None), "{role}");
    }
    let weight = |role: &str| unknown.role(role).expect("a role").add_modifier;
    for (one, other) in [("minor", "major"), ("major", "critical"), ("text", "bad")] {
        assert_ne!(weight(one), weight(other), "{one}, {other}");
    }
    let insisted = Themes {
        colours: true,
        insisted: true,
        ..Themes::default()
    };
    assert_eq!(insisted.of("terminal").bad, Theme::ansi().bad);
}

#[test]
fn auto_goes_by_the_ground() {
    let of = |grey: f32| Some(Ground::of([grey; 3]));
    assert_eq!(choose("auto", true, of(1.0)), "light");
    assert_eq!(choose("auto", true, of(0.1)), "dark");
    assert_eq!(choose("auto", true, None), "terminal");
    assert_eq!(choose("auto", false, of(1.0)), "mono");
    assert_eq!(choose("dark", true, of(1.0)), "dark");
    assert_eq!(Ground::of_colorfgbg("0;15"), Some(Ground::Light));
    assert_eq!(Ground::of_colorfgbg("15;default;0"), Some(Ground::Dark));
    assert_eq!(Ground::of_colorfgbg("default"), None);
}

#[test]
fn what_is_written_on_bars_is_legible() {
    for (name, ..) in BUILT_IN {
        let theme = theme(name);
        let Some(bar) = theme.status.bg.and_then(linear) else {
            continue;
        };
        for role in [
            "status",
            "name",
            "name_active",
            "key",
            "good",
            "bad",
            "doubt",
        ] {
            let (letters, _) = colours(&theme, role);
            let found = contrast(linear(letters).expect("a colour"), bar);
            assert!(found >= 4.5, "{name}: {role} on a bar is {found:.2}");
        }
    }
}
