// Package rule holds what jurisdictions ask of impact tables, as dated data: one
// YAML file per rule, with the date and the source of its text. A law that changes
// is a change of a file, not of code.
//
//  1. Every file is read strictly: an unknown key, a missing date or a category
//     named twice is an error.
//  2. [Find] picks the rules that the configuration names. Nothing switches a rule on
//     but its name there.
//  3. The audit counts its categories ([Attribute.Category]) and the workbook prints
//     its columns.
//
// It computes nothing and gives no legal advice: a file says what a text asks for,
// and the day on which somebody last held it against that text.
package rule
