package decision

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/extract/decision/words"
)

// hiredStage is no stage with a decision of its own: who reaches it passed all.
const hiredStage = "hired"

// classifier answers by dictionary code, so that each distinct text is matched once.
type classifier struct {
	texts  *labels
	match  patterns
	answer *memo[int8]
	blank  *memo[bool] // the text stands for an empty cell
	rows   []int       // rows by code
}

func newClassifier() *classifier {
	c := &classifier{texts: newLabels()}
	c.answer = newMemo(c.texts, func(_ uint32, text string) int8 { return int8(c.match.find(text)) })
	c.blank = newMemo(c.texts, func(_ uint32, text string) bool { return words.Blank(text) })
	return c
}

// of returns the code of a cell's text and its answer, -1 if nothing fits.
func (c *classifier) of(cell []byte) (code uint32, answer int8) {
	code = c.texts.of(cell)
	for int(code) >= len(c.rows) {
		c.rows = append(c.rows, 0)
	}
	return code, c.answer.of(code)
}

// funnel is the configured stages.
type funnel struct {
	names []string // canonical ids in order, without hired
	// hired is the answer of classify for the hired stage.
	hired int8
}

// newFunnel prepares stage matching: the configuration's patterns, then what the
// words of a name mean, if the funnel has that stage.
func newFunnel(stages []StageMap) (funnel, patterns, error) {
	lexicon, err := words.Default()
	if err != nil {
		return funnel{}, patterns{}, err
	}
	if len(stages) == 0 {
		for _, name := range words.Stages() {
			stages = append(stages, StageMap{Name: name})
		}
	}
	f, p, index := funnel{}, patterns{}, map[string]int{}
	f.hired = int8(len(stages))
	for _, s := range stages {
		if s.Name == unansweredStage {
			return f, p, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.stages: %s is a question left open", unansweredStage), Remedy: "name the stage of the funnel that the texts beside it mean, such as phone_screen"}
		}
		if _, twice := index[s.Name]; s.Name == "" || twice {
			return f, p, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.stages: the name %q is empty or given twice", s.Name), Remedy: "name each stage of the funnel once, in order"}
		}
		index[s.Name] = len(f.names)
		if s.Name == hiredStage {
			index[s.Name] = int(f.hired)
		} else {
			f.names = append(f.names, s.Name)
		}
		p.add(index[s.Name], append([]string{s.Name}, s.Match...))
	}
	if len(stages) > 100 {
		return f, p, &InputError{File: "config.yaml", Reason: "export.stages has more than 100 entries", Remedy: "map several names to one stage"}
	}
	index[hiredStage] = int(f.hired)
	p.otherwise = func(text string) int {
		if i, ok := index[lexicon.Stage(text)]; ok {
			return i
		}
		return -1
	}
	return f, p, nil
}

// outcomePatterns prepares the configuration's words, with the usual ones behind them.
func outcomePatterns(own []OutcomeMap) (patterns, error) {
	var p patterns
	lexicon, err := words.Default()
	if err != nil {
		return p, err
	}
	for _, m := range own {
		o, ok := words.OutcomeByName(strings.ToLower(strings.TrimSpace(m.Outcome)))
		if !ok || o == Asked {
			return p, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.outcomes: there is no outcome %q", m.Outcome),
				Remedy: "use one of hired, advanced, rejected, withdrawn, offer_declined, pending, excluded"}
		}
		p.add(int(o), m.Match)
	}
	p.otherwise = func(text string) int {
		if o := lexicon.Status(text).Outcome; o != Asked && o != OutcomeUnknown {
			return int(o)
		}
		return -1
	}
	return p, nil
}

// UsualStages are the stages of the usual funnel in order, "hired" the last.
func UsualStages() []string { return words.Stages() }

// SourceNames are the categories of sources.
func SourceNames() []string { return words.Sources() }

// sourceNames are the categories of sources; the answer of the matcher is the index.
func sourceNames() []string { return words.Sources() }

// sourcePatterns prepares the configuration's words, with the usual ones behind them.
func sourcePatterns(own []SourceMap) (patterns, error) {
	var p patterns
	lexicon, err := words.Default()
	if err != nil {
		return p, err
	}
	for _, m := range own {
		i := slices.Index(sourceNames(), m.Source)
		if i < 0 {
			return p, &InputError{File: "config.yaml", Reason: fmt.Sprintf("export.sources: there is no source %q", m.Source),
				Remedy: "use one of " + strings.Join(sourceNames(), ", ")}
		}
		p.add(i, m.Match)
	}
	p.otherwise = func(text string) int { return slices.Index(sourceNames(), lexicon.Source(text)) }
	return p, nil
}
