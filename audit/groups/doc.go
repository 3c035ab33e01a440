// Package groups compares self-reported groups of applicants.
//
//  1. A roster assigns the applications of a stage to the groups of one attribute, or
//     of two crossed (roster.go).
//  2. [Impact] compares their selection rates, and the omnibus test asks whether they
//     differ at all (impact.go, omnibus.go).
//  3. [Gaps] splits a gap over the signals (Gelbach decomposition, gap.go), and
//     [Prevalence] counts who has a signal.
//  4. [RuleViews] makes the tables as jurisdictions' rules ask for them (rules.go,
//     rule_table.go).
//
// What it does not do: infer a group.
package groups
