package appendix

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"weaksignal/reports"
	"weaksignal/reports/attack"
	"weaksignal/reports/sheet"
)

// handedOn writes the appendix into a folder, as a run does.
func handedOn(d *reports.Draft, dir string) error {
	f, err := os.Create(filepath.Join(dir, "appendix.xlsx"))
	if err != nil {
		return err
	}
	defer f.Close()
	return WriteDraft(context.Background(), f, d)
}

// onScreen is every cell, chart and name of the appendix, without the detour over files.
func onScreen(d *reports.Draft) (lines []string, err error) {
	w := &draft{Draft: d}
	for _, p := range w.pages() {
		for i, line := range p.Lines {
			for j, c := range line.Cells {
				lines = append(lines, fmt.Sprintf("%s!%s: %v %s", p.Name, sheet.At(j+1, i+1), c.Value, c.Formula))
			}
		}
		for _, c := range p.Charts {
			text, err := json.Marshal(c.Main)
			if err != nil {
				return nil, err
			}
			lines = append(lines, p.Name+": "+string(text))
		}
	}
	return lines, nil
}

func attackBooks(t *testing.T, books uint64, read attack.Reading) {
	t.Helper()
	withheld := 0
	for seed := range books {
		one := attack.Random(rand.New(rand.NewPCG(seed, 16)))
		found, err := attack.One(one, 0, read)
		if seed%4 == 3 {
			found, err = attack.Two(one, attack.Random(rand.New(rand.NewPCG(seed, 17))), 0, read)
		}
		if err != nil {
			t.Fatal(err)
		}
		withheld += found.Withheld
		for _, r := range found.Recovered {
			t.Errorf("seed %d: %s", seed, r)
		}
	}
	if withheld < int(books) {
		t.Errorf("only %d counts were attacked", withheld)
	}
}

// TestAttack attacks the cells of many random books, and of pairs of them as two periods
// that follow each other.
func TestAttack(t *testing.T) {
	books := uint64(60)
	switch {
	case testing.Short() || raceEnabled:
		books = 8
	case os.Getenv("WEAKSIGNAL_NIGHTLY") != "":
		books = 300
	}
	attackBooks(t, books, onScreen)
}

// TestAttackFiles attacks the files themselves: cells, charts, names, properties.
func TestAttackFiles(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("writes and reads hundreds of workbooks")
	}
	attackBooks(t, 4, attack.Files(handedOn))
}
