package groups

import (
	"fmt"
	"math"

	"weaksignal/audit/model"
	"weaksignal/audit/result"
	"weaksignal/audit/stats/logit"
)

// gapPart names a quantity of a decomposition: a factor's part by its column, or one of these.
type gapPart int

const (
	wholeGap gapPart = -1 - iota
	unexplained
	relatedPart
	weakPart
)

// gapSpread is the sampling error of the parts, by the applications' influence on them:
//
//	gap          (X'X)⁻¹_g x · residual of the short model
//	unexplained  (X'X)⁻¹_g x · residual of the long model
//	part k       Γ_k (X'X)⁻¹_k x · residual of the long model  +  β_k (X'X)⁻¹_g x · residual of x_k in the short one
//
// summed over clusters, whose squares add to the variance. People who apply several times
// are a second way of clustering: V_cluster + [V_person − V_cluster∩person]₊ with a CR1
// factor each, never narrower than one way (Cameron, Gelbach & Miller 2011, J Bus Econ
// Stat 29:238–249). Degrees of freedom are those of the first way.
type gapSpread struct {
	g     *gelbach
	slots map[[2]int]int // by group and part
	// By slot: cluster sums of squares, and of persons less persons within clusters.
	clusters, beyond []float64
	count            int
	persons          *logit.Persons
}

// spread of the groups whose dummies are the columns shown.
func (g *gelbach) spread(shown []int) *gapSpread {
	s := &gapSpread{g: g, slots: map[[2]int]int{}}
	in := newInfluences(g)
	for _, i := range shown {
		if g.shortAt[i] < 0 || g.longAt[i] < 0 {
			continue
		}
		for _, part := range in.asked() {
			s.slots[[2]int{i, int(part)}] = len(s.slots)
		}
		in.groups = append(in.groups, i)
	}
	s.clusters, s.beyond = make([]float64, len(s.slots)), make([]float64, len(s.slots))
	s.sum(in)
	return s
}

// sum adds up the influences in one pass.
func (s *gapSpread) sum(in *influences) {
	d, m := s.g.d, len(s.slots)
	if d.Person != nil {
		s.persons = logit.NewPersons(d.Cluster, d.Person, d.N)
	}
	var cluster, person, pair sums
	single, part := make([]float64, m), make([]float64, m)
	s.g.eachCentred(func(i int, x []float64, mean float64) {
		in.pattern(x)
		for _, y := range [2][2]float64{{1, d.Y[i]}, {0, d.N[i] - d.Y[i]}} {
			if y[1] == 0 {
				continue
			}
			x[len(x)-1] = y[0] - mean
			in.parts(x, part)
			cluster.add(d.Cluster[i], y[1], part)
			switch {
			case s.persons == nil:
			case d.Person[i] == 0:
				for e, v := range part {
					single[e] += y[1] * v * v
				}
			default:
				person.add(d.Person[i], y[1], part)
				pair.add(s.persons.Pair[i], y[1], part)
			}
		}
	})
	s.count = len(cluster.by)
	for e := range m {
		s.clusters[e] = cluster.squares(e)
		if s.persons != nil {
			alone, both := s.persons.Factors()
			s.beyond[e] = math.Max(0, alone*(person.squares(e)+single[e])-both*(pair.squares(e)+single[e]))
		}
	}
}

// sums are influences by cluster, in the order in which clusters come.
type sums struct {
	index map[int32]int
	by    [][]float64
}

func (s *sums) add(cluster int32, times float64, part []float64) {
	at, known := s.index[cluster]
	if !known {
		if s.index == nil {
			s.index = map[int32]int{}
		}
		at = len(s.by)
		s.index[cluster] = at
		s.by = append(s.by, make([]float64, len(part)))
	}
	for e, v := range part {
		s.by[at][e] += times * v
	}
}

func (s *sums) squares(slot int) (sum float64) {
	for _, v := range s.by {
		sum += v[slot] * v[slot]
	}
	return sum
}

// estimate is a part with its clustered t interval.
func (s *gapSpread) estimate(value float64, group int, part gapPart, level float64, what string) result.Estimate {
	if s.count < 2 {
		return result.Point(value, methodGap+"; "+what, s.g.n)
	}
	g := float64(s.count)
	at := s.slots[[2]int{group, int(part)}]
	how := fmt.Sprintf("CR1 with %d clusters", s.count)
	if s.persons != nil {
		how += fmt.Sprintf(" and by %.0f persons", s.persons.People)
	}
	e, _ := model.Around(value, math.Sqrt(g/(g-1)*s.clusters[at]+s.beyond[at]), g-1, level,
		fmt.Sprintf("%s; %s; %s, t with %d degrees of freedom", methodGap, what, how, s.count-1), s.g.n)
	return e
}
