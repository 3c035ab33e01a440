package words

import "testing"

func TestCells(t *testing.T) {
	c, err := LoadCells()
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]int{"März": 3, "févr.": 2, "Aug": 8, "dez": 12, "ottobre": 10, "set": 9, "May": 5, "mrt": 3, "monday": 0, "1": 0} {
		if got := c.Month(word); got != want {
			t.Errorf("month %q is %d, want %d", word, got, want)
		}
	}
	for _, text := range []string{"", "nan", "NaN", "<NA>", "None", "NULL", "#N/A", "(blank)", "-", "Choose not to disclose", "Keine Angabe", "Non renseigné", "Prefiero no decirlo",
		"I do not wish to self-identify", "Decline To Self Identify", "Não informado", "Preferisco non rispondere", "Zeg ik liever niet", "I don't wish to answer", "Je ne souhaite pas répondre", "Missing", "Data not available", "k. A.", "n.v.t."} {
		if !c.Unknown(text) {
			t.Errorf("%q is an answer", text)
		}
	}
	for _, text := range []string{"Female", "Männlich", "Nonbinary", "White", "Two or more races", "Other", "Native Hawaiian", "No disability", "Not a veteran", "Not Hispanic or Latino", "Ninguna discapacidad"} {
		if c.Unknown(text) {
			t.Errorf("%q is no answer", text)
		}
	}
	for _, text := range []string{"Total", "Grand Total (12)", "Total: 160", "R-101 Total", "Subtotal", "Gesamtergebnis", "TOTAL"} {
		if !c.Total(text) {
			t.Errorf("%q is no total", text)
		}
	}
	for _, text := range []string{"Summers", "Ann Example", "40010000", "", "Discounter Ltd"} {
		if c.Total(text) {
			t.Errorf("%q is a total", text)
		}
	}
	if yes, ok := c.Hispanic("Not Hispanic or Latino"); yes || !ok {
		t.Error("not Hispanic")
	}
}
