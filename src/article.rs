//! What travels between the stages: an article as found, an article as settled, and a piece of its text.

use jiff::civil::Date;

/// A piece of an article's text: `[start, end)` in **bytes**, always on character borders.
///
/// The JSON record counts in Unicode code points instead; `present::json` converts, nobody else does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span from byte `start` up to byte `end`. Texts are below 4 GB (`source` refuses larger files).
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// The words of this span in the text it belongs to.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// As a range of bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The words of several spans of `text`, an ellipsis between them: *teilte … mit*.
pub fn joined(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ")
}

/// The rule that found the day of publication, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatedBy {
    /// A field of a data format: JSON, CSV.
    Field,
    /// `datePublished` of JSON-LD in a web page.
    JsonLd,
    /// A `<meta>` of a web page.
    Meta,
    /// A field of NITF.
    Nitf,
    /// A field of NewsML.
    NewsMl,
    /// `<time datetime>` in a web page.
    TimeTag,
    /// A day in the address.
    Url,
    /// A day in the file's name.
    FileName,
    /// A day in the folders above the file.
    Path,
    /// The line that opens agency copy: *BERLIN, 3. Mai 2021*.
    Dateline,
    /// A day that stands in the text as the day of publication.
    Text,
}

impl DatedBy {
    /// All of them, the most trusted first.
    pub const ALL: &'static [DatedBy] = &[
        DatedBy::Field,
        DatedBy::JsonLd,
        DatedBy::Meta,
        DatedBy::Nitf,
        DatedBy::NewsMl,
        DatedBy::TimeTag,
        DatedBy::Url,
        DatedBy::FileName,
        DatedBy::Path,
        DatedBy::Dateline,
        DatedBy::Text,
    ];

    /// The rule that the analysis record spells so.
    pub fn find(name: &str) -> Option<DatedBy> {
        DatedBy::ALL.iter().copied().find(|rule| rule.as_str() == name)
    }

    /// As the analysis record spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            DatedBy::Field => "field",
            DatedBy::JsonLd => "json-ld",
            DatedBy::Meta => "meta",
            DatedBy::Nitf => "nitf",
            DatedBy::NewsMl => "newsml",
            DatedBy::TimeTag => "time-tag",
            DatedBy::Url => "url",
            DatedBy::FileName => "file-name",
            DatedBy::Path => "path",
            DatedBy::Dateline => "dateline",
            DatedBy::Text => "text",
        }
    }
}

/// Where a day of publication may be looked for, beside what the format claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dating {
    /// In the address, the names of file and folders, and the text.
    #[default]
    Everywhere,
    /// In address and text: the file's name has the day of an export or a crawl.
    Article,
    /// Nowhere: an entry of an encyclopedia has no day, though days stand in it.
    Claims,
}

/// The fields of an article as a format found them; nothing is settled yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawArticle {
    pub id: Option<String>,
    pub title: Option<String>,
    /// The text, free of markup, not yet of residue.
    pub text: String,
    pub authors: Vec<String>,
    pub source: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    /// As declared: `de`, `de-AT`, `deu`, `German`.
    pub language: Option<String>,
    /// Every day somebody claimed for it, with who claimed it, unparsed.
    pub published: Vec<(DatedBy, String)>,
    /// Where else its day may be looked for.
    pub dating: Dating,
    /// Topics the file itself brings.
    pub topics: Vec<String>,
    /// When a crawl met it, unparsed: never the day of publication, which cannot be later.
    pub crawled: Option<String>,
    /// Whether the text is what the file says the article is about, since it has none of its own.
    pub is_summary: bool,
}

/// An article with its text fixed and its metadata settled. All findings are spans of `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The input's id, else one made from path and position.
    pub id: String,
    /// The file, as seen from the archive's folder, with `/` between folders.
    pub path: String,
    /// Which article of its file, from 0.
    pub position: u32,
    pub title: String,
    pub authors: Vec<String>,
    pub source: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    /// Two-letter code as declared by the file; `None` leaves it to `analysis::language`.
    pub language: Option<String>,
    pub published: Option<Date>,
    pub published_by: Option<DatedBy>,
    /// Topics the file itself brings.
    pub topics: Vec<String>,
    pub text: String,
    pub doubts: Doubts,
}

/// What is doubtful in how an article was read: no finding rests on it, but the report tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// The text is a summary, since there was none of its own.
    pub is_summary: bool,
    /// The charset that was guessed, since nothing told it.
    pub charset: Option<&'static str>,
}
