package history

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weaksignal/audit/result"

	bolt "go.etcd.io/bbolt"
)

func entry(day int) Entry {
	return Entry{Key: fmt.Sprintf("key-%d", day), Folder: "out/x",
		Run:  result.RunRecord{ID: fmt.Sprintf("run-%d", day), StartedAt: time.Date(2026, 1, day, 2, 0, 0, 0, time.UTC)},
		Look: result.Look{RunID: fmt.Sprintf("run-%d", day), From: "2026-01-01", Until: "2026-01-31", Closed: true, Level: .95}}
}

func open(t *testing.T, state string) *Store {
	t.Helper()
	s, err := Open(state)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func ids(t *testing.T, s *Store) string {
	t.Helper()
	all, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range all {
		names = append(names, e.Run.ID)
	}
	return strings.Join(names, " ")
}

func TestEntriesStayInOrderOfTheirStart(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	s := open(t, state)
	for _, day := range []int{20, 3, 11} {
		if replaced, err := s.Append(entry(day)); err != nil || replaced {
			t.Fatalf("Append(%d) = %v, %v", day, replaced, err)
		}
	}
	if got := ids(t, s); got != "run-3 run-11 run-20" {
		t.Errorf("listed %s", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, state)
	all, err := again.List()
	if err != nil || len(all) != 3 || all[0].Look.Until != "2026-01-31" || !all[0].Look.Closed {
		t.Errorf("after reopening: %+v, %v", all, err)
	}
}

func TestARerunAddsNoPoint(t *testing.T) {
	s := open(t, t.TempDir())
	first, rerun := entry(3), entry(9)
	rerun.Key = first.Key
	for i, e := range []Entry{first, rerun} {
		replaced, err := s.Append(e)
		if err != nil || replaced != (i == 1) {
			t.Fatalf("Append %d = %v, %v", i, replaced, err)
		}
	}
	if got := ids(t, s); got != "run-9" {
		t.Errorf("listed %s, want the rerun alone", got)
	}
}

func TestPruneForgetsWhatIsOlder(t *testing.T) {
	s := open(t, t.TempDir())
	for day := 1; day <= 5; day++ {
		if _, err := s.Append(entry(day)); err != nil {
			t.Fatal(err)
		}
	}
	n, err := s.Prune(time.Date(2026, 1, 4, 0, 0, 0, 0, time.UTC))
	if err != nil || n != 3 {
		t.Fatalf("Prune = %d, %v; want 3", n, err)
	}
	if got := ids(t, s); got != "run-4 run-5" {
		t.Errorf("left %s", got)
	}
	if replaced, err := s.Append(entry(2)); err != nil || replaced {
		t.Errorf("a pruned key counts as known: %v, %v", replaced, err)
	}
}

func TestNewerAndDamagedDatabases(t *testing.T) {
	newer := t.TempDir()
	s := open(t, newer)
	err := s.db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(metaBucket)).Put([]byte(versionKey), []byte("99"))
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(newer); err == nil || !strings.Contains(err.Error(), "newer version of weaksignal (schema 99") {
		t.Errorf("a newer schema: %v", err)
	}
	damaged := t.TempDir()
	if err := os.WriteFile(filepath.Join(damaged, File), []byte("no database at all, but long enough to look at"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(damaged); err == nil || !strings.Contains(err.Error(), "restore it from a backup") {
		t.Errorf("a damaged file: %v", err)
	}
}

// TestVersionOneIsMigrated makes a database as version 1 left it: looks had no
// number and entries no series.
func TestVersionOneIsMigrated(t *testing.T) {
	state := t.TempDir()
	s := open(t, state)
	provisional := entry(5)
	provisional.Look.Closed = false
	for _, e := range []Entry{entry(9), provisional, entry(2)} {
		if _, err := s.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	err := s.db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(metaBucket)).Put([]byte(versionKey), []byte("1"))
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	all, err := open(t, state).List()
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for _, e := range all {
		numbers = append(numbers, e.Look.Number)
	}
	if want := []int{1, 0, 2}; !slices.Equal(numbers, want) {
		t.Errorf("numbers of looks %v, want %v: closed ones in order of their start", numbers, want)
	}
}

// TestAYearStaysSmall appends 365 runs of 8 stages and 14 signals.
func TestAYearStaysSmall(t *testing.T) {
	s := open(t, t.TempDir())
	big := entry(1)
	for stage := range 8 {
		for signal := range 14 {
			v, se, p := .1/float64(signal+1), .03, .2
			e := result.Interval(v, v-.06, v+.06, .95, "average marginal effect of a discrete change, t interval, CR1 by requisition", 400)
			e.SE = &se
			big.Look.Findings = append(big.Look.Findings, result.LookFinding{Stage: fmt.Sprint("stage ", stage), Signal: fmt.Sprint("signal ", signal),
				Effect: e, PAdj: &p, Known: 400, Present: 10 * signal, Verdict: result.CannotTell})
		}
	}
	s.db.NoSync = true // this test is about size
	for day := range 365 {
		e := big
		e.Key = fmt.Sprint("key ", day)
		e.Run.StartedAt = e.Run.StartedAt.AddDate(0, 0, day)
		if _, err := s.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(s.db.Path())
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 20<<20 {
		t.Errorf("a year of nightly runs takes %d MB, want under 20", info.Size()>>20)
	}
}
