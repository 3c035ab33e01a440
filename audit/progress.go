package audit

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/reliance"
	"weaksignal/audit/result"
)

// step of the work on one stage, in order.
type step int

const (
	stepModel      step = iota // the adjusted model
	stepSignals                // effects and what they must survive, signal by signal
	stepModeration             // whether they are the same for everybody
	stepVerdicts               // verdicts, what decides them, the criteria one by one
	stepReliance               // the split of what is explained, and changed selections
	stepGroups                 // impact, returns and gaps, attribute by attribute
	lastStep
)

// weights are the work of a stage's steps, in the unit of [reliance.Work], measured on a
// pool of 2,400 applications, one of 20,000 and the sample: how effects differ costs by
// signal and attribute. They only serve to tell how much is left.
func weights(fs []dataset.Factor, attributes int) [lastStep]float64 {
	weak := 0
	for i := range fs {
		if fs[i].Block == result.Weak {
			weak++
		}
	}
	return [lastStep]float64{stepModel: 2, stepSignals: 8, stepModeration: .125 * float64(weak*(attributes+4)), stepVerdicts: 3, stepGroups: 3 * float64(attributes)}
}

// meter tells how far an audit has come: its work grows with the applications of the
// stages, and the bottom line, which comes last, has all of them.
type meter struct {
	tell                func(done, total int) // nil = nobody looks
	weights             [lastStep]float64
	total, before, here int
}

func newMeter(in Input) *meter {
	m := &meter{tell: in.Progress}
	if m.tell == nil {
		return m
	}
	stages := len(in.Dataset.Spec().Stages)
	for i := range stages {
		m.total += len(in.Dataset.Enter(i).Rows)
	}
	if stages > 1 {
		m.total += in.Dataset.Len()
	}
	m.tell(0, m.total)
	return m
}

// begin says that the next stage begins, with these factors; all before it are done.
func (m *meter) begin(v *dataset.View, fs []dataset.Factor, p Plan) {
	applications := len(v.Rows)
	m.before, m.here, m.weights = m.before+m.here, applications, weights(fs, len(v.Data.Spec().Attributes))
	if !p.NoReliance {
		m.weights[stepReliance] = reliance.Work(fs, applications)
	}
}

// at says that a part of a step, in [0, 1], is done.
func (m *meter) at(s step, part float64) {
	if m.tell == nil {
		return
	}
	sum, done := 0.0, 0.0
	for i, w := range m.weights {
		sum += w
		switch {
		case step(i) < s:
			done += w
		case step(i) == s:
			done += part * w
		}
	}
	m.tell(min(m.before+int(float64(m.here)*done/sum), m.total), m.total)
}

func (m *meter) end() {
	if m.tell != nil {
		m.tell(m.total, m.total)
	}
}
