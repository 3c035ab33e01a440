package dataset

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Key describes one component of a pattern: its number of codes and its code by row position.
type Key struct {
	Size int
	At   func(position int) uint32
}

// Collapse groups the first n positions by the keys; advanced tells the outcome, times
// how many applications stand at a position (nil = one).
// The components are packed into one word of mixed radix, sorted, and counted;
// where 64 bits don't hold them, the prefix is replaced by its rank first.
func Collapse(n int, keys []Key, advanced func(int) bool, times func(int) int) (cols [][]uint32, counts, adv []float64) {
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
	distinct, counts, adv := countWords(words, times)
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

// countWords sorts, and counts equal words without their lowest bit, which is the outcome.
func countWords(words []uint64, times func(int) int) (distinct []uint64, counts, adv []float64) {
	if times != nil {
		return countTimes(words, times)
	}
	slices.Sort(words)
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

// countTimes is countWords where a word stands for several applications.
func countTimes(words []uint64, times func(int) int) (distinct []uint64, counts, adv []float64) {
	type several struct {
		word uint64
		n    int
	}
	all := make([]several, len(words))
	for i, w := range words {
		all[i] = several{w, times(i)}
	}
	slices.SortFunc(all, func(a, b several) int { return cmp.Compare(a.word, b.word) })
	for i := 0; i < len(all); {
		j, n, a := i, 0, 0
		for ; j < len(all) && all[j].word>>1 == all[i].word>>1; j++ {
			n += all[j].n
			a += all[j].n * int(all[j].word&1)
		}
		distinct = append(distinct, all[i].word>>1)
		counts, adv = append(counts, float64(n)), append(adv, float64(a))
		i = j
	}
	return distinct, counts, adv
}
