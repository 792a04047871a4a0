//! The screen at every width that the design names, and at the sizes that break programs.

use crate::stage::Stage;

fn check(width: u16, height: u16, keys: &str) {
    let mut stage = Stage::sample((width, height));
    stage.keys(keys);
    insta::assert_snapshot!(
        format!("sample_{width}x{height}_{}", keys.replace(' ', "_")),
        format!("{}\n---- styles\n{}", stage.screen(), stage.styles())
    );
}

#[test]
fn columns_at_120() {
    check(120, 36, "");
}

#[test]
fn columns_at_120_after_moving() {
    check(120, 36, "j j j");
}

#[test]
fn columns_at_80() {
    check(80, 24, "j j j j j j");
}

#[test]
fn stacked_at_60() {
    check(60, 24, "j j j");
}

#[test]
fn stacked_at_40() {
    check(40, 20, "j j j");
}

#[test]
fn stacked_at_24() {
    check(24, 16, "j j j");
}

#[test]
fn no_size_panics() {
    let mut stage = Stage::sample((1, 1));
    for width in [1, 2, 3, 5, 8, 11, 12, 15, 39, 40, 79, 80, 200] {
        for height in [1, 2, 3, 4, 7, 11] {
            stage.resize((width, height));
            stage.keys("g g j j } ctrl-f right right t i / a enter n G k z b ? j q : x enter");
            stage.keys("t f ctrl-e tab ctrl-y t l");
        }
    }
}

#[test]
fn resizing_keeps_the_pair() {
    let mut stage = Stage::sample((120, 36));
    stage.keys("9 G");
    let pair = stage.pair().map(str::to_owned);
    for size in [(80, 24), (40, 10), (1, 1), (24, 60), (120, 36)] {
        stage.resize(size);
        assert_eq!(stage.pair(), [pair[0].as_str(), pair[1].as_str()]);
        let bead = stage.state.reading.cursor.bead;
        if size.1 > 1 {
            assert!(
                stage.geometry.screen.iter().any(|row| row.bead == bead),
                "the pair is off the screen at {size:?}"
            );
        }
    }
}
