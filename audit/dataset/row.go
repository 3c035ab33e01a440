package dataset

// Status of one application at one stage.
type Status uint8

const (
	// NotEntered: the application ended before this stage.
	NotEntered Status = iota
	// Advanced: entered the stage and passed it.
	Advanced
	// Rejected: entered the stage and was turned down there.
	Rejected
	// Excluded: entered, but the decision is no selection decision of the
	// employer (withdrawn, pending, transferred, prospect).
	Excluded
	// Skipped: a later stage was entered without this one.
	Skipped
)

// Row is one application. Strings are opaque keys or labels.
type Row struct {
	// Application is a pseudonym; kept only with Spec.KeepApplications.
	Application string
	// Person is a pseudonym that repeats when one person applies more than once; "" = unknown.
	Person      string
	Requisition string
	// Role indexes Spec.Roles.
	Role   int
	Level  string
	Source string
	Route  string
	Format string
	// Period is the month of the decision, "2026-03"; "" = unknown.
	Period string
	// Openings of the requisition, 0 = unknown.
	Openings int
	// Values by index of Spec.Signals; NaN = unknown. A binary signal is 0 or 1.
	// Infinite values and those beyond 1e12 are taken as unknown and counted.
	Values []float64
	// Context labels by index of Spec.Context; "" = unknown. len(Context) == len(Spec.Context).
	Context []string
	// Groups by index of Spec.Attributes; "" = unknown (blank, declined to state).
	Groups []string
	// Stages by index of Spec.Stages.
	Stages []StageRow
	// TextKey repeats for identical documents; "" = none.
	TextKey string
	// Times is how many applications the row stands for, each of another person; 0 = 1.
	Times int
}

// StageRow is what happened to one application at one stage.
type StageRow struct {
	Status   Status
	Screener string // pseudonym; "" = unknown
	Trained  *bool  // screener trained, where the export says so
	// Reason for Excluded: "withdrawn", "pending", "transferred", "prospect", "other".
	Reason string
	// Reviews are the judgements of two screeners or more on this application; nil
	// where one or none judged.
	Reviews []Review
}

// Review is one screener's own judgement on an application that several judged.
type Review struct {
	Screener string // pseudonym, not ""
	Advanced bool
	Trained  *bool // screener trained, where the export says so
}

// Row fills r with application i, 0 <= i < Len(), for a report that lists
// applications: its pseudonym (with Spec.KeepApplications), keys, values, and what
// happened at each stage. Groups stay nil, because no such report holds them;
// Person and TextKey are hashes and stay empty.
func (d *Dataset) Row(i int, r *Row) {
	*r = Row{Values: r.Values[:0], Context: r.Context[:0], Stages: r.Stages[:0],
		Requisition: d.Requisition.Names[d.Requisition.At(i)], Role: int(d.Role.At(i)),
		Level: d.Level.Names[d.Level.At(i)], Source: d.Source.Names[d.Source.At(i)], Route: d.Route.Names[d.Route.At(i)],
		Format: d.format.Names[d.format.At(i)], Period: d.period.Names[d.period.At(i)],
		Openings: int(d.openings[d.Requisition.At(i)])}
	if d.application != nil {
		r.Application = d.application[i]
	}
	for _, c := range d.signals {
		r.Values = append(r.Values, c.values[c.At(i)])
	}
	for _, c := range d.context {
		r.Context = append(r.Context, c.Names[c.At(i)])
	}
	for s := range d.Stages {
		c := &d.Stages[s]
		r.Stages = append(r.Stages, StageRow{Status: c.Status[i], Screener: c.Screener.Names[c.Screener.At(i)], Reason: c.Reason.Names[c.Reason.At(i)]})
	}
}
