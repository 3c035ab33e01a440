package join

import (
	"fmt"
	"slices"

	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
	"weaksignal/extract/decision/heads"
)

// fewGroups is the share of applications with a group label below which the groups
// file is likely another pool's, or has another kind of id.
const fewGroups = 0.5

// Nothing says what joins nothing, before anything is audited: an *InputError where
// an audit would be empty or without the groups that were given.
func (p Preview) Nothing(e *decision.Export, g *demographics.Groups) error {
	if g != nil && p.GroupRows == 0 && e.Len() > 0 {
		return &decision.InputError{File: g.File, Reason: fmt.Sprintf("none of its %d rows belongs to one of the %d applications: %s", len(g.Rows), e.Len(), groupIDs(e, g)),
			Remedy: "give the answers the candidate ids of the export, or map candidate_id under export.columns"}
	}
	if p.Matched > 0 || p.Documents == 0 || e.Len() == 0 || hasKeys(e) {
		return nil
	}
	return &decision.InputError{File: e.At(0).File, Reason: fmt.Sprintf("none of the %d applications finds one of the %d documents: no file has an application or candidate id of the export in its name, and the export has no column with the résumé's name, the e-mail address or the person's name", e.Len(), p.Documents),
		Remedy: "put the ids into the files' names, or export the file names, e-mail addresses or names too"}
}

// Few warns of joins that hold for a part only; nil if there is nothing to say.
func (p Preview) Few(e *decision.Export, g *demographics.Groups) (notes []string) {
	if g != nil && p.Groups > 0 && float64(p.Groups) < fewGroups*float64(e.Len()) {
		notes = append(notes, fmt.Sprintf("only %d of %d applications have an answer in the groups file (%d of its %d rows belong to one): the others are unknown", p.Groups, e.Len(), p.GroupRows, len(g.Rows)))
	}
	return notes
}

// groupIDs shows one id of each side.
func groupIDs(e *decision.Export, g *demographics.Groups) string {
	theirs, ours := g.Rows[0].CandidateID, e.At(0).CandidateID
	if theirs == "" {
		return "it goes by e-mail, and the addresses are not those of the export"
	}
	if ours == "" {
		return fmt.Sprintf("it goes by candidate id (%s), which the export has not", theirs)
	}
	return fmt.Sprintf("its ids look like %s, those of the export like %s", theirs, ours)
}

// hasKeys: the export has e-mail addresses or names, by which documents may be found
// once they are read.
func hasKeys(e *decision.Export) bool {
	return slices.ContainsFunc(e.Mapping.Columns, func(c heads.Column) bool {
		return slices.Contains([]string{"email", "name", "first_name", "last_name"}, c.Canonical)
	})
}
