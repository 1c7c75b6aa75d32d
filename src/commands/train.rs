//! `onrecord train`: makes a model of `data/models/` again.

use std::path::{Path, PathBuf};

use onrecord::analysis::entities::train;
use onrecord::analysis::statements::confidence::train::{self as confidence, Outcomes};
use onrecord::error::{Error, Result};
use onrecord::lang::{self, Language};

use super::Outcome;
use crate::cli::Train;

/// Learns from the corpora in the order given and writes the model.
pub fn run(arguments: &Train) -> Result<Outcome> {
    let language = lang::find(&arguments.language)
        .ok_or_else(|| Error::Usage(format!("no language {}: see LANGUAGES in src/lang/mod.rs", arguments.language)))?;
    let bytes = match arguments.statements {
        true => statements(arguments, language)?.into_bytes(),
        false => names(arguments, language)?,
    };
    std::fs::write(&arguments.output, bytes).map_err(|e| Error::io(&arguments.output, e))?;
    Ok(Outcome::Found)
}

fn names(arguments: &Train, language: &'static Language) -> Result<Vec<u8>> {
    let mut sentences = Vec::new();
    for corpus in read(&arguments.corpora)? {
        sentences.extend(train::read(&corpus));
    }
    eprintln!("{} sentences", sentences.len());
    let bytes = train::train(&sentences, language, &mut |epoch, loss| {
        eprintln!("epoch {}: loss {loss:.4} a token", epoch + 1);
    });
    for (path, corpus) in arguments.check.iter().zip(read(&arguments.check)?) {
        let [right, invented, missed] = train::check(&bytes, &train::read(&corpus), language);
        let share = |of: usize| right as f64 / (right + of).max(1) as f64;
        let f1 = 2.0 * right as f64 / (2 * right + invented + missed).max(1) as f64;
        eprintln!("{}: P {:.3} R {:.3} F1 {f1:.3}", path.display(), share(invented), share(missed));
    }
    Ok(bytes)
}

fn statements(arguments: &Train, language: &'static Language) -> Result<String> {
    let corpora = read(&arguments.corpora)?;
    let comment = format!(
        "How likely a statement that was found is right ({}): the logarithm of the odds that each feature adds, and\n\
         settings. Made by `onrecord train --statements`, see README.md beside it; not to be edited by hand.",
        language.name
    );
    let (model, own) = confidence::train(&corpora, language, arguments.drop, &comment);
    print(Path::new("the same, each article judged by others"), &own);
    for (path, corpus) in arguments.check.iter().zip(read(&arguments.check)?) {
        print(path, &confidence::check(&model, &corpus, language));
    }
    Ok(model)
}

/// How sure, and how often right; what dropping the unlikely gains.
fn print(name: &Path, outcomes: &Outcomes) {
    eprintln!("{}: {} marked, {} found", name.display(), outcomes.marked, outcomes.found.len());
    eprintln!("  confidence   statements  mean   right");
    for (from, to) in (0..10).map(|n| (n as f32 / 10.0, if n == 9 { 1.01 } else { (n + 1) as f32 / 10.0 })) {
        let (count, mean, right) = outcomes.between(from, to);
        if count > 0 {
            eprintln!("  {from:.1} to {:.1}   {count:>10}  {mean:.3}  {right:.3}", to.min(1.0));
        }
    }
    eprintln!("  dropped below (now {:.2})", outcomes.drop);
    for border in (0..11).map(|n| n as f32 * 0.05) {
        let [precision, recall, f1] = outcomes.score(border);
        eprintln!("  {border:.2}   P {precision:.3}  R {recall:.3}  F1 {f1:.3}");
    }
}

fn read(paths: &[PathBuf]) -> Result<Vec<String>> {
    paths.iter().map(|path| std::fs::read_to_string(path).map_err(|e| Error::io(path, e))).collect()
}
