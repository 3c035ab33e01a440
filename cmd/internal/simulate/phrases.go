package simulate

// All names, companies and universities here are invented, but those of the
// public lists of elite employers and schools, which a résumé has to name to be
// found under them.

// wording is how a résumé says what it says. Each list is picked from at random.
type wording struct {
	first, last, companies, elite, schools, eliteSchools, titles, tasks, towns []string
	skills                                                                     []string
	// present says a signal; falseFriend looks like it and isn't one.
	present, falseFriend map[string]phrase
}

// phrase is a heading with the lines that may stand under it.
type phrase struct {
	heading string
	lines   []string
}

const (
	headWork     = "Experience"
	headStudy    = "Education"
	headSkills   = "Skills"
	headProjects = "Projects"
	headPapers   = "Publications"
	headAwards   = "Awards"
)

// requiredSkills of every simulated role; skills_match is the share of them.
func requiredSkills() []string {
	return []string{"python", "sql", "docker", "kubernetes", "pytorch", "airflow", "spark", "linux", "terraform", "statistics"}
}

func words() *wording {
	return &wording{
		first:        []string{"Aldra", "Benno", "Calis", "Dorrit", "Edmar", "Fenna", "Gorran", "Hesper", "Ilario", "Jorun", "Kestra", "Lorcan", "Mirela", "Nadeem", "Orsola", "Pavlin", "Quenby", "Ravi", "Sunniva", "Tamsin"},
		last:         []string{"Abbermoor", "Brackwell", "Cindervale", "Dunmarsh", "Eskerby", "Fallowmere", "Gladwick", "Harrowdene", "Inglebeck", "Jarrowick", "Kilnholm", "Larkmoor", "Merrowby", "Northgale", "Oakhamble", "Pinderfell", "Quillstead", "Rushmarrow", "Stavelock", "Thornebeck"},
		companies:    []string{"Fenbrook Freight", "Larkfield Insurance", "Northmoor Utilities", "Copperdale Retail", "Tidewell Logistics", "Marlstone Bank", "Greywater Systems", "Haverlock Energy"},
		elite:        []string{"Google", "Microsoft", "Netflix", "Goldman Sachs", "Nvidia"},
		schools:      []string{"University of Norwick", "Fellmoor Technical University", "Harlow Bay State College", "Eastmarsh University"},
		eliteSchools: []string{"Stanford University", "University of Oxford", "Carnegie Mellon University", "ETH Zurich"},
		titles:       []string{"Software Engineer", "Data Analyst", "Machine Learning Engineer", "Data Engineer"},
		tasks: []string{"Built a demand forecast for spare parts and kept it running", "Moved nightly reports from spreadsheets into a warehouse",
			"Cut the run time of the billing jobs by a third", "Trained a classifier that sorts incoming claims", "Wrote the monitoring for forty data pipelines"},
		towns:  []string{"Leeds", "Ghent", "Tampere", "Boise", "Porto"},
		skills: []string{"excel", "latex", "matlab", "jira", "tableau"},
		present: map[string]phrase{
			"open_source": {headProjects, []string{"Maintainer of an open-source library for tidal charts", "Contributed patches to an open source map renderer", "Wrote and released an open-source scheduler for small clinics"}},
			"kaggle":      {headProjects, []string{"Kaggle: kaggle.com/tidewise", "Took part in two Kaggle competitions on crop yields", "Published Kaggle notebooks on river levels"}},
			"publication": {headPapers, []string{"Forecasting ferry delays with sparse data, Proceedings of the Nordic Transport Conference, 2021", "Published a paper on gear wear in the Journal of Applied Friction, 2019"}},
			"award":       {headAwards, []string{"Dean's List, 2014 and 2015", "Recipient of the Harlow scholarship, 2013", "Won first prize in a regional hackathon, 2018", "Employee of the Month, June 2019"}},
		},
		falseFriend: map[string]phrase{
			"open_source": {headSkills, []string{"Experience with open-source tools such as Nagios"}},
			"publication": {headWork, []string{"Prepared technical documentation for two product lines"}},
			"award":       {headProjects, []string{"Took part in the town's half marathon"}},
		},
	}
}
