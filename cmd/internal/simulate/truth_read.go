package simulate

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// ReadTruth reads a truth file. Keys that it doesn't know are left alone, so that
// a pool may say more about itself.
func ReadTruth(path string) (*Truth, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the truth: %w", err)
	}
	t := &Truth{}
	if err := json.Unmarshal(text, t); err != nil {
		return nil, fmt.Errorf("read the truth: %s: %w", path, err)
	}
	if len(t.Planted) == 0 {
		return nil, fmt.Errorf("read the truth: %s: nothing is planted; the file needs planted[{stage, signal, average_marginal_effect}]", path)
	}
	return t, nil
}

// Effects of a signal at a stage, nil where the file has none. A file that names no
// block speaks of the signal in whichever it is. Stages match whatever stands
// between their words.
func (t *Truth) Effects(stage, signal, block string) *Effects {
	for i := range t.Planted {
		e := &t.Planted[i]
		if e.Signal == signal && sameStage(e.Stage, stage) && (e.Block == "" || e.Block == block) {
			return e
		}
	}
	return nil
}

// GroupRate is a group's expected rate at a stage.
func (t *Truth) GroupRate(stage, attribute, group string) (float64, bool) {
	for _, r := range t.Groups {
		if sameStage(r.Stage, stage) && r.Attribute == attribute && r.Group == group {
			return r.Rate, true
		}
	}
	return 0, false
}

func sameStage(a, b string) bool {
	words := strings.NewReplacer("_", " ", "-", " ")
	return strings.EqualFold(words.Replace(a), words.Replace(b))
}
