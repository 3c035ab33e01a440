package logit

import (
	"fmt"
	"math"

	"weaksignal/audit/stats"
)

// Patterns are collapsed binary data as a caller has them: one row per distinct
// combination of stratum, cluster and covariates, with how many applications
// have it and how many of these advanced. Rows need not be sorted or distinct.
type Patterns struct {
	// Columns names the K covariates; used in messages. len(Columns) == K.
	Columns []string
	// X holds the covariates row by row; len(X) == P·K, every value finite.
	// An intercept must not be among them: each stratum has its own.
	X []float64
	// Cell gives the covariate of a row and column instead of X, which then is nil: a large
	// design needs no copy of itself. Every value is finite.
	Cell func(row, column int) float64
	// Stratum is the requisition of each row, any non-negative numbers; nil = one
	// intercept for all rows.
	Stratum []int32
	// Cluster is an index for clustered errors that is not the stratum (a screener,
	// a person), any non-negative numbers; nil = none.
	Cluster []int32
	// Person numbers who applied more than once, from 1; 0 = each application of the row
	// is another person's only one. nil = nobody did. See TwoWayCovariance.
	Person []int32
	// N counts applications, Y those that advanced: whole numbers, 0 ≤ Y ≤ N. Rows with N = 0 are left out.
	N, Y []float64
}

// GroupedOptions are choices in building a Grouped. The zero value is the default.
type GroupedOptions struct {
	// KeepSingleClass keeps strata in which everyone or no one advanced. They carry
	// nothing on slopes of a logistic model and would move a Firth fit, so that the
	// default leaves them out and counts them. A linear model may want them.
	KeepSingleClass bool
	// Weighted allows N and Y that are no whole numbers: applications that count in part
	// for several patterns, because a value of theirs is unknown.
	Weighted bool
	// Workers bounds concurrency; 0 and 1 mean none. It never changes a number.
	Workers int
}

// Grouped is a validated design on collapsed data, ready for fitting: sorted by
// stratum, covariates scaled, columns that cannot be estimated set aside. It is
// immutable and safe for concurrent use.
//
// Strata have an intercept each, never a column: the information matrix is an
// arrow (a diagonal for the S intercepts, K columns beside it), so that a Newton
// step takes O(P·K²) time and O(S·K + K²) memory.
type Grouped struct {
	columns []string
	aliased []string // reason per column, "" = estimable
	strata  []int32  // the caller's number of each stratum
	single  []int32  // the caller's numbers of strata left out
	nSingle float64

	active        []int     // the caller's index of each working column
	center, scale []float64 // working column = (x - center) / scale
	x             []float64 // rows × len(active)
	n, y          []float64
	source        []int32 // the caller's index of each row
	stratum       []int32 // internal stratum of each row, non-decreasing
	cluster       []int32 // internal cluster of each row; nil = none
	clusters      int
	person        []int32 // of each row, as in Patterns; nil = nobody applied twice

	total, advanced float64
	stratumN        []float64
	stratumY        []float64
	chunks          []chunk
	segments        []segment
	workers         int
}

// NewGrouped validates and packs patterns; p is not changed and not kept.
//
// It returns *NotEstimable where the data cannot carry any model: no
// applications, no stratum in which some advanced and some did not. A column that
// never varies within a stratum, or is a linear combination of earlier columns,
// is set aside with its reason (Aliased), as R does. Other errors are misuse:
// lengths that do not fit, counts out of range.
func NewGrouped(p Patterns, o GroupedOptions) (*Grouped, error) {
	if err := p.check(o.Weighted); err != nil {
		return nil, err
	}
	g := &Grouped{columns: append([]string(nil), p.Columns...), workers: max(1, o.Workers)}
	rows := g.arrange(p, o.KeepSingleClass)
	if len(rows) == 0 {
		return nil, noRows(g, p)
	}
	g.cut()
	g.standardize(p)
	g.alias()
	return g, nil
}

