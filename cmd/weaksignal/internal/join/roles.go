package join

import (
	"slices"
	"strings"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
	"weaksignal/extract/decision/lookup"
	"weaksignal/extract/signal"
)

// otherRoles stands for titles beyond the first [maxUndeclared] that no role declares.
const otherRoles = "other roles"

// maxUndeclared bounds the undeclared titles that become roles of their own: they
// all have the same blocks, so more of them would only lengthen the report.
const maxUndeclared = 20

// roster assigns titles to roles: declared ones first, then one role for each
// title that none of them declares.
type roster struct {
	roles    []Role
	declared int
	byTitle  map[string]int
}

func newRoster(roles []Role) *roster {
	return &roster{roles: slices.Clone(roles), declared: len(roles), byTitle: map[string]int{}}
}

// of is the role of an application by its role title, else by its requisition.
// The first declared role that fits is taken.
func (r *roster) of(title, requisition string) int {
	key := title + "\x00" + requisition
	if i, ok := r.byTitle[key]; ok {
		return i
	}
	i := r.find(title, requisition)
	r.byTitle[key] = i
	return i
}

func (r *roster) find(title, requisition string) int {
	for _, text := range []string{title, requisition} {
		for i, role := range r.roles[:r.declared] {
			for _, m := range patternsOf(role) {
				if text != "" && lookup.MatchText(m, text) {
					return i
				}
			}
		}
	}
	name := title
	if len(r.roles)-r.declared >= maxUndeclared {
		name = otherRoles
	}
	for i := r.declared; i < len(r.roles); i++ {
		if strings.EqualFold(r.roles[i].Name, name) {
			return i
		}
	}
	r.roles = append(r.roles, Role{Name: name})
	return len(r.roles) - 1
}

func patternsOf(role Role) []string {
	if len(role.Match) == 0 {
		return []string{role.Name}
	}
	return role.Match
}

// names of the roles, and those for which nothing is declared job-related.
func (r *roster) names() (all, undeclared []string) {
	for _, role := range r.roles {
		all = append(all, role.Name)
		if len(role.JobRelated) == 0 {
			undeclared = append(undeclared, role.Name)
		}
	}
	return all, undeclared
}

// blocks gives each signal and each declared measure its block by role.
func (r *roster) blocks(signals []Signal) []dataset.SignalSpec {
	var specs []dataset.SignalSpec
	for _, s := range signals {
		spec := dataset.SignalSpec{ID: s.ID, Label: s.Label}
		for _, role := range r.roles {
			spec.Blocks = append(spec.Blocks, signalBlock(s.ID, role))
		}
		specs = append(specs, spec)
	}
	for _, id := range Measures() {
		spec := dataset.SignalSpec{ID: id, Derived: true}
		declared := false
		for _, role := range r.roles {
			b := result.Unused
			if slices.Contains(role.JobRelated, id) {
				b, declared = result.JobRelated, true
			}
			spec.Blocks = append(spec.Blocks, b)
		}
		if declared {
			specs = append(specs, spec)
		}
	}
	return specs
}

// signalBlock is weak unless the role declares the signal, or it is a degree that
// the role requires: a degree above the minimum stays weak.
func signalBlock(id string, role Role) result.Block {
	if slices.Contains(role.JobRelated, id) {
		return result.JobRelated
	}
	switch least := degreeRank(role.MinDegree); id {
	case "masters":
		if least >= degreeRank(signal.Masters) {
			return result.JobRelated
		}
	case "phd":
		if least >= degreeRank(signal.PhD) {
			return result.JobRelated
		}
	}
	return result.Weak
}

// degreeRank orders degrees: 0 none, 1 bachelor, 2 masters, 3 phd.
func degreeRank(level string) int {
	switch l := strings.ToLower(strings.TrimSpace(level)); {
	case strings.HasPrefix(l, "bachelor"):
		return 1
	case strings.HasPrefix(l, "master"):
		return 2
	case strings.HasPrefix(l, "phd"), strings.HasPrefix(l, "ph.d"), strings.HasPrefix(l, "doctor"):
		return 3
	}
	return 0
}
