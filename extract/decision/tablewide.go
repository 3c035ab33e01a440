package decision

import (
	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/words"
)

// tableWide reads a table with one result column for each stage.
type tableWide struct {
	columns []int
	words   []*decisionWords
	// odd counts applications with a result after the stage that rejected them; first is
	// the row of the first.
	odd, first int
}

func (c *Candidates) newWide() (*tableWide, error) {
	if len(c.spec.Results) == 0 {
		return nil, nil
	}
	w := &tableWide{}
	for _, r := range c.spec.Results {
		own, err := newDecisionWords(r.Advanced, c.spec.Rejected)
		if err != nil {
			return nil, err
		}
		w.words = append(w.words, own)
		c.Report.Funnel = append(c.Report.Funnel, r.Stage)
	}
	return w, nil
}

// wideSteps fills the steps from the results of one row. A stage without a result
// before one that has one was skipped; who was rejected has no later result.
func (r *tableReader) wideSteps(row int, key ids.Hash, screener string) bool {
	last, rejected := -1, -1
	for k := range r.row.Steps {
		r.row.Steps[k] = Step{}
		cell := r.cell(r.wide.columns[k])
		if words.Blank(string(cell)) {
			continue
		}
		o := r.wide.words[k].of(cell, r.row.Times)
		if o == Asked || o == OutcomeUnknown {
			r.outcome.ask(string(cell), row, r.row.Times)
			r.unusable(row, r.spec.Results[k].Column, "the result is neither listed as advanced nor known as a rejection", "list it under table.stages or table.decision.rejected")
			return false
		}
		if rejected >= 0 {
			if r.wide.odd == 0 {
				r.wide.first = row
			}
			r.wide.odd += r.row.Times
			r.unusable(row, r.spec.Results[k].Column, "there is a result after the stage "+r.spec.Results[rejected].Stage+" that rejected the applicant", "correct the row in the table")
			return false
		}
		if o == Rejected {
			rejected = k
		}
		r.row.Steps[k], last = stepOf(o, screener), k
	}
	for k := range last {
		if r.row.Steps[k].Status == NotEntered {
			r.row.Steps[k].Status = Skipped
		}
	}
	if last < 0 {
		r.row.Steps[0] = stepOf(Pending, screener)
	}
	if r.contradicts(row) {
		return false
	}
	if r.spec.ID != "" {
		r.ids = append(r.ids, uint64(key))
	}
	r.tally()
	return true
}
