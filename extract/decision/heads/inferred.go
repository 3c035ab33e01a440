package heads

// IsPersonal are columns that identify a person or a time and are no attribute.
func IsPersonal(header string) bool {
	key := normaliseHeader(header)
	for _, w := range []string{"phone", "mobile", "telephone", "address", "dateofbirth", "birthdate", "dob", "submittedat", "submittedon", "timestamp", "date", "surveydate",
		"responsedate", "completedat", "firstname", "lastname", "name", "id", "jobid", "requisition", "requisitionid", "jobname", "jobtitle", "comments", "comment", "notes"} {
		if key == w {
			return true
		}
	}
	return false
}

// Inferred recognises columns that were guessed from names, places or pictures.
// It goes by the header: what a column is called is all that is known of its origin.
func Inferred(header string) string {
	parts := HeaderWords(header)
	for i, w := range parts {
		switch w {
		case "bisg", "bifsg", "wru", "ethnicolr", "genderize", "namsor", "nameapi", "nationalize", "ethnea", "genni":
			return "named after " + w
		case "inferred", "imputed", "predicted", "estimated", "proxy", "guessed", "modeled", "modelled", "derived", "assumed", "perceived", "observed", "probability", "prob", "likelihood", "confidence":
			return "called " + w
		case "surname", "geocoded":
			return "from the " + w
		case "by", "from":
			if i+1 < len(parts) && (parts[i+1] == "name" || parts[i+1] == "photo" || parts[i+1] == "address" || parts[i+1] == "school") {
				return "from the " + parts[i+1]
			}
		}
	}
	return ""
}
