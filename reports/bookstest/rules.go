package bookstest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"weaksignal/audit"
	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/audit/rule"
	"weaksignal/reports"
)

// rulesBook is a real audit of 700 invented applications without signals, for two
// roles, with small groups: the views of the rules are the audit's own.
func rulesBook(ids ...string) *reports.Book {
	rules, err := rule.Find(ids)
	if err != nil {
		panic(err)
	}
	b, err := dataset.NewBuilder(dataset.Spec{Roles: []string{"ML engineer", "Data scientist"}, Stages: []string{"resume_screen", "onsite"},
		Attributes: []string{"sex", "race_ethnicity"}})
	if err != nil {
		panic(err)
	}
	r := rand.New(rand.NewPCG(14, 4))
	sexes := []string{"Female", "Male", "Female", "Male", "Male", "", "Male", "Female"}
	races := []string{"White", "White", "White", "Asian", "Asian", "Hispanic or Latino", "Black or African American", "", "White", "Asian"}
	for i := range 700 {
		row := dataset.Row{Requisition: fmt.Sprintf("R-%02d", i%8), Role: i % 2, Groups: []string{sexes[r.IntN(8)], races[r.IntN(10)]},
			Stages: []dataset.StageRow{{Status: dataset.Rejected}, {}}}
		switch {
		case i%233 == 7:
			row.Groups[1] = "Native Hawaiian or Other Pacific Islander"
		case i%120 == 9:
			row.Groups[0] = "Non-binary"
		}
		if r.Float64() < .45 {
			row.Stages[0].Status, row.Stages[1].Status = dataset.Advanced, dataset.Rejected
			if r.Float64() < .4 {
				row.Stages[1].Status = dataset.Advanced
			}
		}
		if err := b.Add(&row); err != nil {
			panic(err)
		}
	}
	data, plan := b.Dataset(), audit.DefaultPlan()
	plan.Rules = rules
	res, err := audit.Run(context.Background(), audit.Input{Dataset: data, Plan: plan})
	if err != nil {
		panic(err)
	}
	res.Run = Run()
	res.Intake = result.Intake{Applications: result.ApplicationCounts{Rows: 700, Audited: 700}, PeriodFrom: "2026-01-05", PeriodUntil: "2026-06-30"}
	book := &reports.Book{Result: res, WorklistFile: "worklist.csv"}
	book.Requisitions = data.Strata()
	return book
}

// RuleBooks are made once: an audit costs more than an invented book.
var RuleBooks = sync.OnceValue(func() map[string]*reports.Book {
	return map[string]*reports.Book{"rules": rulesBook("nyc_local_law_144", "us_ugesp"), "guidelines": rulesBook("us_ugesp")}
})
