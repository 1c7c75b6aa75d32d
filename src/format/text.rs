//! Plain text: the file is the text.

use super::{Each, File, Format, Found, mail, mbox};
use crate::article::RawArticle;
use crate::report::Reason;

pub static TEXT: Format = Format { name: "text", extensions: &["txt", "text", "asc"], magic: &[], sniff, read };

/// Anything may be text that does not begin like something else.
fn sniff(start: &str) -> bool {
    !start.starts_with(['<', '{'])
        && !mail::sniff(start)
        && !mbox::sniff(start)
        && !super::wire::sniff(start)
        && !super::nexis::sniff(start)
}

fn read(file: File, each: &mut Each) -> Result<(), Reason> {
    let text = file.text(|_| None)?;
    let _ = each(Found { row: None, article: Ok(RawArticle { text, ..RawArticle::default() }) });
    Ok(())
}
