package appendix

import (
	"context"
	"io"
	"runtime"
	"testing"
	"time"

	"weaksignal/reports"
	"weaksignal/reports/bookstest"
	"weaksignal/reports/disclosure"
)

// peakHeap runs do and gives the most heap in use, in MB, seen every few milliseconds.
func peakHeap(do func()) float64 {
	done, seen := make(chan struct{}), make(chan uint64)
	go func() {
		var peak uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse)
			select {
			case <-done:
				seen <- peak
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	do()
	close(done)
	return float64(<-seen) / 1e6
}

// largeBook is of 400 requisitions.
func largeBook() *reports.Book {
	s := bookstest.Full()
	s.Requisitions, s.People, s.Screeners = 400, 12000, 40
	return bookstest.Invent(s)
}

// BenchmarkWorkbook400 writes audit.xlsx of 400 requisitions.
func BenchmarkWorkbook400(b *testing.B) {
	book := largeBook()
	b.ResetTimer()
	for b.Loop() {
		peak := peakHeap(func() {
			if err := Write(context.Background(), io.Discard, book); err != nil {
				b.Fatal(err)
			}
		})
		b.ReportMetric(peak, "peak-MB")
	}
}

// BenchmarkSuppression400 settles what is withheld of a book of 400 requisitions:
// every count entered, every sum that a reader could use solved.
func BenchmarkSuppression400(b *testing.B) {
	book := largeBook()
	b.ReportAllocs()
	for b.Loop() {
		disclosure.New(disclosure.Source{Result: book.Result, Requisitions: book.Requisitions})
	}
}
