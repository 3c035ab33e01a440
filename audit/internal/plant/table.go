package plant

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"weaksignal/audit/dataset"
	"weaksignal/audit/result"
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

// OracleTable reads audit/testdata/table.csv.
func OracleTable(t *testing.T, path string) *dataset.Dataset {
	t.Helper()
	weak, related := []string{"referral", "open_source", "award"}, []string{"years", "skills"}
	b := NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}, Attributes: []string{"sex"},
		Signals: append(Signals(result.Weak, weak...), Signals(result.JobRelated, related...)...)})
	for _, r := range ReadTable(t, path) {
		b.Put(&dataset.Row{Requisition: r["requisition"], Groups: []string{r["sex"]}, Values: r.Numbers(t, append(weak, related...)...),
			Stages: []dataset.StageRow{{Status: Decided(r["decision"] == "1"), Screener: r["screener"]}}})
	}
	return b.Dataset()
}
