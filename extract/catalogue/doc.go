// Package catalogue holds the signals as data: one YAML file per signal in
// signals/, lists of institutions in lists/, and the words that structure is read
// by in words/: titles, degrees, fields, skills, word groups, and one file for each
// language read (headings, dates, degrees).
//
// A definition carries the question, the detectors, examples that must and must
// not match (run as tests), the cited evidence of privilege correlation, the
// job-relatedness by role, and the limits. Loading is strict: an unknown key, a
// bad pattern, a missing example or a duplicate id is an [Error] that names file,
// id and field. To add a signal, add a file; no Go changes.
//
// Patterns are RE2: linear in the length of the text, whatever a file says.
// [Catalogue.Version] is a hash over everything read, so that a stored profile is
// never taken for one of another catalogue.
//
// It reads no résumé and knows no employer's roles.
package catalogue
