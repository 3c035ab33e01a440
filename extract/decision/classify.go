package decision

import (
	"fmt"
	"strings"
)

// classifier answers by dictionary code, so that each distinct text is matched once.
type classifier struct {
	texts   *labels
	match   patterns
	answers []int8 // by code; len grows with texts
	rows    []int  // rows by code
}

func newClassifier() *classifier { return &classifier{texts: newLabels()} }

// of returns the code of a text and its answer, -1 if nothing fits.
func (c *classifier) of(s []byte) (code uint32, answer int8) {
	code = c.texts.of(s)
	for int(code) >= len(c.answers) {
		c.answers = append(c.answers, int8(c.match.find(c.texts.names[len(c.answers)])))
		c.rows = append(c.rows, 0)
	}
	return code, c.answers[code]
}

// funnel is the configured stages.
type funnel struct {
	names []string // canonical ids in order, without hired
	// hired is the answer of classify for the hired stage.
	hired int8
}

// newFunnel prepares stage matching. An entry with a default's id and no
// patterns keeps the default's.
func newFunnel(stages []StageMap) (funnel, patterns, error) {
	if len(stages) == 0 {
		stages = defaultStages()
	}
	defaults := map[string][]string{}
	for _, s := range defaultStages() {
		defaults[s.Name] = s.Match
	}
	f, p, seen := funnel{}, patterns{}, map[string]bool{}
	hasHired := false
	f.hired = int8(len(stages))
	for _, s := range stages {
		if s.Name == "" || seen[s.Name] {
			return f, p, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.stages: the name %q is empty or given twice", s.Name), Remedy: "name each stage of the funnel once, in order"}
		}
		seen[s.Name] = true
		match := s.Match
		if len(match) == 0 {
			match = defaults[s.Name]
		}
		answer := len(f.names)
		if s.Name == hiredStage {
			answer, hasHired = int(f.hired), true
		} else {
			f.names = append(f.names, s.Name)
		}
		p.add(answer, append([]string{s.Name}, match...))
	}
	if len(stages) > 100 {
		return f, p, &InputError{File: "config.yaml", Reason: "export.stages has more than 100 entries", Remedy: "map several names to one stage"}
	}
	if !hasHired {
		p.add(int(f.hired), defaults[hiredStage])
	}
	return f, p, nil
}

// outcomePatterns prepares the configuration's words, with the defaults behind them.
func outcomePatterns(own []OutcomeMap) (patterns, error) {
	var p patterns
	if own != nil {
		defaults, err := outcomePatterns(nil)
		if err != nil {
			return p, err
		}
		p.otherwise = &defaults
	} else {
		own = defaultOutcomes()
	}
	for _, m := range own {
		o, ok := outcomeByName(m.Outcome)
		if !ok {
			return p, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.outcomes: there is no outcome %q", m.Outcome),
				Remedy: "use one of hired, advanced, rejected, withdrawn, pending, transferred, prospect, other"}
		}
		p.add(int(o), m.Match)
	}
	return p, nil
}

func outcomeByName(name string) (Outcome, bool) {
	for o := Hired; o <= Other; o++ {
		if o.String() == strings.ToLower(strings.TrimSpace(name)) {
			return o, true
		}
	}
	return OutcomeUnknown, false
}

// sourceNames are the categories of sources; the answer of the matcher is the index.
func sourceNames() []string {
	return []string{"referral", "campus", "sourcing", "agency", "job_board", "career_site", "internal", "other"}
}

// sourcePatterns prepares the configuration's words, with the defaults behind them.
func sourcePatterns(own []SourceMap) (patterns, error) {
	var p patterns
	if own != nil {
		defaults, err := sourcePatterns(nil)
		if err != nil {
			return p, err
		}
		p.otherwise = &defaults
	} else {
		own = defaultSources()
	}
	index := map[string]int{}
	for i, n := range sourceNames() {
		index[n] = i
	}
	for _, m := range own {
		i, ok := index[m.Source]
		if !ok {
			return p, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.sources: there is no source %q", m.Source),
				Remedy: "use one of " + strings.Join(sourceNames(), ", ")}
		}
		p.add(i, m.Match)
	}
	return p, nil
}

// isPerson reports whether a referrer cell names a person: not blank, no "no",
// no web address (some systems call the referring page a referrer).
func isPerson(s string) bool {
	if isBlank(s) {
		return false
	}
	if len(s) > 8 && !strings.ContainsAny(s, ":.") {
		return true
	}
	l := strings.ToLower(s)
	if l == "no" || l == "false" || l == "0" || strings.Contains(l, "://") || strings.HasPrefix(l, "www.") {
		return false
	}
	return strings.ContainsAny(l, " @,") || !strings.Contains(l, ".")
}

// yesNo reads a flag; ok is false for anything else.
func yesNo(s string) (yes, ok bool) {
	switch strings.ToLower(s) {
	case "1", "true", "yes", "y", "t", "x":
		return true, true
	case "0", "false", "no", "n", "f":
		return false, true
	}
	return false, false
}
