package main

import (
	"io"
	"math"
	"strings"

	"weaksignal/cmd/weaksignal/internal/inputs"
	"weaksignal/cmd/weaksignal/internal/version"
	"weaksignal/extract/parquet"
)

// writeParquet writes the columns of the CSV file with types, for those who count with
// a program. What made them stands in the metadata.
func (a *app) writeParquet(w io.Writer, rows extractRows) error {
	ids := inputs.SignalIDs(a.Catalogue)
	var columns []parquet.Column
	for _, name := range []string{"file", "sha256", "format", "engine", "status", "reason", "route", "highest_degree", "skills"} {
		columns = append(columns, parquet.Column{Name: name, Kind: parquet.Text})
	}
	for _, name := range []string{"hidden", "years_experience"} {
		columns = append(columns, parquet.Column{Name: name, Kind: parquet.Number})
	}
	for _, id := range ids {
		columns = append(columns, parquet.Column{Name: id, Kind: parquet.Flag})
	}
	out := parquet.NewWriter(w, columns)
	out.Set("weaksignal.version", version.String())
	out.Set("weaksignal.catalogue", a.Catalogue.Version())
	for r, err := range rows {
		if err != nil {
			return err
		}
		degree, years := "", math.NaN()
		if r.Measures.HighestDegree != nil {
			degree = *r.Measures.HighestDegree
		}
		if r.Measures.YearsExperience != nil {
			years = *r.Measures.YearsExperience
		}
		values := []any{r.File, r.SHA256, string(r.Format), r.Engine, string(r.Status), r.Reason, r.Route, degree, strings.Join(r.Measures.Skills, "; "), float64(r.Hidden), years}
		for _, id := range ids {
			values = append(values, r.Signals[id].Present)
		}
		if err := out.Write(values...); err != nil {
			return err
		}
	}
	return out.Close()
}
