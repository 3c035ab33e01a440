package page

import (
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// Input is everything that a report is made from.
type Input struct {
	// Result and what of it may be shown: the same for every file of a run.
	Result *result.Result
	Shown  *disclosure.Shown
	// Signals by id; one without an entry is printed under its id.
	Signals map[string]Signal
	Roles   []Role
	// References are the groups that the configuration compares with, by attribute.
	References map[string]string
	// Organisation and Confidentiality as configured; Worklist is the file that names
	// what was not read, "" if none.
	Organisation, Confidentiality, Worklist string
	Paper                                   Paper
}

// Signal is a signal in words.
type Signal struct {
	// Label begins a sentence, Name stands inside one.
	Label, Name string
	Evidence    []Citation
}

// Citation of published evidence.
type Citation struct{ Claim, Source string }

// Role is the employer's declaration.
type Role struct {
	Name       string
	JobRelated []string
	Declared   []Declaration
}

// Declaration says why a criterion is job-related, who said so and when.
type Declaration struct{ Criterion, Reason, By, Date string }

// Paper that the report is printed on.
type Paper string

const (
	A4     Paper = "a4"
	Letter Paper = "letter"
)

// maker is one report in the making.
type maker struct {
	Input
	res *result.Result
}

// label begins a sentence with a signal, name stands inside one.
func (m *maker) label(id string) string {
	if s, ok := m.Signals[id]; ok && s.Label != "" {
		return clip(s.Label, maxLabel)
	}
	return clip(words.SentenceCase(words.SignalName(id)), maxLabel)
}

func (m *maker) name(id string) string {
	if s, ok := m.Signals[id]; ok && s.Name != "" {
		return clip(s.Name, maxName)
	}
	return clip(words.SignalName(id), maxName)
}

// Names that come from outside (signals, groups, stages) are bounded, in tables and in
// sentences.
const (
	maxLabel = 44
	maxName  = 32
)

// clip cuts a text to so many characters, with a mark.
func clip(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit-1]) + "…"
}

func attribute(s string) string { return clip(words.SentenceCase(words.Underscored(s)), maxLabel) }

func (m *maker) attributeInside(s string) string {
	return clip(words.LowerFirst(words.Underscored(s)), maxName)
}

// stage in a sentence: the stage “resume screen”.
func stage(s string) string {
	switch s {
	case result.BottomLine:
		return inAllStages
	case "":
		return inDecision
	}
	return inStage(clip(words.Underscored(s), maxName))
}

// stageLabel begins a row.
func stageLabel(s string) string {
	switch s {
	case result.BottomLine:
		return words.StageBottomLine
	case "":
		return words.StageUnnamed
	}
	return clip(words.SentenceCase(words.Underscored(s)), maxLabel)
}

// first is the index of the first stage with signals, −1 if there is none.
func (m *maker) first() int {
	for i, st := range m.res.Stages {
		if len(st.Signals) > 0 {
			return i
		}
	}
	return -1
}

func (m *maker) anyGroups() bool {
	for _, st := range m.res.Stages {
		for _, imp := range st.Impact {
			if len(imp.Groups) > 0 {
				return true
			}
		}
	}
	return false
}

// open tells whether all counts of a group may be printed.
func (m *maker) open(i, a, g int) bool { return m.Shown.Groups[i][a][g].Shade() == disclosure.Open }

// openNamed is open for a group by name.
func (m *maker) openNamed(i int, attribute, group string) bool {
	for a, imp := range m.res.Stages[i].Impact {
		for g, x := range imp.Groups {
			if imp.Attribute == attribute && x.Group == group {
				return m.open(i, a, g)
			}
		}
	}
	return false
}

// effect is a signal's decisive estimate as far as it may be printed.
func (m *maker) effect(i, j int) result.Estimate {
	st := m.res.Stages[i]
	sh := m.Shown.Signal(i, j)
	if sh >= disclosure.AllHidden {
		return result.NotEstimable("", 0, words.Withheld)
	}
	return disclosure.Guarded(st.Signals[j].Effect.Estimate, st, sh)
}

// verdicts lists the weak signals of a stage by verdict, the largest effect first.
func (m *maker) verdicts(i int, v result.Verdict) []int {
	var out []int
	for j, s := range m.res.Stages[i].Signals {
		if s.Block == result.Weak && s.Verdict == v {
			out = append(out, j)
		}
	}
	size := func(j int) float64 {
		if x, _, _, ok := m.effect(i, j).Bounds(); ok {
			return max(x, -x)
		}
		return -1
	}
	sortBy(out, size)
	return out
}
