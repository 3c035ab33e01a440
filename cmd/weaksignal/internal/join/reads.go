package join

import (
	"cmp"
	"maps"
	"slices"
	"strings"

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
	// by applicant: the place of the labels, and 1 + access; 0 = nobody who was decided on.
	labels []int32
	access []uint8
	known  [][]string // sets of labels
	at     map[string]int32
}

func newReads(attributes []string, people int) *reads {
	r := &reads{attributes: attributes, at: map[string]int32{}}
	if len(attributes) > 0 {
		r.labels, r.access = make([]int32, people), make([]uint8, people)
	}
	return r
}

// note one decided application.
func (r *reads) note(who int32, labels []string, how access) {
	if len(r.attributes) == 0 {
		return
	}
	text := strings.Join(labels, "\x00")
	at, ok := r.at[text]
	if !ok {
		at = int32(len(r.known))
		r.at[text], r.known = at, append(r.known, slices.Clone(labels))
	}
	r.labels[who], r.access[who] = at, max(r.access[who], 1+uint8(how))
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
		for who, how := range r.access {
			if how == 0 {
				continue
			}
			c := &a.Unknown
			if g := r.known[r.labels[who]][k]; g != "" {
				if groups[g] == nil {
					groups[g] = &result.ApplicantCount{Group: g}
				}
				c = groups[g]
			}
			c.Applicants++
			switch access(how - 1) {
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
