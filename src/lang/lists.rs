//! Which word lists there are: a row here, and a file of that name for every language.

/// Makes [`List`], [`List::ALL`] and `lists!` from one table, so that a list is one row. The first argument is a dollar
/// sign, which a macro cannot write into a macro it makes otherwise.
macro_rules! table {
    ($dollar:tt
        each { $($(#[$doc:meta])* $name:ident = $file:literal,)* }
        shared { $($(#[$shared_doc:meta])* $shared_name:ident = $shared_file:literal,)* }
    ) => {
        /// The lists of words. A list's position is its bit in [`super::Flags`], so there can be 64.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum List {
            $($(#[$doc])* $name,)*
            $($(#[$shared_doc])* $shared_name,)*
        }

        impl List {
            /// All of them, in order of their bits, with their file names.
            pub const ALL: &'static [(List, &'static str)] =
                &[$((List::$name, $file),)* $((List::$shared_name, $shared_file),)*];
        }

        /// Reads the lists of one language into the program: `lists!("de")`, a text per row of [`List::ALL`].
        macro_rules! lists {
            ($dollar code:literal) => {
                [
                    $(include_str!(concat!("../../data/lang/", $dollar code, "/", $file, ".txt")),)*
                    $(include_str!(concat!("../../data/gazetteer/", $shared_file, ".txt")),)*
                ]
            };
        }
    };
}

table! { $
    each {
        /// Function words.
        Stopwords = "stopwords",
        /// The point after them never ends a sentence: *Dr*, *z.B.*
        Abbreviations = "abbreviations",
        /// They may end a sentence, and do before a word that opens one: *usw*, *U.S.*
        AbbreviationsFinal = "abbreviations_final",
        /// As the ones before, but only when written with a capital: *Miss*, *Mo*.
        AbbreviationsCapital = "abbreviations_capital",
        /// They are abbreviations before a number only: *Nr*, *Jan*.
        AbbreviationsNumber = "abbreviations_number",
        /// Words that open a sentence when written with a capital, beside the stop words.
        Openers = "openers",
        /// Words of which dates are made; their roles are in [`Lexicon::dates`].
        Dates = "dates",
        /// Words that end or open the name of an organization: *GmbH*, *Universität*.
        OrganizationForms = "organization_forms",
        /// Words that tell a topic; see [`Lexicon::topics`].
        Topics = "topics",
        /// What the topics are called.
        TopicLabels = "topic_labels",
        /// See the file.
        Adverbs = "adverbs",
        /// See the file.
        Auxiliaries = "auxiliaries",
        /// See the file.
        Complementizers = "complementizers",
        /// See the file.
        Conjunctions = "conjunctions",
        /// See the file.
        CuePrepositions = "cue_prepositions",
        /// See the file.
        Determiners = "determiners",
        /// See the file.
        FrameNouns = "frame_nouns",
        /// See the file.
        Groups = "groups",
        /// See the file.
        Modals = "modals",
        /// See the file.
        Oblique = "oblique",
        /// See the file.
        Passives = "passives",
        /// See the file.
        Prepositions = "prepositions",
        /// See the file.
        Pronouns = "pronouns",
        /// See the file.
        Relatives = "relatives",
        /// See the file.
        Reporters = "reporters",
        /// See the file.
        Sources = "sources",
        /// See the file.
        SpeechNouns = "speech_nouns",
        /// See the file.
        Subjunctive = "subjunctive",
        /// See the file.
        Subordinators = "subordinators",
        /// See the file.
        Times = "times",
        /// See the file.
        Verbs = "verbs",
        /// See the file.
        Wishes = "wishes",
        /// What web pages leave in a text, with its kind: `line`, `start`, `credit`, `published`.
        Residue = "residue",
        /// Words around the names in a byline, with their kind: `by`, `and`, `office`.
        Bylines = "bylines",
        /// Names of the months, with the number of the month.
        Months = "months",
    }
    shared {
        /// Given names of the world.
        GivenNames = "given_names",
        /// Surnames of the world.
        Surnames = "surnames",
        /// Cities, regions and countries of one word.
        Places = "places",
        /// Words of places of several words.
        PlaceWords = "place_words",
    }
}

pub(crate) use lists;
