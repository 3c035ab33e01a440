package simulate

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
)

// Headers of the candidates table.
const (
	columnID          = "candidate_id"
	columnRequisition = "requisition"
	columnRole        = "role"
	columnScreener    = "screener"
	columnDecision    = "decision"
)

// header of the candidates table: role and screener only where the pool has them.
func (s *Spec) header() []string {
	out := []string{columnID, columnRequisition}
	if len(s.Roles) > 0 {
		out = append(out, columnRole)
	}
	if s.Screeners.Count > 0 {
		out = append(out, columnScreener)
	}
	out = append(out, columnDecision)
	for _, l := range s.Later {
		out = append(out, l.Name)
	}
	for _, g := range s.Signals {
		out = append(out, g.ID)
	}
	for _, a := range s.Groups {
		out = append(out, a.Name)
	}
	return out
}

// writeTable streams the pool as CSV, one row per application; an empty cell is
// unknown.
func (p *Population) writeTable(ctx context.Context, w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(p.spec.header()); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	var row []string
	err := p.Each(ctx, func(a *Applicant) error {
		row = p.record(row[:0], a)
		return out.Write(row)
	})
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

func (p *Population) record(row []string, a *Applicant) []string {
	s := p.spec
	row = append(row, personName(a.Person), requisitionName(a.Requisition))
	if len(s.Roles) > 0 {
		row = append(row, s.Roles[a.Role].Name)
	}
	if a.Screener >= 0 {
		row = append(row, screenerName(a.Screener))
	}
	row = append(row, decided(true, a.Advanced))
	for _, o := range a.Later {
		row = append(row, decided(o.Entered, o.Advanced))
	}
	for j, v := range a.Read {
		row = append(row, s.Signals[j].text(v))
	}
	for k, g := range a.Reported {
		name := ""
		if g >= 0 {
			name = s.Groups[k].Groups[g].Name
		}
		row = append(row, name)
	}
	return row
}

func (s *Signal) text(v float64) string {
	switch {
	case math.IsNaN(v):
		return ""
	case s.numeric():
		return strconv.FormatFloat(v, 'f', s.Decimals, 64)
	case v == 1:
		return "1"
	}
	return "0"
}

// decided is the cell of a stage's decision, empty where it was not entered.
func decided(entered, advanced bool) string {
	switch {
	case !entered:
		return ""
	case advanced:
		return "1"
	}
	return "0"
}

func personName(p int) string { return fmt.Sprintf("C%07d", p+1) }

func requisitionName(r int) string { return fmt.Sprintf("R-%04d", r+1) }

func screenerName(s int) string { return fmt.Sprintf("Screener %03d", s+1) }
