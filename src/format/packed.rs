//! Which zips are one document and no container of files.

/// Endings of documents that are zips, in lower case: those of offices, and books. What a [`super::Format`] with a zip's magic
/// reads is among them.
static DOCUMENTS: &[&str] =
    &["docx", "docm", "dotx", "epub", "odp", "ods", "odt", "ott", "pptm", "pptx", "xlsb", "xlsm", "xlsx"];

/// What the first file of such a zip is called: the kinds of its parts, or the kind of the whole.
static FIRST_MEMBERS: &[&[u8]] = &[b"[Content_Types].xml", b"mimetype", b"_rels/.rels"];

/// Where the first file's name begins in a zip, and where its length is written, in two bytes.
const NAME: usize = 30;
const NAME_LENGTH: usize = 26;

/// Whether a zip of that name and beginning is one document.
pub fn is_document(name: &str, start: &[u8]) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let by_name = DOCUMENTS.iter().any(|known| known.eq_ignore_ascii_case(extension));
    by_name || first_member(start).is_some_and(|first| FIRST_MEMBERS.contains(&first))
}

fn first_member(start: &[u8]) -> Option<&[u8]> {
    let length = start.get(NAME_LENGTH..NAME_LENGTH + 2)?;
    start.get(NAME..NAME + usize::from(u16::from_le_bytes([length[0], length[1]])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_by_name_or_first_member() {
        let zip = |first: &str| [&[0; 26][..], &[first.len() as u8, 0, 0, 0], first.as_bytes(), b"<x/>"].concat();
        assert!(is_document("a/b.DOCX", b"PK"));
        assert!(is_document("a", &zip("mimetype")));
        assert!(is_document("a.zip", &zip("[Content_Types].xml")));
        assert!(!is_document("a.zip", &zip("mimetypes")));
        assert!(!is_document("a", b"PK"));
    }
}
