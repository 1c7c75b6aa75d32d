//! What agency formats have in common beside the text: subjects with their codes, and what became of an item.

/// Adds a subject: its code where that is one of the IPTC's, and behind it what the file calls it. Codes of an agency's own
/// are of no use to others. The scheme is a word or an address, the code a number or that with its scheme before it.
pub fn add(topics: &mut Vec<String>, scheme: &str, code: &str, name: Option<&str>) {
    let (own, number) = code.rsplit_once([':', '/']).unwrap_or(("", code));
    let is_number = number.len() == 8 && number.bytes().all(|b| b.is_ascii_digit());
    let list = if is_number { list(own).or_else(|| list(scheme)) } else { None };
    topics.extend(list.map(|list| format!("{list}:{number}")));
    // A single letter is an agency's own sign.
    let name = name.map(str::trim).filter(|name| name.chars().count() > 1 && *name != number);
    topics.extend(name.map(str::to_owned));
}

/// How the IPTC's two lists of subjects are spelled: Media Topics, and the Subject Codes before them.
static LISTS: &[(&str, &str)] = &[
    ("medtop", "medtop"),
    ("mediatopic", "medtop"),
    ("subj", "subj"),
    ("subject", "subj"),
    ("subjectcode", "subj"),
    ("subref", "subj"),
    ("iptccat", "subj"),
    ("iptc_subject_code", "subj"),
];

fn list(scheme: &str) -> Option<&'static str> {
    let words = || scheme.split(['/', ':']);
    LISTS.iter().find(|(word, _)| words().any(|w| w.eq_ignore_ascii_case(word))).map(|(_, list)| *list)
}

/// Whether an item of this status must not be used: `stat:canceled`, `Withheld`, `killed`.
pub fn is_withdrawn(status: &str) -> bool {
    let word = status.rsplit([':', '/']).next().unwrap_or(status).to_ascii_lowercase();
    matches!(word.as_str(), "canceled" | "cancelled" | "withheld" | "withdrawn" | "killed" | "kill" | "spiked")
}

/// Whether an item of this kind is no text: a picture, a film, a plan.
pub fn is_media(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    ["picture", "photo", "image", "graphic", "video", "audio", "animation", "event", "planning"]
        .contains(&kind.as_str())
}
