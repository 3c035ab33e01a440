// Command weaksignal audits how much résumé screening depends on weak,
// privilege-correlated signals.
//
// A file a verb: it declares flags and help, and hands the work to a room below.
//
//  1. internal/config loads one configuration from flags, variables and file.
//  2. internal/inputs reads tables and résumés (packages extract and extract/decision), and
//     internal/join brings both together under pseudonyms (internal/pseudonym) into a
//     dataset.Dataset. Names and text stop here.
//  3. internal/run is the audit as a job: audit measures, reports renders,
//     internal/rundir shows the whole run or nothing, internal/statefolder compares it with
//     earlier ones and remembers it.
//  4. internal/check, internal/experiment and internal/review are what check, probe and the
//     review of readings do; internal/supervise gives every end of the process a status.
//
// Exit statuses stand in internal/exit. Messages go to stderr through internal/neutral and
// carry no names.
package main
