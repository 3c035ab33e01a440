// Package plain reads text files and Markdown. [DecodeText] tells their encoding: Unicode
// with or without a mark, else a code page that gives letters.
package plain
