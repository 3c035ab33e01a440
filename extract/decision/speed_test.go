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
	"sync/atomic"
	"testing"
	"time"
)

// benchRows is the size of the benchmarks' tables.
const benchRows = 1_000_000

// benchExport writes an export of n rows with 20 columns, as a large employer has it.
func benchExport(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "export.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "Candidate ID,Application ID,Candidate Name,Email,Resume,Job ID,Job Name,Level,Department,Office,Current Stage,Status,Applied On,Rejected On,Hired On,Rejection Reason,Source,Referrer,Recruiter,Openings")
	stages := []string{"Application Review", "Phone Screen", "Coding Challenge", "Onsite", "Offer"}
	for i := range n {
		status := "Rejected"
		if i%5 == 4 {
			status = "Hired"
		}
		fmt.Fprintf(w, "%d,%d,Given%d Family%d,given%d.family@example.com,,%d,\"Engineer, %d\",Junior,Ranking,Boston,%s,%s,2026-01-%02d,2026-02-%02d,,Other candidates more qualified,LinkedIn (job post),,Recruiter %d,1\n",
			41_000_000+i, 208_000_000+i, i%5000, i%7919, i, 4_100_000+i%400, i%20, stages[i%5], status, 1+i%28, 1+i%28, i%50)
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
		var m runtime.MemStats
		high := uint64(0)
		for !stop.Load() {
			runtime.ReadMemStats(&m)
			high = max(high, m.HeapInuse)
			time.Sleep(20 * time.Millisecond)
		}
		done <- high
	}()
	f()
	stop.Store(true)
	b.ReportMetric(float64(<-done)/(1<<20), "peakMB")
}

// BenchmarkEncodingCSV is the yardstick: the same file through encoding/csv alone.
func BenchmarkEncodingCSV(b *testing.B) {
	b.ReportAllocs()
	path := benchExport(b, benchRows)
	for b.Loop() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		r := csv.NewReader(bufio.NewReaderSize(f, 256<<10))
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
	}
}

func BenchmarkReadExports(b *testing.B) {
	b.ReportAllocs()
	path := benchExport(b, benchRows)
	runtime.GC()
	peak(b, func() {
		for b.Loop() {
			e, err := ReadExports(context.Background(), []string{path}, Options{})
			if err != nil || e.Len() != benchRows {
				b.Fatal(err, e.Len())
			}
		}
	})
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
