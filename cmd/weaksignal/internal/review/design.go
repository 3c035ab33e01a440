package review

import (
	"encoding/base32"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"weaksignal/audit/result"
)

// purpose of the seal of a design.
const purpose = "review"

// letters write a seal without a sign that a spreadsheet takes for a formula.
var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// Sealer keeps a design from the person who answers, and from being changed.
type Sealer interface {
	Seal(purpose string, text []byte) ([]byte, error)
	Open(purpose string, sealed []byte) ([]byte, error)
}

// Design is a sample as it was drawn: what a later run must know to weigh the answers.
type Design struct {
	// Run that drew the sample, and the catalogue that its signals were read by.
	Run       string                 `json:"run"`
	Catalogue string                 `json:"catalogue"`
	Strata    []result.SampleStratum `json:"strata"`
	// Items by stratum: pseudonyms of documents.
	Items [][]string `json:"items"`
}

// NewDesign names the documents of a sample by pseudonym.
func NewDesign(run, catalogue string, items []Item, sample *result.ReviewSample, pseudonym func(document int) string) *Design {
	d := &Design{Run: run, Catalogue: catalogue, Strata: sample.Strata, Items: make([][]string, len(sample.Strata))}
	for k, s := range sample.Strata {
		for _, item := range items {
			if item.Signal == s.Signal && item.Reading == s.Reading {
				d.Items[k] = append(d.Items[k], pseudonym(item.Document))
			}
		}
		slices.Sort(d.Items[k])
	}
	return d
}

// Seal makes the text that stands in the workbook.
func (d *Design) Seal(s Sealer) (string, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("seal the review's design: %w", err)
	}
	sealed, err := s.Seal(purpose, text)
	if err != nil {
		return "", fmt.Errorf("seal the review's design: %w", err)
	}
	return letters.EncodeToString(sealed), nil
}

// OpenDesign reads what Seal made; white space in it does no harm.
func OpenDesign(text string, s Sealer) (*Design, error) {
	sealed, err := letters.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, fmt.Errorf("open the review's design: %w", err)
	}
	plain, err := s.Open(purpose, sealed)
	if err != nil {
		return nil, fmt.Errorf("open the review's design: %w", err)
	}
	var d Design
	if err := json.Unmarshal(plain, &d); err != nil {
		return nil, fmt.Errorf("open the review's design: %w", err)
	}
	return &d, nil
}

// stratumOf finds where a line of the sheet was drawn; −1 if it was not.
func (d *Design) stratumOf(document, signal string) int {
	for k, s := range d.Strata {
		if s.Signal == signal && slices.Contains(d.Items[k], document) {
			return k
		}
	}
	return -1
}
