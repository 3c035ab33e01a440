package funnel

import (
	"fmt"

	"weaksignal/audit/dataset"
	"weaksignal/audit/rates"
	"weaksignal/audit/result"
	"weaksignal/audit/stats"
	"weaksignal/audit/stats/proportions"
)

const (
	methodCumulative = "share of all applicants, Wilson score interval"
	methodProduct    = "product of the stages' rates (product-limit), Greenwood variance, log–log interval"
	methodOnsite     = "share of those decided at the onsite stage who advanced to an offer, Wilson score interval"
	methodAcceptance = "hired among offers that ended in a hire or were declined (withdrawn at the offer stage), Wilson score interval"

	stageOnsite = "onsite"
	stageOffer  = "offer"
	unknownWord = "unknown"
)

// follower counts the way of some applications through the stages.
type follower struct {
	applicants, hired int
	stages            []followed
}

type followed struct{ n, advanced, undecided, declined, skipped, passed int }

// add counts so many applications that went the way of row r.
func (f *follower) add(d *dataset.Dataset, r, times int) {
	if f.stages == nil {
		f.stages = make([]followed, len(d.Stages))
	}
	entered, last := false, false
	for i := range d.Stages {
		s := &f.stages[i]
		status := d.Stages[i].Status[r]
		entered = entered || status != dataset.NotEntered
		last = status == dataset.Advanced || status == dataset.Skipped
		switch status {
		case dataset.Advanced:
			s.n += times
			s.advanced += times
		case dataset.Rejected:
			s.n += times
		case dataset.Excluded:
			s.undecided += times
			s.declined += times * dataset.Side(withdrew(d, i, r))
		case dataset.Skipped:
			s.skipped += times
		}
		s.passed += times * dataset.Side(last)
	}
	f.applicants += times * dataset.Side(entered)
	f.hired += times * dataset.Side(entered && last)
}

func withdrew(d *dataset.Dataset, stage, r int) bool {
	reason := d.Stages[stage].Reason
	return reason.Names[reason.At(r)] == "withdrawn"
}

// wayOf gives each row the number of its way through the stages, and of each way one
// row that went it: there are few, and counting rows by way costs less than by stage.
func wayOf(d *dataset.Dataset) (of []uint32, example []int) {
	index := map[string]uint32{}
	word := make([]byte, len(d.Stages))
	of = make([]uint32, d.Len())
	for r := range d.Len() {
		for i := range d.Stages {
			word[i] = byte(d.Stages[i].Status[r])
			if d.Stages[i].Status[r] == dataset.Excluded && withdrew(d, i, r) {
				word[i] = 'w'
			}
		}
		way, ok := index[string(word)]
		if !ok {
			way = uint32(len(example))
			index[string(word)] = way
			example = append(example, r)
		}
		of[r] = way
	}
	return of, example
}

// row writes out what was counted.
func (f *follower) row(d *dataset.Dataset, level float64) result.FunnelRow {
	share := func(x, n int, method string) result.Estimate {
		iv, err := proportions.Wilson(x, n, level)
		return rates.Interval(iv, err, level, method, n)
	}
	out := result.FunnelRow{Applicants: f.applicants, Hired: f.hired, HiredShare: share(f.hired, f.applicants, "hired, "+methodCumulative),
		OnsiteToOffer:   result.NotEstimable(methodOnsite, 0, "the funnel has no stages named onsite and offer"),
		OfferAcceptance: result.NotEstimable(methodAcceptance, 0, "the funnel has no stage named offer")}
	var passing []stats.Passing
	onsite := -1
	for i, s := range f.stages {
		name := d.Spec().Stages[i]
		out.Stages = append(out.Stages, result.FunnelStage{Stage: name, Count: rates.Count(dataset.Cell{N: s.n, Advanced: s.advanced}, level), Undecided: s.undecided,
			Skipped: s.skipped, Passed: s.passed, Cumulative: share(s.passed, f.applicants, "past this stage, "+methodCumulative)})
		passing = append(passing, stats.Passing{X: s.advanced, N: s.n})
		if name == stageOnsite {
			onsite = i
		}
		if name == stageOffer {
			out.OfferAcceptance = share(s.advanced, s.advanced+s.declined, methodAcceptance)
			if onsite >= 0 {
				out.OnsiteToOffer = share(f.stages[onsite].advanced, f.stages[onsite].n, methodOnsite)
			}
		}
	}
	out.Product = stageProduct(passing, level, f.applicants)
	return out
}

func stageProduct(passing []stats.Passing, level float64, n int) result.Estimate {
	iv, err := stats.StageProduct(passing, level)
	switch {
	case err != nil:
		return result.NotEstimable(methodProduct, n, stats.Reason(err))
	case iv.Low == iv.High:
		return result.Point(iv.Value, methodProduct+"; no interval at 0 or 1", n)
	}
	return result.Interval(iv.Value, iv.Low, iv.High, level, methodProduct, n)
}

