package decision

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"weaksignal/extract/decision/dates"
	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
)

// TableSpec names the columns of a candidates table: one row per application, or
// per application and stage.
type TableSpec struct {
	ID          string // "" = rows are different people
	Requisition string // "" = one stratum
	Role        string // "" = one role
	Stage       string // "" = one stage
	Screener    string // "" = unknown
	// Count is the column of how many applications a row stands for; "" = one each.
	// With counts there are no persons, and ID is not read.
	Count    string
	Decision string
	// DecidedAt is the column of the date of decision; "" = no dates.
	DecidedAt string
	// DateOrder and Location read it; see Options.
	DateOrder string
	Location  *time.Location
	// Advanced lists the decision values that mean advanced, matched without case;
	// 0, no and the words for rejected mean rejected, those for withdrawn, pending,
	// transferred and prospect no decision; what else there is is asked for. Empty takes
	// the default outcome words.
	Advanced []string
	// Rejected lists the values that mean rejected where the usual words don't say so.
	Rejected []string
	// Results are the result columns of a wide table, one a stage in funnel order, instead
	// of Stage and Decision.
	Results    []ResultColumn
	Weak       []string
	JobRelated []string
	Groups     []string
	Context    []string
	Sheet      string // of an XLSX file; "" = the one with these headers
	// Stages are the funnel; see Options.Stages.
	Stages []lookup.StageMap
	// InferredGroups: see Options.InferredGroups.
	InferredGroups bool
	// Worker: see Options.Worker.
	Worker table.Worker
}

// TableReport says how a candidates table was understood. Its numbers are of
// applications: a row with a count is as many.
type TableReport struct {
	// Rows = Applications + Unusable (+ further rows of an application, with a stage column).
	Rows, Applications, Unusable int
	// Undecided counts applications that carry no decision; each is a problem too.
	Undecided int
	Columns   []heads.Column
	Unmapped  []string
	// Funnel lists the stages, one ("screening") where the table has no stage column.
	Funnel []string
	// Odd counts cells of a value column that are no plausible number and were taken as unknown.
	Odd      []OddCells
	Problems doubt.Problems
	Warnings []string
	// Sheets of the file, read and left out.
	Sheets []table.Sheet
	// Dates says how the column of dates was read; none without one.
	Dates []dates.Report
	// Texts of the decision column, or of each result column, and what they counted as.
	Texts []TextOutcome
}

// OddCells counts unusable cells of one column.
type OddCells struct {
	Column string
	Count  int
}

// tableColumns are the column indexes of a table, -1 for those it has not.
type tableColumns struct {
	id, requisition, role, stage, screener, decision, decided, count int
	values, context, groups                                          []int
}

func (s TableSpec) check() error {
	if s.Decision == "" && len(s.Results) == 0 {
		return &InputError{File: "config.yaml", Reason: "table.decision.column is empty", Remedy: "name the column that holds the decision"}
	}
	if s.Stage != "" && s.ID == "" {
		return &InputError{File: "config.yaml", Reason: "table.stage is set and table.id is not", Remedy: "name the column that tells applications apart under table.id"}
	}
	if len(s.Results) > 0 && (s.Stage != "" || s.Decision != "") {
		return &InputError{File: "config.yaml", Reason: "table.stages stands beside table.stage or table.decision.column", Remedy: "a table has one result column for each stage, or a column for the stage and one for the decision"}
	}
	if s.Count != "" && s.Stage != "" {
		return &InputError{File: "config.yaml", Reason: "table.count stands beside table.stage", Remedy: "rows that stand for several applications cannot be told to be one's: give each stage a result column under table.stages"}
	}
	seen := map[string]string{}
	for _, c := range append([]string{s.Decision}, s.resultColumns()...) {
		if c != "" {
			seen[c] = "decision"
		}
	}
	if s.Count != "" {
		seen[s.Count] = "count"
	}
	for _, l := range []struct {
		key     string
		columns []string
	}{{"weak", s.Weak}, {"job_related", s.JobRelated}, {"context", s.Context}, {"groups", s.Groups}} {
		for _, name := range l.columns {
			if other, twice := seen[name]; twice {
				return &InputError{File: "config.yaml", Column: name, Reason: fmt.Sprintf("the column stands under table.%s and under table.%s", other, l.key), Remedy: "list each column once: what decides is no signal of itself"}
			}
			seen[name] = l.key
		}
	}
	return nil
}

func (s TableSpec) resultColumns() (columns []string) {
	for _, r := range s.Results {
		columns = append(columns, r.Column)
	}
	return columns
}

