package history

import (
	"fmt"
	"strconv"

	bolt "go.etcd.io/bbolt"
)

// steps take the database from one schema version to the next, in one transaction
// with the version: a kill leaves the old schema or the new one.
func steps() []func(*bolt.Tx) error {
	return []func(*bolt.Tx) error{makeBuckets, numberLooks}
}

// migrate brings the database to schemaVersion.
func migrate(tx *bolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists([]byte(metaBucket))
	if err != nil {
		return err
	}
	version := 0
	if text := meta.Get([]byte(versionKey)); text != nil {
		if version, err = strconv.Atoi(string(text)); err != nil || version < 0 {
			return fmt.Errorf("its schema version %q is no number", text)
		}
	}
	if version > schemaVersion {
		return fmt.Errorf("it was written by a newer version of weaksignal (schema %d, this one knows %d); use that version", version, schemaVersion)
	}
	for _, step := range steps()[version:] {
		if err := step(tx); err != nil {
			return fmt.Errorf("migrate it from schema %d: %w", version, err)
		}
	}
	return meta.Put([]byte(versionKey), []byte(strconv.Itoa(schemaVersion)))
}

func makeBuckets(tx *bolt.Tx) error {
	for _, name := range []string{runsBucket, keysBucket} {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}

// numberLooks gives the closed looks of version 1 their numbers, in order of their start.
func numberLooks(tx *bolt.Tx) error {
	runs := tx.Bucket([]byte(runsBucket))
	all, err := entries(runs)
	if err != nil {
		return err
	}
	next := 1
	for _, e := range all {
		if !e.Look.Closed {
			continue
		}
		e.Look.Number = next
		next++
		value, err := pack(e)
		if err != nil {
			return err
		}
		if err := runs.Put(id(e), value); err != nil {
			return err
		}
	}
	return nil
}
