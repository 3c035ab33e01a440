package demographics

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/table"
)

func TestReadGroups(t *testing.T) {
	g, err := Read(write(t, "groups.csv", `EEO survey

Candidate ID;Email;Gender;Race / Ethnicity;Submitted at
1;a@example.org;Female;White;2026-01-01
2;;male;Decline to self-identify;2026-01-01
3;;FEMALE;;2026-01-01
4;;I don't wish to answer;Asian;2026-01-01
;;Male;White;2026-01-01
2;;Male;Asian;2026-01-02
1;;Male;White;2026-01-02
`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(g.Attributes, " "); got != "gender race_ethnicity" {
		t.Errorf("attributes %q", got)
	}
	var rows []string
	for _, r := range g.Rows {
		rows = append(rows, r.CandidateID+"="+strings.Join(r.Labels, "/"))
	}
	if got, want := strings.Join(rows, " "), "1=/White 2=male/Asian 3=Female/ 4=/Asian"; got != want {
		t.Errorf("rows %q, want %q", got, want)
	}
	if g.Unknown[0] != 2 || g.Unknown[1] != 1 {
		t.Errorf("unknown %v, want 2 and 1", g.Unknown)
	}
	if g.Problems.Count != 2 || g.Problems.List[0].Row != 8 || g.Problems.List[1].Row != 10 {
		t.Errorf("problems %+v: want rows 8 (no candidate) and 10 (two answers)", g.Problems.List)
	}
}

func TestInferredGroups(t *testing.T) {
	for _, header := range []string{"race_bisg", "BISG_prob_white", "Inferred Gender", "gender (predicted)", "ethnicity from name", "perceived_gender", "race_imputed", "prob_female", "sex_by_photo"} {
		text := "candidate_id,sex," + header + "\n1,Male,x\n"
		_, err := Read(write(t, "g.csv", text), Options{})
		var in *table.Error
		if !errors.As(err, &in) || in.Column != header || !strings.Contains(in.Remedy, "allow_inferred_groups") {
			t.Errorf("%s: %v", header, err)
		}
		g, err := Read(write(t, "g.csv", text), Options{Inferred: true})
		if err != nil || len(g.Inferred) != 1 {
			t.Errorf("%s allowed: %v, inferred %v", header, err, g)
		}
	}
	for _, header := range []string{"sex", "race_ethnicity", "veteran_status", "disability", "age_band", "gender identity"} {
		if why := heads.Inferred(header); why != "" {
			t.Errorf("%s is taken as inferred: %s", header, why)
		}
	}
}

func TestGroupErrors(t *testing.T) {
	var many strings.Builder
	many.WriteString("candidate_id,birthplace\n")
	for i := range 150 {
		fmt.Fprintf(&many, "%d,place %d\n", i, i)
	}
	for name, test := range map[string]struct{ text, want string }{
		"no candidate":      {"sex,race\nMale,White\n", "no column says whose answers"},
		"no attribute":      {"candidate_id,email\n1,a@example.org\n", "no column holds a group attribute"},
		"no rows":           {"candidate_id,sex\n", "no answers"},
		"same twice":        {"candidate_id,Sex,sex\n1,M,F\n", "same attribute"},
		"free text":         {many.String(), "150 different answers"},
		"two candidate ids": {"candidate_id,person id,sex\n1,2,M\n", "could both be candidate_id"},
	} {
		_, err := Read(write(t, "g.csv", test.text), Options{})
		var in *table.Error
		if !errors.As(err, &in) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
