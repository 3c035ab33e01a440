package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/audit"
	"weaksignal/extract/decision"
)

// TestExportsOfTheUsualSystems sends one invented pool, exported in the shape of
// nine systems, through check and audit without any mapping: all must understand
// the same 36 applications alike.
func TestExportsOfTheUsualSystems(t *testing.T) {
	all := "resume_screen phone_screen onsite offer"
	for _, test := range []struct {
		file, funnel string
		outcomes     decision.OutcomeCounts
	}{
		{"greenhouse.csv", all, decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		{"lever.csv", all, decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		{"ashby.csv", all, decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		{"taleo.txt", all, decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		{"icims.csv", all, decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		// Hired is a stage of its own there, so nobody's last stage is the offer.
		{"workday.xlsx", "resume_screen phone_screen onsite", decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		{"smartrecruiters.csv", "resume_screen phone_screen onsite", decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		{"workable.csv", "resume_screen phone_screen onsite", decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
		{"bamboohr.csv", "screening", decision.OutcomeCounts{Advanced: 8, Rejected: 26, Withdrawn: 1, Pending: 1}},
	} {
		t.Run(test.file, func(t *testing.T) {
			p := newSystemPool(t, test.file)
			var c checked
			p.run(t, &c, 0, "check", "--json")
			if c.Outcomes != test.outcomes {
				t.Errorf("outcomes %+v, want %+v", c.Outcomes, test.outcomes)
			}
			if c.Join.Applications != 36 {
				t.Errorf("%d applications, want 36", c.Join.Applications)
			}
			if got := funnelOf(c.Strata); got != test.funnel {
				t.Errorf("funnel %q, want %q", got, test.funnel)
			}
			for _, q := range c.Problems {
				if q.Fatal {
					t.Errorf("fatal problem: %s", q.Reason)
				}
			}
			var summary struct{ Intake audit.Intake }
			p.run(t, &summary, 0, "audit", "--json", "--run-id", "x")
			n := summary.Intake.Applications
			if n.Rows != 36 || n.Audited+n.Excluded != 36 || n.Unmatched != 0 {
				t.Errorf("applications %+v: want 36 rows, audited or excluded, none unmatched", n)
			}
		})
	}
}

func funnelOf(strata []decision.Stratum) string {
	var names []string
	for _, s := range strata {
		if len(names) == 0 || names[len(names)-1] != s.Stage {
			names = append(names, s.Stage)
		}
	}
	return strings.Join(names, " ")
}

// systemPool is the small pool with one system's export beside its résumés.
type systemPool struct {
	dir, export string
	env         []string
}

func newSystemPool(t *testing.T, export string) systemPool {
	t.Helper()
	dir := t.TempDir()
	if err := smallPool(dir); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join("..", "..", "extract", "decision", "testdata", "exports", export))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, export), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return systemPool{dir, export, []string{"WEAKSIGNAL_STATE=" + filepath.Join(dir, "state"), "WEAKSIGNAL_CACHE=" + filepath.Join(dir, "cache")}}
}

// run runs a command of the program on the pool and decodes its JSON.
func (p systemPool) run(t *testing.T, into any, status int, args ...string) {
	t.Helper()
	args = append(args, "--config", filepath.Join(p.dir, "config.yaml"), "--decisions", filepath.Join(p.dir, p.export))
	var stdout, stderr bytes.Buffer
	if got := run(context.Background(), args, p.env, strings.NewReader(""), &stdout, &stderr); got != status {
		t.Fatalf("%v: exit status %d, want %d\n%s", args, got, status, stderr.String())
	}
	if err := json.Unmarshal(stdout.Bytes(), into); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, stdout.String())
	}
}
