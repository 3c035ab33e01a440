// Package rules writes rules/<rule>.xlsx: the impact tables of one stage in the columns
// that a rule asks for, on two pages: the tables, and what goes with them.
//
// The rule's words come with the result, from the rule's file. Whether small counts are
// withheld is the rule's too: New York City's asks for every one. The file may be
// published once counsel agrees, and says so on its first line.
package rules
