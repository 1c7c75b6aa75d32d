//! How likely a found statement is right, words and speaker, by what is learned of its language; the unlikely are dropped.

use super::super::{Document, Statement, StatementKind};
use crate::tagger::odds::{Odds, probability};

mod features;
mod gold;
pub mod train;

use features::View;

/// Gives every statement its confidence and leaves out those that are more probably wrong than they are worth. Without a model
/// the rules' own confidence stays.
pub(super) fn judge(document: &Document, statements: Vec<Statement>) -> Vec<Statement> {
    let Some(odds) = &*document.language.confidence else { return statements };
    let drop = odds.get(DROP).unwrap_or(0.0);
    let logits = logits(document, &statements, odds);
    let kept = statements.into_iter().zip(logits).filter(|(_, logit)| probability(*logit) >= drop);
    kept.map(|(statement, logit)| Statement { confidence: cautious(odds, statement.kind, logit), ..statement })
        .collect()
}

/// The logarithm of the odds of each.
fn logits(document: &Document, statements: &[Statement], odds: &Odds) -> Vec<f32> {
    let view = View { document, statements };
    let mut lines = String::new();
    let logit = |at: usize| {
        view.features(at, &mut lines);
        odds.logit(&lines)
    };
    (0..statements.len()).map(logit).collect()
}

/// The setting below which statements are dropped: what is learned of a statement, not yet made cautious. Half of the
/// F1 that can be reached is the best such border (Lipton et al. 2014), and a lower one keeps more of what is rare.
const DROP: &str = "drop";

/// What a model learned of one reader's marks, for what another would say of the same words: readers agree less than they agree
/// with themselves. `slope` and `shift`, or those of the kind where it has its own, are settings beside the weights.
fn cautious(odds: &Odds, kind: StatementKind, logit: f32) -> f32 {
    let setting = |name: &str| odds.get(&format!("{name} {}", kind.as_str())).or_else(|| odds.get(name));
    probability(logit * setting("slope").unwrap_or(1.0) - setting("shift").unwrap_or(0.0))
}
