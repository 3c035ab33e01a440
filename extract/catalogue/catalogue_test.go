package catalogue_test

import (
	"testing"

	"weaksignal/extract/catalogue"
)

func TestDefault(t *testing.T) {
	c, err := catalogue.Default()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Signals) == 0 || len(c.Lists) == 0 || len(c.Version()) != 64 {
		t.Fatalf("%d signals, %d lists, version %q", len(c.Signals), len(c.Lists), c.Version())
	}
}
