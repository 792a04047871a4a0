//! Says at the end of all tests which of them skipped something, and for want of what.
#![expect(clippy::print_stdout, reason = "this is what it is for")]

fn main() {
    let notes = testkit::take_notes();
    for (test, why) in &notes {
        println!("skipped {test}: {why}");
    }
    println!("{} tests skipped something", notes.len());
}
