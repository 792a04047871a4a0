//! Input of the loop other than keys: answers of workers and signals, over one channel.

use crate::session::Event;
use crate::tui::event_channel::{Receiver, Waker};
use std::collections::VecDeque;

/// Something from outside the keyboard.
#[derive(Debug, PartialEq)]
pub enum External {
    /// An event for the session.
    Event(Event),
    /// A signal asks the process to end.
    End(i32),
    /// A signal asks the process to stop for a while.
    Stop,
}

/// The pending events of the loop, in order.
///
/// While an editor has the terminal only signals are taken; other events are kept for
/// the loop.
#[derive(Debug)]
pub struct Inbox {
    receiver: Receiver<External>,
    kept: VecDeque<External>,
}

impl Inbox {
    /// Returns the inbox of a channel.
    #[must_use]
    pub const fn new(receiver: Receiver<External>) -> Self {
        Self {
            receiver,
            kept: VecDeque::new(),
        }
    }

    /// Takes the oldest event, if one waits.
    pub fn receive(&mut self) -> Option<External> {
        let kept = self.kept.pop_front();
        kept.or_else(|| self.receiver.try_recv().ok())
    }

    /// Takes the first pending signal, and leaves earlier events in the queue.
    pub fn take_signal(&mut self) -> Option<External> {
        self.kept.extend(self.receiver.try_iter());
        let signal = |it: &External| matches!(it, External::End(_) | External::Stop);
        let at = self.kept.iter().position(signal)?;
        self.kept.remove(at)
    }

    /// Returns whether events were kept, for which nothing wakes the loop again.
    #[must_use]
    pub fn holds(&self) -> bool {
        !self.kept.is_empty()
    }

    /// Returns the waker of the loop that this belongs to.
    #[must_use]
    pub const fn waker(&self) -> &Waker {
        self.receiver.waker()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::event_channel::channel;

    #[test]
    fn signals_are_taken_first_and_nothing_is_lost_or_reordered() {
        let (sender, receiver) = channel().expect("two descriptors");
        let mut inbox = Inbox::new(receiver);
        let sent = [
            External::Event(Event::Resized),
            External::Stop,
            External::Event(Event::Begin),
            External::End(15),
        ];
        for external in sent {
            sender.send(external).expect("it is there");
        }
        assert_eq!(inbox.take_signal(), Some(External::Stop));
        assert!(inbox.holds());
        assert_eq!(inbox.receive(), Some(External::Event(Event::Resized)));
        assert_eq!(inbox.take_signal(), Some(External::End(15)));
        assert_eq!(inbox.receive(), Some(External::Event(Event::Begin)));
        assert_eq!(inbox.receive(), None);
    }
}
