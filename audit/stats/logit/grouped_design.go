package logit

// Design is the data of a [Grouped] on the scale that the fits work on (columns centred
// and scaled), for models that other packages fit to them. Its slices are the
// Grouped's own and must not be changed.
type Design struct {
	// K is the number of columns, Strata that of intercepts, Clusters that of clusters.
	K, Strata, Clusters int
	// X holds the rows one after the other, len(X) == len(N)·K.
	X []float64
	// N counts the applications of each row, Y those that advanced.
	N, Y []float64
	// Stratum and Cluster number each row's stratum, non-decreasing, and cluster from
	// 0; Cluster is nil if there is none.
	Stratum, Cluster []int32
	// StratumN and StratumY are the sums of N and Y by stratum, Total the sum of N.
	StratumN, StratumY []float64
	Total              float64
	// Columns are the caller's indexes of the columns. A slope divided by its column's
	// Scale is one per unit.
	Columns []int
	Scale   []float64
	Workers int
}

// Design returns the data as the fits see them.
func (g *Grouped) Design() Design {
	return Design{
		K: len(g.active), Strata: len(g.strata), Clusters: g.clusters,
		X: g.x, N: g.n, Y: g.y, Stratum: g.stratum, Cluster: g.cluster,
		StratumN: g.stratumN, StratumY: g.stratumY, Total: g.total,
		Columns: g.active, Scale: g.scale, Workers: g.workers,
	}
}

// WorkingParameters returns the intercepts and then the slopes on the scale of [Design].
func (f *Fit) WorkingParameters() []float64 {
	return append(append([]float64(nil), f.alpha...), f.beta...)
}
