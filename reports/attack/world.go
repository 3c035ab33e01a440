package attack

import (
	"slices"

	"weaksignal/reports/disclosure"
)

// world is what a reader knows of the counts of a book: which are printed, the range that a
// word gives, and every way to add them up.
type world struct {
	cells   []count
	truth   []int
	sums    [][]term // each adds up to 0
	of      [][]int  // sums by count
	primary []int    // withheld counts that must stay uncertain
}

type term struct{ v, times int }

// count is one count and where it stands in the book; nil = nowhere.
type count struct {
	name   string
	at     *int
	known  bool
	lo, hi int
	people int // the count that it is part of; −1 = it counts people
}

const noLimit = 1 << 20

// kind of a row, for what a reader knows of it.
type kind struct {
	protected bool // its small counts must stay uncertain
	named     bool // it is there only because somebody is in it
	part      bool // its outcome is withheld with another row's
	printed   bool // a row for nobody is printed, too
}

// row enters the two counts of a row and gives the index of the first.
func (w *world) row(name string, n, advanced *int, t *disclosure.Tally, k kind) int {
	v, least := len(w.cells), 0
	if k.named {
		least = min(1, *n)
	}
	people := count{name: name + ": people", at: n, people: -1, hi: noLimit}
	selected := count{name: name + ": advanced", at: advanced, people: v, hi: noLimit}
	shade := t.Shade()
	people.known, selected.known = shade < disclosure.AllHidden, shade <= disclosure.Open && !k.part || shade == disclosure.Empty
	switch {
	case people.known:
	case shade == disclosure.SmallGroup:
		people.lo, people.hi = least, disclosure.SmallPeople-1
	case k.protected:
		people.lo = disclosure.SmallPeople
	default:
		people.lo = least
	}
	if *n == 0 && !k.printed { // there is no row for nobody
		people.known, selected.known = true, true
	}
	w.cells, w.truth = append(w.cells, people, selected), append(w.truth, *n, *advanced)
	if k.protected && !people.known && *n > 0 && *n < disclosure.SmallPeople {
		w.primary = append(w.primary, v)
	}
	few := *advanced < disclosure.SmallOutcome || *n-*advanced < disclosure.SmallOutcome
	if k.protected && !selected.known && few && *n > 0 {
		w.primary = append(w.primary, v+1)
	}
	return v
}

// free enters a row that is printed nowhere: what the parts lack of the total; −1 where
// they exceed it.
func (w *world) free(total int, parts []int) int {
	rest := [2]int{w.truth[total], w.truth[total+1]}
	for k := range 2 {
		for _, p := range parts {
			rest[k] -= w.truth[p+k]
		}
	}
	if rest[0] < 0 || rest[1] < 0 {
		return -1
	}
	v := len(w.cells)
	w.cells = append(w.cells, count{name: "free", people: -1, hi: noLimit}, count{name: "free", people: v, hi: noLimit})
	w.truth = append(w.truth, rest[:]...)
	w.add(total, append(slices.Clip(parts), v))
	return v
}

// constant enters a number that the reader has from elsewhere.
func (w *world) constant(x int) int {
	w.cells, w.truth = append(w.cells, count{name: "constant", known: true, people: -1, hi: noLimit}), append(w.truth, x)
	return len(w.cells) - 1
}

// add states that rows add up to a total, people and selections. What they lack is taken
// as known; parts that exceed the total state nothing.
func (w *world) add(total int, parts []int) {
	for k := range 2 {
		shifted := make([]int, len(parts))
		for i, p := range parts {
			shifted[i] = p + k
		}
		w.sum(total+k, shifted)
	}
}

func (w *world) sum(total int, parts []int) {
	sum, left := []term{{total, -1}}, w.truth[total]
	for _, p := range parts {
		sum = append(sum, term{p, 1})
		left -= w.truth[p]
	}
	if left < 0 || len(parts) == 0 {
		return
	}
	if left > 0 {
		sum = append(sum, term{w.constant(left), 1})
	}
	w.sums = append(w.sums, sum)
}

// same states that two counts are one, but for a number that is taken as known.
func (w *world) same(a, b int) {
	if w.truth[a] < w.truth[b] {
		a, b = b, a
	}
	w.sum(a, []int{b})
}

// close indexes the sums by count.
func (w *world) close() {
	w.of = make([][]int, len(w.cells))
	for k, sum := range w.sums {
		for _, t := range sum {
			w.of[t.v] = append(w.of[t.v], k)
		}
	}
}

// put writes a world into the book.
func (w *world) put(numbers []int) {
	for v, c := range w.cells {
		if c.at != nil {
			*c.at = numbers[v]
		}
	}
}
