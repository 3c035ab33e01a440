package spill

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
)

// inMemory is how many bytes at the end of a file wait for being written.
const inMemory = 256 << 10

// File is bytes that are appended and read again at their places. The zero File is
// empty. It may be used by several goroutines.
type File struct {
	mu   sync.RWMutex
	file *os.File // nil while everything is in tail
	tail []byte
	from int64 // place of tail
}

// Append gives the place of the parts, which follow each other.
func (f *File) Append(parts ...[]byte) (at int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at = f.from + int64(len(f.tail))
	for _, p := range parts {
		f.tail = append(f.tail, p...)
	}
	if len(f.tail) < inMemory {
		return at, nil
	}
	if err := f.flush(); err != nil {
		return 0, fmt.Errorf("lay documents aside: %w", err)
	}
	return at, nil
}

func (f *File) flush() (err error) {
	if f.file == nil {
		if f.file, err = private(); err != nil {
			return err
		}
	}
	if _, err := f.file.WriteAt(f.tail, f.from); err != nil {
		return err
	}
	f.from += int64(len(f.tail))
	f.tail = f.tail[:0]
	return nil
}

// private makes a file that is this process's alone.
func private() (*os.File, error) {
	f, err := os.CreateTemp("", ".aside-")
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" { // which removes no open file
		if err := os.Remove(f.Name()); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}

// Len is the number of bytes.
func (f *File) Len() int64 {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.from + int64(len(f.tail))
}

// ReadAt reads len(p) bytes at a place; io.EOF where there are fewer.
func (f *File) ReadAt(p []byte, at int64) (n int, err error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if written := min(f.from-at, int64(len(p))); written > 0 {
		if n, err = f.file.ReadAt(p[:written], at); err != nil {
			return n, fmt.Errorf("read what was laid aside: %w", err)
		}
	}
	if n == len(p) {
		return n, nil
	}
	if start := at + int64(n) - f.from; start < int64(len(f.tail)) {
		n += copy(p[n:], f.tail[start:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// set writes over bytes that are there.
func (f *File) set(p []byte, at int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if written := min(f.from-at, int64(len(p))); written > 0 {
		if _, err := f.file.WriteAt(p[:written], at); err != nil {
			return fmt.Errorf("lay documents aside: %w", err)
		}
		p, at = p[written:], at+written
	}
	if len(p) > 0 {
		copy(f.tail[at-f.from:], p)
	}
	return nil
}

// Put appends a value as JSON and gives its place.
func (f *File) Put(value any) (at int64, err error) {
	text, err := json.Marshal(value)
	if err != nil {
		return 0, fmt.Errorf("lay documents aside: %w", err)
	}
	return f.PutBytes(text)
}

// PutBytes appends bytes with their number, and gives their place.
func (f *File) PutBytes(p []byte) (at int64, err error) {
	return f.Append(binary.LittleEndian.AppendUint32(nil, uint32(len(p))), p)
}

// Get reads a value that was put at a place.
func (f *File) Get(at int64, value any) error {
	text, err := f.GetBytes(at)
	if err == nil {
		err = json.Unmarshal(text, value)
	}
	if err != nil {
		return fmt.Errorf("read what was laid aside: %w", err)
	}
	return nil
}

// GetBytes reads bytes that were put at a place.
func (f *File) GetBytes(at int64) ([]byte, error) {
	var head [4]byte
	if _, err := f.ReadAt(head[:], at); err != nil {
		return nil, err
	}
	p := make([]byte, binary.LittleEndian.Uint32(head[:]))
	_, err := f.ReadAt(p, at+int64(len(head)))
	return p, err
}

// Each gives the values that were put, as they stand, in their order.
func (f *File) Each(do func(text []byte) error) error {
	for at, end := int64(0), f.Len(); at < end; {
		text, err := f.GetBytes(at)
		if err != nil {
			return err
		}
		if err := do(text); err != nil {
			return err
		}
		at += int64(4 + len(text))
	}
	return nil
}

// Close frees the file.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tail, f.from = nil, 0
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	if runtime.GOOS == "windows" {
		err = errors.Join(err, os.Remove(f.file.Name()))
	}
	f.file = nil
	return err
}
