package demographics

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"weaksignal/extract/decision/doubt"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/decision/words"
)

// Labels of combined answers, as the federal form (EEO-1, OMB's Directive 15) calls them.
const (
	hispanicLabel = "Hispanic or Latino"
	severalLabel  = "Two or more races"
)

// raceAttribute is what the combined attribute is called where neither column is
// called so already.
const raceAttribute = "race_ethnicity"

// combineRace brings two questions for origin and race together by the federal rule:
// Hispanic or Latino of any race is one group; of the others, who names one race
// belongs to it and who names several to "two or more races". Who left the first
// question open is counted by race, as the form does; who answered only "not Hispanic"
// is unknown.
func (g *groupReader) combineRace() error {
	cells, err := words.LoadCells()
	if err != nil {
		return err
	}
	for k, a := range g.Attributes {
		if isRace(a) {
			g.severalRaces(cells, k)
		}
	}
	origin, race := g.originQuestion(cells), -1
	for k, a := range g.Attributes {
		if k != origin && isRace(a) && (race < 0 || strings.Contains(a, "race")) {
			race = k
		}
	}
	if origin < 0 || race < 0 {
		return nil
	}
	open, unclear := 0, 0
	g.Unknown[race] = 0
	for i := range g.Rows {
		l := g.Rows[i].Labels
		yes, ok := cells.Hispanic(l[origin])
		switch {
		case ok && yes:
			l[race] = hispanicLabel
		case !ok && l[race] != "":
			open++
		}
		if !ok && l[origin] != "" {
			unclear++
		}
		if l[race] == "" {
			g.Unknown[race]++
		}
		g.Rows[i].Labels = slices.Delete(l, origin, origin+1)
	}
	g.Notes = append(g.Notes, fmt.Sprintf("%q and %q are combined by the federal rule: %s of any race is one group; %d people answered the question for race only and are counted by it",
		g.Header[g.columns[origin]], g.Header[g.columns[race]], hispanicLabel, open))
	if unclear > 0 {
		g.Problems.Add(doubt.Problem{File: g.File, Column: g.Header[g.columns[origin]], Reason: fmt.Sprintf("%d answers are neither yes nor no", unclear), Remedy: "write Yes or No"})
	}
	if !strings.Contains(g.Attributes[race], "ethnic") {
		g.Attributes[race] = raceAttribute
	}
	g.Attributes = slices.Delete(g.Attributes, origin, origin+1)
	g.Unknown = slices.Delete(g.Unknown, origin, origin+1)
	g.columns = slices.Delete(g.columns, origin, origin+1)
	g.seen = slices.Delete(g.seen, origin, origin+1)
	return nil
}

func isRace(attribute string) bool {
	return strings.Contains(attribute, "race") || strings.Contains(attribute, "ethnic")
}

// originQuestion is the attribute that only asks for Hispanic or Latino origin; -1 if
// none does. A column "ethnicity" is one where its answers are yes and no, or
// "Hispanic or Latino" and "Not Hispanic or Latino".
func (g *groupReader) originQuestion(cells *words.Cells) int {
	for k, a := range g.Attributes {
		asks := strings.Contains(a, "hispanic") || strings.Contains(a, "latin")
		if !asks && !strings.Contains(a, "ethnic") {
			continue
		}
		known, all, no := 0, 0, false
		for text := range g.seen[k] {
			all++
			yes, ok := cells.Hispanic(text)
			if ok {
				known++
				no = no || !yes
			}
		}
		if all > 0 && known == all && (asks || no && all <= 4) || asks && 2*known > all {
			return k
		}
	}
	return -1
}

// severalRaces makes one label of answers that name several races. A semicolon or a
// bar always stands between answers; a comma, a slash or an "and" may belong to a
// label, so it counts only where every part is an answer of somebody else.
func (g *groupReader) severalRaces(cells *words.Cells, k int) {
	alone := map[string]bool{}
	for text := range g.seen[k] {
		alone[lookup.Fold(text)] = true
	}
	label := severalLabel
	for _, text := range slices.Sorted(maps.Keys(g.seen[k])) {
		if cells.SeveralRaces(text) {
			label = text
			break
		}
	}
	several := map[string]bool{}
	for text := range g.seen[k] {
		if cells.SeveralRaces(text) || namesSeveral(text, alone) {
			several[text] = true
		}
	}
	if len(several) == 0 {
		return
	}
	for text := range several {
		delete(g.seen[k], text)
	}
	g.seen[k][label] = true
	for i := range g.Rows {
		if several[g.Rows[i].Labels[k]] {
			g.Rows[i].Labels[k] = label
		}
	}
}

func namesSeveral(text string, alone map[string]bool) bool {
	if parts := answers(text, ";|\n"); len(parts) > 1 {
		return true
	}
	for _, sep := range []string{",", "/", "&", "+"} {
		if allAlone(answers(text, sep), alone) {
			return true
		}
	}
	return allAlone(strings.Split(lookup.Fold(text), " and "), alone)
}

// answers are the different parts of a text between separators that say something.
func answers(text, separators string) (out []string) {
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if p = strings.TrimSpace(p); p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func allAlone(parts []string, alone map[string]bool) bool {
	for _, p := range parts {
		if !alone[lookup.Fold(p)] {
			return false
		}
	}
	return len(parts) > 1
}
