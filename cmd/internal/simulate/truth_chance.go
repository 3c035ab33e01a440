package simulate

import "math"

// chance holds the log probabilities that all applications of a requisition advance,
// and that none does.
type chance struct{ all, none float64 }

func (c *chance) add(rate float64) {
	c.all += math.Log(rate)
	c.none += math.Log1p(-rate)
}

// others are the probabilities that all others of a requisition advance, and that none
// does. A model takes only requisitions in which some advanced and some did not, and
// such a requisition is what it tells about:
//
//	P(advance | some advance, some don't) = p·(1 − all) / (1 − p·all − (1 − p)·none).
//
// In requisitions of more than a dozen or so that is p.
type others struct{ all, none float64 }

// without takes one application of the given rate out.
func (c chance) without(rate float64) others {
	return others{all: math.Exp(c.all - math.Log(rate)), none: math.Exp(c.none - math.Log1p(-rate))}
}

func (o others) rate(p float64) float64 {
	return p * (1 - o.all) / (1 - p*o.all - (1-p)*o.none)
}

// slope is the derivative of rate by p.
func (o others) slope(p float64) float64 {
	mixed := 1 - p*o.all - (1-p)*o.none
	return (1 - o.all) * (1 - o.none) / (mixed * mixed)
}