func noRows(g *Grouped, p Patterns) error {
	n, y := sum(p.N), sum(p.Y)
	switch {
	case n == 0:
		return &stats.NotEstimable{Reason: "no applications"}
	case y == 0:
		return &stats.NotEstimable{Reason: fmt.Sprintf("none of %.0f applications advanced", n)}
	case y == n:
		return &stats.NotEstimable{Reason: fmt.Sprintf("all %.0f applications advanced", n)}
	}
	return &stats.NotEstimable{Reason: fmt.Sprintf(
		"in each of %d strata either everyone advanced or no one did", len(g.single))}
}

func (p Patterns) check(weighted bool) error {
	rows, k := len(p.N), len(p.Columns)
	switch {
	case len(p.Y) != rows:
		return fmt.Errorf("patterns: %d counts but %d outcomes", rows, len(p.Y))
	case p.Cell == nil && len(p.X) != rows*k:
		return fmt.Errorf("patterns: %d values for %d rows of %d columns", len(p.X), rows, k)
	case p.Stratum != nil && len(p.Stratum) != rows:
		return fmt.Errorf("patterns: %d strata for %d rows", len(p.Stratum), rows)
	case p.Cluster != nil && len(p.Cluster) != rows:
		return fmt.Errorf("patterns: %d clusters for %d rows", len(p.Cluster), rows)
	case p.Person != nil && len(p.Person) != rows:
		return fmt.Errorf("patterns: %d persons for %d rows", len(p.Person), rows)
	}
	valid := isCount
	if weighted {
		valid = func(v float64) bool { return v >= 0 && !math.IsInf(v, 0) }
	}
	for i := range rows {
		if !valid(p.N[i]) || !valid(p.Y[i]) || p.Y[i] > p.N[i] {
			return fmt.Errorf("patterns: row %d: %v of %v advanced is no count", i, p.Y[i], p.N[i])
		}
		if p.Stratum != nil && p.Stratum[i] < 0 || p.Cluster != nil && p.Cluster[i] < 0 {
			return fmt.Errorf("patterns: row %d: negative stratum or cluster", i)
		}
	}
	for i, v := range p.X {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return &stats.NotEstimable{Reason: fmt.Sprintf("column %s has a value that is not a finite number (row %d)",
				p.Columns[i%k], i/k)}
		}
	}
	return nil
}

// value of a row in a column.
func (p *Patterns) value(row, column int) float64 {
	if p.Cell != nil {
		return p.Cell(row, column)
	}
	return p.X[row*len(p.Columns)+column]
}

func isCount(v float64) bool { return v >= 0 && v == math.Trunc(v) && !math.IsInf(v, 0) }

// Aliased tells why column j has no coefficient; "" if it has one.
func (g *Grouped) Aliased(j int) string { return g.aliased[j] }

// Estimable lists the columns with a coefficient, in the caller's order.
func (g *Grouped) Estimable() []int { return append([]int(nil), g.active...) }

// Strata returns the caller's numbers of the strata in the fit, in ascending order.
func (g *Grouped) Strata() []int32 { return g.strata }

// SingleClass returns the caller's numbers of the strata left out because all or
// none of their applications advanced, and the number of these applications.
func (g *Grouped) SingleClass() (strata []int32, n float64) { return g.single, g.nSingle }

// N returns the numbers of applications and of those that advanced, in the fit.
func (g *Grouped) N() (total, advanced float64) { return g.total, g.advanced }

// Rows is the number of patterns in the fit.
func (g *Grouped) Rows() int { return len(g.n) }

// working returns the working index of the caller's column j, or why there is none.
func (g *Grouped) working(j int) (int, error) {
	if j < 0 || j >= len(g.columns) {
		return 0, fmt.Errorf("column %d of %d", j, len(g.columns))
	}
	for w, a := range g.active {
		if a == j {
			return w, nil
		}
	}
	return 0, &stats.NotEstimable{Reason: fmt.Sprintf("%s %s", g.columns[j], g.aliased[j])}
}

func sum(v []float64) (s float64) {
	for _, x := range v {
		s += x
	}
	return s
}
