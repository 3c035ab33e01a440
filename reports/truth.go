package reports

import "weaksignal/audit/result"

// Scale says how a quantity is printed.
type Scale string

const (
	ScalePoints  Scale = "points"   // a difference of fractions, printed in percentage points
	ScalePercent Scale = "percent"  // a fraction
	ScaleRatio   Scale = "ratio"    // of two fractions
	ScaleLogOdds Scale = "log odds" // a coefficient
)

// TruthRow holds one estimate of a simulated pool against what was planted.
type TruthRow struct {
	Stage string
	// Subject is a signal's id where Signal is set, else a group in words.
	Subject  string
	Signal   bool
	Block    result.Block
	Quantity string
	Scale    Scale
	Truth    float64
	Estimate result.Estimate
}

// Covered tells whether the interval holds the truth; ok is false without an interval.
func (r TruthRow) Covered() (covered, ok bool) {
	_, low, high, estimable := r.Estimate.Bounds()
	if !estimable || r.Estimate.Level == 0 {
		return false, false
	}
	return low <= r.Truth && r.Truth <= high, true
}
