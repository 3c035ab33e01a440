package signal

import "strings"

// Routes into the field, after Huyen's talk on machine-learning hiring (Full
// Stack Deep Learning, 2019): six common paths. They describe where somebody
// comes from and rank nothing.
const (
	RouteDegree    = "degree_in_field"   // BS or MS in computing or data science, then engineer
	RoutePhD       = "phd_in_field"      // PhD in it, then researcher
	RouteScientist = "data_scientist"    // data scientist or analyst, trained on the job
	RouteSoftware  = "software_engineer" // software engineer, then courses
	RouteAdjacent  = "adjacent_field"    // statistics, mathematics, physics, engineering, ...
	RouteUnrelated = "unrelated_field"   // any other field
	RouteUnknown   = "unknown"           // the text does not tell
)

// internMonths: a shorter post does not make a route.
const internMonths = 6

// route reads the way into the field from degrees and titles; the first that
// fits counts, later careers before earlier degrees.
func route(degrees []Degree, spans []span) string {
	own, adjacent, other := false, false, false
	for _, g := range degrees {
		if g.Level == OtherDegree || g.Field == "" {
			continue
		}
		switch kind := fieldKind(g.Field); {
		case g.Level == PhD && kind == RouteDegree:
			return RoutePhD
		case kind == RouteDegree:
			own = true
		case kind == RouteAdjacent:
			adjacent = true
		default:
			other = true
		}
	}
	scientist, software := false, false
	for _, s := range spans {
		if s.Kind != KindWork || strings.Contains(s.Title, "intern") || (s.End != 0 && s.End-s.Start < internMonths) {
			continue
		}
		scientist = scientist || strings.Contains(s.Title, "data scientist") || strings.Contains(s.Title, "data analyst")
		software = software || strings.Contains(s.Title, "software engineer") || strings.Contains(s.Title, "web developer") || strings.Contains(s.Title, "mobile developer") || strings.Contains(s.Title, "devops")
	}
	switch {
	case scientist:
		return RouteScientist
	case software:
		return RouteSoftware
	case own:
		return RouteDegree
	case adjacent:
		return RouteAdjacent
	case other:
		return RouteUnrelated
	}
	return RouteUnknown
}

// fieldKind sorts a field of study by its distance from the field.
func fieldKind(field string) string {
	switch field {
	case "computer science", "data science":
		return RouteDegree
	case "statistics", "mathematics", "physics", "electrical engineering", "mechanical engineering", "economics", "biology", "chemistry", "civil engineering":
		return RouteAdjacent
	}
	return RouteUnrelated
}
