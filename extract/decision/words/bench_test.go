package words

import "testing"

// BenchmarkLoad is what every command pays that reads an export.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStatus is paid once for each distinct text.
func BenchmarkStatus(b *testing.B) {
	w, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		w.Status("Moved forward with other candidates")
	}
}
