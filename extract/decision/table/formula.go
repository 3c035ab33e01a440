package table

import (
	"bytes"
)

// FormulaText is the text that a formula shows which only holds one: ="0041" and
// =HYPERLINK("https://…"; "0041"), which programs write to keep leading zeros or to
// link to a record. nil for any other cell.
func FormulaText(cell []byte) []byte {
	if len(cell) < 3 || cell[0] != '=' {
		return nil
	}
	rest := Trim(cell[1:])
	if text, after, ok := quotedText(rest); ok && len(Trim(after)) == 0 {
		return text
	}
	const link = "HYPERLINK("
	if len(rest) < len(link) || !bytes.EqualFold(rest[:len(link)], []byte(link)) {
		return nil
	}
	address, after, ok := quotedText(Trim(rest[len(link):]))
	if !ok {
		return nil
	}
	after = Trim(after)
	if len(after) > 0 && (after[0] == ',' || after[0] == ';') {
		after = Trim(after[1:])
		if text, end, ok := quotedText(after); ok && bytes.Equal(Trim(end), []byte(")")) {
			return text
		}
		if number, ok := bytes.CutSuffix(after, []byte(")")); ok && len(number) > 0 && !bytes.ContainsAny(number, "()&\"") {
			return Trim(number)
		}
		return nil
	}
	if bytes.Equal(after, []byte(")")) {
		return address
	}
	return nil
}

// quotedText cuts a quoted text off the front.
func quotedText(s []byte) (text, after []byte, ok bool) {
	if len(s) < 2 || s[0] != '"' {
		return nil, s, false
	}
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			i++
			continue
		}
		return bytes.ReplaceAll(s[1:i], []byte(`""`), []byte(`"`)), s[i+1:], true
	}
	return nil, s, false
}
