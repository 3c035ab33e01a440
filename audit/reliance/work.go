package reliance

import (
	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
)

// Work of the steps, in hundredths of a stage of 2,400 applications and 11 signals, where
// it was measured. That of the split grows with the subsets that it scores: 528 there.
const (
	workWhatIf      = 2.0
	workPermutation = 19.0
	workChanged     = 29.0
	workSubset      = 25.0 / 528
	// workRefit is that of a subset which is refitted for every fold, measured on the
	// sample; few enough applications and subsets are (refitted).
	workRefit = .9
	refitted  = 2e6 // applications times subsets
)

// Work is that of [Measure] on these factors: only good for telling how much is left.
func Work(fs []dataset.Factor, applications int) float64 {
	return workWhatIf + workPermutation + workChanged + splitWork(fs, applications)
}

func splitWork(fs []dataset.Factor, applications int) float64 {
	n := subsets(fs)
	if n*float64(applications) < refitted {
		return workRefit * n
	}
	return workSubset * n
}

// subsets is about how many are scored: those of each block, beside the other block and
// without it.
func subsets(fs []dataset.Factor) float64 {
	players := map[result.Block]int{}
	for i := range fs {
		players[fs[i].Block]++
	}
	sum := 0.0
	for _, block := range []result.Block{result.Weak, result.JobRelated} {
		n := players[block]
		if n > exactPlayers {
			sum += 2 * 16 * float64(n) // random orders
		} else {
			sum += 2 * float64(int(1)<<n)
		}
	}
	return sum
}

// steps tells how much of the work is done.
type steps struct {
	tell                func(part float64)
	done, splits, total float64
}

func newSteps(fs []dataset.Factor, applications int, tell func(part float64)) *steps {
	return &steps{tell: tell, splits: splitWork(fs, applications), total: Work(fs, applications)}
}

func (s *steps) add(work float64) {
	s.done += work
	s.tell(min(s.done/s.total, 1))
}

// split says that a part of the subsets is scored.
func (s *steps) split(part float64) { s.tell(min((s.done+part*s.splits)/s.total, 1)) }
