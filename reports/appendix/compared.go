package appendix

import (
	"weaksignal/audit/result"
	"weaksignal/reports/disclosure"
	"weaksignal/reports/words"
)

// comparedWord is the word on a group, or that its attribute has no reference group.
func comparedWord(g result.GroupResult, imp result.Impact) string {
	if imp.ReferenceGroup == "" {
		return words.GroupNoComparison
	}
	return groupWord(g, g.Group == imp.ReferenceGroup)
}

// notCompared says why a group has nothing to be compared with: no count of it is told.
func notCompared(g result.GroupResult, t *disclosure.Tally) string {
	if t.Shade() != disclosure.Open {
		return words.WithheldReason
	}
	if g.Small {
		return words.GroupSmallWhy
	}
	return words.GroupWhy(&g, true)
}
