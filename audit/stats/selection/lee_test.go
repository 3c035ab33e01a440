package selection

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"testing"
)

func TestLeeAgainstTrimming(t *testing.T) {
	raw, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Sets []struct {
			With, Without [3]float64
			Low, High     float64
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil || len(file.Sets) != 5 {
		t.Fatalf("%d sets, %v", len(file.Sets), err)
	}
	for _, s := range file.Sets {
		low, high, err := Lee(Arm{s.With[0], s.With[1], s.With[2]}, Arm{s.Without[0], s.Without[1], s.Without[2]})
		if err != nil || math.Abs(low-s.Low) > 1e-12 || math.Abs(high-s.High) > 1e-12 {
			t.Errorf("%v against %v: %v to %v (%v), R says %v to %v", s.With, s.Without, low, high, err, s.Low, s.High)
		}
	}
}

func TestLeeWithoutSelection(t *testing.T) {
	low, high, err := Lee(Arm{100, 50, 25}, Arm{60, 30, 6})
	if err != nil || math.Abs(low-.3) > 1e-12 || low != high {
		t.Errorf("%v to %v, %v; want .3", low, high, err)
	}
	if _, _, err := Lee(Arm{10, 0, 0}, Arm{10, 5, 1}); !errors.Is(err, ErrNobody) {
		t.Errorf("nobody entered: %v", err)
	}
}
