// Command weaksignal audits how much résumé screening depends on weak,
// privilege-correlated signals.
//
// Every command reads as a pipeline (one file per command):
//
//  1. internal/config loads one configuration from flags, variables and file.
//  2. extract reads résumés into profiles; extract/decision reads the export,
//     groups and candidates tables.
//  3. internal/join brings both together under pseudonyms (internal/pseudonym)
//     into an dataset.Dataset. Names and text stop here.
//  4. audit measures; reports renders; internal/rundir shows the whole run or
//     nothing.
//
// Exit codes stand in exit.go. Messages go to stderr and carry no names.
package main
