// Package audit measures how much each screening decision moves with weak,
// privilege-correlated signals beyond the job-related ones.
//
// The flow, one step a file or a few:
//
//  1. A [Builder] takes one [Row] per application and packs it into a
//     [Dataset]: dictionary-coded columns, the only input of every measure.
//     Keys are opaque; no name and no text of a résumé gets here.
//  2. [Run] walks the stages of the funnel and "bottom_line". For each it
//     collapses the applications that entered it to distinct patterns with counts
//     (design.go); compares rates with and without each signal, crude and within
//     requisitions (rates.go); fits the adjusted model by stated choices
//     (choice.go, adjusted.go, effects.go, sensitivity.go); splits what the model
//     explains of held-out decisions over blocks and signals (reliance.go,
//     heldout.go, shares.go) and asks whose selection would change (changed.go);
//     compares self-reported groups (impact.go, gap.go, neutralise.go), screeners
//     (consistency.go, agreement.go), routes and sources (routes.go).
//  3. Multiplicity corrections and verdicts are made over the families that the
//     plan names, and the headline sentences are written from the numbers.
//  4. Where the plan names jurisdictions' rules (package rule, dated files), their
//     tables are counted beside the audit's own (rules.go, rule_table.go).
//  5. The [Result] encodes to audit.json (schema.json, [Schema]) and carries
//     everything that a report needs; rendering never reads a résumé again.
//
// What it does not do: read files, know people, infer groups, or use a verdict
// word for a computed number. A number that cannot be computed is an [Estimate]
// with a reason, never NaN, 0 or 1 as a stand-in.
package audit
