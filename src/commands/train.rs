//! `onrecord train`: makes a model of `data/models/` again.

use onrecord::analysis::entities::train;
use onrecord::error::{Error, Result};
use onrecord::lang;

use super::Outcome;
use crate::cli::Train;

/// Learns from the corpora in the order given and writes the model.
pub fn run(arguments: &Train) -> Result<Outcome> {
    let language = lang::find(&arguments.language)
        .ok_or_else(|| Error::Usage(format!("no language {}: see LANGUAGES in src/lang/mod.rs", arguments.language)))?;
    let mut sentences = Vec::new();
    for path in &arguments.corpora {
        let corpus = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        sentences.extend(train::read(&corpus));
    }
    eprintln!("{} sentences", sentences.len());
    let bytes = train::train(&sentences, language, &mut |epoch, loss| {
        eprintln!("epoch {}: loss {loss:.4} a token", epoch + 1);
    });
    for path in &arguments.check {
        let corpus = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let [right, invented, missed] = train::check(&bytes, &train::read(&corpus), language);
        let share = |of: usize| right as f64 / (right + of).max(1) as f64;
        let f1 = 2.0 * right as f64 / (2 * right + invented + missed).max(1) as f64;
        eprintln!("{}: P {:.3} R {:.3} F1 {f1:.3}", path.display(), share(invented), share(missed));
    }
    std::fs::write(&arguments.output, bytes).map_err(|e| Error::io(&arguments.output, e))?;
    Ok(Outcome::Found)
}
