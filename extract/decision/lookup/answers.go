package lookup

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/extract/decision/table"
	"weaksignal/extract/decision/words"
)

// OutcomeMap maps status texts to one of hired, advanced, rejected, withdrawn,
// pending, transferred, prospect, other.
type OutcomeMap struct {
	Outcome string
	Match   []string
}

// SourceMap maps source texts to one of referral, campus, sourcing, agency,
// job_board, career_site, internal, other.
type SourceMap struct {
	Source string
	Match  []string
}

// OutcomePatterns prepares the configuration's words, with the usual ones behind them.
func OutcomePatterns(own []OutcomeMap) (Patterns, error) {
	var p Patterns
	lexicon, err := words.Default()
	if err != nil {
		return p, err
	}
	for _, m := range own {
		o, ok := words.OutcomeByName(strings.ToLower(strings.TrimSpace(m.Outcome)))
		if !ok || o == words.Asked {
			return p, &table.Error{File: "config.yaml", Reason: fmt.Sprintf("export.outcomes: there is no outcome %q", m.Outcome),
				Remedy: "use one of hired, advanced, rejected, withdrawn, offer_declined, pending, excluded"}
		}
		p.add(int(o), m.Match)
	}
	p.otherwise = func(text string) int {
		if o := lexicon.Status(text).Outcome; o != words.Asked && o != words.Unknown {
			return int(o)
		}
		return -1
	}
	return p, nil
}

// SourcePatterns prepares the configuration's words, with the usual ones behind them.
func SourcePatterns(own []SourceMap) (Patterns, error) {
	var p Patterns
	lexicon, err := words.Default()
	if err != nil {
		return p, err
	}
	for _, m := range own {
		i := slices.Index(words.Sources(), m.Source)
		if i < 0 {
			return p, &table.Error{File: "config.yaml", Reason: fmt.Sprintf("export.sources: there is no source %q", m.Source),
				Remedy: "use one of " + strings.Join(words.Sources(), ", ")}
		}
		p.add(i, m.Match)
	}
	p.otherwise = func(text string) int { return slices.Index(words.Sources(), lexicon.Source(text)) }
	return p, nil
}
