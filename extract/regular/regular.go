package regular

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrKind is the error of what is no regular file: a folder, a pipe, a socket, a device.
var ErrKind = errors.New("no regular file")

// SizeError says that a file holds more than may be read of it.
type SizeError struct{ Max int64 }

func (e *SizeError) Error() string { return fmt.Sprintf("it holds more than %d bytes", e.Max) }

// Open opens a file for reading. Links are followed.
func Open(path string) (*os.File, error) { return open(path, 0) }

// OpenListed opens a file that a listing gave, which follows no link.
func OpenListed(path string) (*os.File, error) { return open(path, noFollow) }

func open(path string, flags int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|nonBlock|flags, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: path, Err: ErrKind}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Read reads a whole file of at most limit bytes; the error is a [*SizeError] for a
// longer one, of which no more than the limit is read.
func Read(path string, limit int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadAll(f, limit)
}

// ReadAll reads the rest of an open file as Read does.
func ReadAll(f *os.File, limit int64) ([]byte, error) {
	size := int64(512)
	if info, err := f.Stat(); err == nil {
		size = min(info.Size(), limit) + 1
	}
	data := make([]byte, 0, size)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > limit:
			return nil, &fs.PathError{Op: "read", Path: f.Name(), Err: &SizeError{limit}}
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, err
		case len(data) == cap(data):
			data = append(data, 0)[:len(data)]
		}
	}
}
