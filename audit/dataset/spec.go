package dataset

import (
	"fmt"
	"strings"

	"weaksignal/audit/result"
)

// SignalSpec describes one signal or measure before any row is read.
type SignalSpec struct {
	ID string
	// Label is what a sentence calls it after "those with": "open-source work";
	// "" = the id without underscores.
	Label string
	// Blocks gives the block per role, by index of Spec.Roles. len(Blocks) == len(Spec.Roles).
	Blocks []result.Block
	// Derived marks a job-related measure computed from the application (years, skills matched).
	Derived bool
}

// Spec fixes the shape of a dataset: every Row is read against it.
type Spec struct {
	// Roles as the employer declares them; at least one (a table without roles has one, "").
	Roles []string
	// Undeclared lists roles for which nothing was declared job-related: their result is unadjusted.
	Undeclared []string
	Signals    []SignalSpec
	// Context names columns that are adjusted for and neither weak nor
	// job-related ("city"): numeric where every known label is a number, else one
	// dummy per label against the most frequent one (beyond 30, the rest together).
	Context []string
	// Attributes are the self-reported group attributes ("sex", ...).
	Attributes []string
	// Stages in funnel order.
	Stages []string
	// KeepApplications keeps Row.Application, for a report that lists applications;
	// a dataset that only counts has no use for it.
	KeepApplications bool
}

// Validate reports the first part of the spec that no row could fit.
func (s Spec) Validate() error {
	if len(s.Roles) == 0 {
		return fmt.Errorf("audit spec: no role; a pool without roles has one, named \"\"")
	}
	if len(s.Stages) == 0 {
		return fmt.Errorf("audit spec: no stage")
	}
	seen := map[string]bool{}
	for _, sig := range s.Signals {
		if sig.ID == "" || seen[sig.ID] {
			return fmt.Errorf("audit spec: signal %q is empty or given twice", sig.ID)
		}
		seen[sig.ID] = true
		if len(sig.Blocks) != len(s.Roles) {
			return fmt.Errorf("audit spec: signal %s has %d blocks for %d roles", sig.ID, len(sig.Blocks), len(s.Roles))
		}
		for _, b := range sig.Blocks {
			if b != result.Weak && b != result.JobRelated && b != result.Context && b != result.Unused {
				return fmt.Errorf("audit spec: signal %s: block %q is not weak, job_related, context or empty", sig.ID, b)
			}
		}
	}
	return nil
}

// Label is what sentences call signal i.
func (s Spec) Label(i int) string {
	if s.Signals[i].Label != "" {
		return s.Signals[i].Label
	}
	return strings.ReplaceAll(s.Signals[i].ID, "_", " ")
}

// LabelOf is what sentences call the signal with the id.
func (s Spec) LabelOf(id string) string {
	for i := range s.Signals {
		if s.Signals[i].ID == id {
			return s.Label(i)
		}
	}
	return id
}
