package decision

import (
	"slices"
	"strings"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// stageColumn is the result column of one stage in a wide table.
type stageColumn struct {
	column int
	stage  int8
	raw    uint32          // code of the stage's text
	passed map[string]bool // texts that mean advanced by configuration; nil = the usual words
}

// shape finds out from the first rows how a table is built: grouped, or one result
// column a stage.
func (r *exportReader) shape(l *layout) error {
	for _, field := range []string{fieldRequisition, fieldRole, fieldLevel} {
		if c := l.column(field); c >= 0 && l.grouped(c) {
			l.fill = append(l.fill, c)
		}
	}
	l.fill = append(l.fill, r.groupedPeople(l)...)
	r.statusHistory(l)
	return r.wide(l)
}

// groupedPeople are the columns that say who applied, where a report of stages fills
// them in the first row of each application only: at least one row in five has none
// of them, and a stage.
func (r *exportReader) groupedPeople(l *layout) (columns []int) {
	for _, field := range []string{fieldApplication, fieldCandidate, fieldName, fieldFirstName, fieldLastName, fieldEmail} {
		if c := l.column(field); c >= 0 {
			columns = append(columns, c)
		}
	}
	stage := l.column(fieldStage)
	if stage < 0 || len(columns) == 0 {
		return nil
	}
	nobody, somebody := 0, 0
	for i, row := range l.Sample {
		named := slices.ContainsFunc(columns, func(c int) bool { return l.Cell(i, c) != "" })
		switch {
		case totalRow(row):
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

// grouped tells whether a report fills a column in the first row of each group only:
// the first row is filled, as many rows at least are empty as filled, and no filled
// one repeats the one before it, as a column with single gaps would.
func (l *layout) grouped(c int) bool {
	filled, empty, last := 0, 0, ""
	for i, row := range l.Sample {
		text := l.Cell(i, c)
		switch {
		case totalRow(row) || text == "" && lone(row):
		case text == "" && filled == 0:
			return false
		case text == "":
			empty++
		case text == last:
			return false
		default:
			filled++
			last = text
		}
	}
	return filled > 0 && empty >= filled
}

// lone: a row with one filled cell is a title or a note.
func lone(row []string) bool {
	n := 0
	for _, t := range row {
		if t != "" {
			n++
		}
	}
	return n < 2
}

// totalRow: a row that opens with a word for a total.
func totalRow(row []string) bool {
	for _, t := range row {
		if t != "" {
			return words.Total(t)
		}
	}
	return false
}

// fillDown writes the group's value into the empty cells of a grouped report.
func (f *sheetFile) fillDown() {
	if f.carried == nil {
		f.carried = make([][]byte, len(f.fill))
	}
	named := false
	for _, c := range f.fill {
		named = named || f.isPerson(c) && c < len(f.cells) && len(table.Text(f.cells[c])) > 0
	}
	for k, c := range f.fill {
		switch {
		case c >= len(f.cells):
			continue
		case named && f.isPerson(c) && len(table.Text(f.cells[c])) == 0:
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
func (r *exportReader) wide(l *layout) error {
	for _, s := range r.opt.Results {
		c, second := findColumn(l.header, s.Column)
		if c < 0 {
			return &InputError{File: l.Path, Sheet: l.Label(), Row: l.HeaderRow, Column: s.Column, Reason: "export.results names a column that the export has not; its columns are " + strings.Join(l.header, ", "),
				Remedy: "correct the name under export.results"}
		}
		if second >= 0 {
			return ambiguous(l.Path, l.Label(), l.HeaderRow, "export.results", l.header[c], l.header[second])
		}
		r.addStage(l, c, s.Stage, s.Advanced)
	}
	if len(l.stages) > 0 || l.column(fieldStage) >= 0 || l.column(fieldLastStage) >= 0 || l.column(fieldToStage) >= 0 {
		return nil
	}
	var found []int
	for c, h := range l.header {
		if _, how := r.heads.field(h); how == byConfig || how == bySystem {
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
		r.addStage(l, c, stageOfHeader(l.header[c]), nil)
	}
	return nil
}

func (r *exportReader) addStage(l *layout, c int, text string, advanced []string) {
	code, a := r.stage.Of([]byte(text))
	s := stageColumn{column: c, stage: a, raw: code}
	if len(advanced) > 0 {
		s.passed = map[string]bool{}
		for _, t := range advanced {
			s.passed[lookup.Fold(t)] = true
		}
	}
	l.stages = append(l.stages, s)
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
func (r *exportReader) results(l *layout, c int) bool {
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

// isPerson: the column says who applied.
func (l *layout) isPerson(c int) bool {
	for _, field := range []string{fieldApplication, fieldCandidate, fieldName, fieldFirstName, fieldLastName, fieldEmail} {
		if l.column(field) == c {
			return true
		}
	}
	return false
}

// statusHistory finds a table that has a row for each status that an application
// entered, and no column of stages: its status is the stage, as its texts name several
// and applications stand in several rows.
func (r *exportReader) statusHistory(l *layout) {
	status, id := l.column(fieldOutcome), l.column(fieldApplication)
	if id < 0 {
		id = l.column(fieldCandidate)
	}
	for _, field := range []string{fieldStage, fieldLastStage, fieldToStage} {
		if l.column(field) >= 0 {
			return
		}
	}
	if status < 0 || id < 0 || r.heads.mapped[fieldOutcome] {
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
		l.at[fieldStage] = status
		delete(l.at, fieldOutcome)
	}
}
