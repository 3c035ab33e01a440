package simulate

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Names of the files of a pool.
const (
	tableFile     = "candidates.csv"
	ConfigFile    = "config.yaml"
	truthFile     = "truth.json"
	specFile      = "spec.yaml"
	decisionsFile = "decisions.csv"
	groupsFile    = "groups.csv"
	resumesFolder = "resumes"
)

// configuration is the part of config.yaml that a pool sets.
type configuration struct {
	Resumes      []string     `yaml:"resumes,omitempty,flow"`
	Decisions    []string     `yaml:"decisions,omitempty,flow"`
	Demographics string       `yaml:"demographics,omitempty"`
	Candidates   string       `yaml:"candidates,omitempty"`
	Truth        string       `yaml:"truth"`
	Roles        []roleConfig `yaml:"roles,omitempty"`
	Table        *tableConfig `yaml:"table,omitempty"`
}

type roleConfig struct {
	Name           string   `yaml:"name"`
	Match          []string `yaml:"match,flow"`
	JobRelated     []string `yaml:"job_related,flow"`
	RequiredSkills []string `yaml:"required_skills,omitempty,flow"`
}

type tableConfig struct {
	ID          string          `yaml:"id"`
	Requisition string          `yaml:"requisition"`
	Role        string          `yaml:"role,omitempty"`
	Screener    string          `yaml:"screener,omitempty"`
	Decision    *decisionConfig `yaml:"decision,omitempty,flow"`
	Stages      []stageConfig   `yaml:"stages,omitempty,flow"`
	Weak        []string        `yaml:"weak,flow"`
	JobRelated  []string        `yaml:"job_related,flow"`
	Groups      []string        `yaml:"groups,flow"`
}

type decisionConfig struct {
	Column   string   `yaml:"column"`
	Advanced []string `yaml:"advanced,flow"`
}

type stageConfig struct {
	Stage    string   `yaml:"stage"`
	Column   string   `yaml:"column"`
	Advanced []string `yaml:"advanced,flow"`
}

// tableConfig is the config.yaml with which the audit runs on the table.
func (s *Spec) tableConfig() ([]byte, error) {
	t := &tableConfig{ID: columnID, Requisition: columnRequisition,
		Weak: []string{}, JobRelated: []string{}, Groups: []string{}}
	c := configuration{Candidates: tableFile, Truth: truthFile, Table: t}
	if len(s.Later) == 0 {
		t.Decision = &decisionConfig{columnDecision, []string{"1"}}
	} else {
		t.Stages = []stageConfig{{TableStage, columnDecision, []string{"1"}}}
		for _, l := range s.Later {
			t.Stages = append(t.Stages, stageConfig{l.Name, l.Name, []string{"1"}})
		}
	}
	if len(s.Roles) > 0 {
		t.Role = columnRole
	}
	if s.Screeners.Count > 0 {
		t.Screener = columnScreener
	}
	for _, g := range s.Signals {
		if g.Block == Weak {
			t.Weak = append(t.Weak, g.ID)
		} else {
			t.JobRelated = append(t.JobRelated, g.ID)
		}
	}
	for _, a := range s.Groups {
		t.Groups = append(t.Groups, a.Name)
	}
	for _, r := range s.Roles {
		c.Roles = append(c.Roles, roleConfig{Name: r.Name, Match: []string{r.Name}, JobRelated: append([]string{}, r.JobRelated...)})
	}
	return c.text()
}

func (c configuration) text() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("# Invented applications with planted effects; truth.json says which.\n#\n#   weaksignal audit --config config.yaml\n\n")
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(c); err != nil {
		return nil, fmt.Errorf("write the configuration: %w", err)
	}
	return out.Bytes(), nil
}
