// Package groups compares self-reported groups of applicants.
//
//  1. A roster assigns the applications of a stage to the groups of one attribute, or
//     of two crossed (roster.go).
//  2. [Impact] compares their selection rates with the reference group's (impact.go,
//     reference.go). Names are dealt anew within requisitions, by person (deal.go): the
//     omnibus test asks whether groups differ at all, and each group's own p, stepped
//     down, decides its verdict (permute.go, judge.go).
//  3. [Gaps] splits a gap over the signals (Gelbach decomposition, gap.go; its errors, gap_spread.go and gap_influence.go), and
//     [Prevalence] counts who has a signal, [Returns] asks whether it pays the same in
//     every group (returns.go, returns_data.go).
//  4. [RuleViews] makes the tables as jurisdictions' rules ask for them (rules.go,
//     rule_table.go).
//
// What it does not do: infer a group.
package groups
