package simulate

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"

	"weaksignal/cmd/internal/simulate/resume"
)

// resumeStage is the stage that decisions.csv speaks of, by the audit's name.
const resumeStage = "resume_screen"

// WriteResumePool writes résumés, the export of decisions, groups, configuration,
// truth and spec into an empty or new folder. Who passes the résumé screen is
// hired: there is one stage, so that its truth is the pool's.
func (p *Population) WriteResumePool(ctx context.Context, dir string) (*Truth, error) {
	if err := p.spec.CheckResumes(); err != nil {
		return nil, err
	}
	return p.writePool(ctx, dir, resumeStage, p.spec.resumeConfig, func(dir string) error { return (&author{p, words(), newDice()}).writePeople(ctx, dir) })
}

func (s *Spec) resumeConfig() ([]byte, error) {
	c := configuration{Resumes: []string{resumesFolder}, Decisions: []string{decisionsFile}, Truth: truthFile}
	if len(s.Groups) > 0 {
		c.Demographics = groupsFile
	}
	for k, r := range s.Roles {
		role := roleConfig{Name: r.Name, Match: []string{r.Name}, JobRelated: []string{}, RequiredSkills: requiredSkills()}
		for j, g := range s.Signals {
			if s.Block(j, k) == JobRelated {
				role.JobRelated = append(role.JobRelated, g.ID)
			}
		}
		c.Roles = append(c.Roles, role)
	}
	return c.text()
}

// exportHeader follows the names that applicant tracking systems use.
func exportHeader() []string {
	return []string{"Candidate ID", "Application ID", "Candidate Name", "Email", "Resume", "Job ID", "Job Name", "Current Stage", "Status",
		"Applied On", "Rejected On", "Hired On", "Source", "Referrer", "Recruiter"}
}

// writePeople walks once over the pool and writes a line of the export, a line of
// the groups and a document for each applicant.
func (r *author) writePeople(ctx context.Context, dir string) error {
	return writeFile(filepath.Join(dir, decisionsFile), func(export io.Writer) error {
		return writeFile(filepath.Join(dir, groupsFile), func(groups io.Writer) error {
			e, g := csv.NewWriter(export), csv.NewWriter(groups)
			header := []string{columnID}
			for _, a := range r.spec.Groups {
				header = append(header, a.Name)
			}
			if err := e.Write(exportHeader()); err != nil {
				return err
			}
			if err := g.Write(header); err != nil {
				return err
			}
			err := r.Each(ctx, func(a *Applicant) error {
				who := r.person(a)
				if err := e.Write(r.exportRow(a, who)); err != nil {
					return err
				}
				if err := g.Write(r.groupRow(a, who)); err != nil {
					return err
				}
				path := filepath.Join(dir, resumesFolder, filepath.FromSlash(who.file))
				return writeFile(path, func(f io.Writer) error { return resume.Write(f, who.format, who.document) })
			})
			e.Flush()
			g.Flush()
			return firstError(err, e.Error(), g.Error())
		})
	})
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("write the pool: %w", err)
		}
	}
	return nil
}

func (r *author) exportRow(a *Applicant, who *person) []string {
	stage, status, rejected, hired := "Application Review", "Rejected", who.applied.AddDate(0, 0, 5+r.d.IntN(15)).Format("2006-01-02"), ""
	if a.Advanced {
		stage, status, rejected, hired = "Hired", "Hired", "", rejected
	}
	source, referrer := among(r.d, []string{"Indeed", "Company website", "LinkedIn"}), ""
	if a.has(r.spec, idReferral) {
		source, referrer = "Employee Referral", among(r.d, r.w.first)+" "+among(r.d, r.w.last)
	}
	recruiter := ""
	if a.Screener >= 0 {
		recruiter = screenerName(a.Screener)
	}
	return []string{who.id, "9" + who.id, who.name, who.email, who.file, requisitionName(a.Requisition), r.spec.Roles[a.Role].Name, stage, status,
		who.applied.Format("2006-01-02"), rejected, hired, source, referrer, recruiter}
}

func (r *author) groupRow(a *Applicant, who *person) []string {
	row := []string{who.id}
	for k, g := range a.Reported {
		name := ""
		if g >= 0 {
			name = r.spec.Groups[k].Groups[g].Name
		}
		row = append(row, name)
	}
	return row
}
