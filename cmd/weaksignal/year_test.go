package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/history"
	"weaksignal/cmd/weaksignal/internal/rundir"
)

// growingPool is a folder with the first days of a pool that grows, audited by months.
func growingPool(t *testing.T, days int) (dir string, start time.Time) {
	t.Helper()
	dir, start = t.TempDir(), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	write(t, filepath.Join(dir, "config.yaml"), strings.Replace(smallConfig, "demographics: groups.csv\n", "", 1)+"window: {period: month}\n")
	for day := range days {
		grow(t, dir, start, day+1)
	}
	return dir, start
}

// grow writes the pool as it stands on a day: six new applications a day to three
// requisitions a month, each decided after five days.
func grow(t *testing.T, dir string, start time.Time, days int) {
	t.Helper()
	var export strings.Builder
	export.WriteString("Candidate ID,Application ID,Resume,Job ID,Job Name,Current Stage,Status,Applied On,Rejected On,Hired On,Recruiter\n")
	for day := range days {
		applied := start.AddDate(0, 0, day)
		decided := applied.AddDate(0, 0, 5)
		for k := range 6 {
			i := day*6 + k
			file := fmt.Sprintf("cv-%05d.txt", i)
			if path := filepath.Join(dir, "resumes", file); day == days-1 || days == 1 {
				write(t, path, smallResume(i, fmt.Sprintf("Quill%d Marrowby", i)))
			}
			stage, status, rejected, hired := "Application Review", "Rejected", decided.Format(time.DateOnly), ""
			switch {
			case !decided.Before(start.AddDate(0, 0, days)):
				status, rejected = "Active", ""
			case (i*7+i/12)%12 < 5:
				stage, status, rejected, hired = "Offer", "Hired", "", rejected
			}
			fmt.Fprintf(&export, "%d,%d,%s,R%s-%d,ML Engineer,%s,%s,%s,%s,%s,Recruiter %d\n",
				i, i, file, applied.Format("2006-01"), k%3, stage, status, applied.Format(time.DateOnly), rejected, hired, k%4)
		}
	}
	write(t, filepath.Join(dir, "export.csv"), export.String())
}

// TestNightlyRunsForAYear runs the audit of the last whole month every night over
// a growing pool. WEAKSIGNAL_NIGHTS=365 runs the year; without it, 70 nights in
// steps that cross two ends of month.
func TestNightlyRunsForAYear(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	nights, step := 70, 7
	if text := os.Getenv("WEAKSIGNAL_NIGHTS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		nights, step = n, 1
	}
	dir, start := growingPool(t, 40)
	// Workers and libraries put their temporary files here.
	temporary := filepath.Join(dir, "temporary")
	if err := os.Mkdir(temporary, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temporary)
	var last string
	times := map[int]time.Duration{}
	profiles := cached(t, dir)
	for day := 40; day < 40+nights; day++ {
		grow(t, dir, start, day+1)
		if (day-40)%step != 0 {
			continue
		}
		began := time.Now()
		status, said := runAt(t, dir, start.AddDate(0, 0, day).Add(26*time.Hour), "audit", "--quiet", "--run-id", fmt.Sprintf("night-%03d", day))
		if status != exit.OK || said != "" {
			t.Fatalf("night %d: status %d: %s", day, status, said)
		}
		times[day], last = time.Since(began), fmt.Sprintf("night-%03d", day)
		now := cached(t, dir)
		if day > 40 {
			checkNight(t, day, step, profiles, now)
		}
		profiles = now
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("temporary files left behind: %v, %v", left, err)
	}
	checkYear(t, dir, last, nights)
	t.Logf("first night %v, last night %v", times[40], times[40+(nights-1)/step*step])
}

// cached maps each profile in the cache to when it was written.
func cached(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	written := map[string]time.Time{}
	err := filepath.WalkDir(filepath.Join(dir, "cache", "entries"), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // before the first run
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			written[path] = info.ModTime()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return written
}

// checkNight: a night reads the six new documents of each day since the last run and
// no old one again.
func checkNight(t *testing.T, day, days int, before, after map[string]time.Time) {
	t.Helper()
	fresh := 0
	for path, at := range after {
		if old, known := before[path]; !known {
			fresh++
		} else if !old.Equal(at) {
			t.Errorf("night %d wrote the old profile %s again", day, filepath.Base(path))
		}
	}
	if fresh != 6*days {
		t.Errorf("night %d read %d documents, want the %d new ones", day, fresh, 6*days)
	}
}

func checkYear(t *testing.T, dir, last string, nights int) {
	t.Helper()
	entries := pointsIn(t, dir)
	// One point per closed month, however many nights looked at it.
	if most := nights/28 + 2; len(entries) < 2 || len(entries) > most {
		t.Errorf("%d points after %d nights, want 2 to %d", len(entries), nights, most)
	}
	if info, err := os.Stat(filepath.Join(dir, "state", history.File)); err != nil || info.Size() > 20<<20 {
		t.Errorf("history: %v, %v; want under 20 MB", info, err)
	}
	var r result.Result
	decode(t, filepath.Join(dir, "out", last, rundir.RecordFile), &r)
	if r.Trend == nil || r.Trend.Provisional || r.Trend.Looks != len(entries) {
		t.Errorf("trend %+v after %d points", r.Trend, len(entries))
	}
	for _, pattern := range []string{"out/.*", "state/*partial*", "state/key-*"} {
		if left, _ := filepath.Glob(filepath.Join(dir, pattern)); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	if open, err := os.ReadDir("/proc/self/fd"); err == nil && len(open) > 60 {
		t.Errorf("%d file descriptors are open after %d nights", len(open), nights)
	}
}

func TestPruneForgetsOldRunsAndTheirReports(t *testing.T) {
	if raceEnabled {
		t.Skip("many audits, one after the other: run without the race detector")
	}
	dir := newPool(t)
	old := time.Date(2020, 1, 2, 3, 0, 0, 0, time.UTC)
	for id, at := range map[string]time.Time{"old": old, "new": old.AddDate(5, 0, 0)} {
		// Other inputs each time, or the rerun would replace the point.
		until := at.AddDate(0, 0, 400*365).Format(time.DateOnly)
		if status, said := runAt(t, dir, at, "audit", "-q", "--run-id", id, "--until", until); status != exit.OK {
			t.Fatalf("%s: status %d: %s", id, status, said)
		}
	}
	write(t, filepath.Join(dir, "out", "notes.txt"), "mine")
	status, said := runAt(t, dir, old.AddDate(5, 0, 1), "history", "--prune")
	if status != exit.OK || said != "1 run and 1 report older than 1461 days forgotten\n" {
		t.Errorf("status %d, said %q", status, said)
	}
	for name, want := range map[string]bool{"old": false, "new": true, "notes.txt": true} {
		if _, err := os.Stat(filepath.Join(dir, "out", name)); (err == nil) != want {
			t.Errorf("%s: exists %v, want %v", name, err == nil, want)
		}
	}
}
