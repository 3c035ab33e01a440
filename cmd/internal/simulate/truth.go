package simulate

import (
	"context"
	"math"
	"slices"
)

// truthSchema names the format of truth.json.
const truthSchema = "weaksignal.truth/1"

// Truth is what was planted, as it came out in the very pool that was drawn:
// expectations over the decisions, given everybody's signals, groups, requisition
// and screener. All numbers are fractions or log-odds.
type Truth struct {
	Schema       string    `json:"schema"`
	Note         string    `json:"note,omitempty"`
	Seed         uint64    `json:"seed"`
	Applications int       `json:"applications"`
	Requisitions int       `json:"requisitions"`
	Screeners    Spread    `json:"screeners"`
	Stages       []Stage   `json:"stages"`
	Planted      []Effects `json:"planted"`
	Groups       []Rate    `json:"groups,omitempty"`
}

// Spread of the screeners' log-odds: as stated, and as drawn.
type Spread struct {
	Count int     `json:"count"`
	SD    float64 `json:"sd"`
}

// Stage holds its expected overall rate, and how many applications a model with
// requisition effects can use: known on every signal, at requisitions in which some
// advanced and some did not.
type Stage struct {
	Stage  string  `json:"stage"`
	Rate   float64 `json:"rate"`
	N      int     `json:"n"`
	Usable int     `json:"usable"`
}

// Effects of one signal at one stage where it counts as one block. Fields that
// make no sense for a signal are nil.
type Effects struct {
	Stage  string `json:"stage"`
	Signal string `json:"signal"`
	Block  string `json:"block,omitempty"`
	Kind   string `json:"kind,omitempty"`
	// AverageMarginalEffect over the usable applications, given that their requisitions
	// advanced some and not others (see others): discrete change of a binary
	// signal, one within-requisition standard deviation of a numeric one. It is that of
	// the signal as it is, however it was read.
	AverageMarginalEffect *float64 `json:"average_marginal_effect"`
	// PerUnit of a numeric signal.
	PerUnit *float64 `json:"per_unit,omitempty"`
	// LogOdds per unit, given the screener; the mean where it differs between requisitions.
	LogOdds *float64 `json:"log_odds,omitempty"`
	// RatePresent and RateAbsent are those of the rate tables, by the signal as read.
	RatePresent *float64 `json:"rate_present,omitempty"`
	RateAbsent  *float64 `json:"rate_absent,omitempty"`
	// MHRiskDifference is the same within requisitions, with Mantel–Haenszel weights.
	MHRiskDifference *float64 `json:"mh_risk_difference,omitempty"`
	// Prevalence of the signal as it is and PrevalenceRead as the table has it;
	// means of a numeric one.
	Prevalence     *float64 `json:"prevalence,omitempty"`
	PrevalenceRead *float64 `json:"prevalence_read,omitempty"`
	// Sensitivity and Specificity as they came out; nil where no one has (or lacks) it.
	Sensitivity *float64 `json:"sensitivity,omitempty"`
	Specificity *float64 `json:"specificity,omitempty"`
	Unknown     int      `json:"unknown,omitempty"`
	ByGroup     []Share  `json:"by_group,omitempty"`
}

// Share is a signal's prevalence (numeric: mean) in a group, by what people are.
type Share struct {
	Attribute string  `json:"attribute"`
	Group     string  `json:"group"`
	Value     float64 `json:"prevalence"`
}

// Rate is a group's expected selection rate, by what people state.
type Rate struct {
	Stage     string  `json:"stage"`
	Attribute string  `json:"attribute"`
	Group     string  `json:"group"`
	N         int     `json:"n"`
	Rate      float64 `json:"rate"`
}

// Truth walks twice over the pool: once to see which requisitions a model can use,
// once to average. The stage is the name that the audit gives it.
func (p *Population) Truth(ctx context.Context, stage string) (*Truth, error) {
	usable, chances, err := p.informative(ctx)
	if err != nil {
		return nil, err
	}
	t := &tally{p: p, usable: usable, chances: chances, factors: p.factors(), groups: p.groupCells()}
	if err := p.Each(ctx, t.add); err != nil {
		return nil, err
	}
	return t.truth(stage), nil
}

// informative marks the requisitions in which, among the applications known on
// every signal, some advanced and some did not, and how likely that was to fail.
func (p *Population) informative(ctx context.Context) ([]bool, []chance, error) {
	n, y := make([]int, p.spec.Requisitions), make([]int, p.spec.Requisitions)
	chances := make([]chance, p.spec.Requisitions)
	err := p.Each(ctx, func(a *Applicant) error {
		if known(a) {
			chances[a.Requisition].add(a.Rate)
			n[a.Requisition]++
			if a.Advanced {
				y[a.Requisition]++
			}
		}
		return nil
	})
	out := make([]bool, len(n))
	for r := range out {
		out[r] = y[r] > 0 && y[r] < n[r]
	}
	return out, chances, err
}

func known(a *Applicant) bool { return !slices.ContainsFunc(a.Read, math.IsNaN) }

// factor is a signal in the roles where it counts as one block.
type factor struct {
	signal int
	block  string
	roles  []bool
}

// factors lists weak before job-related ones, as the audit does.
func (p *Population) factors() []factor {
	var out []factor
	for _, block := range []string{Weak, JobRelated} {
		for j := range p.spec.Signals {
			f := factor{signal: j, block: block, roles: make([]bool, max(len(p.spec.Roles), 1))}
			for r := range f.roles {
				f.roles[r] = p.spec.Block(j, r) == block
			}
			if slices.Contains(f.roles, true) {
				out = append(out, f)
			}
		}
	}
	return out
}

// Block of signal j for a role, by its index.
func (s *Spec) Block(j, role int) string {
	if role < len(s.Roles) && slices.Contains(s.Roles[role].JobRelated, s.Signals[j].ID) {
		return JobRelated
	}
	return s.Signals[j].Block
}
