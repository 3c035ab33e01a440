package review

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/extract"
	"weaksignal/extract/signal"
)

// Item is one reading to be checked.
type Item struct {
	// Document indexes the documents that the frame was made of.
	Document int
	Signal   string
	Reading  result.Reading
}

// Frame lists every reading that could be checked, by signal and answer.
type Frame struct {
	strata []stratum
}

type stratum struct {
	signal    string
	reading   result.Reading
	documents []int // sorted by the hash of their content
}

// NewFrame takes the readings of the documents at the given indices, each content
// once, for the signals read from text. Where the text allowed no answer there is
// nothing to check.
func NewFrame(documents *extract.Documents, used []int, signals []string) (*Frame, error) {
	f := &Frame{}
	for _, id := range signals {
		for _, r := range result.Readings() {
			f.strata = append(f.strata, stratum{signal: id, reading: r})
		}
	}
	for _, i := range distinct(documents, used) {
		p, err := documents.Brief(i)
		if err != nil {
			return nil, err
		}
		for k := range f.strata {
			s := &f.strata[k]
			if got, ok := readingOf(p.Reading.Findings, s.signal); ok && got == s.reading {
				s.documents = append(s.documents, i)
			}
		}
	}
	return f, nil
}

// distinct keeps the first read document of each content, in the order of the contents' hashes.
func distinct(documents *extract.Documents, used []int) []int {
	used = slices.Sorted(slices.Values(used))
	seen := map[string]bool{}
	used = slices.DeleteFunc(used, func(i int) bool {
		sha256 := documents.SHA256(i)
		again := seen[sha256]
		seen[sha256] = true
		return again || !documents.Whole(i)
	})
	slices.SortFunc(used, func(a, b int) int { return cmp.Compare(documents.SHA256(a), documents.SHA256(b)) })
	return used
}

func readingOf(findings map[string]signal.Finding, id string) (result.Reading, bool) {
	f, ok := findings[id]
	switch {
	case !ok || f.Present == nil:
		return "", false
	case *f.Present:
		return result.ReadPresent, true
	case len(f.NearMisses) > 0:
		return result.ReadNearMiss, true
	}
	return result.ReadAbsent, true
}

// Draw takes n readings, or all there are, spread evenly over the strata, which is
// near the best there is for two-phase samples (Breslow & Cain 1988 Biometrika
// 75:11–20). Within a stratum every document has the same chance. Items come by
// signal, then by the order that arrange gives two documents.
func (f *Frame) Draw(n int, seed uint64, arrange func(a, b int) int) ([]Item, *result.ReviewSample) {
	sample := &result.ReviewSample{Requested: n, Strata: []result.SampleStratum{}}
	var items []Item
	for k, take := range f.allocate(n) {
		s := &f.strata[k]
		drawn := slices.Clone(s.documents)
		rng := rand.New(rand.NewPCG(seed, uint64(k)))
		rng.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
		for _, d := range drawn[:take] {
			items = append(items, Item{d, s.signal, s.reading})
		}
		entry := result.SampleStratum{Signal: s.signal, Reading: s.reading, Documents: len(s.documents), Drawn: take}
		if take > 0 {
			entry.Probability = float64(take) / float64(len(s.documents))
		}
		sample.Strata = append(sample.Strata, entry)
		sample.Drawn += take
	}
	order := map[string]int{}
	for k, s := range f.strata {
		order[s.signal] = k
	}
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(order[a.Signal], order[b.Signal]), arrange(a.Document, b.Document))
	})
	return items, sample
}

// allocate fills all strata evenly: those with less give what they lack to the rest.
// What doesn't divide goes to the readings of present first, then absent, then near
// misses, by signal.
func (f *Frame) allocate(n int) []int {
	take := make([]int, len(f.strata))
	for n > 0 {
		open := f.open(take)
		if len(open) == 0 {
			return take
		}
		share := n / len(open)
		if share == 0 {
			for _, k := range open[:n] {
				take[k]++
			}
			return take
		}
		for _, k := range open {
			more := min(share, len(f.strata[k].documents)-take[k])
			take[k] += more
			n -= more
		}
	}
	return take
}

// open lists the strata with documents left, in the order in which the last few are given out.
func (f *Frame) open(take []int) []int {
	var open []int
	for _, r := range []result.Reading{result.ReadPresent, result.ReadAbsent, result.ReadNearMiss} {
		for k, s := range f.strata {
			if s.reading == r && take[k] < len(s.documents) {
				open = append(open, k)
			}
		}
	}
	return open
}
