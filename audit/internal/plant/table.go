package plant

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strconv"
	"testing"
)

// Load decodes a file of oracle values.
func Load(t *testing.T, path string, into any) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// record is a row of a CSV file by the names of its columns.
type record map[string]string

func ReadTable(t *testing.T, path string) []record {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	records := make([]record, len(rows)-1)
	for i, row := range rows[1:] {
		records[i] = record{}
		for j, name := range rows[0] {
			records[i][name] = row[j]
		}
	}
	return records
}

func (r record) Numbers(t *testing.T, columns ...string) []float64 {
	t.Helper()
	out := make([]float64, len(columns))
	for i, c := range columns {
		v, err := strconv.ParseFloat(r[c], 64)
		if err != nil {
			t.Fatalf("column %s: %v", c, err)
		}
		out[i] = v
	}
	return out
}
