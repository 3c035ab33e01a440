package decision

import (
	"time"

	"weaksignal/extract/decision/demographics"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// Options say how to read exports. The zero value reads the usual exports by the
// built-in dictionary; whatever is set here wins over it.
type Options struct {
	// Columns map canonical fields to headers explicitly.
	Columns []heads.ColumnMap
	// Stages are the funnel in order; empty means defaultStages. An entry with a
	// default id and no Match keeps the default's patterns.
	Stages []lookup.StageMap
	// Results are the result columns of a wide export; empty = found by their headers.
	Results []ResultColumn
	// Outcomes are tried before defaultOutcomes.
	Outcomes []lookup.OutcomeMap
	// Sources are tried before defaultSources.
	Sources []lookup.SourceMap
	// DateOrder of numeric dates: "" (must be clear from the column), "ymd", "dmy" or "mdy".
	DateOrder string
	// Location of dates that carry a time with an offset; nil means UTC.
	Location *time.Location
	// Sheet of an XLSX file; "" takes the sheet whose header is recognised best.
	Sheet string
	// InferredGroups accepts group columns that look inferred (BISG and the like).
	InferredGroups bool
	// Worker reads workbooks; the zero value reads them in this process.
	Worker table.Worker
}

// Demographics are the options of the file of self-reported groups.
func (o Options) Demographics() demographics.Options {
	return demographics.Options{Columns: o.Columns, Sheet: o.Sheet, Inferred: o.InferredGroups, Worker: o.Worker}
}

// ResultColumn is the column of one stage's results in a wide table, which has one for
// each stage. Advanced lists the texts that mean advanced; none = the usual words.
type ResultColumn struct {
	Stage, Column string
	Advanced      []string
}

// InputError says that a table cannot be used: what is wrong, where, and what to
// do next. It ends a command with exit status 2 before anything is run.
type InputError = table.Error

// Outcome of an application, or of one of its stages.
type Outcome = words.Outcome

// The outcomes: see package words.
const (
	OutcomeUnknown = words.Unknown // blank or unmapped
	Hired          = words.Hired
	Advanced       = words.Advanced
	Rejected       = words.Rejected
	Withdrawn      = words.Withdrawn
	Pending        = words.Pending
	Transferred    = words.Transferred
	Prospect       = words.Prospect
	Other          = words.Other
	OfferDeclined  = words.OfferDeclined
	Asked          = words.Asked
)
