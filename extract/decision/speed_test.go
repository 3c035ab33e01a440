package decision

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"
)

// benchRows is the size of the benchmarks' tables.
const benchRows = 1_000_000

// shapes are exports as systems write them: each returns its head and row i.
var shapes = []struct {
	name, head string
	row        func(i int) string
}{
	{"applications", "Candidate ID,Application ID,Candidate Name,Email,Resume,Job ID,Job Name,Level,Department,Office,Current Stage,Status,Applied On,Rejected On,Hired On,Rejection Reason,Source,Referrer,Recruiter,Openings",
		func(i int) string {
			status := "Rejected"
			if i%5 == 4 {
				status = "Hired"
			}
			return fmt.Sprintf("%d,%d,Given%d Family%d,given%d.family@example.com,,%d,\"Engineer, %d\",Junior,Ranking,Boston,%s,%s,2026-01-%02d,2026-02-%02d,,Other candidates more qualified,LinkedIn (job post),,Recruiter %d,1",
				41_000_000+i, 208_000_000+i, i%5000, i%7919, i, 4_100_000+i%400, i%20, stageNames[i%5], status, 1+i%28, 1+i%28, i%50)
		}},
	// Every cell in quotes, the name first, days as Americans write them, ids in no order.
	{"quoted", "Name,Candidate Id,Email,Requisition ID,Requisition Title,Location,Stage,Status,Application Date,Decision Date,Disposition Reason,Source,Recruiter,Resume",
		func(i int) string {
			status := []string{"Rejected", "Rejected", "Withdrawn", "Hired"}[i%4]
			return fmt.Sprintf(`"Given%d Family%d","C%08d","given%d.family@example.com","R-%04d","Engineer, Platform %d","Boston, MA","%s","%s","%02d/%02d/2026","%02d/%02d/2026","Does not meet ""basic"" qualifications","Career site","Recruiter %d","cv-%d.pdf"`,
				i%5000, i%7919, i*7_368_787%99_999_989, i, i%700, i%30, stageNames[i%5], status, 1+i%6, 1+i%28, 7+i%6, 1+i%28, i%60, i)
		}},
	// A row for each stage that an application entered, with moments.
	{"history", "Application ID,Candidate ID,Name,Job ID,Job,Department,Stage,Status,Entered At,Decided By,Reason,Source",
		func(i int) string {
			app, k := i/4, i%4
			status, reason := "Advanced", ""
			if k == 3 && app%4 > 0 {
				status, reason = "Rejected", "Not enough experience"
			}
			return fmt.Sprintf("A-%07d,%d,Given%d Family%d,J%03d,\"Analyst, %d\",Finance,%s,%s,2026-0%d-%02dT%02d:%02d:%02dZ,Recruiter %d,%s,Referral",
				app, 7_000_000+app*3, app%5000, app%7919, app%150, app%12, stageNames[k], status, 1+k, 1+app%28, app%24, app%60, app/60%60, app%40, reason)
		}},
}

var stageNames = []string{"Application Review", "Phone Screen", "Coding Challenge", "Onsite", "Offer"}

// benchExport writes an export of a million rows.
func benchExport(b *testing.B, head string, row func(int) string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "export.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, head)
	for i := range benchRows {
		fmt.Fprintln(w, row(i))
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// peak samples the heap while f runs and reports its highest size.
func peak(b *testing.B, f func()) {
	var stop atomic.Bool
	done := make(chan uint64)
	go func() {
		m := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}} // read without stopping the world
		high := uint64(0)
		for !stop.Load() {
			metrics.Read(m)
			high = max(high, m[0].Value.Uint64())
			time.Sleep(20 * time.Millisecond)
		}
		done <- high
	}()
	f()
	stop.Store(true)
	b.ReportMetric(float64(<-done)/(1<<20), "peakMB")
}

// encodingCSV is the yardstick: the same file through encoding/csv alone.
func encodingCSV(b *testing.B, path string) {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReaderSize(f, 256<<10))
	r.ReuseRecord = true
	for {
		if _, err := r.Read(); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadExports reads exports of a million rows and reports how many times as
// long encoding/csv takes for each (x/csv). With -cpu 1 that is processor time.
func BenchmarkReadExports(b *testing.B) {
	for _, s := range shapes {
		b.Run(s.name, func(b *testing.B) {
			b.ReportAllocs()
			path := benchExport(b, s.head, s.row)
			yard, own := time.Hour, time.Hour // the best of each
			peak(b, func() {
				for b.Loop() {
					start := time.Now()
					encodingCSV(b, path)
					yard = min(yard, time.Since(start))
					runtime.GC()
					start = time.Now()
					e, err := ReadExports(context.Background(), []string{path}, Options{})
					own = min(own, time.Since(start))
					if err != nil || e.Err() != nil || e.Rows != benchRows {
						b.Fatal(err, e.Err(), e.Rows)
					}
				}
			})
			b.ReportMetric(float64(own)/float64(yard), "x/csv")
			b.ReportMetric(yard.Seconds(), "s/csv")
		})
	}
}

func BenchmarkCandidates(b *testing.B) {
	path := filepath.Join(b.TempDir(), "table.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "candidate_id,requisition,screener,decision,a,b,c,d,e,f,g,h,i,years,skills")
	for i := range benchRows {
		x := i * 2654435761
		fmt.Fprintf(w, "C%07d,R-%02d,S%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,0.%d\n", i, i%40, i%30, x>>3&1,
			x>>4&1, x>>5&1, x>>6&1, x>>7&1, x>>8&1, x>>9&1, x>>10&1, x>>11&1, x>>12&1, x>>13&15, x>>17&7)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	f.Close()
	spec := TableSpec{ID: "candidate_id", Requisition: "requisition", Screener: "screener", Decision: "decision", Advanced: []string{"1"},
		Weak: []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}, JobRelated: []string{"years", "skills"}}
	runtime.GC()
	b.ReportAllocs()
	peak(b, func() {
		for b.Loop() {
			c, err := OpenCandidates(context.Background(), path, spec)
			if err != nil {
				b.Fatal(err)
			}
			if err := c.Each(context.Background(), func(*CandidateRow) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	})
}
