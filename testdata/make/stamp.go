package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/fnv"
	"io"
	"regexp"
	"time"
)

// stamp sets the dates that a producer leaves in a file to the author's own, so
// that making the sample again gives the same files. Lengths stay as they are.
func stamp(raw []byte, made time.Time) ([]byte, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("%PDF")):
		return stampPDF(raw, made), nil
	case bytes.HasPrefix(raw, []byte("PK")):
		return stampZip(raw, made)
	case bytes.HasPrefix(raw, []byte(`{\rtf`)):
		dates := regexp.MustCompile(`\\yr\d+\\mo\d+\\dy\d+\\hr\d+\\min\d+`)
		return dates.ReplaceAll(raw, fmt.Appendf(nil, `\yr%d\mo%d\dy%d\hr%d\min%d`, made.Year(), made.Month(), made.Day(), made.Hour(), made.Minute())), nil
	}
	return raw, nil
}

// stampPDF overwrites dates and the hexadecimal identifiers that depend on them.
func stampPDF(pdf []byte, made time.Time) []byte {
	pdf = regexp.MustCompile(`\(D:\d{14}([+-]\d\d|Z)?`).ReplaceAllFunc(pdf, func(old []byte) []byte {
		return append([]byte("(D:"+made.Format("20060102150405")), old[17:]...)
	})
	h := fnv.New128a()
	fmt.Fprint(h, made.UnixNano(), len(pdf))
	id := fmt.Sprintf("%X", h.Sum(nil))
	trailer := regexp.MustCompile(`(<|/DocChecksum /)[0-9A-F]{32}`)
	return trailer.ReplaceAllFunc(pdf, func(old []byte) []byte { return append(old[:len(old)-32:len(old)-32], id...) })
}

// stampZip copies the entries of a zip container as they are, with one date.
func stampZip(raw []byte, made time.Time) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		h := f.FileHeader
		h.Modified, h.Extra = made, nil
		h.SetModTime(made) //nolint:staticcheck // raw entries keep the DOS date of the header
		to, err := w.CreateRaw(&h)
		if err != nil {
			return nil, err
		}
		from, err := f.OpenRaw()
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(to, from); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
