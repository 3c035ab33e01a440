package reports

import "testing"

func TestInWords(t *testing.T) {
	d := &Draft{labels: map[string]string{"phd": "Doctorate", "kaggle_rank": "Kaggle rank", "award": "Award"}}
	for in, want := range map[string]string{
		"phd:weak predicts decisions":          "Doctorate predicts decisions",
		"phd:job_related and kaggle_rank:weak": "Doctorate (job-related) and Kaggle rank",
		"kaggle_rank overlaps":                 "Kaggle rank overlaps",
		"an award for it":                      "an award for it",
		"fisher_p of no_such:weak":             "fisher_p of no_such:weak",
	} {
		if got := d.InWords(in); got != want {
			t.Errorf("inWords(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMaskNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"only 7 applicants (3 advanced)": "only n applicants (n advanced)",
		"REQ-012 in 2026-03 differs":     "REQ-012 in n-03 differs",
		"12.5 % of 40":                   "n of n",
		"none":                           "none",
	} {
		if got := MaskNumbers(in); got != want {
			t.Errorf("MaskNumbers(%q) = %q, want %q", in, got, want)
		}
	}
}
