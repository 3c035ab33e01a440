package simulate

import (
	"math"
	"slices"
)

func (c *checker) later(s *Spec) {
	seen := map[string]bool{"": true, TableStage: true}
	for _, l := range s.Later {
		c.require(!seen[l.Name], "later: the stage %q is empty, or stands twice, or is the first one", l.Name)
		seen[l.Name] = true
		c.require(math.Abs(l.Intercept) <= 10, "later: %s.intercept: must lie between -10 and 10", l.Name)
		for _, e := range l.Effects {
			c.require(s.index(e.Signal) >= 0, "later: %s.effects: there is no signal %q", l.Name, e.Signal)
			c.require(math.Abs(e.LogOdds) <= 10, "later: %s.effects: %s.log_odds: must lie between -10 and 10", l.Name, e.Signal)
		}
	}
}

// derived checks what a signal takes from others, and how its reading goes wrong.
func (c *checker) derived(s *Spec, g Signal) {
	at := "signals: " + g.ID
	for _, l := range g.From {
		i := s.index(l.Signal)
		c.require(i >= 0 && i < s.index(g.ID), "%s.from: %q is no signal that stands before it", at, l.Signal)
		c.require(math.Abs(l.Weight) <= 10, "%s.from: %s.weight: must lie between -10 and 10", at, l.Signal)
		c.shape(at+".from", l.Shape, i >= 0 && s.Signals[i].numeric())
	}
	c.require(g.Reliability == 0 || g.numeric() && g.Reliability > 0 && g.Reliability <= 1,
		"%s.reliability: must lie in (0,1], of a numeric signal", at)
	for _, u := range g.Unknown {
		c.require(u.Share >= 0 && u.Share <= 1, "%s.unknown: a share must lie in [0,1]", at)
	}
}

func (c *checker) shaped(s *Spec, g Signal) {
	at, e := "signals: "+g.ID+".effect", g.Effect
	c.shape(at, e.Shape, g.numeric())
	c.require(e.Shape.Form == "" || e.LogOdds != nil, "%s: a shape goes with log_odds", at)
	c.require(len(e.Levels) == 0 || g.numeric() && e.LogOdds == nil && e.Points == nil && e.Shape.Form == "",
		"%s.levels: they stand alone, for a numeric signal", at)
	if d := e.Differs; d != nil {
		known := slices.ContainsFunc(s.Groups, func(a Attribute) bool { return a.Name == d.By })
		switch d.By {
		case ByScreener:
			known = s.Screeners.Count > 1
		case ByRole:
			known = len(s.Roles) > 1
		case ByStrength:
			known = true
		}
		c.require(known && math.Abs(d.LogOdds) <= 10, "%s.differs: %q is no attribute of this pool, or log_odds is beyond 10", at, d.By)
	}
}

func (c *checker) shape(at string, s Shape, numeric bool) {
	c.require(s.Form == "" || numeric && (s.Form == Square || s.Form == Step), "%s.shape: %q is neither square nor step of a numeric signal", at, s.Form)
}

// index of a signal by id, -1 where there is none.
func (s *Spec) index(id string) int {
	return slices.IndexFunc(s.Signals, func(g Signal) bool { return g.ID == id })
}
