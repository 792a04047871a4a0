//! What comes while an editor has the terminal is there when it has not any more.

#![cfg(unix)]

use bayn::session::{Answer, Event, Ticket};
use bayn::tui::editor::{Edited, edit};
use bayn::tui::event_channel::channel;
use bayn::tui::external::{External, Inbox};

#[test]
fn answers_that_come_while_the_editor_is_open_are_kept() {
    let (sender, receiver) = channel().expect("two descriptors");
    let mut inbox = Inbox::new(receiver);
    let answers =
        [1, 2, 3].map(|count| Event::Answer(Ticket::default(), Answer::PartsCounted(count)));
    for answer in answers.clone() {
        sender.send(External::Event(answer)).expect("it is there");
    }
    let edited = edit("f() { sleep 0.1; }; f", "text\n", &mut inbox, || ());
    assert_eq!(
        edited.expect("a shell"),
        (Edited::Text("text".into()), None)
    );
    let kept: Vec<_> = std::iter::from_fn(|| inbox.receive()).collect();
    assert_eq!(kept, answers.map(External::Event));
}
