package table

import (
	"bytes"
	"unicode/utf8"
)

// Trim drops white space, non-breaking and zero-width space included, at both ends.
func Trim(c []byte) []byte {
	for len(c) > 0 && c[0] <= ' ' {
		c = c[1:]
	}
	for len(c) > 0 && c[len(c)-1] <= ' ' {
		c = c[:len(c)-1]
	}
	if len(c) > 0 && (c[0] >= utf8.RuneSelf || c[len(c)-1] >= utf8.RuneSelf) {
		return bytes.Trim(c, " \t\r\n\u00a0\u200b\u2007\u202f\ufeff")
	}
	return c
}

// texts copies cells as trimmed strings.
func texts(cells [][]byte) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = string(Trim(c))
	}
	return out
}

func blank(cells [][]byte) bool {
	for _, c := range cells {
		if len(Trim(c)) > 0 {
			return false
		}
	}
	return true
}

// Text is a trimmed cell; a formula that only holds a text is that text.
func Text(cell []byte) []byte {
	if n := len(cell); n == 0 || plain(cell[0]) && plain(cell[n-1]) {
		return cell
	}
	return unwrap(cell)
}

// plain: a cell that opens and closes so is its own text, as most are.
func plain(b byte) bool { return b > ' ' && b < utf8.RuneSelf && b != '=' }

func unwrap(cell []byte) []byte {
	cell = Trim(cell)
	if len(cell) > 2 && cell[0] == '=' {
		if text := FormulaText(cell); text != nil {
			return Trim(text)
		}
	}
	return cell
}
