package join

// Ids of the job-related measures that the join computes for an application.
const (
	YearsExperience = "years_experience" // years of work up to the application's date
	YearsInRole     = "years_in_role"    // of which under a title of the role
	SkillsMatch     = "skills_match"     // share of the role's required skills found, in [0,1]
	DegreeMet       = "degree_met"       // 1 where the highest degree reaches the role's min_degree
)

// Measures lists the ids that a role may declare job-related beside the signals of the catalogue.
func Measures() []string {
	return []string{DegreeMet, SkillsMatch, YearsExperience, YearsInRole}
}
