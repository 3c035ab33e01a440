// Package office reads the formats of word processors.
//
//   - Office Open XML (docx*.go) and OpenDocument (odt*.go): parts of a zip file
//     (container.go) whose XML becomes lines, tables and text boxes (xmltext.go,
//     table.go). A Word document in one XML file is read in the same way.
//   - RTF (rtf*.go): a tokenizer of groups and control words.
//   - Word 6 to 2003 (word97*.go): text by the piece table of the compound file.
//
// Deleted text, building blocks and placeholders of forms are left out; what is drawn
// so that nobody sees it goes by document/ink. A document that another one imports is
// read by whoever called ([Inner]).
package office
