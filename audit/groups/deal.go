package groups

import (
	"math/rand/v2"

	"weaksignal/audit/dataset"
	"weaksignal/audit/stats/resample"
)

// dealer gives the groups' names to other people at random and counts anew who
// advanced. People change places with those whose first application is in the same
// requisition, and take all their applications along: someone who applied five times
// is one person, not five pieces of evidence.
type dealer struct {
	groups int
	// homes, by requisition of the first application; nil = nobody's.
	homes []*home
}

// home holds the people of one requisition: those with one application as counts by
// group, the others by name.
type home struct {
	single []dataset.Cell
	repeat []repeater
}

// repeater is a person with several applications.
type repeater struct {
	group        int
	applications []application
}

type application struct {
	stratum  uint32
	advanced bool
}

// personGroup is a person under one group's name: someone who answered differently in
// two applications counts as two.
type personGroup struct {
	person uint64
	group  int
}

// newDealer sorts the view's people; to gives each group's number at the deal.
func newDealer(v *dataset.View, r *Roster, to []int, groups int) *dealer {
	d := &dealer{groups: groups, homes: make([]*home, len(v.Data.Stratum.Names))}
	several := repeated(v, r)
	at := map[personGroup][2]int{}
	for pos, row := range v.Rows {
		if r.Group[pos] < 0 {
			continue
		}
		g, s := to[r.Group[pos]], v.Data.Stratum.At(int(row))
		who := personGroup{personOf(v.Data, int(row)), int(r.Group[pos])}
		one := application{s, v.Advanced[pos]}
		if several[who] < 2 {
			d.home(s).single[g].Add(one.advanced, v.Times(pos))
			continue
		}
		place, known := at[who]
		if !known {
			h := d.home(s)
			place = [2]int{int(s), len(h.repeat)}
			at[who] = place
			h.repeat = append(h.repeat, repeater{group: g})
		}
		p := &d.homes[place[0]].repeat[place[1]]
		p.applications = append(p.applications, one)
	}
	return d
}

func (d *dealer) home(s uint32) *home {
	if d.homes[s] == nil {
		d.homes[s] = &home{single: make([]dataset.Cell, d.groups)}
	}
	return d.homes[s]
}

// personOf is a row's person, 0 = unknown.
func personOf(d *dataset.Dataset, row int) uint64 {
	if row < len(d.Person) {
		return d.Person[row]
	}
	return 0
}

// repeated counts the applications of the people who are known by a pseudonym.
func repeated(v *dataset.View, r *Roster) map[personGroup]int {
	out := map[personGroup]int{}
	if len(v.Data.Person) == 0 {
		return out
	}
	for pos, row := range v.Rows {
		if p := personOf(v.Data, int(row)); p != 0 && r.Group[pos] >= 0 {
			out[personGroup{p, int(r.Group[pos])}]++
		}
	}
	return out
}

// table is a count by requisition and group, and over all requisitions.
type table struct {
	groups    []dataset.Cell
	byStratum [][]dataset.Cell
}

func (d *dealer) blank() *table {
	t := &table{groups: make([]dataset.Cell, d.groups), byStratum: make([][]dataset.Cell, len(d.homes))}
	cells := make([]dataset.Cell, d.groups*len(d.homes))
	for s := range t.byStratum {
		t.byStratum[s] = cells[s*d.groups : (s+1)*d.groups]
	}
	return t
}

func (t *table) put(stratum, g int, c dataset.Cell) {
	t.byStratum[stratum][g].N += c.N
	t.byStratum[stratum][g].Advanced += c.Advanced
	t.groups[g].N += c.N
	t.groups[g].Advanced += c.Advanced
}

func (t *table) apply(p *repeater, g int) {
	for _, a := range p.applications {
		one := dataset.Cell{N: 1}
		if a.advanced {
			one.Advanced = 1
		}
		t.put(int(a.stratum), g, one)
	}
}

// observed is the table as it is.
func (d *dealer) observed() *table {
	t := d.blank()
	for s, h := range d.homes {
		if h == nil {
			continue
		}
		for g, c := range h.single {
			t.put(s, g, c)
		}
		for i := range h.repeat {
			t.apply(&h.repeat[i], h.repeat[i].group)
		}
	}
	return t
}

// deal is the table after the groups' names went round at random.
func (d *dealer) deal(rng *rand.Rand) *table {
	t, names := d.blank(), make([]int, d.groups)
	for s, h := range d.homes {
		if h == nil {
			continue
		}
		n, m, all := 0, 0, 0
		for g, x := range h.single {
			n += x.N
			m += x.Advanced
			names[g] = x.N
		}
		for i := range h.repeat {
			names[h.repeat[i].group]++
		}
		all = n + len(h.repeat)
		for i := range h.repeat {
			g := draw(names, all, rng)
			names[g]--
			all--
			t.apply(&h.repeat[i], g)
		}
		for g, size := range names {
			got := resample.DrawHypergeometric(size, n-size, m, rng)
			t.put(s, g, dataset.Cell{N: size, Advanced: got})
			n -= size
			m -= got
		}
	}
	return t
}

// draw takes one of all names at random.
func draw(names []int, all int, rng *rand.Rand) int {
	u := rng.IntN(all)
	for g, n := range names {
		if u < n {
			return g
		}
		u -= n
	}
	return len(names) - 1
}
