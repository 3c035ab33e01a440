package groups

import (
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/dataset"
)

// Reference fixes the group that the others of an attribute are compared with.
type Reference struct {
	Attribute, Group string
}

// leastReference is the fewest people of a reference group that the program picks:
// with fewer its rate is the highest by chance, and what is shown of it is withheld.
const leastReference = 30

// Validate refuses a reference for an attribute that the data don't have, and two for one.
func Validate(references []Reference, attributes []string) error {
	seen := map[string]bool{}
	for _, r := range references {
		if !slices.Contains(attributes, r.Attribute) {
			known := "the data have no self-reported group at all"
			if len(attributes) > 0 {
				known = "known here: " + strings.Join(attributes, ", ")
			}
			return fmt.Errorf("no self-reported attribute is named %q; %s", r.Attribute, known)
		}
		if seen[r.Attribute] {
			return fmt.Errorf("%q has two reference groups; keep one of them", r.Attribute)
		}
		seen[r.Attribute] = true
	}
	return nil
}

// wanted is the configured reference group of a roster, "" = none. An intersection has
// one where each of its attributes has.
func (r *Roster) wanted(v *dataset.View, references []Reference) string {
	var parts []string
	for _, a := range r.parts {
		at := slices.IndexFunc(references, func(ref Reference) bool { return ref.Attribute == v.Data.Spec().Attributes[a] })
		if at < 0 {
			return ""
		}
		parts = append(parts, references[at].Group)
	}
	return strings.Join(parts, CrossSign)
}

// refer settles which group the others are compared with: the configured one, else the
// highest rate among groups of at least [leastReference] people and 2 %. Where nothing
// can be compared it leaves −1 and says why.
func (c *groupCounts) refer(names []string, wanted string) {
	c.reference, c.statutory = -1, -1
	present := 0
	for _, g := range c.groups {
		if g.N > 0 {
			present++
		}
	}
	if present < 2 {
		c.none = "no comparison: there is one group only"
		return
	}
	c.statutory = highest(c.groups, nil)
	if wanted == "" {
		c.reference = highest(c.groups, c.barred)
		if c.reference < 0 {
			c.none = NoReference
		}
		return
	}
	c.fixed = true
	g := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, wanted) })
	switch {
	case g < 0:
		c.none = fmt.Sprintf("no comparison: nobody here is of the configured reference group %q", wanted)
	case c.small[g]:
		c.none = fmt.Sprintf("no comparison: the configured reference group %q is under 2 %% of those with a known attribute", wanted)
	case c.groups[g].Advanced == 0:
		c.none = fmt.Sprintf("no comparison: nobody of the configured reference group %q advanced", wanted)
	default:
		c.reference = g
	}
}
