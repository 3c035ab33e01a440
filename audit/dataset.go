package audit

import "weaksignal/audit/result"

// Dataset is the only input of every measure: applications in columns, each a
// dictionary and narrow integer codes, so that its size follows the number of
// columns and not of strings. Rows keep the order in which they were added.
type Dataset struct {
	spec    Spec
	rows    int
	signals []*levels
	context []*labels
	groups  []*labels

	requisition *labels
	stratum     *labels // requisition and level
	stratumReq  []uint32
	role        codes
	level       *labels
	source      *labels
	route       *labels
	format      *labels
	period      *labels
	openings    []int32 // by requisition code; 0 = unknown
	person      []uint64
	application []string // nil unless Spec.KeepApplications
	text        []uint64
	stages      []stageColumn
	// absurd counts the values per signal that were too large to be real.
	absurd []int
}

// stageColumn is what happened at one stage, by row.
type stageColumn struct {
	status   []Status
	screener *labels
	trained  []uint8 // 0 unknown, 1 no, 2 yes; nil while no export says so
	reason   *labels
	reviews  []review // of double-screened rows, in the order of rows
}

// review is one screener's judgement on a row that several judged.
type review struct {
	row      int32
	screener uint32 // code in stageColumn.screener
	advanced bool
	trained  uint8 // as in stageColumn.trained
}

// Len is the number of applications.
func (d *Dataset) Len() int { return d.rows }

// Spec is the shape that the dataset was built with.
func (d *Dataset) Spec() Spec { return d.spec }

// Kind of signal i: binary where all known values are 0 or 1.
func (d *Dataset) Kind(i int) result.Kind {
	if d.signals[i].binary() {
		return result.Binary
	}
	return result.Numeric
}
