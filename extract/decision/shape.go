package decision

import (
	"slices"
	"strings"

	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// shape finds out from the first rows how a table is built: grouped, or one result
// column a stage.
func (r *exportReader) shape(l *heads.Layout) error {
	for _, field := range []string{heads.Requisition, heads.Role, heads.Level} {
		if c := l.Column(field); c >= 0 && l.Grouped(c) {
			l.Fill = append(l.Fill, c)
		}
	}
	l.Fill = append(l.Fill, r.groupedPeople(l)...)
	r.statusHistory(l)
	return r.wide(l)
}

// groupedPeople are the columns that say who applied, where a report of stages fills
// them in the first row of each application only: at least one row in five has none
// of them, and a stage.
func (r *exportReader) groupedPeople(l *heads.Layout) (columns []int) {
	for _, field := range []string{heads.Application, heads.Candidate, heads.Name, heads.FirstName, heads.LastName, heads.Email} {
		if c := l.Column(field); c >= 0 {
			columns = append(columns, c)
		}
	}
	stage := l.Column(heads.Stage)
	if stage < 0 || len(columns) == 0 {
		return nil
	}
	nobody, somebody := 0, 0
	for i, row := range l.Sample {
		named := slices.ContainsFunc(columns, func(c int) bool { return l.Cell(i, c) != "" })
		switch {
		case heads.TotalRow(row):
		case named:
			somebody++
		case r.stage.Match.Find(l.Cell(i, stage)) >= 0 || r.known(l.Cell(i, stage)) != OutcomeUnknown:
			nobody++
		}
	}
	if somebody == 0 || 4*nobody < somebody {
		return nil
	}
	return columns
}

// fillDown writes the group's value into the empty cells of a grouped report.
func (f *sheetFile) fillDown() {
	if f.carried == nil {
		f.carried = make([][]byte, len(f.Fill))
	}
	named := false
	for _, c := range f.Fill {
		named = named || f.IsPerson(c) && c < len(f.cells) && len(table.Text(f.cells[c])) > 0
	}
	for k, c := range f.Fill {
		switch {
		case c >= len(f.cells):
			continue
		case named && f.IsPerson(c) && len(table.Text(f.cells[c])) == 0:
			f.carried[k] = f.carried[k][:0] // somebody else, without this
		case len(table.Text(f.cells[c])) > 0:
			f.carried[k] = append(f.carried[k][:0], table.Text(f.cells[c])...)
		default:
			f.cells[c] = f.carried[k]
			f.filled++
		}
	}
}

// wide finds the result columns of the stages: those that the configuration names,
// else, where no column holds a stage, those that are called after stages of the
// funnel and hold outcomes.
func (r *exportReader) wide(l *heads.Layout) error {
	for _, s := range r.opt.Results {
		c, second := heads.FindColumn(l.Header, s.Column)
		if c < 0 {
			return &InputError{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Column: s.Column, Reason: "export.results names a column that the export has not; its columns are " + strings.Join(l.Header, ", "),
				Remedy: "correct the name under export.results"}
		}
		if second >= 0 {
			return heads.Ambiguous(l.Path, l.Label(), l.HeaderRow, "export.results", l.Header[c], l.Header[second])
		}
		r.addStage(l, c, s.Stage, s.Advanced)
	}
	if len(l.Stages) > 0 || l.Column(heads.Stage) >= 0 || l.Column(heads.LastStage) >= 0 || l.Column(heads.ToStage) >= 0 {
		return nil
	}
	var found []int
	for c, h := range l.Header {
		if _, how := r.heads.Field(h); how == heads.ByConfig || how == heads.BySystem {
			continue
		}
		if _, a := r.stage.Of([]byte(stageOfHeader(h))); a >= 0 && r.results(l, c) {
			found = append(found, c)
		}
	}
	if len(found) < 2 {
		return nil
	}
	for _, c := range found {
		r.addStage(l, c, stageOfHeader(l.Header[c]), nil)
	}
	return nil
}

func (r *exportReader) addStage(l *heads.Layout, c int, text string, advanced []string) {
	code, a := r.stage.Of([]byte(text))
	s := heads.StageColumn{Column: c, Stage: a, Raw: code}
	if len(advanced) > 0 {
		s.Passed = map[string]bool{}
		for _, t := range advanced {
			s.Passed[lookup.Fold(t)] = true
		}
	}
	l.Stages = append(l.Stages, s)
}

// stageOfHeader is "Phone Screen" of "Phone Screen - Result".
func stageOfHeader(h string) string {
	parts := strings.FieldsFunc(lookup.Fold(h), func(r rune) bool { return r == ' ' || r == ':' || r == '(' || r == ')' })
	for len(parts) > 1 {
		switch parts[len(parts)-1] {
		case "result", "results", "outcome", "decision", "status", "passed", "ergebnis", "resultat", "résultat", "resultado", "risultato", "esito":
			parts = parts[:len(parts)-1]
			continue
		}
		break
	}
	return strings.Join(parts, " ")
}

// results: most filled cells of the column are outcomes.
func (r *exportReader) results(l *heads.Layout, c int) bool {
	known, filled := 0, 0
	for i := range l.Sample {
		if t := l.Cell(i, c); !words.Blank(t) {
			filled++
			if r.known(t) != OutcomeUnknown {
				known++
			}
		}
	}
	return filled > 0 && 2*known > filled
}

// statusHistory finds a table that has a row for each status that an application
// entered, and no column of stages: its status is the stage, as its texts name several
// and applications stand in several rows.
func (r *exportReader) statusHistory(l *heads.Layout) {
	status, id := l.Column(heads.Outcome), l.Column(heads.Application)
	if id < 0 {
		id = l.Column(heads.Candidate)
	}
	for _, field := range []string{heads.Stage, heads.LastStage, heads.ToStage} {
		if l.Column(field) >= 0 {
			return
		}
	}
	if status < 0 || id < 0 || r.heads.Mapped[heads.Outcome] {
		return
	}
	seen, stages, again, named := map[string]string{}, map[int]bool{}, 0, 0
	for i := range l.Sample {
		who, text := l.Cell(i, id), l.Cell(i, status)
		if s := r.stage.Match.Find(text); s >= 0 && s != int(r.e.full.Hired) {
			stages[s] = true
			named++
		}
		if before, ok := seen[who]; ok && before != text && who != "" {
			again++
		}
		seen[who] = text
	}
	if 5*again >= len(l.Sample) && 5*named >= len(l.Sample) && len(stages) > 1 {
		l.At[heads.Stage] = status
		delete(l.At, heads.Outcome)
	}
}
