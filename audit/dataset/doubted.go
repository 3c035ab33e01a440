package dataset

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"weaksignal/audit/result"
)

// outlying is the number of interquartile ranges beyond the quartiles from which a value
// looks like a slip. Tukey's 3 marks "far out" values of a healthy skewed column too; ten
// is no distribution that people have.
const outlying = 10

// codes are numbers that exports write for "unknown", "refused" or "not asked".
var sentinels = map[float64]bool{-1: true, -9: true, -99: true, -999: true, -9999: true,
	9: true, 99: true, 999: true, 9999: true, 99999: true, 999999: true}

// Doubted is a value of a numeric column that looks like a code or a slip.
type Doubted struct {
	Code  uint32
	Value float64
	N     int
	// Sentinel: it is one of the codes for "unknown"; else it only lies far out.
	Sentinel bool
}

// Doubted lists the values of a numeric column that stand apart: further than ten
// interquartile ranges outside the quartiles, or codes such as −1, 9, 99 or 9999 with more
// than twice the widest gap that the other values have between them and any of those. Two
// values are no column of numbers, and none of them is doubted.
func (d *Distribution) Doubted() []Doubted {
	if len(d.X) < 3 {
		return nil
	}
	var out []Doubted
	low, high := d.At(.25), d.At(.75)
	for _, p := range spans[1:] {
		if d.X[low] < d.X[high] {
			break
		}
		low, high = d.At(p[0]), d.At(p[1])
	}
	reach := outlying * (d.X[high] - d.X[low])
	for i, x := range d.X {
		far := d.X[low]-x > reach || x-d.X[high] > reach
		code := sentinels[x] && d.apart(i)
		if far || code {
			out = append(out, Doubted{d.Code[i], x, int(d.N[i]), code})
		}
	}
	return out
}

// apart tells whether value i, the smallest or largest but for other codes, keeps a
// distance from the rest.
func (d *Distribution) apart(i int) bool {
	x := d.X[i]
	var rest []float64
	for k, v := range d.X {
		if k == i || sentinels[v] && (v < 0 || v > x/10) && math.Abs(v) > 9 {
			continue
		}
		rest = append(rest, v)
	}
	if len(rest) < 2 {
		return false
	}
	first, last := rest[0], rest[len(rest)-1]
	if x > first && x < last {
		return false
	}
	gap := 0.0
	for k := 1; k < len(rest); k++ {
		gap = math.Max(gap, rest[k]-rest[k-1])
	}
	if x < first { // the only negative number in a column of counts, years or scores
		return first >= 0 && len(rest) > 2 || first-x > 2*gap
	}
	return x-last > 2*gap
}

// DoubtedIn lists such values of a column of numbers that occur so many times each.
func DoubtedIn(times map[float64]int) []Doubted {
	var d Distribution
	for x := range times {
		d.X = append(d.X, x)
	}
	slices.Sort(d.X)
	for i, x := range d.X {
		d.Code, d.N = append(d.Code, uint32(i+1)), append(d.N, float64(times[x]))
	}
	return d.Doubted()
}

// Words say what is doubted of a column: "9999 (once), 12000 (3 times)".
func Words(values []Doubted) string {
	var out []string
	for i, v := range values {
		if i == shownDoubted {
			out = append(out, fmt.Sprintf("and %d more", len(values)-i))
			break
		}
		times := "once"
		if v.N > 1 {
			times = fmt.Sprintf("%d times", v.N)
		}
		out = append(out, fmt.Sprintf("%s (%s)", strconv.FormatFloat(v.Value, 'f', -1, 64), times))
	}
	return strings.Join(out, ", ")
}

// shownDoubted bounds the values that are named.
const shownDoubted = 6

// DoubtedColumn is a numeric column with values that look like codes or slips.
type DoubtedColumn struct {
	Column string
	Values []Doubted
}

// DoubtedValues lists the columns of signals and context that have such values, over all
// applications.
func (d *Dataset) DoubtedValues() []DoubtedColumn {
	var out []DoubtedColumn
	seen := map[string]bool{}
	for _, f := range d.Factors() {
		if f.Kind != result.Numeric || seen[f.ID] {
			continue
		}
		seen[f.ID] = true
		n := make([]float64, len(f.Values))
		for r := range d.Len() {
			if f.Roles[d.Role.At(r)] {
				n[d.Code(&f, r)] += float64(d.Times(r))
			}
		}
		dist := f.Distribution(n)
		if values := dist.Doubted(); len(values) > 0 {
			out = append(out, DoubtedColumn{f.ID, values})
		}
	}
	return out
}
