package draft

import "testing"

func TestNormalise(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"ligatures":                   {"e\uFB03cient work\uFB02ow", "efficient workflow"},
		"soft hyphen in a word":       {"co\u00ADoperate", "cooperate"},
		"soft hyphen at a line's end": {"exam\u00AD\nple", "example"},
		"line ends":                   {"a\r\nb\rc\u2028d\fe", "a\nb\nc\nd\ne"},
		"spaced heading":              {"C O N T A C T", "CONTACT"},
		"spaced heading of two words": {"W O R K   H I S T O R Y", "WORK HISTORY"},
		"spaced with an ampersand":    {"S K I L L S  &  T O O L S", "SKILLS & TOOLS"},
		"a list is no heading":        {"A B C", "A B C"},
		"initials are no heading":     {"J. R. R. T. was here", "J. R. R. T. was here"},
		"spaces":                      {"  a \u00A0\u2003 b  ", "a b"},
		"a tab parts columns":         {"Engineer \t\t 2019", "Engineer\t2019"},
		"zero width and controls":     {"a\u200Bb\uFEFF\x07c", "abc"},
		"bullet of a symbol font":     {"\uF0B7 one", "• one"},
		"bullets by repetition":       {"\uF095 one\n\uF095 two\n\uF095 three", "• one\n• two\n• three"},
		"space of a symbol font":      {"one\uF020two", "one two"},
		"an icon stays":               {"\uF095 555 0100", "\uF095 555 0100"},
		"Arabic presentation forms":   {"\uFE8D\uFEDF", "\u0627\u0644"},
		"one empty line":              {"\n\na\n\n\n\nb\n\n", "a\n\nb"},
		"broken UTF-8":                {"a\xFFb", "a\uFFFDb"},
	} {
		got := Normalise(c.in)
		if got != c.want {
			t.Errorf("%s: Normalise(%q) = %q, want %q", name, c.in, got, c.want)
		}
		if again := Normalise(got); again != got {
			t.Errorf("%s: a second pass changes %q to %q", name, got, again)
		}
	}
}

func TestJoinAccents(t *testing.T) {
	for in, want := range map[string]string{
		"Garc´ıa":      "García",
		"M¨uller":      "Müller",
		"Ro¸me":        "Rome", // nothing to join with: the mark is lost, not the word
		"Franc¸ois":    "François",
		"don´t, I´m":   "don't, I'm",
		"d´analyse":    "d'analyse",
		"plain — text": "plain — text",
		"Dvoˇr´ak":     "Dvořák",
	} {
		if got := JoinAccents(in); got != want {
			t.Errorf("joinAccents(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestTidyLinesAreLeftAlone holds the short way for tidy lines against the long one.
func TestTidyLinesAreLeftAlone(t *testing.T) {
	for _, line := range []string{"", "word", "two words", "C O N T A C T", "A & B C D E", "- item: 50% (2019-2021)", "~ tilde !"} {
		if !tidy(line) {
			t.Errorf("%q counts as untidy", line)
		}
		if got, want := tidyLine(line), tidyAny(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
	for _, line := range []string{" lead", "trail ", "two  spaces", "a\ttab", "Núñez", "bell\a", "zero\u200bwidth"} {
		if tidy(line) {
			t.Errorf("%q counts as tidy", line)
		}
	}
}
