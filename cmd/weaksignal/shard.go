package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"weaksignal/cmd/weaksignal/internal/array"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/place"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/extract"
)

// validateShard refuses what a file of profiles cannot hold.
func (f extractFlags) validateShard(env []string) (extract.Shard, error) {
	shard, err := array.Shard(f.shard, env)
	switch {
	case err != nil:
		return shard, exit.Usage(err, "")
	case f.evidence || f.unmasked || f.textOut != "" || f.asOf != "":
		return shard, exit.Usage(errors.New("--shard writes profiles, which hold no text and no date"), "leave out --evidence, --unmasked, --text-out and --as-of")
	case f.file == "":
		return shard, exit.Usage(errors.New("no --out FOLDER"), "name a folder for the profiles, a .jsonl or .parquet file, or - for standard output")
	case kind(f.file) == ".csv":
		return shard, exit.Usage(fmt.Errorf("--out %s: profiles are no table", f.file), "name a folder, a .jsonl or .parquet file, or - for standard output")
	}
	return shard, nil
}

// readShard reads one shard of the documents and writes its profiles, whole or
// not at all.
func (x extraction) readShard(ctx context.Context) error {
	shard, err := x.validateShard(x.env)
	if err != nil {
		return err
	}
	if err := x.extractable(); err != nil {
		return err
	}
	if err := x.mayWrite("--out", x.file); err != nil {
		return err
	}
	key, err := x.shardKey(shard)
	if err != nil {
		return err
	}
	file, err := partFile(x.file, shard)
	if err != nil {
		return err
	}
	if err := x.FindOCR(ctx); err != nil {
		return err
	}
	options := x.ExtractOptions(key.Secret())
	end := x.Progress("reading résumés", &options)
	part, err := extract.BatchShard(ctx, x.Config.Resumes, shard, options)
	end()
	if err != nil {
		return err
	}
	defer part.Documents.Close()
	write := func(w io.Writer) error { return part.Write(w, key.Secret()) }
	if kind(file) == ".parquet" {
		write = func(w io.Writer) error { return part.WriteParquet(w, key.Secret()) }
	}
	if file == "-" {
		err = write(x.stdout.Data())
	} else {
		err = place.Write(file, write)
	}
	if err != nil {
		return err
	}
	return x.summary(part.Documents)
}

// shardKey is the key of this state folder. A new one is told, because the parts of
// machines with keys of their own cannot be joined.
func (x extraction) shardKey(shard extract.Shard) (*pseudonym.Key, error) {
	_, err := pseudonym.Read(x.Config.State)
	if errors.Is(err, fs.ErrNotExist) && shard.Of > 1 {
		fmt.Fprintf(x.Stderr, "weaksignal: a new key was made in %s; every machine that extracts or audits this batch needs this same file \"key\" in its state folder\n", x.Config.State)
	}
	return pseudonym.Load(x.Config.State)
}

// partFile is where the shard's profiles go: into a folder under the shard's name,
// or to the file named. Its folder is made before hours of reading, not after.
func partFile(out string, shard extract.Shard) (string, error) {
	if out == "-" {
		return out, nil
	}
	if kind(out) != ".jsonl" && kind(out) != ".parquet" {
		out = filepath.Join(out, fmt.Sprintf("shard-%d-of-%d.jsonl", shard.Index, shard.Of))
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o700); err != nil {
		return "", fmt.Errorf("make the folder of profiles: %w", err)
	}
	return out, nil
}
