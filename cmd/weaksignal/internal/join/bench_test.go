package join

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weaksignal/extract"
	"weaksignal/extract/decision"
)

// BenchmarkFromExport joins documents to as many applications, a quarter by each
// route. The time of one application must not depend on how many there are.
func BenchmarkFromExport(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := benchInput(b, n)
			b.ReportAllocs()
			for b.Loop() {
				j, err := FromExport(b.Context(), in)
				if err != nil || j.Intake.Applications.Audited != n {
					b.Fatal(err, j)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/application")
		})
	}
}

func benchInput(b *testing.B, n int) Input {
	b.Helper()
	var rows strings.Builder
	rows.WriteString(exportHead)
	docs := make([]extract.Document, n)
	for i := range docs {
		mail, name := fmt.Sprintf("person%d@example.org", i), fmt.Sprintf("Given%s Family%s", letters(i), letters(i/7))
		resume := ""
		switch i % 4 {
		case 0:
			resume = fmt.Sprintf("up/%d.pdf", i)
			docs[i] = doc(resume)
		case 1:
			docs[i] = doc(fmt.Sprintf("R%d/cv-%d.pdf", i%50, 5_000_000+i))
		case 2:
			docs[i] = doc(fmt.Sprintf("x/cv %s.pdf", letters(i)), "mail:"+mail)
		case 3:
			docs[i] = doc(fmt.Sprintf("x/cv %s.pdf", letters(i)), "name:"+name)
		}
		fmt.Fprintf(&rows, "%d,%d,%s,%s,%s,R%d,Engineer,screen,%s,2026-01-02,2026-02-03,web\n",
			5_000_000+i, 9_000_000+i, mail, name, resume, i%50, []string{"rejected", "hired"}[i%2])
	}
	path := filepath.Join(b.TempDir(), "export.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	e, err := decision.ReadExports(b.Context(), []string{path}, decision.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return input(e, docs...)
}

// letters spells a number without digits, so that no id stands in a name.
func letters(i int) string {
	var s []byte
	for range 5 {
		s = append(s, byte('a'+i%26))
		i /= 26
	}
	return string(s)
}
