// Package rates compares selection rates with and without a signal.
//
//  1. [Fill] takes a factor's counts and fills the crude comparison, and the one within
//     requisitions (Mantel–Haenszel).
//  2. [Warnings] says where these numbers are thin, or the groups compared differ for a
//     reason that isn't the signal.
//  3. [Count], [Interval] and [Pooled] turn what package stats answers into estimates,
//     for the other rooms too.
//
// What it does not do: adjust for anything but requisitions. Package model does.
package rates