// Of follows everybody, and the applications of each level, signal, group,
// source and route, through the stages.
func Of(d *dataset.Dataset, level float64) *result.Funnel {
	b := &funnelBuilder{d: d, level: level}
	b.way, b.example = wayOf(d)
	b.levels, b.levelOf = seniorities(d)
	b.each(result.FunnelRow{Kind: "all"}, 1, func(int) int { return 0 }, func(int) string { return "" })
	b.signals()
	for i, name := range d.Spec().Attributes {
		b.labels(result.FunnelRow{Kind: "group", Name: name}, d.Groups[i].Names, func(r int) int { return int(d.Groups[i].At(r)) })
	}
	names, of := sources(d)
	b.labels(result.FunnelRow{Kind: "source"}, names, func(r int) int { return of[d.Source.At(r)] })
	b.labels(result.FunnelRow{Kind: "route"}, d.Route.Names, func(r int) int { return int(d.Route.At(r)) })
	out := &result.Funnel{Rows: b.rows, Effects: []result.EffectDifference{}}
	out.Warnings = funnelWarnings(&b.rows[0])
	return out
}

type funnelBuilder struct {
	d       *dataset.Dataset
	level   float64
	levels  []string // classes of seniority
	levelOf []int    // by code of the level label
	way     []uint32 // by row, see wayOf
	example []int
	rows    []result.FunnelRow
}

// each adds a row for each of the values that of gives to applications (−1 = none),
// over all levels and, where there are several, by level.
func (b *funnelBuilder) each(base result.FunnelRow, size int, of func(r int) int, value func(k int) string) {
	levels, ways := len(b.levels), len(b.example)
	counts := make([]int, size*levels*ways)
	for r := range b.d.Len() {
		if k := of(r); k >= 0 {
			counts[(k*levels+b.levelOf[b.d.Level.At(r)])*ways+int(b.way[r])] += b.d.Times(r)
		}
	}
	all, apart := make([]follower, size), make([]follower, size*levels)
	for i, n := range counts {
		if n > 0 {
			all[i/ways/levels].add(b.d, b.example[i%ways], n)
			apart[i/ways].add(b.d, b.example[i%ways], n)
		}
	}
	for k := range all {
		base.Value = value(k)
		b.add(base, "", &all[k])
		for l := range levels {
			if levels > 1 {
				b.add(base, labelOrUnknown(b.levels[l]), &apart[k*levels+l])
			}
		}
	}
}

func labelOrUnknown(label string) string {
	if label == "" {
		return unknownWord
	}
	return label
}

// add leaves out rows of nobody, but for the first, which holds everybody.
func (b *funnelBuilder) add(base result.FunnelRow, level string, f *follower) {
	if f.applicants == 0 && len(b.rows) > 0 {
		return
	}
	if f.stages == nil {
		f.stages = make([]followed, len(b.d.Stages))
	}
	row := f.row(b.d, b.level)
	row.Kind, row.Name, row.Block, row.Value, row.Level = base.Kind, base.Name, base.Block, base.Value, level
	if row.Kind == "all" && level != "" {
		row.Kind = "level"
	}
	b.rows = append(b.rows, row)
}

// labels adds a label column unless nothing is known of it.
func (b *funnelBuilder) labels(base result.FunnelRow, names []string, of func(r int) int) {
	if len(names) < 2 {
		return
	}
	order, rank := sortedLabels(names)
	b.each(base, len(names), func(r int) int { return rank[of(r)] }, func(k int) string { return labelOrUnknown(names[order[k]]) })
}

// signals adds those who have a signal and those who haven't, in the roles of each
// block; a numeric one is split at the median of the first stage.
func (b *funnelBuilder) signals() {
	v := b.d.Enter(0)
	for _, f := range b.d.Factors() {
		if f.Signal < 0 || f.Block == result.Context {
			continue
		}
		var median float64
		above := v.Split(&f, &median)
		b.each(result.FunnelRow{Kind: "signal", Name: f.ID, Block: f.Block}, 2, func(r int) int {
			code := b.d.Code(&f, r)
			if code == 0 || !f.Roles[b.d.Role.At(r)] {
				return -1
			}
			return 1 - dataset.Side(above[code])
		}, func(k int) string { return [2]string{"present", "absent"}[k] })
	}
}

func funnelWarnings(all *result.FunnelRow) []string {
	var out []string
	undecided, skipped := 0, 0
	for _, s := range all.Stages {
		undecided, skipped = undecided+s.Undecided, skipped+s.Skipped
	}
	if undecided > 0 {
		out = append(out, fmt.Sprintf("%d applications left or are pending without a decision: the product of the stage rates takes them to fare like the others, hired over applicants counts them as not hired.", undecided))
	}
	if skipped > 0 {
		out = append(out, fmt.Sprintf("Stages were skipped %d times: who skips a stage is not in its rate.", skipped))
	}
	if len(all.Stages) > 1 {
		out = append(out, "Rates at later stages compare only those who passed the earlier ones.")
	}
	return out
}
