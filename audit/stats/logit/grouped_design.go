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
	Workers            int
}

// Design returns the data as the fits see them.
func (g *Grouped) Design() Design {
	return Design{
		K: len(g.active), Strata: len(g.strata), Clusters: g.clusters,
		X: g.x, N: g.n, Y: g.y, Stratum: g.stratum, Cluster: g.cluster,
		StratumN: g.stratumN, StratumY: g.stratumY, Total: g.total, Workers: g.workers,
	}
}

// Working returns the column of [Design] that is the caller's column j, and by what its
// slope is divided to be one per unit; *NotEstimable if aliased.
func (g *Grouped) Working(j int) (column int, scale float64, err error) {
	w, err := g.working(j)
	if err != nil {
		return 0, 0, err
	}
	return w, g.scale[w], nil
}

// WorkingParameters returns the intercepts and then the slopes on the scale of [Design].
func (f *Fit) WorkingParameters() []float64 {
	return append(append([]float64(nil), f.alpha...), f.beta...)
}
