package join

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/extract"
	"weaksignal/extract/document"
	"weaksignal/extract/spill"
)

// memory is an index as a map: what those in files are held against.
type memory map[key][]spill.Entry

func (m memory) Add(k key, e spill.Entry) error {
	if !slices.Contains(m[k], e) {
		m[k] = append(m[k], e)
	}
	return nil
}

func (m memory) Seal(most int) error {
	for k, all := range m {
		var different []int32
		m[k] = slices.DeleteFunc(all, func(e spill.Entry) bool {
			if !slices.Contains(different, e.A) {
				different = append(different, e.A)
			}
			return most > 0 && slices.Index(different, e.A) >= most
		})
	}
	return nil
}

func (m memory) Of(k key, into []spill.Entry) ([]spill.Entry, error) {
	return append(into, m[k]...), nil
}

func (m memory) Close() error { return nil }

// TestPartitionsDoNotMatter: whatever the pool and the number of partitions, the join by
// indexes in files is the join by maps in memory.
func TestPartitionsDoNotMatter(t *testing.T) {
	pools := 60
	if testing.Short() {
		pools = 12
	}
	seen := map[string]int{}
	for seed := range uint64(pools) {
		random := rand.New(rand.NewPCG(seed, 23))
		in := randomPool(t, random)
		in.finder = func() finder { return memory{} }
		want := joined(t, in)
		reconciled(t, want)
		for _, r := range slices.Concat(want.Intake.Join, want.Intake.Reasons) {
			seen[r.Reason]++
		}
		for _, parts := range []int{1, 2, 3, 256} {
			in.finder = func() finder { return spill.Partitioned(parts) }
			got := joined(t, in)
			if a, b := told(t, got), told(t, want); a != b {
				t.Fatalf("pool %d in %d partitions:\n%s\nwant\n%s", seed, parts, a, b)
			}
		}
	}
	// A pool in which nothing is ambiguous would show nothing.
	for _, what := range []string{RouteColumn, RouteFileName, RouteEmail, RouteName, "its name holds the ids of several candidates", "several candidates have its name",
		"the résumé named in the export exists several times in the folders", "the name in it is another candidate's than its id in file name leads to"} {
		if seen[what] == 0 {
			t.Errorf("in no pool: %s (%v)", what, seen)
		}
	}
}

// told is everything that a join says.
func told(t *testing.T, j *Joined) string {
	text := fmt.Sprintf("%+v\n%+v\n%+v\n%+v\n", j.Intake, *j.Reads, j.Pairs, j.Decided)
	var row dataset.Row
	for i := range j.Dataset.Len() {
		j.Dataset.Row(i, &row)
		text += fmt.Sprintf("%+v\n", row)
	}
	return text + fmt.Sprintf("%+v", listed(t, j.Worklist))
}

// randomPool has few ids, names and addresses for its many applications and documents, so
// that they meet.
func randomPool(t *testing.T, random *rand.Rand) Input {
	t.Helper()
	n := 10 + random.IntN(60)
	some := func(form string) string {
		if random.IntN(4) == 0 {
			return ""
		}
		return fmt.Sprintf(form, random.IntN(n))
	}
	name := func() string {
		if random.IntN(4) == 0 {
			return ""
		}
		return "Given" + letters(random.IntN(n/3)) + " Family" + letters(random.IntN(3))
	}
	var rows strings.Builder
	rows.WriteString(exportHead)
	for i := range n {
		resume := some("up/%d.pdf")
		if random.IntN(3) > 0 {
			resume = ""
		}
		outcome := []string{"rejected", "hired", "withdrawn"}[random.IntN(3)]
		if i < 2 { // an export of one outcome only is refused
			outcome = []string{"rejected", "hired"}[i]
		}
		fmt.Fprintf(&rows, "%s%d,%s,%s,%s,%s,R%d,Engineer,screen,%s,2026-01-02,2026-02-03,web\n", []string{"", "000"}[random.IntN(2)], 50_000+i, some("9%04d"), some("person%d@example.org"), name(), resume,
			random.IntN(3), outcome)
	}
	var docs []extract.Document
	for i := range random.IntN(2 * n) {
		path := fmt.Sprintf("x/%d.pdf", i)
		switch random.IntN(6) {
		case 0:
			path = fmt.Sprintf("%s/up/%d.pdf", letters(i), random.IntN(n))
		case 1:
			path = fmt.Sprintf("%s/cv %d.pdf", letters(i), 50_000+random.IntN(n))
		case 2:
			path = fmt.Sprintf("%s/cv 9%04d.pdf", letters(i), random.IntN(n))
		case 3:
			path = fmt.Sprintf("%s/cv 9%04d %d.pdf", letters(i), random.IntN(n), 50_000+random.IntN(n))
		case 4:
			path = fmt.Sprintf("%s/%s.pdf", letters(i), name())
		}
		var keys []string
		for range random.IntN(2) {
			keys = append(keys, "mail:"+fmt.Sprintf("person%d@example.org", random.IntN(n)))
		}
		if who := name(); who != "" && random.IntN(2) == 0 {
			keys = append(keys, "name:"+who)
		}
		d := doc(path, keys...)
		if random.IntN(5) == 0 {
			d.Profile.Status, d.Profile.Remedy = document.Unreadable, "ask for it again"
		}
		docs = append(docs, d)
	}
	return input(export(t, rows.String()), docs...)
}
