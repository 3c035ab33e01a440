package catalogue

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// Smallest number of examples of each kind that a definition read from text carries.
const minExamples = 10

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// check validates the definition and compiles its patterns. It returns the field
// at fault.
func (d *Definition) check(g groups) (field string, err error) {
	for _, f := range []struct{ name, value string }{
		{"id", d.ID}, {"label", d.Label}, {"question", d.Question}, {"detection", d.Detection},
	} {
		if f.value == "" {
			return f.name, errors.New("missing")
		}
	}
	switch {
	case !idForm.MatchString(d.ID):
		return "id", fmt.Errorf("%q is not lower-case words joined by _", d.ID)
	case d.Source != FromText && d.Source != FromExport:
		return "source", fmt.Errorf("%q is neither %s nor %s", d.Source, FromText, FromExport)
	case len(d.Detectors) == 0 && d.Source == FromText:
		return "detectors", errors.New("missing: a signal read from text needs one")
	case len(d.Evidence) == 0:
		return "evidence", errors.New("missing: say what is known of its correlation with privilege, and where from")
	case len(d.Limits) == 0:
		return "limits", errors.New("missing: say what the detection cannot tell")
	}
	for i, c := range d.Evidence {
		if c.Claim == "" || c.Source == "" {
			return fmt.Sprintf("evidence[%d]", i), errors.New("needs claim and source")
		}
	}
	if field, err = d.checkExamples(); err != nil {
		return field, err
	}
	return d.compile(g)
}

func (d *Definition) checkExamples() (string, error) {
	if len(d.Detectors) == 0 {
		return "", nil
	}
	if n := len(d.Examples.Match); n < minExamples {
		return "examples.match", fmt.Errorf("%d of at least %d", n, minExamples)
	}
	if n := len(d.Examples.NoMatch); n < minExamples {
		return "examples.nomatch", fmt.Errorf("%d of at least %d", n, minExamples)
	}
	return "", nil
}

// compile compiles every pattern of the definition.
func (d *Definition) compile(g groups) (string, error) {
	if field, err := compileVetoes(d.Vetoes, g, "vetoes"); err != nil {
		return field, err
	}
	for i := range d.Detectors {
		at := fmt.Sprintf("detectors[%d]", i)
		if field, err := d.Detectors[i].check(g); err != nil {
			return at + "." + field, err
		}
	}
	for i := range d.Classes {
		if d.Classes[i].Attribute == "" || d.Classes[i].Value == "" {
			return fmt.Sprintf("classes[%d]", i), errors.New("needs attribute and value")
		}
		if field, err := compileAll(d.Classes[i].Match, g, fmt.Sprintf("classes[%d].match", i)); err != nil {
			return field, err
		}
	}
	return "", nil
}

func (t *Detector) check(g groups) (string, error) {
	units := []string{OnStatement, OnLink, OnInstitution, OnEmployer, OnDegree, OnGap}
	switch {
	case t.Name == "":
		return "name", errors.New("missing: it is the reason given with the evidence")
	case !slices.Contains(units, t.On):
		return "on", fmt.Errorf("%q is none of %v", t.On, units)
	case t.On == OnGap && (t.Months < 1 || t.Under != 0 && t.Under <= t.Months):
		return "months", errors.New("a gap needs its least number of months, and under must be more")
	case t.On != OnGap && len(t.Match) == 0 && t.List == "" && len(t.Levels) == 0:
		return "match", errors.New("missing: a detector needs match, list or levels")
	case t.Outcome != "" && t.Outcome != Present && t.Outcome != Unknown:
		return "outcome", fmt.Errorf("%q is neither %s nor %s", t.Outcome, Present, Unknown)
	case t.Subject != "" && t.Subject != "applicant":
		return "subject", fmt.Errorf("%q is not applicant", t.Subject)
	}
	for _, f := range []struct {
		name     string
		patterns []Pattern
	}{{"match", t.Match}, {"with", t.With}, {"heading", t.Heading}} {
		if field, err := compileAll(f.patterns, g, f.name); err != nil {
			return field, err
		}
	}
	return compileVetoes(t.Vetoes, g, "vetoes")
}

func compileAll(ps []Pattern, g groups, field string) (string, error) {
	for i := range ps {
		if ps[i].Source == "" {
			return fmt.Sprintf("%s[%d]", field, i), errors.New("an empty pattern")
		}
		if err := ps[i].compile(g); err != nil {
			return fmt.Sprintf("%s[%d]", field, i), err
		}
	}
	return "", nil
}

func compileVetoes(vs []Veto, g groups, field string) (string, error) {
	for i := range vs {
		at := fmt.Sprintf("%s[%d]", field, i)
		if vs[i].Why == "" {
			return at + ".why", errors.New("missing: a veto gives its reason")
		}
		if vs[i].Pattern.Source == "" {
			return at + ".pattern", errors.New("missing")
		}
		if err := vs[i].Pattern.compile(g); err != nil {
			return at + ".pattern", err
		}
	}
	return "", nil
}

// checkLists makes sure that every list a definition names exists.
func checkLists(d Definition, c *Catalogue) error {
	for i, t := range d.Detectors {
		if t.List != "" && c.List(t.List) == nil {
			return &Error{File: d.File, ID: d.ID, Field: fmt.Sprintf("detectors[%d].list", i), Reason: fmt.Sprintf("no list is called %q", t.List)}
		}
	}
	for i, t := range d.Classes {
		if t.List != "" && c.List(t.List) == nil {
			return &Error{File: d.File, ID: d.ID, Field: fmt.Sprintf("classes[%d].list", i), Reason: fmt.Sprintf("no list is called %q", t.List)}
		}
	}
	return nil
}
