package demographics

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/heads"
	"weaksignal/extract/decision/ids"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// Groups are self-reported group labels by candidate.
type Groups struct {
	File string
	// Attributes in the order of the file's columns ("sex", "race_ethnicity", ...).
	Attributes []string
	// Rows of the file, in order.
	Rows []Row
	// Unknown counts blank and decline-to-state answers by attribute; len == len(Attributes).
	Unknown  []int
	Problems doubt.Problems
	// Notes say, for people, what was combined.
	Notes []string
	// Inferred lists attributes that look inferred and were accepted by configuration.
	Inferred []string
}

// Row is one candidate's answers.
type Row struct {
	Row         int
	CandidateID string
	Email       string
	// Labels by index of Groups.Attributes; "" = unknown.
	Labels []string
}

// maxLabels is how many different answers one attribute may have. A column with
// more is no group: an id, a date or free text.
const maxLabels = 100

// Options say how the file is read; see decision.Options.
type Options struct {
	Columns []heads.ColumnMap
	Sheet   string
	// Inferred accepts columns that look inferred (BISG and the like).
	Inferred bool
	Worker   table.Worker
}

// Read reads a self-reported groups file: candidate_id (or e-mail), then a
// column per attribute. Columns that name the person otherwise are not read.
func Read(path string, opt Options) (*Groups, error) {
	h, err := heads.NewHeaders(groupColumns(opt.Columns))
	if err != nil {
		return nil, err
	}
	score := func(row []string) int { return groupScore(h, row) }
	b, err := table.Open(context.Background(), path, table.Options{Sheet: opt.Sheet, Score: score, Worker: opt.Worker})
	if err != nil {
		return nil, groupHeaderError(path, err)
	}
	defer b.Close()
	g := &groupReader{Groups: &Groups{File: path}, labels: map[string]string{}, byID: map[string]int{}}
	for _, t := range b.Tables {
		if g.Layout, err = h.Lay(t, func(string) words.Outcome { return words.Unknown }); err != nil {
			return nil, err
		}
		if err := g.attributes(t.HeaderRow, opt.Inferred); err != nil {
			return nil, err
		}
		if err := g.read(t); err != nil {
			return nil, err
		}
	}
	if err := g.combineRace(); err != nil {
		return nil, err
	}
	return g.Groups, g.plausible()
}

// groupColumns keeps the explicit mappings of the person's columns only: the rest
// belong to the export.
func groupColumns(all []heads.ColumnMap) []heads.ColumnMap {
	var out []heads.ColumnMap
	for _, c := range all {
		if isPersonField(c.Field) {
			out = append(out, c)
		}
	}
	return out
}

// groupScore rates a header: it must name the candidate, then more columns are better.
func groupScore(h *heads.Headers, row []string) int {
	who, filled := false, 0
	for _, c := range row {
		if f, _ := h.Field(c); f == heads.Candidate || f == heads.Email {
			who = true
		}
		if c != "" {
			filled++
		}
	}
	if !who {
		return 0
	}
	return filled
}

func groupHeaderError(path string, err error) error {
	var in *table.Error
	if errors.As(err, &in) && strings.HasPrefix(in.Reason, "none of the first") {
		return &table.Error{File: path, Reason: "no column says whose answers these are (candidate_id or email)",
			Remedy: "export the candidate id with the answers, or name its column under export.columns"}
	}
	return err
}

type groupReader struct {
	*Groups
	*heads.Layout
	columns []int             // column of each attribute
	labels  map[string]string // shared label texts
	byID    map[string]int
	seen    []map[string]bool
}

// attributes takes every column that is not the person's, and refuses inferred ones.
func (g *groupReader) attributes(row int, allowInferred bool) error {
	if len(g.Attributes) > 0 {
		return g.sameAttributes(row)
	}
	for i, h := range g.Header {
		mapped := false
		for f, j := range g.At {
			mapped = mapped || i == j && isPersonField(f)
		}
		if mapped || h == "" || heads.IsPersonal(h) {
			continue
		}
		if why := heads.Inferred(h); why != "" {
			if !allowInferred {
				return &table.Error{File: g.File, Row: row, Column: h, Reason: "the column looks inferred (" + why + "), not self-reported",
					Remedy: "remove the column; or set export.allow_inferred_groups: true, and the report will say that these groups are guesses"}
			}
			g.Inferred = append(g.Inferred, attributeName(h))
		}
		g.Attributes = append(g.Attributes, attributeName(h))
		g.columns = append(g.columns, i)
		g.seen = append(g.seen, map[string]bool{})
	}
	if len(g.Attributes) == 0 {
		return &table.Error{File: g.File, Row: row, Reason: "no column holds a group attribute", Remedy: "give one column per attribute beside the candidate id: sex, race_ethnicity, ..."}
	}
	for i, a := range g.Attributes {
		for j := range i {
			if g.Attributes[j] == a {
				return &table.Error{File: g.File, Row: row, Column: g.Header[g.columns[i]], Reason: fmt.Sprintf("the columns %q and %q are the same attribute", g.Header[g.columns[j]], g.Header[g.columns[i]]),
					Remedy: "remove one of them"}
			}
		}
	}
	g.Unknown = make([]int, len(g.Attributes))
	return nil
}

