package join_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weaksignal/audit"
	"weaksignal/cmd/weaksignal/internal/config"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/extract/decision"
	"weaksignal/extract/parquet"
)

// names stand in for the keyed pseudonyms.
type names struct{}

func (names) Applicant(id string) string  { return "A-" + id }
func (names) Document(id string) string   { return "D-" + id }
func (names) Screener(name string) string { return "S-" + name }

const countedHead = "requisition,role,screener,resume_result,onsite_result,kaggle,referral,years,score,city,sex,race"

// patterns draws applications at two stages, some without a decision or with unknown
// cells, as the rows of a table.
func patterns(n int) []string {
	rng := rand.New(rand.NewPCG(12, 1))
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	rows := make([]string, n)
	for i := range rows {
		kaggle, referral := pick("0", "1", "1", ""), pick("0", "0", "1")
		chance := 0.3
		if kaggle == "1" {
			chance += 0.15
		}
		if referral == "1" {
			chance += 0.2
		}
		screen, onsite := "rejected", ""
		switch {
		case rng.Float64() < 0.03:
			screen = "withdrawn"
		case rng.Float64() < chance:
			screen, onsite = "passed", pick("passed", "rejected", "rejected", "pending")
		}
		rows[i] = strings.Join([]string{fmt.Sprint("R", rng.IntN(9)), pick("Engineer", "Analyst"), pick("x", "y", "z", ""), screen, onsite, kaggle, referral,
			pick("0", "1.5", "3", "7", ""), pick("10", "20", "30"), pick("Oslo", "Rome", "Lyon", ""), pick("Female", "Male", ""), pick("A", "B", "C", "")}, ",")
	}
	return rows
}

// auditOf is the record of a table's audit, without what is of the file.
func auditOf(t *testing.T, path string, spec decision.TableSpec) string {
	t.Helper()
	joined, err := join.FromCandidates(t.Context(), join.TableInput{Path: path, Spec: spec, Pseudonym: names{}})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := (&config.Config{Audit: config.Audit{Margin: "auto", Level: 0.95, Seed: 1, Cluster: "requisition", ClusterCorrection: "CR1", Reliance: true,
		Model: config.Model{Likelihood: "auto", Penalty: "auto", RequisitionEffects: "auto", Form: "auto"}}}).Plan()
	if err != nil {
		t.Fatal(err)
	}
	joined.Intake.Sheets = nil
	joined.Intake.Warnings = slices.DeleteFunc(slices.Clone(joined.Intake.Warnings), func(w string) bool { return strings.Contains(w, "table.id") })
	res, err := audit.Run(t.Context(), audit.Input{Dataset: joined.Dataset, Plan: plan, Intake: joined.Intake})
	if err != nil {
		t.Fatal(err)
	}
	if n := res.Stages[0].N; n < 1000 {
		t.Fatalf("%d applications audited", n)
	}
	text, err := json.MarshalIndent(res, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestCountsGiveTheSingleRows, to the last digit: in any order, with an id each, and in
// Parquet.
func TestCountsGiveTheSingleRows(t *testing.T) {
	rows := patterns(1200)
	spec := decision.TableSpec{Requisition: "requisition", Role: "role", Screener: "screener",
		Results: []decision.ResultColumn{{Stage: "resume_screen", Column: "resume_result", Advanced: []string{"passed"}}, {Stage: "onsite", Column: "onsite_result", Advanced: []string{"passed"}}},
		Weak:    []string{"kaggle", "referral"}, JobRelated: []string{"years", "score"}, Context: []string{"city"}, Groups: []string{"sex", "race"}}
	dir := t.TempDir()
	file := func(name, head string, rows []string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(head+"\n"+strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	want := auditOf(t, file("single.csv", countedHead, rows), spec)

	withID := make([]string, len(rows))
	for i, r := range rows {
		withID[i] = fmt.Sprintf("C%d,%s", i, r)
	}
	identified := spec
	identified.ID = "id"
	same(t, "with ids", auditOf(t, file("ids.csv", "id,"+countedHead, withID), identified), want)

	counts := map[string]int{}
	for _, r := range rows {
		counts[r]++
	}
	var counted []string
	for _, r := range slices.Sorted(maps.Keys(counts)) {
		counted = append(counted, fmt.Sprintf("%s,%d", r, counts[r]))
	}
	if len(counted) == len(rows) {
		t.Fatal("no pattern repeats")
	}
	slices.Reverse(counted)
	spec.Count = "n"
	path := file("counts.csv", countedHead+",n", counted)
	same(t, "counts", auditOf(t, path, spec), want)
	same(t, "counts with an id that is not read", auditOf(t, path, func() decision.TableSpec { s := spec; s.ID = "id"; return s }()), want)
	same(t, "counts in Parquet", auditOf(t, inParquet(t, path), spec), want)
}

// same shows the first line in which two records differ.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Errorf("%s: line %d is %s, of single rows %s\n%s", what, i, g[i], w[i], strings.Join(g[max(0, i-12):i], "\n"))
			return
		}
	}
	if len(g) != len(w) {
		t.Errorf("%s: %d lines, of single rows %d", what, len(g), len(w))
	}
}

// inParquet writes a CSV table as Parquet, the counts as numbers.
func inParquet(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := make([]parquet.Column, len(rows[0]))
	for i, name := range rows[0] {
		columns[i].Name = name
	}
	columns[len(columns)-1].Kind = parquet.Number
	var out bytes.Buffer
	w := parquet.NewWriter(&out, columns)
	for _, row := range rows[1:] {
		values := make([]any, len(row))
		for i, cell := range row {
			values[i] = cell
		}
		n, err := strconv.ParseFloat(row[len(row)-1], 64)
		if err != nil {
			t.Fatal(err)
		}
		values[len(row)-1] = n
		if err := w.Write(values...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path += ".parquet"
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
