package reports

import "testing"

// BenchmarkSuppression400 settles what is withheld of a book of 400 requisitions:
// every count entered, every sum that a reader could use solved.
func BenchmarkSuppression400(b *testing.B) {
	s := fullShape()
	s.requisitions, s.people, s.screeners = 400, 12000, 40
	book := inventBook(s)
	b.ReportAllocs()
	for b.Loop() {
		newShown(book)
	}
}
