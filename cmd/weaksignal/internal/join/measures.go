package join

import (
	"math"
	"time"

	"weaksignal/extract"
	"weaksignal/extract/signal"
)

// Ids of the job-related measures that the join computes for an application.
const (
	yearsExperience = "years_experience" // years of work up to the application's date
	yearsInRole     = "years_in_role"    // of which under a title of the role
	yearsMet        = "years_met"        // 1 where the years of work reach the role's min_years
	skillsMatch     = "skills_match"     // share of the role's required skills found, in [0,1]
	degreeMet       = "degree_met"       // 1 where the highest degree reaches the role's min_degree
)

// Measures lists the ids that a role may declare job-related beside the signals of the catalogue.
func Measures() []string {
	return []string{degreeMet, skillsMatch, yearsExperience, yearsInRole, yearsMet}
}

// measure computes one measure of a document for a role at a date. NaN is
// unknown: an unreadable or doubtful document (what it does not say may only not have been read), nothing dated read, no requirement declared.
func measure(id string, p *extract.Profile, role Role, at time.Time) float64 {
	if p == nil || !p.Whole() {
		return math.NaN()
	}
	switch id {
	case yearsExperience, yearsInRole, yearsMet:
		return years(id, p, role, at)
	case skillsMatch:
		return skillsShare(p, role)
	case degreeMet:
		level, known := signal.HighestDegree(p.Reading.Degrees)
		if least := degreeRank(role.MinDegree); known && least > 0 {
			return flag(degreeRank(level) >= least)
		}
	}
	return math.NaN()
}

// years needs the application's date, because "present" ends there. Without one
// they are unknown.
func years(id string, p *extract.Profile, role Role, at time.Time) float64 {
	if at.IsZero() {
		return math.NaN()
	}
	asOf := at.Year()*12 + int(at.Month()) - 1
	total, inRole, known := signal.YearsOfExperience(p.Reading.Spans, asOf, append([]string{role.Name}, role.Match...))
	switch {
	case !known:
		return math.NaN()
	case id == yearsInRole:
		return inRole
	case id == yearsMet:
		if role.MinYears <= 0 {
			return math.NaN()
		}
		return flag(total >= role.MinYears)
	}
	return total
}

func skillsShare(p *extract.Profile, role Role) float64 {
	names := make([]string, len(p.Reading.Skills))
	for i, s := range p.Reading.Skills {
		names[i] = s.Name
	}
	matched, known := signal.SkillsMatched(names, role.RequiredSkills)
	if !known {
		return math.NaN()
	}
	return float64(len(matched)) / float64(len(role.RequiredSkills))
}

func flag(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
