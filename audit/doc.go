// Package audit measures how much each screening decision moves with weak,
// privilege-correlated signals beyond the job-related ones.
//
// [Run] takes an [Input] and gives a result.Result. The flow, a room a step:
//
//  1. dataset: one row per application in dictionary-coded columns, the only input of
//     every measure, and one stage of it as a view. Keys are opaque; no name and no
//     text of a résumé gets here.
//  2. For each stage of the funnel and "bottom_line" (stage.go): rates compares with and
//     without each signal, crude and within requisitions; model fits the adjusted model
//     by stated choices; reliance splits what it explains of held-out decisions and asks
//     whose selection would change; groups compares self-reported groups, and makes
//     jurisdictions' tables (package rule, dated files); screeners compares who decides;
//     funnel follows applications through all stages, by route and source.
//  3. The effect of each signal is asked again in the ways that a verdict must survive
//     (effects.go): package moderation, whether it is the same for everybody; criteria.go,
//     whether one criterion alone decides; funnel, how far a later stage's selection could
//     make it.
//  4. Multiplicity corrections and verdicts are made over the families that the plan
//     names (package verdict), and misread says what errors in reading could change.
//  5. The headline sentences are written from the numbers (headline.go, bridge.go,
//     reading.go).
//  5. result is the record: it encodes to audit.json and carries everything that a
//     report needs. trend compares records of scheduled audits.
//
// Formulas are in package stats and its rooms, which knows nothing of screening.
//
// What it does not do: read files, know people, infer groups, or use a verdict
// word for a computed number. A number that cannot be computed is a result.Estimate
// with a reason, never NaN, 0 or 1 as a stand-in.
package audit
