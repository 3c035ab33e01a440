package signal

import (
	"sort"
	"strings"

	"weaksignal/extract/catalogue"
)

// dateKind is what a word or mark can mean in a date, one bit each.
type dateKind uint16

const (
	isNumber dateKind = 1 << iota
	isMonth           // a month or a season
	isPresent
	isUntil
	isSince
	isFrom
	isWithin
	isDash
	isSep // one of . / ' ,
	isWord
	isClose // a bracket
)

// dateToken of a folded text.
type dateToken struct {
	kind     dateKind
	value    int // of a number; 0 to 11 of a month
	digits   int // of a number
	mark     byte
	from, to int
	gap      int  // bytes of space before it
	glued    bool // stands on the token before it, without a space
}

// dateWords are the words that dates are written with, of all languages.
type dateWords struct {
	byFirst map[string][]datePhrase // by their first word, longest first
}

type datePhrase struct {
	text  string
	kind  dateKind
	value int
}

func newDateWords(languages []catalogue.Language) *dateWords {
	d := &dateWords{byFirst: map[string][]datePhrase{}}
	for i := range languages {
		l := &languages[i]
		for m, names := range l.Months {
			d.add(names, isMonth, m)
		}
		for name, m := range l.Seasons {
			d.add([]string{name}, isMonth, m-1)
		}
		d.add(l.Present, isPresent, 0)
		d.add(l.Until, isUntil, 0)
		d.add(l.Since, isSince, 0)
		d.add(l.From, isFrom, 0)
		d.add(l.Within, isWithin, 0)
	}
	for first, ps := range d.byFirst {
		for i := range ps { // "to date" holds its own join
			if p := &ps[i]; p.kind == isPresent && len(p.text) > len(first) && d.kindOf(first)&isUntil != 0 {
				p.kind |= isUntil
			}
		}
		sort.SliceStable(ps, func(i, j int) bool { return len(ps[i].text) > len(ps[j].text) })
	}
	return d
}

func (d *dateWords) add(words []string, kind dateKind, value int) {
next:
	for _, w := range words {
		text := fold(plain(w))
		first := text[:letters(text, 0)]
		for i := range d.byFirst[first] {
			if p := &d.byFirst[first][i]; p.text == text {
				p.kind |= kind
				if kind == isMonth {
					p.value = value
				}
				continue next
			}
		}
		d.byFirst[first] = append(d.byFirst[first], datePhrase{text, kind, value})
	}
}

func (d *dateWords) kindOf(word string) dateKind {
	for _, p := range d.byFirst[word] {
		if p.text == word {
			return p.kind
		}
	}
	return 0
}

// letters gives where the run of letters that begins at an offset ends.
func letters(s string, at int) int {
	for at < len(s) && (s[at] >= 'a' && s[at] <= 'z' || s[at] >= 0x80) {
		at++
	}
	return at
}

// tokens cuts a folded text.
func (d *dateWords) tokens(f string) []dateToken {
	out := make([]dateToken, 0, 16)
	space := 0
	for i := 0; i < len(f); {
		if f[i] == ' ' {
			space, i = space+1, i+1
			continue
		}
		if strings.HasPrefix(f[i:], "月") || strings.HasPrefix(f[i:], "日") { // "2019年9月": the month says so already
			i += len("月")
			continue
		}
		t := d.token(f, i)
		if t.to == i { // a mark of several bytes, such as a dash that was not folded
			i++
			continue
		}
		t.from, t.gap, t.glued = i, space, space == 0 && i > 0
		out = append(out, t)
		i, space = t.to, 0
	}
	return out
}

func (d *dateWords) token(f string, i int) dateToken {
	c := f[i]
	switch {
	case c >= '0' && c <= '9':
		return number(f, i)
	case strings.HasPrefix(f[i:], "–"), strings.HasPrefix(f[i:], "—"), strings.HasPrefix(f[i:], "→"), strings.HasPrefix(f[i:], "−"):
		return dateToken{kind: isDash, mark: '-', to: i + 3}
	case strings.HasPrefix(f[i:], "年"):
		return dateToken{kind: isSep, mark: '/', to: i + len("年")}
	case c >= 'a' && c <= 'z' || c >= 0x80:
		return d.word(f, i)
	case c == '-' || c == '>' || c == '~':
		return dateToken{kind: isDash, mark: '-', to: i + 1}
	case c == '.' || c == '/' || c == '\'' || c == ',':
		return dateToken{kind: isSep, mark: c, to: i + 1}
	case c == '(' || c == ')' || c == '[' || c == ']':
		return dateToken{kind: isClose, mark: c, to: i + 1}
	}
	return dateToken{kind: isWord, mark: c, to: i + 1}
}

func number(f string, i int) dateToken {
	t := dateToken{kind: isNumber}
	for t.to = i; t.to < len(f) && f[t.to] >= '0' && f[t.to] <= '9'; t.to++ {
		t.value = min(t.value*10+int(f[t.to]-'0'), 1<<20)
	}
	t.digits = t.to - i
	switch end := letters(f, t.to); f[t.to:end] {
	case "st", "nd", "rd", "th", "er", "e", "o", "eme":
		if t.digits <= 2 {
			t.to = end
		}
	}
	return t
}

// word reads the longest phrase that begins here, or any other word. Text as
// written may still carry accents.
func (d *dateWords) word(f string, i int) dateToken {
	end := letters(f, i)
	first := f[i:end]
	for _, p := range d.byFirst[first] {
		if strings.HasPrefix(f[i:], p.text) {
			to := i + len(p.text)
			if to == len(f) || letters(f, to) == to || !letterByte(p.text[len(p.text)-1]) {
				return dateToken{kind: p.kind, value: p.value, to: to}
			}
		}
	}
	if ps := d.byFirst[unaccented(first)]; len(ps) > 0 && ps[len(ps)-1].text == unaccented(first) {
		p := ps[len(ps)-1]
		return dateToken{kind: p.kind, value: p.value, to: end}
	}
	return dateToken{kind: isWord, to: end}
}

func letterByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 0x80 }

func unaccented(w string) string {
	for i := 0; i < len(w); i++ {
		if w[i] >= 0x80 {
			return fold(plain(w))
		}
	}
	return w
}
