package model

import (
	"fmt"

	"weaksignal/audit/dataset"
)

// knownShare is the share of its applications for which a signal must be known to
// enter the adjusted model: a signal that is mostly unknown would leave no
// complete application, and take every other signal's answer with it.
const knownShare = 0.5

const LeftOutWords = "it is unknown for more than half of the applications, and left out of the adjusted model"

// Known divides the factors into those of the model and those left out of it. A
// factor's applications are those of its roles; one without any stays.
func Known(v *dataset.View, all []dataset.Factor) (in, out []dataset.Factor) {
	for j := range all {
		f := &all[j]
		n, known := 0, 0
		for _, r := range v.Rows {
			if f.Roles[v.Data.Role.At(int(r))] {
				n += v.Data.Times(int(r))
				if v.Data.Code(f, int(r)) != 0 {
					known += v.Data.Times(int(r))
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

// LeaveOut records what isn't in the model.
func (a *Adjustment) LeaveOut(fs []dataset.Factor) {
	for i := range fs {
		a.Record.LeftOut = append(a.Record.LeftOut, fs[i].Term)
		a.Record.Warnings = append(a.Record.Warnings, fmt.Sprintf("%s: %s.", fs[i].Term, LeftOutWords))
	}
}

// Index of a factor in the model; −1 = left out.
func (a *Adjustment) Index(f *dataset.Factor) int {
	for j := range a.Design.Factors {
		if a.Design.Factors[j].Term == f.Term {
			return j
		}
	}
	return -1
}
