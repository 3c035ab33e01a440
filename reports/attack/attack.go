package attack

import (
	"fmt"
	"os"
	"slices"

	"weaksignal/audit/result"
	"weaksignal/audit/trend"
	"weaksignal/reports"
)

// Reading is everything that a reader finds in the report of a draft, a line a thing.
type Reading func(d *reports.Draft) ([]string, error)

// Files reads what a report's files tell, as they are written into a folder.
func Files(write ...func(d *reports.Draft, dir string) error) Reading {
	return func(d *reports.Draft) ([]string, error) {
		dir, err := os.MkdirTemp("", "attack")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		for _, w := range write {
			if err := w(d, dir); err != nil {
				return nil, err
			}
		}
		return Read(dir)
	}
}

// Report is what an attack found.
type Report struct {
	// Withheld counts that must stay uncertain, and the other worlds that were tried.
	Withheld, Worlds int
	// Recovered counts, a sentence each.
	Recovered []string
}

// One attacks the report of one period. At most so many other worlds are written out, the
// first ones; 0 = all.
func One(b *reports.Book, worlds int, read Reading) (Report, error) {
	return run(&periods{now: prepared(b)}, worlds, read)
}

// Two attacks the reports of two periods that follow each other, in the hands of one
// reader: the second has the trend, with what the first one found.
func Two(before, now *reports.Book, worlds int, read Reading) (Report, error) {
	p := &periods{before: prepared(before), now: prepared(now)}
	found, err := run(p, worlds, read)
	if err != nil {
		return found, err
	}
	// What is withheld of the second is in its own report alone.
	again, err := run(&periods{now: p.now}, worlds, read)
	found.Withheld, found.Worlds, found.Recovered = found.Withheld+again.Withheld, found.Worlds+again.Worlds, append(found.Recovered, again.Recovered...)
	return found, err
}

// prepared is a book with the numbers of [derive], and what of it may be shown.
func prepared(b *reports.Book) *reports.Draft {
	d := reports.NewDraft(b)
	derive(d.Result)
	return d
}

// periods are the reports that a reader holds: one, or two of which the earlier is attacked.
type periods struct{ before, now *reports.Draft }

func (p *periods) attacked() *reports.Draft {
	if p.before != nil {
		return p.before
	}
	return p.now
}

// look keeps of a report what the history does, and marks what it withholds.
func look(d *reports.Draft, month int) result.Look {
	l := trend.LookOf(d.Result, fmt.Sprintf("2026-%02d-01", month), fmt.Sprintf("2026-%02d-28", month), true, .95)
	for i := range l.Findings {
		l.Findings[i].Withheld = d.SignalHidden(l.Findings[i].Stage, l.Findings[i].Signal)
	}
	return l
}

// read reads the reports at the numbers that the books hold now.
func (p *periods) read(read Reading) ([]string, error) {
	var earlier []string
	if p.before != nil {
		derive(p.before.Result)
		p.now.Result.Trend = trend.Compare([]result.Look{look(p.before, 1)}, look(p.now, 2))
		var err error
		if earlier, err = read(p.before); err != nil {
			return nil, err
		}
	}
	derive(p.now.Result)
	lines, err := read(p.now)
	return append(earlier, lines...), err
}

func run(p *periods, worlds int, read Reading) (Report, error) {
	w := worldOf(p.attacked())
	search := newSearcher(w)
	found := Report{Withheld: len(w.primary)}
	say := func(v int, how string) {
		found.Recovered = append(found.Recovered, fmt.Sprintf("%s is %d: %s", w.cells[v].name, w.truth[v], how))
	}
	for _, v := range w.determined() {
		say(v, "the sums leave nothing else")
	}
	printed, err := p.read(read)
	if err != nil {
		return found, err
	}
	defer w.put(w.truth)
	done := map[int]bool{}
	for _, v := range w.primary {
		if done[v] {
			continue
		}
		other := search.other(v)
		if other == nil {
			say(v, "no other world of whole numbers fits")
			continue
		}
		for _, u := range w.primary {
			done[u] = done[u] || other[u] != w.truth[u]
		}
		if found.Worlds++; worlds > 0 && found.Worlds > worlds {
			continue
		}
		w.put(other)
		again, err := p.read(read)
		w.put(w.truth)
		if err != nil {
			return found, err
		}
		if where := difference(printed, again); where != "" {
			say(v, "with another the report prints otherwise: "+where)
		}
	}
	return found, nil
}

// difference is the first line in which two readings differ; "" if there is none.
func difference(one, two []string) string {
	if slices.Equal(one, two) {
		return ""
	}
	for i := range max(len(one), len(two)) {
		switch {
		case i >= len(one):
			return "more: " + two[i]
		case i >= len(two):
			return "less: " + one[i]
		case one[i] != two[i]:
			return one[i] + " | " + two[i]
		}
	}
	return ""
}
