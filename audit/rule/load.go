package rule

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

//go:embed *.yaml
var files embed.FS

// load reads the built-in rules, sorted by id.
func load() ([]Rule, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("read the rules: %w", err)
	}
	var all []Rule
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			return nil, fmt.Errorf("read the rules: %w", err)
		}
		r, err := decode(e.Name(), text)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// UnknownError names a rule that there is none of, and those there are.
type UnknownError struct {
	ID    string
	Known []string
}

func (e *UnknownError) Error() string { return fmt.Sprintf("unknown rule %q", e.ID) }

// Find picks rules by id, in the order asked for; a repeated id counts once. An id
// without a rule is an [*UnknownError].
func Find(ids []string) ([]Rule, error) {
	all, err := load()
	if err != nil {
		return nil, err
	}
	var found []Rule
	for i, id := range ids {
		at := slices.IndexFunc(all, func(r Rule) bool { return r.ID == id })
		if at < 0 {
			e := &UnknownError{ID: id}
			for _, r := range all {
				e.Known = append(e.Known, r.ID)
			}
			return nil, e
		}
		if !slices.Contains(ids[:i], id) {
			found = append(found, all[at])
		}
	}
	return found, nil
}

// decode reads one file strictly and checks it.
func decode(file string, text []byte) (Rule, error) {
	var r Rule
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&r); err != nil {
		return r, fmt.Errorf("rule %s: %w", file, err)
	}
	if err := r.check(strings.TrimSuffix(path.Base(file), ".yaml")); err != nil {
		return r, fmt.Errorf("rule %s: %w", file, err)
	}
	return r, nil
}

// check reports every fault of a rule.
func (r *Rule) check(name string) error {
	var faults []error
	need := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	need(r.ID == name, "id: %q is not the name of the file", r.ID)
	need(r.Title != "" && r.Jurisdiction != "" && len(r.Sources) > 0 && len(r.Statements) > 0, "title, jurisdiction, sources and statements are required")
	need(r.Sheet != "" && len([]rune(r.Sheet)) <= 31 && !strings.ContainsAny(r.Sheet, `:\/?*[]'`), "sheet: %q names no worksheet", r.Sheet)
	for _, day := range []struct{ key, value string }{{"published", r.Published}, {"applies", r.Applies}, {"checked", r.Checked}} {
		_, err := time.Parse(time.DateOnly, day.value)
		need(err == nil, "%s: %q is no date such as 2023-04-06", day.key, day.value)
	}
	need(r.Per == PerAudit || r.Per == PerJob, "per: %q is neither audit nor job", r.Per)
	need(r.Small.Share >= 0 && r.Small.Share < 0.5, "small.share: %v is no small share", r.Small.Share)
	need(len(r.Attributes) > 0, "attributes: none is named")
	need(r.Intersections == "" || len(r.Attributes) >= 2, "intersections: two attributes are needed")
	for i := range r.Attributes {
		faults = append(faults, r.Attributes[i].check())
	}
	faults = append(faults, r.checkColumns(), r.checkReadings())
	return errors.Join(faults...)
}

func (r *Rule) checkColumns() error {
	if len(r.Columns) == 0 || r.Columns[0].Field != "category" {
		return errors.New("columns: the first is the category")
	}
	seen := map[string]bool{}
	for _, c := range r.Columns {
		switch {
		case !slices.Contains(Fields(), c.Field):
			return fmt.Errorf("columns: unknown field %q, known: %s", c.Field, strings.Join(Fields(), ", "))
		case seen[c.Field], c.Head == "", seen[c.Head], c.Meaning == "":
			return fmt.Errorf("columns: field %q stands twice, or lacks a head of its own or a meaning", c.Field)
		}
		seen[c.Field], seen[c.Head] = true, true
	}
	return nil
}

func (r *Rule) checkReadings() error {
	w := r.Readings
	words := []string{w.Highest, w.HighestWithoutSmall, w.Small, w.NoCategory, w.Nobody}
	if r.Threshold != nil {
		words = append(words, w.BelowClear, w.BelowUnclear, w.BelowOne, w.Reached, w.ReachedClear)
	}
	if slices.Contains(words, "") {
		return errors.New("readings: one is missing")
	}
	return nil
}

// check refuses an attribute whose names or categories are not told apart.
func (a *Attribute) check() error {
	if a.Name == "" || a.Heading == "" || len(a.Categories) < 2 {
		return fmt.Errorf("attributes: %q lacks a name, a heading or two categories", a.Name)
	}
	taken := map[string]string{}
	for _, c := range a.Categories {
		own := map[string]bool{}
		for _, n := range append([]string{c.Name}, c.Names...) {
			key := plain(n)
			if key == "" || own[key] || taken[key] != "" {
				return fmt.Errorf("attributes: %s: the name %q of category %q is empty or taken", a.Name, n, c.Name)
			}
			own[key] = true
		}
		for key := range own {
			taken[key] = c.Name
		}
	}
	return nil
}
