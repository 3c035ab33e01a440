package config

import (
	"path/filepath"
	"runtime"
	"time"
)

// defaults are the documented values of every key that has one.
func defaults(env []string) map[string]any {
	return map[string]any{
		"out":                             "out",
		"cache":                           userFolder(env, "cache"),
		"state":                           userFolder(env, "state"),
		"window.count":                    1,
		"retention_days":                  1461, // four years: California's rule for records of automated decisions
		"documents.timeout":               10 * time.Second,
		"documents.max_mb":                int64(20),
		"documents.max_pages":             50,
		"documents.max_chars":             400_000,
		"documents.max_depth":             100,
		"documents.max_memory_mb":         int64(480),
		"documents.ocr":                   OCRAuto,
		"documents.ocr_languages":         []string{"eng"},
		"audit.model.likelihood":          "auto",
		"audit.model.penalty":             "auto",
		"audit.model.requisition_effects": "auto",
		"audit.model.form":                "auto",
		"audit.cluster":                   "requisition",
		"audit.cluster_correction":        "CR1",
		"audit.level":                     0.95,
		"audit.margin":                    "auto",
		"audit.reliance":                  true,
		"audit.seed":                      uint64(1),
		"progress":                        ProgressAuto,
		"reports.confidentiality":         "Confidential",
		"reports.paper":                   PaperA4,
		"probe.arms.mode":                 "remove",
		"probe.arms.placebos":             2,
		"probe.repeats":                   "auto",
		"probe.margin.score_sd":           0.2,
		"probe.margin.decision":           0.05,
		"probe.screener.timeout":          time.Minute,
		"probe.screener.http.timeout":     time.Minute,
		"probe.screener.http.retries":     3,
	}
}

// userFolder is the user's folder for caches or state, "" where the environment
// names none (a bare cron): the key then has to be set.
func userFolder(env []string, kind string) string {
	home := lookup(env, "HOME")
	under := func(base string, parts ...string) string {
		if base == "" {
			return ""
		}
		return filepath.Join(append([]string{base}, parts...)...)
	}
	switch runtime.GOOS {
	case "windows":
		return under(lookup(env, "LOCALAPPDATA"), "weaksignal", kind)
	case "darwin":
		if kind == "cache" {
			return under(home, "Library", "Caches", "weaksignal")
		}
		return under(home, "Library", "Application Support", "weaksignal")
	}
	if kind == "cache" {
		if base := lookup(env, "XDG_CACHE_HOME"); base != "" {
			return filepath.Join(base, "weaksignal")
		}
		return under(home, ".cache", "weaksignal")
	}
	if base := lookup(env, "XDG_STATE_HOME"); base != "" {
		return filepath.Join(base, "weaksignal")
	}
	return under(home, ".local", "state", "weaksignal")
}
