package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weaksignal/cmd/weaksignal/internal/exit"
)

// TestTablesThatMustNotBeOpened: a pipe that nobody writes to, and a spreadsheet of some
// hundred kilobytes that unpacks to hundreds of megabytes.
func TestTablesThatMustNotBeOpened(t *testing.T) {
	dir := newPool(t)
	name := filepath.Join(dir, "bomb.xlsx")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	w, err := z.Create("xl/sharedStrings.xml")
	if err != nil {
		t.Fatal(err)
	}
	block := []byte(strings.Repeat("<si><t>x</t></si>", 1<<16))
	for range 300 {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	for _, args := range [][]string{{"audit", "--decisions", "bomb.xlsx"}, {"check", "--decisions", "bomb.xlsx"}, {"check", "--demographics", "bomb.xlsx"}, {"whois", "A-AAAAAAAAAAAA", "--decisions", "bomb.xlsx"}} {
		if said := expect(t, command(dir, args...), exit.BadUsage); !strings.Contains(said, "which no table does") {
			t.Errorf("%v: %s", args, said)
		}
	}
	pipe := filepath.Join(dir, "pipe.csv")
	if !fifo(pipe) {
		t.Skip("no named pipes here")
	}
	for _, args := range [][]string{{"audit", "--decisions", "pipe.csv"}, {"check", "--demographics", "pipe.csv"}, {"audit", "--config", "pipe.csv"}, {"audit", "--candidates", "pipe.csv"}} {
		began := time.Now()
		if said := expect(t, command(dir, args...), exit.BadUsage); !strings.Contains(said, "no regular file") || time.Since(began) > time.Minute {
			t.Errorf("%v: %s", args, said)
		}
	}
}
