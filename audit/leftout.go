package audit

import (
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// knownShare is the share of its applications for which a signal must be known to
// enter the adjusted model: a signal that is mostly unknown would leave no
// complete application, and take every other signal's answer with it.
const knownShare = 0.5

const leftOutWords = "it is unknown for more than half of the applications, and left out of the adjusted model"

// known divides the factors into those of the model and those left out of it. A
// factor's applications are those of its roles; one without any stays.
func known(v *dataset.View, all []dataset.Factor) (in, out []dataset.Factor) {
	for j := range all {
		f := &all[j]
		n, known := 0, 0
		for _, r := range v.Rows {
			if f.Roles[v.Data.Role.At(int(r))] {
				n++
				if v.Data.Code(f, int(r)) != 0 {
					known++
				}
			}
		}
		if float64(known) < knownShare*float64(n) {
			out = append(out, *f)
		} else {
			in = append(in, *f)
		}
	}
	return in, out
}

// leaveOut records what isn't in the model.
func (a *adjustment) leaveOut(fs []dataset.Factor) {
	for i := range fs {
		a.record.LeftOut = append(a.record.LeftOut, fs[i].Term)
		a.record.Warnings = append(a.record.Warnings, fmt.Sprintf("%s: %s.", fs[i].Term, leftOutWords))
	}
}

// leaveOut lists the signals that aren't in the split.
func LeaveOut(r *result.Reliance, fs []dataset.Factor, n int) {
	for i := range fs {
		if fs[i].Block != result.Context {
			none := result.NotEstimable("Owen", n, leftOutWords)
			r.Signals = append(r.Signals, result.SignalShare{Signal: fs[i].ID, Block: fs[i].Block, Owen: none, Share: none})
			r.InSample.Signals = append(r.InSample.Signals, result.InSampleSignal{Signal: fs[i].ID, Block: fs[i].Block, Owen: none})
		}
	}
}

// index of a factor in the model; −1 = left out.
func (a *adjustment) index(f *dataset.Factor) int {
	for j := range a.d.factors {
		if a.d.factors[j].Term == f.Term {
			return j
		}
	}
	return -1
}
