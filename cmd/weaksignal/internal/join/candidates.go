package join

import (
	"context"
	"errors"

	"weaksignal/extract/decision"
)

// FromCandidates builds the audit's input from a candidates table.
func FromCandidates(ctx context.Context, path string, spec decision.TableSpec, roles []Role, p Pseudonymiser) (*Joined, error) {
	return nil, errors.New("not written yet")
}
