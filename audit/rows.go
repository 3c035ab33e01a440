package audit

// Row fills r with application i, 0 <= i < Len(), for a report that lists
// applications: its pseudonym (with Spec.KeepApplications), keys, values, and what
// happened at each stage. Groups stay nil, because no such report holds them;
// Person and TextKey are hashes and stay empty.
func (d *Dataset) Row(i int, r *Row) {
	*r = Row{Values: r.Values[:0], Context: r.Context[:0], Stages: r.Stages[:0],
		Requisition: d.requisition.names[d.requisition.at(i)], Role: int(d.role.at(i)),
		Level: d.level.names[d.level.at(i)], Source: d.source.names[d.source.at(i)], Route: d.route.names[d.route.at(i)],
		Format: d.format.names[d.format.at(i)], Period: d.period.names[d.period.at(i)],
		Openings: int(d.openings[d.requisition.at(i)])}
	if d.application != nil {
		r.Application = d.application[i]
	}
	for _, c := range d.signals {
		r.Values = append(r.Values, c.values[c.at(i)])
	}
	for _, c := range d.context {
		r.Context = append(r.Context, c.names[c.at(i)])
	}
	for s := range d.stages {
		c := &d.stages[s]
		r.Stages = append(r.Stages, StageRow{Status: c.status[i], Screener: c.screener.names[c.screener.at(i)], Reason: c.reason.names[c.reason.at(i)]})
	}
}
