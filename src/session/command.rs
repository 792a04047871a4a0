//! The one table of commands: each with its name and a one-sentence description.
//!
//! Keys, help, palette, mouse, docs/keys.md and the hints in the status line are all based on
//! it. A movement named after pairs or words is logical; one named after the caret is
//! visual, that is, by screen position.

/// The group of a command in help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving through the text.
    Move,
    /// Scrolling and panes.
    View,
    /// Themes and comfort.
    Look,
    /// Hiding and revealing.
    Learn,
    /// Searching.
    Search,
    /// Several translations, and words across the two sides.
    Compare,
    /// Verdicts, notes and undo.
    Review,
    /// Selecting words and marking errors.
    Error,
    /// Confidence of links, and changing them.
    Link,
    /// Bookmarks, jumps and copying.
    Mark,
    /// The caret and its words.
    Caret,
    /// Typing in a prompt or a list.
    Prompt,
    /// The program itself.
    Program,
}

impl Group {
    /// The groups in the order in which help lists them.
    pub const ALL: [Self; 13] = [
        Self::Move,
        Self::Caret,
        Self::View,
        Self::Look,
        Self::Learn,
        Self::Search,
        Self::Compare,
        Self::Review,
        Self::Error,
        Self::Link,
        Self::Mark,
        Self::Prompt,
        Self::Program,
    ];

    /// Returns the heading of the group.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Moving",
            Self::Caret => "Caret",
            Self::View => "View",
            Self::Look => "Looks and comfort",
            Self::Learn => "For learners",
            Self::Search => "Searching",
            Self::Compare => "Comparing",
            Self::Review => "Reviewing",
            Self::Error => "Marking errors",
            Self::Link => "Repairing links",
            Self::Mark => "Bookmarks and copying",
            Self::Prompt => "In prompts and lists",
            Self::Program => "Program",
        }
    }
}

macro_rules! commands {
    ($($kind:ident: $group:ident $what:literal {
        $($variant:ident $name:literal $sentence:literal)*
    })*) => {
        /// A user action, without its count or argument.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $($(#[doc = $sentence] $variant,)*)*
        }

        impl Command {
            /// All commands, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// Returns the command's name in keymaps and the palette.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// Returns what the command does, as one sentence.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $($(Self::$variant => $sentence,)*)* }
            }

            /// Returns the group under which help lists the command.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $($(Self::$variant => Group::$group,)*)* }
            }

            /// Returns the command among those of its handler.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $($(Self::$variant => Kind::$kind(kind::$kind::$variant),)*)* }
            }
        }

        /// A command by the handler that runs it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = $what] $kind(kind::$kind),)*
        }

        /// The commands of each handler. A handler matches all of its own, so that forgetting one
        /// is a compile error.
        pub mod kind {
            $(
                #[doc = $what]
                #[derive(Clone, Copy, Debug, PartialEq, Eq)]
                pub enum $kind {
                    $(#[doc = $sentence] $variant,)*
                }

                impl From<$kind> for super::Command {
                    fn from(command: $kind) -> Self {
                        match command { $($kind::$variant => Self::$variant,)* }
                    }
                }
            )*
        }
    };
}

