// Package catalogue holds the signals as data: one YAML file per signal in
// signals/, and lists of institutions in lists/.
//
// A definition carries the question, the detectors, examples that must and must
// not match (run as tests), the cited evidence of privilege correlation, the
// job-relatedness by role, and the limits. Loading is strict: an unknown key, a
// bad pattern, a missing example or a duplicate id is an error that names file,
// id and field. To add a signal, add a file; no Go changes.
package catalogue
