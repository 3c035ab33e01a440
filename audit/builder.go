package audit

import (
	"fmt"
	"hash/fnv"
	"math"
)

// absurdValue is beyond any year count, score or rank that a person can have;
// squares of it still are finite.
const absurdValue = 1e12

// Builder packs rows into a [Dataset] as they stream by.
type Builder struct {
	data *Dataset
}

// NewBuilder makes a builder for rows of the given shape.
func NewBuilder(spec Spec) (*Builder, error) {
	if err := spec.Validate(); err != nil {
		return nil, err
	}
	d := &Dataset{spec: spec, requisition: newLabels(), stratum: newLabels(), stratumReq: []uint32{0},
		level: newLabels(), source: newLabels(), route: newLabels(), format: newLabels(),
		period: newLabels(), openings: []int32{0}, absurd: make([]int, len(spec.Signals))}
	for range spec.Signals {
		d.signals = append(d.signals, newLevels())
	}
	for range spec.Context {
		d.context = append(d.context, newLabels())
	}
	for range spec.Attributes {
		d.groups = append(d.groups, newLabels())
	}
	for range spec.Stages {
		d.stages = append(d.stages, stageColumn{screener: newLabels(), reason: newLabels()})
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
		if math.Abs(v) > absurdValue {
			d.absurd[i]++
			v = math.NaN()
		}
		d.signals[i].addValue(v)
	}
	for i := range d.context {
		d.context[i].addLabel(r.Context[i])
	}
	for i := range d.groups {
		d.groups[i].addLabel(r.Groups[i])
	}
	b.addKeys(r)
	for i, s := range r.Stages {
		d.stages[i].add(s, d.rows)
	}
	d.rows++
	return nil
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
	if r.Role < 0 || r.Role >= len(spec.Roles) {
		return fmt.Errorf("role %d of %d", r.Role, len(spec.Roles))
	}
	return nil
}

func (b *Builder) addKeys(r *Row) {
	d := b.data
	req := d.requisition.code(r.Requisition)
	d.requisition.add(req)
	stratum := d.stratum.code(r.Requisition + "\x00" + r.Level)
	d.stratum.add(stratum)
	for int(stratum) >= len(d.stratumReq) {
		d.stratumReq = append(d.stratumReq, req)
	}
	for int(req) >= len(d.openings) {
		d.openings = append(d.openings, 0)
	}
	d.openings[req] = max(d.openings[req], int32(min(r.Openings, math.MaxInt32)))
	d.role.add(uint32(r.Role))
	d.level.addLabel(r.Level)
	d.source.addLabel(r.Source)
	d.route.addLabel(r.Route)
	d.format.addLabel(r.Format)
	d.period.addLabel(r.Period)
	if d.spec.KeepApplications {
		d.application = append(d.application, r.Application)
	}
	d.person = appendHash(d.person, d.rows, r.Person)
	d.text = appendHash(d.text, d.rows, r.TextKey)
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
	c.status = append(c.status, s.Status)
	c.screener.addLabel(s.Screener)
	c.reason.addLabel(s.Reason)
	for _, r := range s.Reviews {
		c.reviews = append(c.reviews, review{int32(rows), c.screener.code(r.Screener), r.Advanced, trainedCode(r.Trained)})
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
