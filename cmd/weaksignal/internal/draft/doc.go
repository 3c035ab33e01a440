// Package draft writes a first configuration from what `check` found in an export.
//
//  1. Inputs, columns, stages, outcomes, sources and roles become the keys of the
//     configuration, each text with its rows behind it.
//  2. What needs the employer's word becomes a comment marked [Open], with the line to
//     complete.
//
// It reads no input itself and never writes over a file.
package draft
