package signal

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestRequiredLiterals(t *testing.T) {
	for _, c := range []struct {
		pattern string
		want    []string
	}{
		{`\bkaggle\b`, []string{"kaggle"}},
		{`(?:open|free) source`, []string{"free source", "open source"}},
		{`\bM\.? ?Sc\b`, []string{"m sc", "m. sc", "m.sc", "msc"}},
		{`[a-z]+ \d+`, nil},
		{`colou?rs?`, []string{"color", "colors", "colour", "colours"}},
		{`.*prize.*`, []string{"prize"}},
		{`a|prize`, nil},
	} {
		got := required(c.pattern)
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.pattern, got, c.want)
		}
	}
}

// TestFilterNeverHidesAMatch: on every labelled text, a pattern that matches has
// one of its literals in the text.
func TestFilterNeverHidesAMatch(t *testing.T) {
	texts := []string{"Won first prize at the hackathon", "MSc in Physics, M. Sc., M.Sc", "open-source maintainer", "Published in Nature"}
	for _, p := range []string{`\bM\.? ?[Ss][Cc]\b`, `\bopen[- ]?source\b`, `\b(?:1st|first) (?:prize|place)\b`, `\bpublish\w*\b.{0,9}\bin\b`} {
		re, literals := regexp.MustCompile(p), required(p)
		for _, text := range texts {
			if !re.MatchString(text) && !re.MatchString(strings.ToLower(text)) || literals == nil {
				continue
			}
			if !slices.ContainsFunc(literals, func(l string) bool { return strings.Contains(strings.ToLower(text), l) }) {
				t.Errorf("%s matches %q but none of %q stands in it", p, text, literals)
			}
		}
	}
}

func TestLexicon(t *testing.T) {
	x := newLexicon()
	mit := x.term("MIT")
	x.word(mit, "MIT", true, false)
	x.word(mit, "MIT Pune", false, true)
	cpp := x.term("c++")
	x.word(cpp, "c++", false, false)
	c := x.term("c")
	x.word(c, "C", true, false)
	x.build()
	for _, k := range []struct {
		text string
		want []string
	}{
		{"BSc, MIT, 2010", []string{"MIT"}},
		{"BSc, MIT Pune", nil},
		{"I commit code with mit licence", nil},
		{"C, C++ and SQL", []string{"c", "c++"}},
		{"SUMMIT", nil},
	} {
		var got []string
		p := plain(k.text)
		for _, f := range x.find(p, fold(p)) {
			got = append(got, x.names[f.id])
		}
		if !slices.Equal(got, k.want) {
			t.Errorf("%q: got %q, want %q", k.text, got, k.want)
		}
	}
}

func TestFoldKeepsOffsets(t *testing.T) {
	for _, s := range []string{"Élève à l’École", "STRASSE ß Ø ł", "İstanbul K", "“x” – y", "日本語 ＡＢＣ"} {
		p := plain(s)
		if f := fold(p); len(f) != len(p) {
			t.Errorf("%q: plain %d bytes, folded %d", s, len(p), len(f))
		}
	}
}
