package ledongthuc

import "testing"

func TestSpelled(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a", "Q": "Q", "five": "5", "ffi": "ffi", "eacute": "é", "Zcaron": "Ž", "acute": "´",
		"scommaaccent": "ș", "g44": "", "": "", "7": "", "alpha": "",
	} {
		if got := spelled(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	content := "/F1 9.5 Tf [(a\\(b\\)\\101)-250<4243>]TJ % a (comment)\nBI /W 1 ID \x00(EI\x01 EI -.5 +7 (x) ' <</A [1 2]>> BDC"
	type seen struct {
		op   string
		args int
		text string
	}
	want := []seen{{"Tf", 2, "F1"}, {"TJ", 5, "a(b)ABC"}, {"BI", 0, ""}, {"ID", 2, "W"}, {"'", 3, "x"}, {"BDC", 5, "A"}}
	var got []seen
	tokens([]byte(content), func(op string, args []operand) bool {
		s := seen{op: op, args: len(args)}
		for _, a := range args {
			s.text += a.text
		}
		got = append(got, s)
		return true
	})
	if len(got) != len(want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
}

func TestDecimal(t *testing.T) {
	for word, want := range map[string]float64{"-.5": -0.5, "+7": 7, "0.25": 0.25, "12345678901": 12345678901, "10.": 10} {
		if got, ok := decimal([]byte(word)); !ok || got != want {
			t.Errorf("%q: %v, %v", word, got, ok)
		}
	}
	for _, word := range []string{"Tj", "1-2", "--5"} {
		if got, ok := decimal([]byte(word)); ok {
			t.Errorf("%q is read as %v", word, got)
		}
	}
}