// HANDLER: GROUP IN HELP "what the handler is for" { Command "name" "sentence" }
commands! {
    Move: Move "Moving from pair to pair." {
        NextPair "next_pair" "Goes to the next matched sentence."
        PreviousPair "previous_pair" "Goes to the previous matched sentence."
        NextParagraph "next_paragraph" "Goes to the next paragraph."
        PreviousParagraph "previous_paragraph" "Goes to the previous paragraph."
        FirstPair "first_pair" "Goes to the first matched sentence, or to the one whose number was typed."
        LastPair "last_pair" "Goes to the last matched sentence, or to the one whose number was typed."
    }
    Contents: Move "Chapters and headings." {
        ListContents "list_contents" "Lists the headings of both texts side by side."
        NextHeading "next_heading" "Goes to the next heading."
        PreviousHeading "previous_heading" "Goes to the previous heading."
    }
    Part: Move "Turning the parts of a long file." {
        NextPart "next_part" "Goes to the next part of a long translation memory."
        PreviousPart "previous_part" "Goes to the previous part of a long translation memory."
    }
    Page: Move "Moving by rows of the screen." {
        HalfPageDown "half_page_down" "Goes half a screen down."
        HalfPageUp "half_page_up" "Goes half a screen up."
        PageDown "page_down" "Goes a screen down."
        PageUp "page_up" "Goes a screen up."
    }
    Caret: Caret "The caret." {
        CaretLeft "caret_left" "Moves the caret one letter to the left, as seen."
        CaretRight "caret_right" "Moves the caret one letter to the right, as seen."
        NextWord "next_word" "Moves the caret to the next word of the text."
        PreviousWord "previous_word" "Moves the caret to the previous word of the text."
        LineStart "line_start" "Moves the caret to the start of its line."
        LineEnd "line_end" "Moves the caret to the end of its line."
    }
    View: View "Scrolling, panes and how text is shown." {
        ScrollDown "scroll_down" "Scrolls one row down."
        ScrollUp "scroll_up" "Scrolls one row up."
        PlaceTop "place_top" "Puts the current sentence at the top of the screen."
        PlaceCenter "place_center" "Puts the current sentence in the middle of the screen."
        PlaceBottom "place_bottom" "Puts the current sentence at the bottom of the screen."
        OtherPane "other_pane" "Goes to the other text."
        SwapPanes "swap_panes" "Swaps the two panes."
        ToggleFreeScroll "toggle_free_scroll" "Scrolls the two panes separately, or locks them together again."
        NextLayout "next_layout" "Changes the layout: columns, stacked, one text alone, interlinear."
        ToggleTashkeel "toggle_tashkeel" "Hides or shows Arabic vowel marks and tatweel."
        NextDigits "next_digits" "Shows digits as written, Western or Arabic-Indic."
        ToggleInvisibles "toggle_invisibles" "Makes invisible and direction characters visible."
        NextRomanisation "next_romanisation" "Writes Arabic in Latin letters too: ALA-LC, BGN/PCGN, ASCII, off."
        NextBidi "next_bidi" "Tries the next way of sending right-to-left text to this terminal."
    }
    Look: Look "Looks and comfort." {
        NextTheme "next_theme" "Tries the next theme."
        NextSpacing "next_spacing" "Changes the empty rows between lines: none, one, two."
        NextMeasure "next_measure" "Changes the longest line that text may fill."
        ToggleJustified "toggle_justified" "Justifies lines by wider spaces, or leaves them ragged."
        ToggleZen "toggle_zen" "Shows nothing but the text, or everything again."
    }
    Learn: Learn "Hiding and revealing." {
        NextHidden "next_hidden" "Hides the translation, then the source, then nothing."
        Reveal "reveal" "Reveals the hidden side of the pair, or hides it again."
        RevealWord "reveal_word" "Reveals one more word of the hidden side."
    }
    Keep: Learn "Keeping words." {
        KeepWords "keep_words" "Keeps the word under the caret, otherwise the pair, for `bayn words`."
    }
    Speech: Learn "Reading aloud." {
        ReadAloud "read_aloud" "Reads aloud from this sentence on, or stops."
    }
    Search: Search "Searching." {
        Search "search" "Searches both texts, whatever the accents, vowel marks and letter forms."
        NextHit "next_hit" "Goes to the next match."
        PreviousHit "previous_hit" "Goes to the previous match."
        ClearSearch "clear_search" "Clears the search highlights and the caret."
    }
    Several: Compare "Showing several translations." {
        ToggleText1 "toggle_text_1" "Shows or hides the first of several translations."
        ToggleText2 "toggle_text_2" "Shows or hides translation 2."
        ToggleText3 "toggle_text_3" "Shows or hides translation 3."
        ToggleText4 "toggle_text_4" "Shows or hides translation 4."
        ToggleText5 "toggle_text_5" "Shows or hides translation 5."
        ToggleText6 "toggle_text_6" "Shows or hides translation 6."
        ToggleText7 "toggle_text_7" "Shows or hides translation 7."
        ToggleText8 "toggle_text_8" "Shows or hides translation 8."
        ToggleText9 "toggle_text_9" "Shows or hides translation 9."
        NextText "next_text" "Shows the next translation where there is no room for all."
        ToggleDifferences "toggle_differences" "Highlights the words in which translations differ, or stops doing so."
        NextDifference "next_difference" "Goes to the next pair where translations differ."
        PreviousDifference "previous_difference" "Goes to the previous pair where translations differ."
    }
    Shared: Compare "What both texts say." {
        ListFacts "list_facts" "Lists what both texts say, and where their figures contradict."
        ListNames "list_names" "Lists the names with all their spellings and counts."
        NextNamed "next_named" "Goes to the next occurrence of the name chosen in the list."
        PreviousNamed "previous_named" "Goes to the previous occurrence of the name chosen in the list."
    }
    Words: Compare "The word under the caret." {
        ToggleWordLinks "toggle_word_links" "Highlights the translation of the caret's word, or stops doing so."
        JumpToWord "jump_to_word" "Goes to the word on the other side that matches this one."
        Concordance "concordance" "Lists every occurrence of the word under the caret."
        ConcordanceBoth "concordance_both" "Lists every occurrence of the word with the other side's sentence."
    }
    Lookup: Compare "Dictionaries." {
        LookUp "look_up" "Looks the word up in glossaries and dictionaries."
    }
    Worst: Compare "The tour of what looks worst." {
        NextWorst "next_worst" "Goes to the next stop on the tour of the worst places and says why."
        PreviousWorst "previous_worst" "Goes back on the tour of the worst places."
    }
    Review: Review "Verdicts, notes and undo." {
        AcceptPair "accept_pair" "Accepts the translation of the pair."
        DoubtPair "doubt_pair" "Sets the verdict of the pair to \"needs review\"."
        RejectPair "reject_pair" "Rejects the translation of the pair and asks why."
        Note "note" "Writes a note on the pair, or changes it; an empty one is deleted."
        LongNote "long_note" "Writes the note in the editor: $VISUAL or $EDITOR."
        NextUnreviewed "next_unreviewed" "Goes to the next pair without a verdict."
        PreviousUnreviewed "previous_unreviewed" "Goes to the previous pair without a verdict."
        ToggleAdvance "toggle_advance" "Toggles moving to the next pair after a verdict."
        Undo "undo" "Undoes the last change; there is no limit."
        Redo "redo" "Redoes what was undone."
        ScorePair "score_pair" "Scores the pair from 0 to 100, as in ESA; an empty score is deleted."
        ListNotes "list_notes" "Lists the notes."
    }
    Filter: Review "Which pairs movement stops at." {
        FilterPairs "filter_pairs" "Filters pairs: movement stops only at those that match."
        ClearFilter "clear_filter" "Clears the filter: movement stops at every pair again."
    }
    Lost: Review "What lost its place." {
        ListLost "list_lost" "Lists review entries whose words are no longer in the text."
    }
    Error: Error "Selecting words and marking errors." {
        SelectWords "select_words" "Starts selecting words; moving extends it, the other pane adds its own."
        SwapEnds "swap_ends" "Goes to the other end of the selection."
        MarkError "mark_error" "Marks the selection or a listed finding as an error; changes a mark."
        MarkMissing "mark_missing" "Marks something missing from the translation, at any selected words."
        ToggleEsa "toggle_esa" "Marks by severity and scores pairs (ESA), or marks by kind (MQM)."
        NextError "next_error" "Goes to the next marked error."
        PreviousError "previous_error" "Goes to the previous marked error."
        ListErrors "list_errors" "Lists the marked errors."
    }
    Judge: Error "Judging systems blind." {
        TieScore "tie_score" "Gives this translation the score of the previous one."
    }
    Findings: Error "What the checks found." {
        NextFinding "next_finding" "Goes to the next finding of the checks."
        PreviousFinding "previous_finding" "Goes to the previous finding of the checks."
        ListFindings "list_findings" "Lists what the checks found."
    }
    Marked: Error "The chosen line of a list." {
        SetNeutral "set_neutral" "Makes the mark chosen in a list neutral."
        SetMinor "set_minor" "Makes the mark chosen in a list a minor error."
        SetMajor "set_major" "Makes the mark chosen in a list a major error."
        SetCritical "set_critical" "Makes the mark chosen in a list a critical error."
        Suggest "suggest" "Writes a correction for the words of the mark chosen in a list."
        DeleteItem "delete_item" "Deletes the listed mark, or dismisses the listed finding for good."
    }
    Link: Link "How sure links are." {
        ToggleConfidence "toggle_confidence" "Shows or hides how sure each link is."
        ListWeak "list_weak" "Lists the weak links, worst first."
        ExplainLink "explain_link" "Explains the link and offers others in its place."
    }
    LinkWalk: Link "Walking to links that want a look." {
        NextWeak "next_weak" "Goes to the next weak link."
        PreviousWeak "previous_weak" "Goes to the previous weak link."
        NextUneven "next_uneven" "Goes to the next pair that is not one to one."
        PreviousUneven "previous_uneven" "Goes to the previous pair that is not one to one."
        NextAlone "next_alone" "Goes to the next sentence without a counterpart."
        PreviousAlone "previous_alone" "Goes to the previous sentence without a counterpart."
        NextOpen "next_open" "Goes to the next link that nobody confirmed."
        PreviousOpen "previous_open" "Goes to the previous link that nobody confirmed."
    }
    LinkMode: Link "LINK mode itself." {
        EnterLink "enter_link" "Enters LINK mode, the only mode in which links change."
        LeaveLink "leave_link" "Removes a pin, otherwise leaves LINK mode."
    }
    Repair: Link "Changing links, in LINK mode." {
        MergeNext "merge_next" "Merges the pair with the next one."
        MergePrevious "merge_previous" "Merges the pair with the previous one."
        SplitPair "split_pair" "Splits the pair before the caret's sentence; without one, after the first."
        SplitHere "split_here" "Splits the pair and its sentence at the caret."
        SentenceDown "sentence_down" "Moves the last sentence of this side to the next pair."
        SentenceUp "sentence_up" "Moves the first sentence of this side to the previous pair."
        ShiftDown "shift_down" "Inserts a gap: moves the text of this side down one pair from here on."
        ShiftUp "shift_up" "Closes a gap: moves the text of this side up one pair from here on."
        Unlink "unlink" "Separates the two sides of the pair."
        Pin "pin" "Pins a sentence; pinning a second one on the other side links the two."
        CrossPairs "cross_pairs" "Cross-links the pair with the next or the pinned one, or undoes that."
        ToggleFurniture "toggle_furniture" "Marks the pair as page furniture (menus, captions), or as text again."
        ConfirmLink "confirm_link" "Confirms the link, or removes the confirmation."
        ConfirmBefore "confirm_before" "Confirms the link and all before it."
        JoinSentences "join_sentences" "Joins the sentence at the caret with the next."
        CutSentence "cut_sentence" "Splits the sentence at the caret; both parts stay in the pair."
        Realign "realign" "Aligns what is between confirmed links again, as a proposal."
    }
    Mark: Mark "Bookmarks, jumps and copying." {
        SetMark "set_mark" "Sets the bookmark named by the next key."
        GotoMark "goto_mark" "Goes to the bookmark named by the next key."
        JumpBack "jump_back" "Goes back to before the last jump."
        JumpForward "jump_forward" "Goes forward again after going back."
        CopyPair "copy_pair" "Copies the sentence with its translation."
        CopySource "copy_source" "Copies the source side of the pair."
        CopyTarget "copy_target" "Copies the target side of the pair."
        CopyWords "copy_words" "Copies the selected words, otherwise the word under the caret."
    }
    Prompt: Prompt "Typing and choosing." {
        Accept "accept" "Accepts what was typed or chosen."
        Cancel "cancel" "Leaves without changing anything."
        DeleteBack "delete_back" "Deletes the character before the caret."
        DeleteForward "delete_forward" "Deletes the character after the caret."
        DeleteWord "delete_word" "Deletes the word before the caret."
        DeleteAll "delete_all" "Deletes all that was typed."
        PromptLeft "prompt_left" "Moves one letter to the left, as seen."
        PromptRight "prompt_right" "Moves one letter to the right, as seen."
        PromptBack "prompt_back" "Moves one character back."
        PromptForward "prompt_forward" "Moves one character forward."
        OtherField "other_field" "Switches between the note of a mark and its correction."
        PromptHome "prompt_home" "Moves to the start."
        PromptEnd "prompt_end" "Moves to the end."
        ToEditor "to_editor" "Continues in the editor what was typed."
        ListDown "list_down" "Goes one line down in the list, or to the later entry."
        ListUp "list_up" "Goes one line up in the list, or to the earlier entry."
        ListPageDown "list_page_down" "Goes a page down in the list."
        ListPageUp "list_page_up" "Goes a page up in the list."
        ListFirst "list_first" "Goes to the first line of the list."
        ListLast "list_last" "Goes to the last line of the list."
    }
    Program: Program "The program itself." {
        Help "help" "Shows the keys."
        Palette "palette" "Runs a command by its name, or goes to a pair by its number."
        Statistics "statistics" "Shows statistics: words, shapes, coverage, confidence, review, time read."
        Score "score" "Shows the scores of the review with their formulas, and whether it passes."
        Report "report" "Writes the review as a report; a path sets where and in which format."
        Export "export" "Writes the texts with the review for other tools; a path sets where."
        ListSettings "list_settings" "Lists the settings with their values."
        ListFaults "list_faults" "Lists the mistakes in the settings files."
        ListRecent "list_recent" "Lists recent texts; opening one resumes where you left off."
        ReadAgain "read_again" "Reads the texts from disk again and stays in place."
        NextFile "next_file" "Opens the next texts of the folder where they were left."
        PreviousFile "previous_file" "Opens the previous texts of the folder where they were left."
        ToggleMended "toggle_mended" "Repairs damaged letters, or reads them as they are stored."
        ReloadSettings "reload_settings" "Reads the settings, keys and themes from their files again."
        Redraw "redraw" "Draws the whole screen again."
        Suspend "suspend" "Suspends the program; `fg` brings it back."
        Quit "quit" "Leaves the program."
    }
}

impl Command {
    /// Returns the command of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|command| command.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_comes_back_from_its_kind() {
        assert_eq!(Command::NextPart.kind(), Kind::Part(kind::Part::NextPart));
        assert_eq!(Command::from(kind::Part::NextPart), Command::NextPart);
    }

    #[test]
    fn names_are_unique_and_sentences_end() {
        for (at, command) in Command::ALL.iter().enumerate() {
            assert_eq!(Command::by_name(command.name()), Some(*command));
            assert!(command.sentence().ends_with('.'), "{}", command.name());
            assert!(
                Command::ALL[..at]
                    .iter()
                    .all(|c| c.name() != command.name())
            );
        }
    }
}
