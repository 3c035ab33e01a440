package appendix

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"weaksignal/audit"
	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/sheet/xlsxtest"
	"weaksignal/reports/words"

	"github.com/xuri/excelize/v2"
)

// auditedBook is a real audit of 900 invented applications: the test below holds
// the workbook's own arithmetic against the numbers of the record.
func auditedBook(t *testing.T) *reports.Book {
	t.Helper()
	weak, related := []result.Block{result.Weak}, []result.Block{result.JobRelated}
	b, err := dataset.NewBuilder(dataset.Spec{Roles: []string{"ML engineer"}, Stages: []string{"screen", "onsite"}, Attributes: []string{"sex"},
		Signals: []dataset.SignalSpec{{ID: "referral", Blocks: weak}, {ID: "kaggle", Blocks: weak}, {ID: "years_experience", Blocks: related}}})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(8, 15))
	for i := range 900 {
		row := dataset.Row{Requisition: fmt.Sprintf("R-%02d", i%15), Values: []float64{float64(r.IntN(2)), float64(r.IntN(3) / 2), float64(r.IntN(12))},
			Groups: []string{[]string{"Women", "Men", ""}[r.IntN(9)/4]}, Stages: []dataset.StageRow{{Status: dataset.Rejected}, {}}}
		if r.Float64() < .25+.3*row.Values[0] {
			row.Stages[0].Status, row.Stages[1].Status = dataset.Advanced, dataset.Rejected
			if r.Float64() < .4 {
				row.Stages[1].Status = dataset.Advanced
			}
		}
		if err := b.Add(&row); err != nil {
			t.Fatal(err)
		}
	}
	data := b.Dataset()
	res, err := audit.Run(context.Background(), audit.Input{Dataset: data, Plan: audit.DefaultPlan()})
	if err != nil {
		t.Fatal(err)
	}
	res.Run = bookstest.Run()
	book := &reports.Book{Result: res}
	book.Requisitions = data.Strata()
	return book
}

// TestWorkbookAgreesWithRecord: what the workbook computes from visible counts is
// what audit.json says.
func TestWorkbookAgreesWithRecord(t *testing.T) {
	b := auditedBook(t)
	f := xlsxtest.Open(t, render(t, b))
	compared := 0
	check := func(where, cell string, want result.Estimate, scale float64) {
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil || want.Value == nil {
			return // withheld or not estimable
		}
		compared++
		if math.Abs(x-*want.Value*scale) > tolerance(where) {
			t.Errorf("%s: the workbook has %v, the record %v", where, x, *want.Value*scale)
		}
	}
	rows := padded(tableRows(t, f, words.SheetFindings, mustTable(t, f, words.SheetFindings)), 40)
	for _, st := range b.Result.Stages {
		for _, s := range st.Signals {
			row, where := rowOf(rows, reports.StageName(st.Stage), words.SentenceCase(words.Underscored(s.Signal))), st.Stage+" "+s.Signal
			if row == nil {
				continue // withheld
			}
			check(where+" rate with", row[findWithRate-1], s.Present.Rate, 1)
			check(where+" rate without", row[findWithoutRate-1], s.Absent.Rate, 1)
			check(where+" difference", row[findDifference-1], s.RiskDifference, 100)
			check(where+" ratio", row[findRatio-1], s.RiskRatio, 1)
			check(where+" adjusted", row[findEffect-1], s.Effect.Estimate, 100)
		}
	}
	compareGroups(t, b, f, check)
	if compared < 30 {
		t.Errorf("only %d numbers were compared", compared)
	}
}

func compareGroups(t *testing.T, b *reports.Book, f *excelize.File, check func(string, string, result.Estimate, float64)) {
	t.Helper()
	rows := padded(tableRows(t, f, words.SheetGroups, mustTable(t, f, words.SheetGroups)), 40)
	for _, st := range b.Result.Stages {
		for _, imp := range st.Impact {
			for _, g := range imp.Groups {
				row, where := rowOf(rows, reports.StageName(st.Stage), g.Group), st.Stage+" "+g.Group
				if row == nil {
					continue // withheld
				}
				check(where+" rate", row[groupRate-1], g.Rate, 1)
				check(where+" ratio", row[groupRatio-1], g.ImpactRatio, 1)
				if g.Group != imp.ReferenceGroup {
					check(where+" difference", row[groupDifference-1], g.RiskDifference, 100)
				}
				passes := map[string]bool{words.FlagPasses: true, words.FlagBelow: false}
				if flag, ok := passes[row[groupFlag-1]]; ok && g.FourFifths != nil && flag != *g.FourFifths {
					t.Errorf("%s: four-fifths flag %v, record %v", where, flag, *g.FourFifths)
				}
			}
		}
	}
}

// rowOf is the row of a stage that names a signal or group in one of its first columns;
// nil if it has none.
func rowOf(rows [][]string, stage, name string) []string {
	for _, r := range rows {
		if r[0] == stage && (r[1] == name || strings.HasPrefix(r[1], name+" (") || r[2] == name) {
			return r
		}
	}
	return nil
}

func padded(rows [][]string, n int) [][]string {
	for i := range rows {
		for len(rows[i]) < n {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

// tolerance is half of the last digit printed of what no formula of the sheet computes.
func tolerance(where string) float64 {
	if strings.HasSuffix(where, "adjusted") {
		return .05 + 1e-9
	}
	return 1e-9
}
