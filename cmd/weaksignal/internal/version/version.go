// Package version says which program this is.
package version

import "runtime/debug"

// release is the version of the source tree.
const release = "0.1.0"

// String is the release, with the revision where the build recorded one.
func String() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = "+" + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = ".modified"
		}
	}
	if revision == "" {
		return release
	}
	return release + revision + modified
}
