package audit

import (
	"fmt"

	"weaksignal/audit/groups"
	"weaksignal/audit/model"
	"weaksignal/audit/rule"
)

// Plan is what an analyst may fix instead of leaving it to the stated automatic
// choice. The zero value is not valid: start from [DefaultPlan].
type Plan struct {
	model.Plan
	// Margin is the practical margin of the verdicts as a fraction; 0 = automatic:
	// the smaller of 0.05 and a fifth of the stage's overall rate.
	Margin float64
	// NoReliance leaves out the split of what is explained, the changed selections and
	// the groups' rates without weak signals: nine tenths of the time. The result then
	// says so.
	NoReliance bool
	// References are the groups that others are compared with, by attribute; where none is
	// named it is the highest rate among groups of at least 30 people and 2 %.
	References []groups.Reference
	// Rules are the jurisdictions' views that the result also holds; none unless named.
	Rules []rule.Rule
}

// DefaultPlan is the plan without any wish of an analyst.
func DefaultPlan() Plan { return Plan{Plan: model.DefaultPlan()} }

// Validate reports the first field that is not one of its documented values.
func (p Plan) Validate() error {
	if err := p.Plan.Validate(); err != nil {
		return err
	}
	if !(p.Margin >= 0 && p.Margin < 1) {
		return fmt.Errorf("audit.margin: %v is not between 0 and 1", p.Margin)
	}
	return nil
}
