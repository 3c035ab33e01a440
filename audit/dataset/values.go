package dataset

import (
	"slices"
	"sort"

	"weaksignal/audit/result"
)

// FewestNumeric is the number of distinct values from which a column counts as a measure
// whose form can bend; fewer are taken as ordered categories.
const FewestNumeric = 7

// Distribution lists the distinct known values of a factor, ascending, with the number of
// applications that have each.
type Distribution struct {
	Code []uint32
	X, N []float64
}

// Distribution of the factor over the applications of its roles that entered the stage.
func (v *View) Distribution(f *Factor) Distribution {
	n := make([]float64, len(f.Values))
	for _, r := range v.Rows {
		if f.Roles[v.Data.Role.At(int(r))] {
			n[v.Data.Code(f, int(r))] += float64(v.Data.Times(int(r)))
		}
	}
	return f.Distribution(n)
}

// Distribution of the factor where n counts the applications by code. The unknown and
// those whom the factor doesn't cover are left out.
func (f *Factor) Distribution(n []float64) Distribution {
	var d Distribution
	for c := range f.Values {
		if c > 0 && uint32(c) != f.Zero && n[c] > 0 {
			d.Code = append(d.Code, uint32(c))
		}
	}
	sort.Slice(d.Code, func(a, b int) bool { return f.Values[d.Code[a]] < f.Values[d.Code[b]] })
	for _, c := range d.Code {
		d.X, d.N = append(d.X, f.Values[c]), append(d.N, n[c])
	}
	return d
}

// Ordered tells whether the values are few enough to be categories.
func (d *Distribution) Ordered() bool { return len(d.X) < FewestNumeric }

// Commonest is the index of the value that most have, the smallest of several.
func (d *Distribution) Commonest() int {
	best := 0
	for i, n := range d.N {
		if n > d.N[best] {
			best = i
		}
	}
	return best
}

// At is the index of the value at quantile p in (0,1): the smallest one that at least
// a share p of the applications don't exceed, so that it is a value which occurs.
func (d *Distribution) At(p float64) int {
	total, sum := 0.0, 0.0
	for _, n := range d.N {
		total += n
	}
	for i, n := range d.N {
		if sum += n; sum >= p*total-1e-9 {
			return i
		}
	}
	return len(d.N) - 1
}

// spans are the pairs of quantiles between which a numeric signal is compared: the
// quartiles, and where those are one value (most have 0, say) the next pair that isn't.
var spans = [][2]float64{{.25, .75}, {.10, .90}, {.05, .95}, {.01, .99}, {0, 1}}

// Between are the indexes of the two values that a numeric signal's effect compares; ok is
// false where there is one value only.
func (d *Distribution) Between() (low, high int, ok bool) {
	for _, p := range spans {
		if len(d.X) == 0 {
			break
		}
		if low, high = d.At(p[0]), d.At(p[1]); low < high {
			return low, high, true
		}
	}
	return 0, 0, false
}

// Sides says by code on which side of the comparison of rates a value stands: 1 with the
// signal, 0 without, −1 on neither. A binary signal has it or not; of a numeric one those
// at or above the higher of the values that its effect compares stand against those at or
// below the lower one; of an ordered one, those of the two levels.
func (f *Factor) Sides(d *Distribution) []int8 {
	out := make([]int8, len(f.Values))
	for c, x := range f.Values {
		out[c] = -1
		if f.Kind == result.Binary && c > 0 {
			out[c] = int8(x)
		}
	}
	if f.Kind == result.Binary {
		return out
	}
	low, high, ok := d.Between()
	if !ok {
		return out
	}
	for i, c := range d.Code {
		switch {
		case i <= low:
			out[c] = 0
		case i >= high:
			out[c] = 1
		}
	}
	return out
}

// SidesOf are the sides of two single levels.
func (f *Factor) SidesOf(low, high uint32) []int8 {
	out := slices.Repeat([]int8{-1}, len(f.Values))
	out[low], out[high] = 0, 1
	return out
}
