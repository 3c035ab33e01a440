package lookup

import (
	"fmt"

	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// HiredStage is no stage with a decision of its own: who reaches it passed all.
const HiredStage = "hired"

// UnansweredStage stands for the answer in the lines that ask which stage a text means.
const UnansweredStage = "STAGE"

// StageMap names one stage of the funnel and the free-text names that mean it:
// Patterns with * and ?, matched without case. A pattern without wildcards
// anywhere in the list wins over one with; then the first in order.
type StageMap struct {
	Name  string
	Match []string
}

// Funnel is the configured stages.
type Funnel struct {
	Names []string // canonical ids in order, without hired
	// hired is the answer of classify for the hired stage.
	Hired int8
}

// NewFunnel prepares stage matching: the configuration's patterns, then what the
// words of a name mean, if the funnel has that stage.
func NewFunnel(stages []StageMap) (Funnel, Patterns, error) {
	lexicon, err := words.Default()
	if err != nil {
		return Funnel{}, Patterns{}, err
	}
	if len(stages) == 0 {
		for _, name := range words.Stages() {
			stages = append(stages, StageMap{Name: name})
		}
	}
	f, p, index := Funnel{}, Patterns{}, map[string]int{}
	f.Hired = int8(len(stages))
	for _, s := range stages {
		if s.Name == UnansweredStage {
			return f, p, &table.Error{File: "config.yaml", Reason: fmt.Sprintf("export.stages: %s is a question left open", UnansweredStage), Remedy: "name the stage of the funnel that the texts beside it mean, such as phone_screen"}
		}
		if _, twice := index[s.Name]; s.Name == "" || twice {
			return f, p, &table.Error{File: "config.yaml", Reason: fmt.Sprintf("export.stages: the name %q is empty or given twice", s.Name), Remedy: "name each stage of the funnel once, in order"}
		}
		index[s.Name] = len(f.Names)
		if s.Name == HiredStage {
			index[s.Name] = int(f.Hired)
		} else {
			f.Names = append(f.Names, s.Name)
		}
		p.add(index[s.Name], append([]string{s.Name}, s.Match...))
	}
	if len(stages) > 100 {
		return f, p, &table.Error{File: "config.yaml", Reason: "export.stages has more than 100 entries", Remedy: "map several names to one stage"}
	}
	index[HiredStage] = int(f.Hired)
	p.otherwise = func(text string) int {
		if i, ok := index[lexicon.Stage(text)]; ok {
			return i
		}
		return -1
	}
	return f, p, nil
}
