package join

import (
	"cmp"
	"maps"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/extract"
)

// noFormat is the format of a file that is none of those that are read.
const noFormat = "other"

// access is how an applicant's résumé could be read, the best of several. One that
// was read but not understood is no better than one that was not read.
type access uint8

const (
	unmatched access = iota
	unreadable
	readable
)

// reads counts whose documents could be read: by applicant, once each, as one who
// applied five times is still one person.
type reads struct {
	attributes []string
	by         map[string]applicant
}

// applicant is what is counted of one: labels are shared with the groups file's row.
type applicant struct {
	labels []string
	access access
}

func newReads(attributes []string) *reads {
	return &reads{attributes: attributes, by: map[string]applicant{}}
}

// note one decided application.
func (r *reads) note(person string, labels []string, how access) {
	if len(r.attributes) == 0 {
		return
	}
	r.by[person] = applicant{labels, max(r.by[person].access, how)}
}

// counts are sorted: formats and groups by name.
func (r *reads) counts(docs *extract.Documents) *result.ReadCounts {
	out := &result.ReadCounts{}
	formats := map[string]*result.FormatCount{}
	for i := range docs.Len() {
		name := cmp.Or(string(docs.Format(i)), noFormat)
		if formats[name] == nil {
			formats[name] = &result.FormatCount{Format: name}
		}
		formats[name].Documents++
		if !docs.Whole(i) {
			formats[name].Unreadable++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(formats)) {
		out.Formats = append(out.Formats, *formats[name])
	}
	for k, attribute := range r.attributes {
		a := result.AttributeCount{Attribute: attribute}
		groups := map[string]*result.ApplicantCount{}
		for _, one := range r.by {
			c := &a.Unknown
			if g := one.labels[k]; g != "" {
				if groups[g] == nil {
					groups[g] = &result.ApplicantCount{Group: g}
				}
				c = groups[g]
			}
			c.Applicants++
			switch one.access {
			case unmatched:
				c.Unmatched++
			case unreadable:
				c.Unreadable++
			}
		}
		for _, name := range slices.Sorted(maps.Keys(groups)) {
			a.Groups = append(a.Groups, *groups[name])
		}
		out.Attributes = append(out.Attributes, a)
	}
	return out
}
