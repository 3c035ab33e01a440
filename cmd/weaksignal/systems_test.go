package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/check"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/extract/decision"
)

// TestExportsOfTheUsualSystems sends one invented pool, exported in the shape of
// nine systems, through check and audit without any mapping: all must understand
// the same 36 applications alike.
func TestExportsOfTheUsualSystems(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
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
			dir := newPool(t)
			export := filepath.Join(dir, test.file)
			write(t, export, read(t, filepath.Join("..", "..", "extract", "decision", "testdata", "exports", test.file)))
			var c check.Found
			jsonOf(t, dir, &c, "check", "--json", "--decisions", export)
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
			var summary struct{ Intake result.Intake }
			jsonOf(t, dir, &summary, "audit", "--json", "--run-id", "x", "--decisions", export)
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

// jsonOf runs a command of the program on the pool in dir and decodes its JSON.
func jsonOf(t *testing.T, dir string, into any, args ...string) {
	t.Helper()
	args = append(args, "--config", filepath.Join(dir, "config.yaml"))
	env := []string{"WEAKSIGNAL_STATE=" + filepath.Join(dir, "state"), "WEAKSIGNAL_CACHE=" + filepath.Join(dir, "cache")}
	var stdout, stderr bytes.Buffer
	if got := program(context.Background(), args, env, strings.NewReader(""), &stdout, &stderr); got != exit.OK {
		t.Fatalf("%v: exit status %d\n%s", args, got, stderr.String())
	}
	if err := json.Unmarshal(stdout.Bytes(), into); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, stdout.String())
	}
}
