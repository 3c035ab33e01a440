package join

import (
	"slices"

	"weaksignal/extract/decision"
)

// RoleTitle is the role of a job title of the export, with what the employer declared
// job-related for it.
type RoleTitle struct {
	Title      string   `json:"title"`
	Role       string   `json:"role"`
	JobRelated []string `json:"job_related"`
	Rows       int      `json:"rows"`
}

// RolesOf names the role of each title, in the order of titles; one entry for a title
// and role, whatever the requisitions.
func RolesOf(roles []Role, titles []decision.TitleCount) []RoleTitle {
	r := newRoster(roles)
	var out []RoleTitle
	for _, t := range titles {
		role := r.roles[r.of(t.Title, t.Requisition)]
		// A title that no role declares is a role of its own.
		i := slices.IndexFunc(out, func(o RoleTitle) bool { return o.Title == t.Title && o.Role == role.Name })
		if i < 0 {
			i = len(out)
			out = append(out, RoleTitle{t.Title, role.Name, append([]string{}, role.JobRelated...), 0})
		}
		out[i].Rows += t.Rows
	}
	return out
}

// Unused names the declared roles that no title falls to.
func Unused(roles []Role, titles []RoleTitle) (names []string) {
	for _, r := range roles {
		if len(titles) > 0 && !slices.ContainsFunc(titles, func(t RoleTitle) bool { return t.Role == r.Name }) {
			names = append(names, r.Name)
		}
	}
	return names
}
