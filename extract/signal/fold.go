package signal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain strips accents, evens out quotes and dashes, and collapses white space;
// two or more spaces stay two, since layouts separate columns by them.
func plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	spaces, tab := 0, 2
	if strings.Count(s, "\t") > 2 {
		tab = 1 // tabs between words, not between columns
	}
	put := func(r rune) {
		if spaces > 0 && b.Len() > 0 {
			b.WriteString("  "[:min(spaces, 2)])
		}
		spaces = 0
		b.WriteRune(r)
	}
	for _, r := range s {
		if r < utf8.RuneSelf {
			switch {
			case r == ' ':
				spaces++
			case r == '\t':
				spaces += tab
			case r > ' ' && r != 0x7f:
				put(r)
			}
			continue
		}
		if unicode.IsSpace(r) {
			spaces++
			continue
		}
		for _, p := range plainRune(r) {
			put(p)
		}
	}
	return b.String()
}

// plainRune gives what one rune is written as in plain text.
func plainRune(r rune) string {
	switch r {
	case '‘', '’', '‛', '′', '`', '´', 'ʼ':
		return "'"
	case '“', '”', '„', '«', '»', '″':
		return `"`
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return "-"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'Œ':
		return "OE"
	case 'ø':
		return "o"
	case 'Ø':
		return "O"
	case 'ł':
		return "l"
	case 'Ł':
		return "L"
	case 'ё':
		return "е"
	case 'Ё':
		return "Е"
	case 'ı':
		return "i"
	case '\u200b', '\u200c', '\u200d', '\ufeff', '\u00ad', '\u2060':
		return ""
	}
	if unicode.Is(unicode.Mn, r) {
		return ""
	}
	if unicode.IsLetter(r) {
		d := norm.NFD.PropertiesString(string(r)).Decomposition()
		for len(d) > 0 {
			first, _ := utf8.DecodeRune(d)
			if first < utf8.RuneSelf {
				return string(first)
			}
			d = norm.NFD.Properties(d).Decomposition()
		}
	}
	return string(r)
}

// fold lowers plain text and keeps every byte offset.
func fold(p string) string {
	ascii := true
	for i := 0; i < len(p); i++ {
		if p[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(p)
	}
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r
	}, p)
}
