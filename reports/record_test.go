package reports_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"weaksignal/audit/result"
	"weaksignal/reports"
	"weaksignal/reports/bookstest"
)

func TestWriteJSON(t *testing.T) {
	r := bookstest.Invent(bookstest.Full()).Result
	var one, two bytes.Buffer
	if err := reports.WriteJSON(&one, r, nil); err != nil {
		t.Fatal(err)
	}
	if err := reports.WriteJSON(&two, r, nil); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) || !bytes.HasSuffix(one.Bytes(), []byte("}\n")) {
		t.Error("two encodings differ, or the last line has no end")
	}
	var back result.Result
	if err := json.Unmarshal(one.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if back.Schema != result.SchemaID || len(back.Stages) != len(r.Stages) {
		t.Errorf("read back: schema %q, %d stages", back.Schema, len(back.Stages))
	}
	if err := reports.WriteJSON(&one, nil, nil); err == nil {
		t.Error("no result is no error")
	}
}

func TestWriteWorklist(t *testing.T) {
	items := []reports.WorkItem{
		{Kind: "document", File: "b, c.pdf", Reason: "no text\nlayer", Remedy: "ask for another file"},
		{Kind: "row", File: "export.csv", Row: 3, Reason: "x"},
		{Kind: "row", File: "export.csv", Row: 12, Column: "stage", Reason: "=unknown stage", Remedy: "map it"},
	}
	var out bytes.Buffer
	each := func(do func(reports.WorkItem) error) error {
		for _, item := range items {
			if err := do(item); err != nil {
				return err
			}
		}
		return nil
	}
	if err := reports.WriteWorklist(&out, each); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows[1:] {
		got = append(got, strings.Join(r, "|"))
	}
	want := []string{"document|b, c.pdf|||no text layer|ask for another file|", "row|export.csv|3||x||", "row|export.csv|12|stage|'=unknown stage|map it|"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !strings.Contains(strings.Join(rows[0], "|"), "file names") || rows[0][1] != "file" {
		t.Errorf("header %q", rows[0])
	}
}
