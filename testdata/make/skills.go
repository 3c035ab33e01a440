package main

import (
	"regexp"
	"strings"
)

// skillWords are the words by which a required skill is recognised in a phrase.
// A phrase that names one is only given to an applicant who has it.
func skillWords() map[string]*regexp.Regexp {
	words := map[string]string{
		"python": `python|pytorch|numpy|pandas|jupyter\w*|scikit-learn|sklearn`, "docker": `docker\w*|containers?|conteneurs?|contenedores`, "sql": `\w*sql`,
		"kubernetes": `kubernetes|k8s`, "pytorch": `pytorch|torch`, "airflow": `airflow`,
		"statistics": `statisti\w*|estad[ií]sti\w*`, "deep learning": `deep learning|neural networks?|cnn|lstm|apprentissage profond|aprendizaje profundo`, "latex": `latex`,
		"jax": `jax`, "pandas": `pandas|numpy|scipy`,
		"tableau": `tableau`, "a/b testing": `\w*[ -]?a/b[ -]?\w*|experimentation`, "c++": `c\+\+`, "cuda": `cuda`, "linux": `linux|unix|ubuntu|debian`,
	}
	out := map[string]*regexp.Regexp{}
	for skill, w := range words {
		out[skill] = regexp.MustCompile(`(?i)(^|[^\pL])(` + w + `)($|[^\pL+])`)
	}
	return out
}

// speller writes skills as applicants do.
func spell(d dice, skill string) string {
	forms := map[string][]string{
		"python": {"Python", "Python", "Python 3", "python"}, "docker": {"Docker"}, "sql": {"SQL", "SQL", "SQL (PostgreSQL)"},
		"kubernetes": {"Kubernetes", "Kubernetes", "Kubernetes (k8s)"}, "pytorch": {"PyTorch", "PyTorch", "Pytorch"}, "airflow": {"Airflow", "Apache Airflow"},
		"statistics": {"Statistics", "statistics"}, "deep learning": {"Deep learning", "Deep Learning"}, "latex": {"LaTeX"},
		"jax": {"JAX"}, "pandas": {"pandas", "Pandas"}, "tableau": {"Tableau"},
		"a/b testing": {"A/B testing", "A/B tests"}, "c++": {"C++", "C++17"}, "cuda": {"CUDA"}, "linux": {"Linux"},
	}
	return d.pick(forms[skill])
}

// says lists the required skills that a text names. Python counts as named only by
// its own name here, not by its libraries.
func says(text string, required []string, words map[string]*regexp.Regexp) []string {
	own := regexp.MustCompile(`(?i)(^|[^\pL])python($|[^\pL])`)
	var out []string
	for _, s := range required {
		if s == "python" && own.MatchString(text) || s != "python" && words[s].MatchString(text) {
			out = append(out, s)
		}
	}
	return out
}

// fits reports whether a phrase names only skills that the applicant has, among
// those that his or her role requires.
func fits(phrase string, lacking []string, words map[string]*regexp.Regexp) bool {
	for _, s := range lacking {
		if words[s].MatchString(phrase) {
			return false
		}
	}
	return true
}

func lacking(required, have []string) []string {
	var out []string
	for _, s := range required {
		if !strings.Contains("|"+strings.Join(have, "|")+"|", "|"+s+"|") {
			out = append(out, s)
		}
	}
	return out
}