// wanted lists the column names of the spec with the keys that name them.
func (s TableSpec) wanted() []heads.Column {
	var out []heads.Column
	for _, c := range []heads.Column{{Canonical: "id", Header: s.ID}, {Canonical: "requisition", Header: s.Requisition}, {Canonical: "role", Header: s.Role}, {Canonical: "stage", Header: s.Stage},
		{Canonical: "screener", Header: s.Screener}, {Canonical: "decision", Header: s.Decision}, {Canonical: "decided_at", Header: s.DecidedAt}, {Canonical: "count", Header: s.Count}} {
		if c.Header != "" {
			out = append(out, c)
		}
	}
	for _, l := range []struct {
		key     string
		columns []string
	}{{"stages", s.resultColumns()}, {"weak", s.Weak}, {"job_related", s.JobRelated}, {"groups", s.Groups}, {"context", s.Context}} {
		for _, name := range l.columns {
			out = append(out, heads.Column{Canonical: l.key, Header: name})
		}
	}
	return out
}

func (c *Candidates) score(row []string) int {
	n := 0
	for _, w := range c.spec.wanted() {
		if i, _ := heads.FindColumn(row, w.Header); i >= 0 {
			n++
		}
	}
	return n
}

func (c *Candidates) findColumns(t *table.Table) error {
	row, header := t.HeaderRow, t.Header
	c.Report.Columns, c.Report.Unmapped = nil, nil
	at := map[string]int{"": -1}
	for _, w := range c.spec.wanted() {
		i, second := heads.FindColumn(header, w.Header)
		if i < 0 {
			return &InputError{File: c.path, Row: row, Column: w.Header, Reason: fmt.Sprintf("table.%s names a column that the table has not; its columns are %s", w.Canonical, strings.Join(header, ", ")),
				Remedy: "correct the name under table in config.yaml"}
		}
		if second >= 0 {
			return heads.Ambiguous(c.path, t.Label(), row, "table."+w.Canonical, header[i], header[second])
		}
		if why := heads.Inferred(w.Header); w.Canonical == "groups" && why != "" && !c.spec.InferredGroups {
			return &InputError{File: c.path, Row: row, Column: w.Header, Reason: "the column looks inferred (" + why + "), not self-reported",
				Remedy: "leave it out of table.groups; or set export.allow_inferred_groups: true, and the report will say that these groups are guesses"}
		}
		at[w.Header] = i
		c.Report.Columns = append(c.Report.Columns, heads.Column{Canonical: w.Canonical, Header: header[i]})
	}
	for i, h := range header {
		if h != "" && !slices.ContainsFunc(c.Report.Columns, func(x heads.Column) bool { return x.Header == header[i] }) {
			c.Report.Unmapped = append(c.Report.Unmapped, h)
		}
	}
	s := c.spec
	if err := c.sameColumn(t, at); err != nil {
		return err
	}
	c.columns = tableColumns{id: at[s.ID], requisition: at[s.Requisition], role: at[s.Role], stage: at[s.Stage], screener: at[s.Screener], decision: at[s.Decision], decided: at[s.DecidedAt], count: at[s.Count]}
	c.columns.values, c.columns.context, c.columns.groups = nil, nil, nil
	if c.wide != nil {
		c.wide.columns = nil
		for _, n := range s.resultColumns() {
			c.wide.columns = append(c.wide.columns, at[n])
		}
	}
	for _, n := range c.names {
		c.columns.values = append(c.columns.values, at[n])
	}
	for _, n := range s.Context {
		c.columns.context = append(c.columns.context, at[n])
	}
	for _, n := range s.Groups {
		c.columns.groups = append(c.columns.groups, at[n])
	}
	return nil
}

// sameColumn refuses a column that stands for two things under spellings that differ in
// case or separators only: what decides is no signal of itself.
func (c *Candidates) sameColumn(t *table.Table, at map[string]int) error {
	seen := map[int]heads.Column{}
	for _, w := range c.spec.wanted() {
		i := at[w.Header]
		other, twice := seen[i]
		if twice && other.Header != w.Header {
			return &InputError{File: c.path, Row: t.HeaderRow, Column: t.Header[i],
				Reason: fmt.Sprintf("table.%s names the column %q and table.%s names it %q: it is one column", other.Canonical, other.Header, w.Canonical, w.Header),
				Remedy: "list each column once under table in config.yaml: what decides is no signal of itself"}
		}
		seen[i] = w
	}
	return nil
}
