package audit

import "weaksignal/audit/stats"

// runConditional fits the conditional likelihood.
func (a *adjustment) runConditional() error {
	return &stats.NotEstimable{Reason: "the conditional likelihood is not available"}
}
