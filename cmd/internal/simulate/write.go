package simulate

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// TableStage is the name that the audit gives the stage of a table without stages.
const TableStage = "screening"

// errNotEmpty is the refusal to write into a folder that holds something.
var errNotEmpty = errors.New("the folder is not empty")

// CheckEmpty refuses a folder that exists and holds something, or is a file.
func CheckEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look into %s: %w", dir, err)
	case len(entries) > 0:
		return fmt.Errorf("%s: %w", dir, errNotEmpty)
	}
	return nil
}

// WriteTablePool writes table, configuration, truth and spec into an empty or new
// folder; after an error it is as it was.
func (p *Population) WriteTablePool(ctx context.Context, dir string) (*Truth, error) {
	return p.writePool(ctx, dir, TableStage, p.spec.tableConfig, func(dir string) error {
		return writeFile(filepath.Join(dir, tableFile), func(w io.Writer) error { return p.writeTable(ctx, w) })
	})
}

// writePool writes what every pool has, and fills in the applications.
func (p *Population) writePool(ctx context.Context, dir, stage string, config func() ([]byte, error), fill func(dir string) error) (*Truth, error) {
	text, err := config()
	if err != nil {
		return nil, err
	}
	truth, err := p.Truth(ctx, stage)
	if err != nil {
		return nil, err
	}
	return truth, allOrNothing(dir, func(dir string) error {
		if err := p.writeCommon(dir, text, truth); err != nil {
			return err
		}
		return fill(dir)
	})
}

// allOrNothing fills a folder within dir and moves what is in it up when all of it
// is there.
func allOrNothing(dir string, fill func(dir string) error) (err error) {
	if err := CheckEmpty(dir); err != nil {
		return err
	}
	_, missing := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	defer func() {
		if err != nil && missing != nil {
			err = errors.Join(err, os.Remove(dir))
		}
	}()
	partial, err := os.MkdirTemp(dir, ".partial-")
	if err != nil {
		return err
	}
	defer func() {
		if cleared := os.RemoveAll(partial); err == nil {
			err = cleared
		}
	}()
	if err := fill(partial); err != nil {
		return err
	}
	entries, err := os.ReadDir(partial)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := os.Rename(filepath.Join(partial, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (p *Population) writeCommon(dir string, config []byte, truth *Truth) error {
	spec, err := p.spec.YAML()
	if err != nil {
		return err
	}
	var record bytes.Buffer
	encoder := json.NewEncoder(&record)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(truth); err != nil {
		return err
	}
	for name, text := range map[string][]byte{ConfigFile: config, specFile: spec, truthFile: record.Bytes()} {
		if err := writeFile(filepath.Join(dir, name), func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
			return err
		}
	}
	return nil
}

// writeFile creates a file; it never overwrites one.
func writeFile(path string, fill func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	return errors.Join(fill(w), w.Flush(), f.Close())
}
