package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// measured is one scenario when it is done.
type measured struct {
	Coverage []coverageRow
	Rates    []verdictRate
}

// measure draws and audits the pools of a scenario, or reads what an earlier call of the
// same program kept of it: a long calibration that was interrupted goes on where it was.
func (o options) measure(ctx context.Context, s scenario) (m measured, err error) {
	file := ""
	if o.keep != "" {
		if file, err = o.keptFile(s); err != nil {
			return m, err
		}
		text, err := os.ReadFile(file)
		if err == nil {
			return m, json.Unmarshal(text, &m)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return m, err
		}
	}
	draws, err := drawAll(ctx, s, o)
	if err != nil {
		return m, err
	}
	m = measured{coverage(s, draws), rates(s, draws)}
	if file == "" {
		return m, nil
	}
	text, err := json.Marshal(m)
	if err != nil {
		return m, err
	}
	if err := os.MkdirAll(o.keep, 0o755); err != nil {
		return m, err
	}
	return m, errors.Join(os.WriteFile(file+".part", text, 0o644), os.Rename(file+".part", file))
}

// keptFile is named by the scenario and by what its numbers depend on: the program
// itself, the scenario, the seed, the numbers of pools and the plan.
func (o options) keptFile(s scenario) (string, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	binary, err := os.ReadFile(program)
	if err != nil {
		return "", err
	}
	spec, err := s.spec().YAML()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%x %s %d %d %d %+v", sha256.Sum256(binary), spec, o.seed, o.pools, o.reliance, o.plan)
	return filepath.Join(o.keep, s.id+"-"+hex.EncodeToString(h.Sum(nil)[:8])+".json"), nil
}
