package dataset

import (
	"math"
	"math/bits"
	"slices"
)

// Key describes one component of a pattern: its number of codes and its code by row position.
type Key struct {
	Size int
	At   func(position int) uint32
}

// Collapse groups the first n positions by the keys; advanced tells the outcome.
// The components are packed into one word of mixed radix, sorted, and counted;
// where 64 bits don't hold them, the prefix is replaced by its rank first.
func Collapse(n int, keys []Key, advanced func(int) bool) (cols [][]uint32, counts, adv []float64) {
	words := make([]uint64, n)
	span := uint64(1)
	type step struct {
		keys  []Key
		ranks []uint64 // distinct prefixes, when the step began with a rank
	}
	steps := []step{{}}
	for _, k := range keys {
		size := uint64(max(k.Size, 1))
		if hi, lo := bits.Mul64(span, size); hi != 0 || lo > math.MaxUint64>>1 {
			ranks := rank(words)
			steps = append(steps, step{ranks: ranks})
			span = uint64(len(ranks))
		}
		for i := range words {
			words[i] = words[i]*size + uint64(k.At(i))
		}
		span *= size
		steps[len(steps)-1].keys = append(steps[len(steps)-1].keys, k)
	}
	for i := range words {
		words[i] <<= 1
		if advanced(i) {
			words[i] |= 1
		}
	}
	slices.Sort(words)
	distinct, counts, adv := countWords(words)
	cols = make([][]uint32, len(keys))
	at := len(keys)
	for s := len(steps) - 1; s >= 0; s-- {
		for j := len(steps[s].keys) - 1; j >= 0; j-- {
			at--
			size := uint64(max(steps[s].keys[j].Size, 1))
			col := make([]uint32, len(distinct))
			for i, w := range distinct {
				col[i] = uint32(w % size)
				distinct[i] = w / size
			}
			cols[at] = col
		}
		if steps[s].ranks != nil {
			for i, w := range distinct {
				distinct[i] = steps[s].ranks[w]
			}
		}
	}
	return cols, counts, adv
}

// rank replaces each word by its rank among the distinct ones and returns those.
func rank(words []uint64) []uint64 {
	sorted := slices.Clone(words)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	for i, w := range words {
		r, _ := slices.BinarySearch(sorted, w)
		words[i] = uint64(r)
	}
	return sorted
}

// countWords counts equal words without their lowest bit, which is the outcome.
func countWords(words []uint64) (distinct []uint64, counts, adv []float64) {
	for i := 0; i < len(words); {
		j, a := i, 0
		for ; j < len(words) && words[j]>>1 == words[i]>>1; j++ {
			a += int(words[j] & 1)
		}
		distinct = append(distinct, words[i]>>1)
		counts = append(counts, float64(j-i))
		adv = append(adv, float64(a))
		i = j
	}
	return distinct, counts, adv
}
