//! What reaches the loop beside keys: answers of workers and signals, over one channel.

use crate::session::Event;
use crate::tui::post::{Receiver, Waker};
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

/// What was sent to the loop and not yet taken, in order.
///
/// While an editor has the terminal only signals are taken; what else comes is kept for
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

    /// Takes the first signal that waits, and leaves earlier events in the queue.
    pub fn take_signal(&mut self) -> Option<External> {
        self.kept.extend(self.receiver.try_iter());
        let signal = |it: &External| matches!(it, External::End(_) | External::Stop);
        let at = self.kept.iter().position(signal)?;
        self.kept.remove(at)
    }

    /// Returns whether something was kept back, for which nobody wakes the loop again.
    #[must_use]
    pub fn holds(&self) -> bool {
        !self.kept.is_empty()
    }

    /// Returns what wakes the loop that this belongs to.
    #[must_use]
    pub const fn waker(&self) -> &Waker {
        self.receiver.waker()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::post::channel;

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
