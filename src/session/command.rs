//! The one table of commands: what can be done, under which name, said in one sentence.
//!
//! Keys, help, palette, mouse, docs/keys.md and the hints in the status line all speak of
//! these. A movement named after pairs or words is logical; one named after the caret is
//! visual, that is, by the place on the screen.

/// What a command belongs to in help.
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
    /// How sure links are, and changing them.
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
    ($($variant:ident $name:literal $group:ident $sentence:literal)*) => {
        /// A thing the user can do, without its count or argument.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $sentence] $variant,)*
        }

        impl Command {
            /// All commands, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the name by which keymaps and the palette know the command.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns what the command does, as one sentence.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }

            /// Returns the group under which help lists the command.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }
        }
    };
}

commands! {
    NextPair "next_pair" Move "Goes to the next matched sentence."
    PreviousPair "previous_pair" Move "Goes to the previous matched sentence."
    NextParagraph "next_paragraph" Move "Goes to the next paragraph."
    PreviousParagraph "previous_paragraph" Move "Goes to the previous paragraph."
    FirstPair "first_pair" Move "Goes to the first matched sentence, or to the one counted."
    LastPair "last_pair" Move "Goes to the last matched sentence, or to the one counted."
    NextPart "next_part" Move "Goes to the next part of a long translation memory."
    PreviousPart "previous_part" Move "Goes to the previous part of a long translation memory."
    HalfPageDown "half_page_down" Move "Goes half a screen down."
    HalfPageUp "half_page_up" Move "Goes half a screen up."
    PageDown "page_down" Move "Goes a screen down."
    PageUp "page_up" Move "Goes a screen up."
    CaretLeft "caret_left" Caret "Moves the caret one letter to the left, as seen."
    CaretRight "caret_right" Caret "Moves the caret one letter to the right, as seen."
    NextWord "next_word" Caret "Moves the caret to the next word of the text."
    PreviousWord "previous_word" Caret "Moves the caret to the previous word of the text."
    LineStart "line_start" Caret "Moves the caret to the start of its line."
    LineEnd "line_end" Caret "Moves the caret to the end of its line."
    ScrollDown "scroll_down" View "Scrolls one row down."
    ScrollUp "scroll_up" View "Scrolls one row up."
    PlaceTop "place_top" View "Puts the current sentence at the top of the screen."
    PlaceCenter "place_center" View "Puts the current sentence in the middle of the screen."
    PlaceBottom "place_bottom" View "Puts the current sentence at the bottom of the screen."
    OtherPane "other_pane" View "Goes to the other text."
    SwapPanes "swap_panes" View "Swaps the two panes."
    ToggleFreeScroll "toggle_free_scroll" View "Lets one pane scroll by itself, or locks both again."
    NextLayout "next_layout" View "Changes the layout: columns, stacked, one text alone, interlinear."
    ToggleTashkeel "toggle_tashkeel" View "Hides or shows Arabic vowel marks and tatweel."
    NextDigits "next_digits" View "Shows digits as written, Western or Arabic-Indic."
    ToggleInvisibles "toggle_invisibles" View "Makes invisible and direction characters visible."
    NextRomanisation "next_romanisation" View "Writes Arabic in Latin letters too: ALA-LC, BGN/PCGN, ASCII, not."
    NextBidi "next_bidi" View "Tries the next way of writing right-to-left text to this terminal."
    NextTheme "next_theme" Look "Tries the next theme."
    NextSpacing "next_spacing" Look "Changes the empty rows between lines: none, one, two."
    NextMeasure "next_measure" Look "Changes how many columns of text a line may have."
    ToggleJustified "toggle_justified" Look "Fills lines to one length by wider spaces, or leaves them ragged."
    ToggleZen "toggle_zen" Look "Shows nothing but the text, or everything again."
    NextHidden "next_hidden" Learn "Hides the translation, then the source, then nothing."
    Reveal "reveal" Learn "Reveals the hidden side of the pair, or hides it again."
    RevealWord "reveal_word" Learn "Reveals one more word of the hidden side."
    Search "search" Search "Searches both texts; accents, vowel marks and letter forms are folded."
    NextHit "next_hit" Search "Goes to the next hit."
    PreviousHit "previous_hit" Search "Goes to the previous hit."
    ClearSearch "clear_search" Search "Puts the hits out and leaves the caret."
    ToggleText1 "toggle_text_1" Compare "Shows or hides the first of several translations."
    ToggleText2 "toggle_text_2" Compare "Shows or hides translation 2."
    ToggleText3 "toggle_text_3" Compare "Shows or hides translation 3."
    ToggleText4 "toggle_text_4" Compare "Shows or hides translation 4."
    ToggleText5 "toggle_text_5" Compare "Shows or hides translation 5."
    ToggleText6 "toggle_text_6" Compare "Shows or hides translation 6."
    ToggleText7 "toggle_text_7" Compare "Shows or hides translation 7."
    ToggleText8 "toggle_text_8" Compare "Shows or hides translation 8."
    ToggleText9 "toggle_text_9" Compare "Shows or hides translation 9."
    NextText "next_text" Compare "Shows the next translation where there is no room for all."
    ToggleDifferences "toggle_differences" Compare "Marks the words in which translations differ, or stops it."
    NextDifference "next_difference" Compare "Goes to the next pair where translations differ."
    PreviousDifference "previous_difference" Compare "Goes to the previous pair where translations differ."
    ListFacts "list_facts" Compare "Lists what both texts say, and where their figures contradict each other."
    ListNames "list_names" Compare "Lists the names with all their spellings and how often."
    NextNamed "next_named" Compare "Goes to the next place of the name chosen in the list."
    PreviousNamed "previous_named" Compare "Goes to the previous place of the name chosen in the list."
    ToggleWordLinks "toggle_word_links" Compare "Lights what answers to the word under the caret, or stops it."
    JumpToWord "jump_to_word" Compare "Goes to the word on the other side that answers to this one."
    Concordance "concordance" Compare "Lists every place of the word under the caret."
    ConcordanceBoth "concordance_both" Compare "The same, each place with the other side's sentence."
    LookUp "look_up" Compare "Looks the word up in glossaries and dictionaries."
    NextWorst "next_worst" Compare "Goes to the next worst thing of any kind and says why."
    PreviousWorst "previous_worst" Compare "Goes back on the tour of the worst things."
    AcceptPair "accept_pair" Review "Accepts the translation of the pair."
    DoubtPair "doubt_pair" Review "Says that somebody must look at the pair again."
    RejectPair "reject_pair" Review "Rejects the translation of the pair and asks why."
    Note "note" Review "Writes a note on the pair, or changes it; an empty one is deleted."
    LongNote "long_note" Review "Writes the note in the editor: $VISUAL or $EDITOR."
    NextUnreviewed "next_unreviewed" Review "Goes to the next pair without a verdict."
    PreviousUnreviewed "previous_unreviewed" Review "Goes to the previous pair without a verdict."
    ToggleAdvance "toggle_advance" Review "Goes on to the next pair after a verdict, or stays."
    Undo "undo" Review "Takes the last change back; there is no limit."
    Redo "redo" Review "Does again what was taken back."
    ScorePair "score_pair" Review "Scores the pair from 0 to 100, as in ESA; an empty score is deleted."
    ListNotes "list_notes" Review "Lists the notes."
    FilterPairs "filter_pairs" Review "Chooses the pairs that movement stops at."
    ClearFilter "clear_filter" Review "Stops at every pair again."
    ListLost "list_lost" Review "Lists what was written on words that are gone."
    SelectWords "select_words" Error "Begins to select words; moving extends, the other pane adds its own."
    SwapEnds "swap_ends" Error "Goes to the other end of what is selected."
    MarkError "mark_error" Error "Marks what is selected, or a listed finding; changes a listed mark."
    MarkMissing "mark_missing" Error "Marks what the translation leaves out, at the selected words if any."
    ToggleEsa "toggle_esa" Error "Marks by severity alone and scores pairs (ESA), or by kind (MQM)."
    NextError "next_error" Error "Goes to the next marked error."
    PreviousError "previous_error" Error "Goes to the previous marked error."
    ListErrors "list_errors" Error "Lists the marked errors."
    NextFinding "next_finding" Error "Goes to the next finding of the checks."
    PreviousFinding "previous_finding" Error "Goes to the previous finding of the checks."
    ListFindings "list_findings" Error "Lists what the checks found."
    SetNeutral "set_neutral" Error "Makes the mark chosen in a list neutral."
    SetMinor "set_minor" Error "Makes the mark chosen in a list a minor error."
    SetMajor "set_major" Error "Makes the mark chosen in a list a major error."
    SetCritical "set_critical" Error "Makes the mark chosen in a list a critical error."
    Suggest "suggest" Error "Writes what should stand in place of what a listed mark points at."
    DeleteItem "delete_item" Error "Deletes the mark chosen in a list, or dismisses the finding for good."
    ToggleConfidence "toggle_confidence" Link "Shows or hides how sure each link is."
    ListWeak "list_weak" Link "Lists the weak links, worst first."
    ExplainLink "explain_link" Link "Says why a link stands, with the links to take in its place."
    NextWeak "next_weak" Link "Goes to the next weak link."
    PreviousWeak "previous_weak" Link "Goes to the previous weak link."
    NextUneven "next_uneven" Link "Goes to the next pair that is not one to one."
    PreviousUneven "previous_uneven" Link "Goes to the previous pair that is not one to one."
    NextAlone "next_alone" Link "Goes to the next sentence without counterpart."
    PreviousAlone "previous_alone" Link "Goes to the previous sentence without counterpart."
    NextOpen "next_open" Link "Goes to the next link that nobody confirmed."
    PreviousOpen "previous_open" Link "Goes to the previous link that nobody confirmed."
    EnterLink "enter_link" Link "Enters LINK mode, the only one in which links change."
    LeaveLink "leave_link" Link "Takes a pin out, else leaves LINK mode."
    MergeNext "merge_next" Link "Merges the pair with the next one."
    MergePrevious "merge_previous" Link "Merges the pair with the previous one."
    SplitPair "split_pair" Link "Splits the pair before the sentence of the caret, else after its first."
    SplitHere "split_here" Link "Splits the pair and its sentence at the caret."
    SentenceDown "sentence_down" Link "Moves the last sentence of this side to the next pair."
    SentenceUp "sentence_up" Link "Moves the first sentence of this side to the previous pair."
    ShiftDown "shift_down" Link "Opens a gap: the text of this side goes one pair down from here on."
    ShiftUp "shift_up" Link "Closes a gap: the text of this side goes one pair up from here on."
    Unlink "unlink" Link "Takes the two sides of the pair apart."
    Pin "pin" Link "Picks an end; the second, on the other side, is linked to it."
    CrossPairs "cross_pairs" Link "Crosses the pair with the next, or with the pinned one; or uncrosses it."
    ToggleFurniture "toggle_furniture" Link "Says that the pair is page furniture, or text again."
    ConfirmLink "confirm_link" Link "Confirms the link, or opens it again."
    ConfirmBefore "confirm_before" Link "Confirms the link and all before it."
    JoinSentences "join_sentences" Link "Joins the sentence of the caret with the next."
    CutSentence "cut_sentence" Link "Cuts the sentence at the caret; the pair keeps both parts."
    Realign "realign" Link "Aligns again what lies between confirmed links, as a proposal."
    SetMark "set_mark" Mark "Sets the bookmark named by the next key."
    GotoMark "goto_mark" Mark "Goes to the bookmark named by the next key."
    JumpBack "jump_back" Mark "Goes back to where the last jump began."
    JumpForward "jump_forward" Mark "Goes forward again after going back."
    CopyPair "copy_pair" Mark "Copies the sentence with its translation."
    CopySource "copy_source" Mark "Copies the source side of the pair."
    CopyTarget "copy_target" Mark "Copies the target side of the pair."
    Accept "accept" Prompt "Takes what was typed or chosen."
    Cancel "cancel" Prompt "Leaves without taking anything."
    DeleteBack "delete_back" Prompt "Deletes the character before the caret."
    DeleteForward "delete_forward" Prompt "Deletes the character after the caret."
    DeleteWord "delete_word" Prompt "Deletes the word before the caret."
    DeleteAll "delete_all" Prompt "Deletes all that was typed."
    PromptBack "prompt_back" Prompt "Moves one character back."
    PromptForward "prompt_forward" Prompt "Moves one character forward."
    OtherField "other_field" Prompt "Goes from the note of a mark to its suggestion, and back."
    PromptHome "prompt_home" Prompt "Moves to the start."
    PromptEnd "prompt_end" Prompt "Moves to the end."
    ToEditor "to_editor" Prompt "Takes what was typed to the editor."
    ListDown "list_down" Prompt "Goes one line down in the list, or to the later entry."
    ListUp "list_up" Prompt "Goes one line up in the list, or to the earlier entry."
    ListPageDown "list_page_down" Prompt "Goes a page down in the list."
    ListPageUp "list_page_up" Prompt "Goes a page up in the list."
    Help "help" Program "Shows the keys."
    Palette "palette" Program "Runs a command by its name, or goes to a pair by its number."
    Statistics "statistics" Program "Shows words, ratio, shapes, coverage, confidence, review and time read."
    ListSettings "list_settings" Program "Lists the settings with their values."
    ListFaults "list_faults" Program "Lists what is wrong in the files of settings."
    ListRecent "list_recent" Program "Lists the texts read before, to open one where it was left."
    ReadAgain "read_again" Program "Reads the texts from the disk again and keeps the place."
    ReloadSettings "reload_settings" Program "Reads the settings, the keys and the themes from their files again."
    Redraw "redraw" Program "Draws the whole screen again."
    Suspend "suspend" Program "Goes to the background; `fg` comes back."
    Quit "quit" Program "Leaves the program."
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