// sameAttributes finds the columns of the attributes in a further sheet.
func (g *groupReader) sameAttributes(row int) error {
	for k, a := range g.Attributes {
		i := slices.IndexFunc(g.Header, func(h string) bool { return attributeName(h) == a })
		if i < 0 {
			return &table.Error{File: g.File, Sheet: g.Label(), Row: row, Reason: "the sheet has no column " + a + ", which another one has", Remedy: "give all sheets the same columns, or keep one"}
		}
		g.columns[k] = i
	}
	return nil
}

// attributeName is snake case: "Race / Ethnicity" is race_ethnicity.
func attributeName(header string) string {
	return strings.Join(heads.HeaderWords(header), "_")
}

func (g *groupReader) read(t *table.Table) error {
	rows, err := t.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for {
		cells, err := rows.Next()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, table.ErrQuote):
			g.Problems.Add(doubt.Problem{File: g.File, Row: rows.Row(), Reason: err.Error(), Remedy: "correct the row"})
		case err != nil:
			return err
		default:
			g.row(rows.Row(), cells)
		}
	}
}

func (g *groupReader) row(n int, cells [][]byte) {
	cell := func(i int) []byte {
		if i < 0 || i >= len(cells) {
			return nil
		}
		return table.Text(cells[i])
	}
	id, _ := ids.ByValue(cell(g.Column(heads.Candidate)))
	r := Row{Row: n, CandidateID: string(id), Email: string(cell(g.Column(heads.Email)))}
	key := r.CandidateID
	if key == "" {
		key = strings.ToLower(r.Email)
	}
	if key == "" {
		g.Problems.Add(doubt.Problem{File: g.File, Row: n, Reason: "the row names no candidate", Remedy: "fill in the candidate id, or remove the row"})
		return
	}
	r.Labels = make([]string, len(g.columns))
	for k, c := range g.columns {
		r.Labels[k] = g.label(k, cell(c))
	}
	if first, twice := g.byID[key]; twice {
		g.merge(first, r)
		return
	}
	for k, l := range r.Labels {
		if l == "" {
			g.Unknown[k]++
		}
	}
	g.byID[key] = len(g.Rows)
	g.Rows = append(g.Rows, r)
}

// merge keeps what two rows of one candidate agree on.
func (g *groupReader) merge(first int, r Row) {
	old := &g.Rows[first]
	conflict := false
	for k, l := range r.Labels {
		switch {
		case l == "" || l == old.Labels[k]:
		case old.Labels[k] == "":
			old.Labels[k] = l
			g.Unknown[k]--
		default:
			old.Labels[k] = ""
			g.Unknown[k]++
			conflict = true
		}
	}
	if conflict {
		g.Problems.Add(doubt.Problem{File: g.File, Row: r.Row, Reason: fmt.Sprintf("the candidate stands in row %d too, with other answers: they are taken as unknown", old.Row), Remedy: "keep one row per candidate"})
	}
}

// label of a cell; "" for blank and for a declined answer. Spellings that differ
// in case and spaces are one label, named as first met.
func (g *groupReader) label(k int, cell []byte) string {
	text := string(cell)
	if words.Declined(text) {
		return ""
	}
	key := lookup.Fold(text)
	name, ok := g.labels[key]
	if !ok {
		name = text
		g.labels[key] = name
	}
	g.seen[k][name] = true
	return name
}

// plausible refuses a file without rows and columns that cannot be groups.
func (g *groupReader) plausible() error {
	if len(g.Rows) == 0 {
		return &table.Error{File: g.File, Reason: "the file has no answers", Remedy: "leave out the groups file, or export it again"}
	}
	for k, seen := range g.seen {
		if len(seen) > maxLabels {
			return &table.Error{File: g.File, Column: g.Header[g.columns[k]], Reason: fmt.Sprintf("it has %d different answers: no group attribute", len(seen)),
				Remedy: "remove the column, or export its categories"}
		}
	}
	return nil
}

func isPersonField(field string) bool {
	switch field {
	case heads.Candidate, heads.Application, heads.Email, heads.Name, heads.FirstName, heads.LastName:
		return true
	}
	return false
}
