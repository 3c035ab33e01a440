package dataset

import (
	"fmt"
	"hash/fnv"
	"math"
)

// AbsurdValue is beyond any year count, score or rank that a person can have;
// squares of it still are finite.
const AbsurdValue = 1e12

// Builder packs rows into a [Dataset] as they stream by.
type Builder struct {
	data *Dataset
}

// NewBuilder makes a builder for rows of the given shape.
func NewBuilder(spec Spec) (*Builder, error) {
	if err := spec.Validate(); err != nil {
		return nil, err
	}
	d := &Dataset{spec: spec, Requisition: newLabels(), Stratum: newLabels(), StratumReq: []uint32{0},
		Level: newLabels(), Source: newLabels(), Route: newLabels(), format: newLabels(),
		period: newLabels(), openings: []int32{0}, Absurd: make([]int, len(spec.Signals))}
	for range spec.Signals {
		d.signals = append(d.signals, newLevels())
	}
	for range spec.Context {
		d.context = append(d.context, newLabels())
	}
	for range spec.Attributes {
		d.Groups = append(d.Groups, newLabels())
	}
	for range spec.Stages {
		d.Stages = append(d.Stages, stageColumn{Screener: newLabels(), Reason: newLabels()})
	}
	return &Builder{data: d}, nil
}

// Add copies one application; the row may be reused by the caller. It fails only
// on a row that doesn't have the shape of the spec, and then adds nothing.
func (b *Builder) Add(r *Row) error {
	if err := b.check(r); err != nil {
		return fmt.Errorf("row %d: %w", b.data.rows+1, err)
	}
	d := b.data
	for i, v := range r.Values {
		if math.Abs(v) > AbsurdValue {
			d.Absurd[i] += max(r.Times, 1)
			v = math.NaN()
		}
		d.signals[i].addValue(v)
	}
	for i := range d.context {
		d.context[i].addLabel(r.Context[i])
	}
	for i := range d.Groups {
		d.Groups[i].addLabel(r.Groups[i])
	}
	b.addKeys(r)
	for i, s := range r.Stages {
		d.Stages[i].add(s, d.rows)
	}
	d.addTimes(r.Times)
	d.rows++
	return nil
}

// addTimes stores nothing until a row stands for several applications.
func (d *Dataset) addTimes(times int) {
	if times <= 1 && d.times == nil {
		return
	}
	for len(d.times) < d.rows {
		d.times = append(d.times, 1)
	}
	d.times = append(d.times, uint32(max(times, 1)))
}

func (b *Builder) check(r *Row) error {
	spec := b.data.spec
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"values", len(r.Values), len(spec.Signals)},
		{"context labels", len(r.Context), len(spec.Context)},
		{"groups", len(r.Groups), len(spec.Attributes)},
		{"stages", len(r.Stages), len(spec.Stages)},
	} {
		if c.got != c.want {
			return fmt.Errorf("%d %s for %d in the spec", c.got, c.what, c.want)
		}
	}
	if r.Times < 0 || r.Times > math.MaxUint32 || r.Times > 1 && (r.Person != "" || r.Application != "") {
		return fmt.Errorf("%d applications in one row: a row for several is nobody's", r.Times)
	}
	if r.Role < 0 || r.Role >= len(spec.Roles) {
		return fmt.Errorf("role %d of %d", r.Role, len(spec.Roles))
	}
	return nil
}

func (b *Builder) addKeys(r *Row) {
	d := b.data
	req := d.Requisition.code(r.Requisition)
	d.Requisition.add(req)
	stratum := d.Stratum.code(r.Requisition + "\x00" + r.Level)
	d.Stratum.add(stratum)
	for int(stratum) >= len(d.StratumReq) {
		d.StratumReq = append(d.StratumReq, req)
	}
	for int(req) >= len(d.openings) {
		d.openings = append(d.openings, 0)
	}
	d.openings[req] = max(d.openings[req], int32(min(r.Openings, math.MaxInt32)))
	d.Role.add(uint32(r.Role))
	d.Level.addLabel(r.Level)
	d.Source.addLabel(r.Source)
	d.Route.addLabel(r.Route)
	d.format.addLabel(r.Format)
	d.period.addLabel(r.Period)
	if d.spec.KeepApplications {
		d.application = append(d.application, r.Application)
	}
	d.Person = appendHash(d.Person, d.rows, r.Person)
	d.Text = appendHash(d.Text, d.rows, r.TextKey)
}

// appendHash keeps a 64-bit hash of a key that only needs to be told equal; 0 is
// the unknown. Nothing is stored until the first known key.
func appendHash(col []uint64, rows int, key string) []uint64 {
	if key == "" && col == nil {
		return nil
	}
	for len(col) < rows {
		col = append(col, 0)
	}
	if key == "" {
		return append(col, 0)
	}
	h := fnv.New64a()
	h.Write([]byte(key))
	return append(col, max(h.Sum64(), 1))
}

func (c *stageColumn) add(s StageRow, rows int) {
	c.Status = append(c.Status, s.Status)
	c.Screener.addLabel(s.Screener)
	c.Reason.addLabel(s.Reason)
	for _, r := range s.Reviews {
		c.Reviews = append(c.Reviews, review{int32(rows), c.Screener.code(r.Screener), r.Advanced, trainedCode(r.Trained)})
	}
	if s.Trained == nil && c.trained == nil {
		return
	}
	for len(c.trained) < rows {
		c.trained = append(c.trained, 0)
	}
	c.trained = append(c.trained, trainedCode(s.Trained))
}

// trainedCode is 0 for unknown, 1 for no and 2 for yes.
func trainedCode(trained *bool) uint8 {
	switch {
	case trained == nil:
		return 0
	case *trained:
		return 2
	}
	return 1
}

// Dataset ends the building and gives what was added.
func (b *Builder) Dataset() *Dataset { return b.data }
