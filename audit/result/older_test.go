package result

import (
	"encoding/json"
	"testing"
)

func TestWordsOfTheFirstSchema(t *testing.T) {
	for old, want := range map[string]Verdict{"relied_on": Associated, "no_material_reliance": NoMaterialAssociation, "cannot_tell": CannotTell,
		"associated": Associated, "no_material_association": NoMaterialAssociation} {
		var s SignalResult
		if err := json.Unmarshal([]byte(`{"verdict":"`+old+`"}`), &s); err != nil || s.Verdict != want {
			t.Errorf("%s is read as %q, %v; want %q", old, s.Verdict, err, want)
		}
	}
	var s SignalResult
	if err := json.Unmarshal([]byte(`{"verdict":3}`), &s); err == nil {
		t.Error("a number was read as a verdict")
	}
}

func TestLooksWithoutAMeasureAreOfTheFirst(t *testing.T) {
	for text, want := range map[string]Measure{`{"run_id":"a"}`: MeasureMarginal, `{"run_id":"a","measure":2}`: MeasureDecisive} {
		var l Look
		if err := json.Unmarshal([]byte(text), &l); err != nil || l.Measure != want || l.RunID != "a" {
			t.Errorf("%s is read as %+v, %v; want measure %d", text, l, err, want)
		}
	}
}
