//! The verbs of saying of a language: all their forms, and what each takes.

use rustc_hash::FxHashMap;

/// A verb that tells a speech act or a thought.
#[derive(Debug)]
pub struct Verb {
    /// With its particle in front: `mit_teilen`.
    pub lemma: &'static str,
    /// What it splits off in main clauses; empty for most.
    pub particle: &'static str,
    /// A clause or a quotation is what was said.
    pub clause: bool,
    /// An infinitive with *zu* / *to* is what was said.
    pub infinitive: bool,
    /// With a mere object it tells a speech act.
    pub object: bool,
    /// A quotation alone is what was said: *nannte das „…“*.
    pub quote: bool,
    /// Whoever is told stands between the verb and what was said.
    pub person: bool,
    /// In the passive its subject is who speaks: *wird zitiert*.
    pub cited: bool,
    /// Without a subject that speaks: *heißt es in dem Bericht*.
    pub impersonal: bool,
    /// Its present forms are nouns as well: *claims*.
    pub noun: bool,
    /// A clause follows without any word that opens it: *said he would*.
    pub bare: bool,
    /// Means speech only with a reflexive pronoun: *s'exclamer*.
    pub reflexive: bool,
    /// A thought rather than words.
    pub mind: bool,
    /// Means speech only together with one of these words; empty for most.
    pub with: Vec<&'static str>,
    /// With one of these prepositions, also grown together with an article, it tells a speech act: *sprach von*, *vom*.
    pub prepositions: Vec<&'static str>,
}

/// Which form of its verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// Present or past, complete in itself.
    Finite,
    /// Past and nothing else, complete in itself; where a language tells it from the present.
    Past,
    /// The subjunctive of report, complete in itself: somebody else's words go on.
    Subjunctive,
    /// Finite, and its particle stands elsewhere.
    Split,
    Participle,
    /// A participle that may be written apart from its particle: *bekannt gegeben*.
    SplitParticiple,
    /// *mitzuteilen*.
    ToInfinitive,
    /// *saying*.
    Gerund,
    /// An adjective that tells a thought with *be* before it: *is confident that*.
    Adjective,
}

/// A form, and the verb it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    verb: u16,
    pub kind: FormKind,
}

/// The verbs of a language with a table of their forms.
pub struct Verbs {
    verbs: Vec<Verb>,
    forms: FxHashMap<Box<str>, Vec<Form>>,
}

/// Gives every form of a verb (lemma, principal parts) to the function.
pub type Conjugate = fn(&str, &str, &mut dyn FnMut(String, FormKind));

impl Verbs {
    /// Makes the table from rows of `verbs.txt`: lemma, and what it takes with principal parts after a tab;
    /// `contractions` are prepositions grown together with an article, each with the preposition.
    pub fn new(
        rows: impl Iterator<Item = (&'static str, &'static str)>,
        contractions: impl Iterator<Item = (&'static str, &'static str)>,
        conjugate: Conjugate,
    ) -> Verbs {
        let contractions: Vec<_> = contractions.collect();
        let (mut verbs, mut forms) = (Vec::new(), FxHashMap::<Box<str>, Vec<Form>>::default());
        for (lemma, value) in rows {
            let (takes, parts) = value.split_once('\t').unwrap_or((value, ""));
            let verb = verbs.len() as u16;
            verbs.push(Verb::new(lemma, takes, &contractions));
            conjugate(lemma, parts, &mut |form, kind| {
                let known = forms.entry(form.into()).or_default();
                if !known.iter().any(|f| f.verb == verb && f.kind == kind) {
                    known.push(Form { verb, kind });
                }
            });
        }
        Verbs { verbs, forms }
    }

    /// What this word, in lower case, can be.
    pub fn forms(&self, lower: &str) -> &[Form] {
        self.forms.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The verb of a form.
    pub fn verb(&self, form: Form) -> &Verb {
        &self.verbs[form.verb as usize]
    }
}

impl Verb {
    /// Whether a quotation can be what was said.
    pub fn quotes(&self) -> bool {
        self.quote || self.clause
    }

    fn new(lemma: &'static str, takes: &'static str, contractions: &[(&'static str, &'static str)]) -> Verb {
        let has = |word: &str| takes.split(' ').any(|t| t == word);
        let marks =
            ["clause", "inf", "obj", "quote", "person", "mind", "cited", "impersonal", "noun", "bare", "reflexive"];
        let is_preposition = |t: &&str| !marks.contains(t) && !t.starts_with('@') && !t.is_empty();
        let mut prepositions: Vec<_> = takes.split(' ').filter(is_preposition).collect();
        let grown = contractions.iter().filter(|(_, base)| prepositions.contains(base)).map(|(word, _)| *word);
        prepositions.extend(grown.collect::<Vec<_>>());
        Verb {
            lemma,
            particle: lemma.split_once('_').map_or("", |(particle, _)| particle),
            clause: has("clause"),
            infinitive: has("inf"),
            object: has("obj"),
            quote: has("quote"),
            person: has("person"),
            cited: has("cited"),
            impersonal: has("impersonal"),
            noun: has("noun"),
            bare: has("bare"),
            reflexive: has("reflexive"),
            mind: has("mind"),
            with: takes.split(' ').filter_map(|t| t.strip_prefix('@')).flat_map(|words| words.split('/')).collect(),
            prepositions,
        }
    }
}
