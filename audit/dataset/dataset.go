package dataset

import "weaksignal/audit/result"

// Dataset is the only input of every measure: applications (or patterns of them, with counts) in columns, each a
// dictionary and narrow integer codes, so that its size follows the number of
// columns and not of strings. Rows keep the order in which they were added.
type Dataset struct {
	spec    Spec
	rows    int
	signals []*levels
	context []*Labels
	Groups  []*Labels

	Requisition *Labels
	Stratum     *Labels // requisition and level
	StratumReq  []uint32
	Role        codes
	Level       *Labels
	Source      *Labels
	Route       *Labels
	format      *Labels
	period      *Labels
	openings    []int32 // by requisition code; 0 = unknown
	Person      []uint64
	application []string // nil unless Spec.KeepApplications
	Text        []uint64
	Stages      []stageColumn
	times       []uint32 // by row; nil = 1 each
	// Absurd counts the values per signal that were too large to be real.
	Absurd []int
}

// stageColumn is what happened at one stage, by row.
type stageColumn struct {
	Status   []Status
	Screener *Labels
	trained  []uint8 // 0 unknown, 1 no, 2 yes; nil while no export says so
	Reason   *Labels
	Reviews  []review // of double-screened rows, in the order of rows
}

// review is one screener's judgement on a row that several judged.
type review struct {
	Row      int32
	screener uint32 // code in stageColumn.screener
	Advanced bool
	trained  uint8 // as in stageColumn.trained
}

// Len is the number of rows: of applications, or of patterns with their counts.
func (d *Dataset) Len() int { return d.rows }

// Times is how many applications a row stands for. Every count of rows is a sum of it.
func (d *Dataset) Times(row int) int {
	if d.times == nil {
		return 1
	}
	return int(d.times[row])
}

// Applications counts those that rows stand for.
func (d *Dataset) Applications(rows []int32) int {
	if d.times == nil {
		return len(rows)
	}
	n := 0
	for _, r := range rows {
		n += int(d.times[r])
	}
	return n
}

// Spec is the shape that the dataset was built with.
func (d *Dataset) Spec() Spec { return d.spec }

// Kind of signal i: binary where it has two distinct known values, whatever they are.
func (d *Dataset) Kind(i int) result.Kind {
	if _, _, ok := d.signals[i].pair(); ok {
		return result.Binary
	}
	return result.Numeric
}
