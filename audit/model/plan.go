package model

import "fmt"

// Plan is what an analyst may fix of the models instead of leaving it to the stated
// automatic choice. The zero value is not valid: start from [DefaultPlan].
type Plan struct {
	// Likelihood: auto | unconditional | conditional.
	Likelihood string
	// Penalty: auto | firth | none.
	Penalty string
	// RequisitionEffects: auto | fixed | none.
	RequisitionEffects string
	// Form of the numeric criteria: auto | linear | spline | quantiles.
	Form Form
	// Cluster: requisition | screener | none.
	Cluster string
	// ClusterCorrection: CR0 | CR1 | CR1S | CR2.
	ClusterCorrection string
	// Level is the two-sided confidence level in (0.5, 1).
	Level float64
	// Seed of every random draw.
	Seed uint64
	// Workers bounds concurrency; it never changes a number.
	Workers int
}

// DefaultPlan is the plan without any wish of an analyst.
func DefaultPlan() Plan {
	return Plan{Likelihood: "auto", Penalty: "auto", RequisitionEffects: "auto", Form: FormAuto,
		Cluster: "requisition", ClusterCorrection: "CR1", Level: 0.95, Seed: 1, Workers: 1}
}

// Validate reports the first field that is not one of its documented values.
func (p Plan) Validate() error {
	oneOf := func(key, got string, allowed ...string) error {
		for _, a := range allowed {
			if got == a {
				return nil
			}
		}
		return fmt.Errorf("audit.%s: %q is not one of %v", key, got, allowed)
	}
	for _, err := range []error{
		oneOf("model.likelihood", p.Likelihood, "auto", "unconditional", "conditional"),
		oneOf("model.penalty", p.Penalty, "auto", "firth", "none"),
		oneOf("model.requisition_effects", p.RequisitionEffects, "auto", "fixed", "none"),
		oneOf("model.form", string(p.Form), "auto", "linear", "spline", "quantiles"),
		oneOf("cluster", p.Cluster, "requisition", "screener", "none"),
		oneOf("cluster_correction", p.ClusterCorrection, "CR0", "CR1", "CR1S", "CR2"),
	} {
		if err != nil {
			return err
		}
	}
	if !(p.Level > 0.5 && p.Level < 1) {
		return fmt.Errorf("audit.level: %v is not between 0.5 and 1", p.Level)
	}
	return nil
}
