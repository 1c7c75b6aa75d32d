//! Which word lists there are: a row here, and a file of that name for every language.

/// Makes [`List`], [`Table`] and `lists!` from one table, so that a list is one row. The first argument is a dollar sign,
/// which a macro cannot write into a macro it makes otherwise.
macro_rules! table {
    ($dollar:tt
        each { $($(#[$doc:meta])* $name:ident = $file:literal,)* }
        shared { $($(#[$shared_doc:meta])* $shared_name:ident = $shared_file:literal,)* }
        tables { $($(#[$table_doc:meta])* $table_name:ident = $table_file:literal,)* }
    ) => {
        /// The lists of words that every token is looked up in. A list's position is its bit in [`super::Flags`], so there
        /// can be 125.
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

        /// The lists that are read row by row or by endings: no token knows whether it stands in one, and there can be any
        /// number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Table {
            $($(#[$table_doc])* $table_name,)*
        }

        impl Table {
            /// All of them, with their file names.
            pub const ALL: &'static [(Table, &'static str)] = &[$((Table::$table_name, $table_file),)*];
        }

        /// Reads the lists of one language into the program: `lists!("de")`, a text per row of [`List::ALL`], then of
        /// [`Table::ALL`].
        macro_rules! lists {
            ($dollar code:literal) => {
                [
                    $(include_str!(concat!("../../data/lang/", $dollar code, "/", $file, ".txt")),)*
                    $(include_str!(concat!("../../data/gazetteer/", $shared_file, ".txt")),)*
                    $(include_str!(concat!("../../data/lang/", $dollar code, "/", $table_file, ".txt")),)*
                ]
            };
        }
    };
}

/// Every list and every table, with its file name, in the order of the texts of a language.
pub fn all() -> impl Iterator<Item = (Place, &'static str)> {
    let tables = Table::ALL.iter().map(|(table, file)| (Place::from(*table), *file));
    List::ALL.iter().map(|(list, file)| (Place::from(*list), *file)).chain(tables)
}

/// A list or a table by its place among the texts of a language.
#[derive(Clone, Copy, Debug)]
pub struct Place(pub(super) usize);

impl From<List> for Place {
    fn from(list: List) -> Place {
        Place(list as usize)
    }
}

impl From<Table> for Place {
    fn from(table: Table) -> Place {
        Place(List::ALL.len() + table as usize)
    }
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
        /// Words of which dates are made; their roles are in [`super::Lexicon::dates`].
        Dates = "dates",
        /// Words that end or open the name of an organization: *GmbH*, *Universität*.
        OrganizationForms = "organization_forms",
        /// Words that tell a topic; see [`super::Lexicon::topics`].
        Topics = "topics",
        /// Adverbs that open a sentence without being its subject.
        Adverbs = "adverbs",
        /// Finite forms of *have*, *be* and the like.
        Auxiliaries = "auxiliaries",
        /// Words that open a clause which is the content of what is said.
        Complementizers = "complementizers",
        /// Verb forms of the mood that reports only where a statement goes on.
        Conditional = "conditional",
        /// Words that join clauses or phrases.
        Conjunctions = "conjunctions",
        /// Prepositions that name whose words a clause gives: *laut*, *per*.
        CuePrepositions = "cue_prepositions",
        /// Articles, possessives and what stands like them before a noun.
        Determiners = "determiners",
        /// Particles that may stand before a subject: *auch*, *nur*.
        Focus = "focus",
        /// Nouns that make a phrase a frame: *nach Angaben*, *in his view*.
        FrameNouns = "frame_nouns",
        /// People who speak together without a name: *Demonstranten*.
        Groups = "groups",
        /// Finite forms of modal verbs.
        Modals = "modals",
        /// Articles and pronouns that cannot begin a subject.
        Oblique = "oblique",
        /// Forms of the auxiliary of the passive.
        Passives = "passives",
        /// Prepositions, also those grown together with an article.
        Prepositions = "prepositions",
        /// Pronouns that can be a subject.
        Pronouns = "pronouns",
        /// Relative pronouns; some are articles too.
        Relatives = "relatives",
        /// Adverbs that make their clause somebody's words: *demnach*.
        Reporters = "reporters",
        /// Prepositions before the source of words nobody is the subject of: *im Bericht heißt es*.
        SourcePrepositions = "source_prepositions",
        /// Documents, studies and media that can speak.
        Sources = "sources",
        /// Nouns for what somebody says or thinks: *Forderung*.
        SpeechNouns = "speech_nouns",
        /// Adverbs that may stand between a subject and its verb without belonging to it: *hingegen*.
        Trailing = "trailing",
        /// Verb forms of the mood that reports.
        Subjunctive = "subjunctive",
        /// Words that open a subordinate clause.
        Subordinators = "subordinators",
        /// Days, months and times, which are no speakers.
        Times = "times",
        /// Words that ask whose and tell nobody on their own: *Angaben*, *eigenen*, *view*.
        Vague = "vague",
        /// Modal verbs that make a saying a plan or a duty.
        Wishes = "wishes",
        /// Forms of address and titles right before a name: *Herr*, *Dr*. The value is the bearer's gender, if it tells.
        Titles = "titles",
        /// Offices, professions and functions of persons: *Sprecherin*. The value is the bearer's gender, if it tells.
        Roles = "roles",
        /// Adjectives and nouns of countries, towns and creeds: *deutsche*, *Londoner*.
        Demonyms = "demonyms",
        /// Places by their names in this language: *Moskau*.
        Exonyms = "exonyms",
        /// Bodies that speak as one: *Polizei*, *Ministerium*.
        Institutions = "institutions",
        /// Words around a name, title or term in quotation marks: *Motto*, *sogenannte*.
        Naming = "naming",
        /// Prepositions that open a sentence with whose view it is: *Für X ist das „…“*.
        StancePrepositions = "stance_prepositions",
        /// Articles that are the subject's before masculine nouns and no subject's before feminine ones: *der*.
        AmbiguousArticles = "ambiguous_articles",
        /// Articles that are a subject's and nobody else's before masculine nouns: der, ein.
        SubjectArticles = "subject_articles",
        /// Pronouns that are a subject and nothing else: er.
        SubjectPronouns = "subject_pronouns",
        /// Pronouns that open a sentence as its object: Das sagte X.
        LoneObjects = "lone_objects",
        /// Pronouns that stand for nobody who could speak: das, es.
        Speechless = "speechless",
        /// The pronoun that stands where a subject must and means nobody: es heißt.
        Expletives = "expletives",
        /// Indefinite articles in all their forms: ein, keine.
        IndefiniteArticles = "indefinite_articles",
        /// Nouns for a body that, with a definite article and nothing else, stand for one named before: die Organisation.
        StandIns = "stand_ins",
        /// Adjectives that give words to whom the sentence is about: nach eigenen Angaben.
        Own = "own",
        /// Particles of surnames: *von*, *van*, *de*.
        NameParticles = "name_particles",
        /// Words that lose their last letter before a vowel, with their apostrophe: *l'*, *qu'*.
        Elisions = "elisions",
        /// Pronouns and particles that stand right before a verb; those that are articles too, before an auxiliary: *lui a dit*.
        Clitics = "clitics",
        /// Pronouns that make a verb reflexive: *s'est plaint*.
        Reflexives = "reflexives",
        /// Pronouns written with a hyphen behind their verb: *dit-il*.
        Enclitics = "enclitics",
        /// Words seen in ordinary use, which are seldom names.
        CommonWords = "common_words",
        /// Words that open a clause which is stated, not asked: said that.
        Declaratives = "declaratives",
        /// Words before an infinitive.
        Infinitives = "infinitives",
        /// Finite forms of the auxiliary of the perfect.
        Perfects = "perfects",
        /// Words that deny the verb they stand with.
        Negations = "negations",
        /// Auxiliaries that stand before their subject in questions alone.
        QuestionAuxiliaries = "question_auxiliaries",
        /// Prepositions before who does it in the passive.
        Agents = "agents",
        /// Words before what somebody or something is given as: cited as saying.
        Likenings = "likenings",
        /// Forms of common verbs, not of saying, that are finite and hardly anything else: went, becomes.
        FiniteVerbs = "finite_verbs",
        /// Words between a subject and the infinitive of what it says all the same: went on to say.
        Continuers = "continuers",
        /// Words that attach a further phrase to a noun.
        Attaching = "attaching",
        /// Prepositions before the time, the place, the hearer of what is said.
        Occasions = "occasions",
        /// What joins an owner to what is owned.
        Owners = "owners",
        /// Words, beside those of a noun phrase, that a clause without a conjunction opens with.
        ClauseOpeners = "clause_openers",
        /// Determiners that also stand without a noun, as subjects or behind them: they all say.
        FreeDeterminers = "free_determiners",
        /// Prepositions before a participle with a subject of its own sentence: by saying.
        GerundPrepositions = "gerund_prepositions",
        /// Conjunctions that join two phrases into one.
        Coordinators = "coordinators",
        /// Words that open a clause which names whose words stand around it: wie X mitteilte.
        AsOpeners = "as_openers",
        /// Prepositions whose phrase belongs to the noun before it rather than to the verb: die Klage gegen X.
        AttachedPrepositions = "attached_prepositions",
        /// Finite forms of the auxiliary of the passive that tell a future or a passive and nothing else.
        BecomeForms = "become_forms",
        /// Articles that may also stand alone, as pronouns right before a verb: das geforderte X, but: das forderte X.
        BarePronouns = "bare_pronouns",
        /// Conjunctions that join a main clause to the one before: und kündigte an.
        ClauseJoints = "clause_joints",
        /// Words that open a subordinate clause with which what is said can begin: sagte, wenn X komme, werde Y gehen.
        ContentOpeners = "content_openers",
        /// Prepositions grown together with an article; the value is the preposition.
        Contractions = "contractions",
        /// Conjunctions that are adverbs as well and then stand inside a clause.
        Contrasts = "contrasts",
        /// Prepositions that stand behind the name of the source: der Zeitung zufolge.
        CuePostpositions = "cue_postpositions",
        /// Particles that stand inside a noun phrase before its adjective or noun: der damals zuständige X.
        Degrees = "degrees",
        /// Articles and possessives of a genitive behind a noun: der Sprecher des Verbandes.
        Genitives = "genitives",
        /// Forms of modal verbs that give a report somebody doubts: er soll reich sein.
        Hearsay = "hearsay",
        /// Words that open an infinitive clause of purpose or manner, which is no content of what is said.
        InfinitiveOpeners = "infinitive_openers",
        /// Conjunctions that join two nouns to one phrase.
        NounJoints = "noun_joints",
        /// Prepositions before a source that is a rule as often as a speaker: gemäß dem Gesetz.
        Norms = "norms",
        /// Prepositions before the source in: nach Angaben von X.
        OfPrepositions = "of_prepositions",
        /// Prepositions whose phrase belongs to the noun before it: der Sprecher von X, der Minister für X.
        OwnerPrepositions = "owner_prepositions",
        /// The participle of the auxiliary of the passive.
        ParticipleAuxiliaries = "participle_auxiliaries",
        /// Pronouns that point back to the sentence before: Dies bestätigte X.
        Pointing = "pointing",
        /// Words that open a question as what is said and no relative clause: fragte, warum X komme.
        Questions = "questions",
        /// The word before the name of who said it: …, so X.
        SoWords = "so_words",
        /// Prefixes that verbs split off; an infinitive may have its marker behind them: aufzunehmen.
        VerbPrefixes = "verb_prefixes",
        /// The noun of a phrase with a preposition that gives somebody's view: aus Sicht der Partei.
        ViewNouns = "view_nouns",
        /// Prepositions before a noun for a view: aus Sicht.
        ViewPrepositions = "view_prepositions",
        /// Prepositions before a noun for what somebody says: nach Angaben, seiner Meinung nach.
        WhosePrepositions = "whose_prepositions",
        /// The conjunction that opens an indirect question.
        Whether = "whether",
        /// Finite forms of verbs whose past has no ending, also behind a prefix (*word).
        Finites = "finites",
        /// Pronouns that name nobody: man, es.
        Impersonals = "impersonals",
        /// Words that open a clause which tells what the noun before says: Gerüchte, wonach X komme.
        Accordingly = "accordingly",
        /// Pronouns of the first person: with them the indicative looks like the subjunctive.
        FirstPersons = "first_persons",
        /// Words that end the name of a place and hardly ever a person's: Karl Marx Avenue.
        PlaceForms = "place_forms",
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
        /// Organizations known by one word: *NATO*.
        Organizations = "organizations",
    }
    tables {
        /// What web pages leave in a text, with its kind: `line`, `start`, `credit`, `published`.
        Residue = "residue",
        /// Words around the names in a byline, with their kind: `by`, `and`, `office`.
        Bylines = "bylines",
        /// Names of the months, with the number of the month.
        Months = "months",
        /// Verbs of saying with what they take; all forms are in [`super::Verbs`].
        Verbs = "verbs",
        /// Pronouns and articles with the person they ask for; see [`super::References`].
        References = "references",
        /// Endings of nouns that are feminine, where nouns have a gender.
        FeminineEndings = "feminine_endings",
        /// Endings of nouns in other cases than the first: den Beobachtern, des Verlages.
        CaseEndings = "case_endings",
        /// Nouns that, as the end of a compound, say whose words they are: Polizeiangaben.
        OwnWords = "own_words",
        /// Nouns in another case than the first that other lists hold too, with their first: nach Berichten.
        BasicForms = "basic_forms",
        /// Function words that languages nearby have too, by which alone the language is not told.
        SharedWords = "shared_words",
        /// Names marked in texts of other languages; the value is `person`, `place` or `organization`.
        SeenNames = "seen_names",
        /// Endings of adverbs made of adjectives, which open sentences with a capital: Sinngemäß, Möglicherweise.
        AdverbEndings = "adverb_endings",
        /// What the topics are called.
        TopicLabels = "topic_labels",
    }
}

pub(crate) use lists;
