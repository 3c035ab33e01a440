package disclosure

import "weaksignal/audit/result"

// Side is the tally of one side of a signal at a stage; nil where it isn't there.
func (s *Shown) Side(stages []result.StageResult, i int, of result.SignalResult, present bool) *Tally {
	for j, sig := range stages[i].Signals {
		if sig.Signal == of.Signal && sig.Block == of.Block {
			if s.Signal(i, j) > Open { // one side alone would give the other away
				return worseSide(s.Present[i][j], s.Absent[i][j])
			}
			if present {
				return s.Present[i][j]
			}
			return s.Absent[i][j]
		}
	}
	return nil
}

func worseSide(a, b *Tally) *Tally {
	if a.Shade() > b.Shade() {
		return a
	}
	return b
}

// Group is the tally of a group at a stage; nil where it isn't there.
func (s *Shown) Group(stages []result.StageResult, i int, attribute, group string) *Tally {
	for a, imp := range stages[i].Impact {
		for g := range imp.Groups {
			if imp.Attribute == attribute && imp.Groups[g].Group == group {
				return s.Groups[i][a][g]
			}
		}
	}
	return nil
}

// Route is the tally of a level, route or source at a stage; nil where it isn't there.
func (s *Shown) Route(stages []result.StageResult, i int, of result.RouteResult) *Tally {
	for k, r := range stages[i].Routes {
		if r.Kind == of.Kind && r.Name == of.Name && r.Level == of.Level {
			return s.Routes[i][k]
		}
	}
	return nil
}

// AnyHidden tells whether any count of the stage is withheld.
func (s *Shown) AnyHidden(stage int) bool {
	rows := [][]*Tally{{s.Stages[stage]}, s.Present[stage], s.Absent[stage], s.Unknown[stage], s.Screeners[stage], s.Routes[stage]}
	rows = append(rows, s.Groups[stage]...)
	for _, r := range rows {
		for _, t := range r {
			if t.Shade() > Open {
				return true
			}
		}
	}
	return false
}

// Signal tells whether the counts of both sides of a signal may be printed. One
// side alone would give the other away.
func (s *Shown) Signal(stage, i int) Shade {
	return Worse(s.Present[stage][i].Shade(), s.Absent[stage][i].Shade())
}

// Worse orders shades by how much they withhold.
func Worse(a, b Shade) Shade { return max(a, b) }
