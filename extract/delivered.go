package extract

import (
	"bytes"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Engines deliver the lines of [Stream] in files, in an order, and as often as they
// please. A document counts once: the same profile again is the same; two that differ,
// and fewer or more than the lines say there are, are refused.

// deliveredLine is what is read of a line.
type deliveredLine struct {
	Profile string `json:"profile"`
	Seal    string `json:"seal"`
}

// stream takes in the lines of a file that an engine wrote.
func (g *gathering) stream(name string) error {
	in, err := openLines(name)
	if err != nil {
		return err
	}
	defer in.Close()
	for n := 1; ; n++ {
		line, err := in.next()
		if err == io.EOF {
			if n == 1 {
				g.empty = append(g.empty, name) // of an engine's empty partition
			} else {
				g.from = append(g.from, name)
			}
			return nil
		}
		if err == nil && len(bytes.TrimSpace(line)) > 0 {
			err = g.line(name, line)
		}
		var parts *PartsError
		if err != nil && !errors.As(err, &parts) {
			err = &PartsError{fmt.Sprintf("%s, line %d: %v", name, n, err), "name only what extract --shard or extract --stream wrote, as it wrote it"}
		}
		if err != nil {
			return err
		}
	}
}

func (g *gathering) line(name string, line []byte) error {
	var l deliveredLine
	var p sealedProfile
	if err := json.Unmarshal(line, &l); err != nil || l.Profile == "" {
		return errors.New("it is no profile")
	}
	text := []byte(l.Profile)
	if err := json.Unmarshal(text, &p); err != nil || p.File == "" {
		return errors.New("it is no profile")
	}
	if p.Format != sealedFormat {
		return &PartsError{fmt.Sprintf("%s: the form of a profile is %q, and this program reads %q", name, p.Format, sealedFormat), "extract all documents again with this program"}
	}
	if err := sameBasis(name, p.Basis, g.own); err != nil {
		return err
	}
	if !hmac.Equal([]byte(l.Seal), []byte(sealOfText(g.key, text))) {
		return errors.New("the profile was changed after it was written: its seal does not fit")
	}
	if g.docs.Len() > 0 && p.Of != g.of {
		return &PartsError{fmt.Sprintf("%s: a profile is one of %d documents and an earlier one is one of %d", name, p.Of, g.of), "name the profiles of one batch only; remove those of an earlier one"}
	}
	g.of = p.Of
	return g.docs.Add(&Document{Rel: p.File, Profile: p.Profile})
}

// once takes a profile that was delivered twice for one, and refuses two that differ.
func (g *gathering) once(first, second int) error {
	a, err := g.docs.values.GetBytes(g.docs.at(first).at)
	if err != nil {
		return err
	}
	b, err := g.docs.values.GetBytes(g.docs.at(second).at)
	if err == nil && !bytes.Equal(a, b) {
		err = &PartsError{fmt.Sprintf("there are two profiles of the document %s, and they differ", g.docs.Rel(first)), "the document changed, or was read to different ends: extract it again, and name one of the two only"}
	}
	return err
}

// delivered are the documents of streams, if they are all.
func (g *gathering) delivered() (*Gathered, error) {
	out := &Gathered{Documents: g.docs}
	if err := g.docs.sort(g.once); err != nil {
		return nil, err
	}
	switch n := g.docs.Len(); {
	case g.of == 0:
		out.Notes = append(out.Notes, fmt.Sprintf("The profiles come from a stream that does not say of how many documents: whether the %d are all is not known. Give each line of the stream \"of\", their number", n))
	case n != g.of:
		return nil, &PartsError{fmt.Sprintf("the profiles are those of %d documents, and there are %d", g.of, n), "extract the missing ones, or all again, and name all profiles with --profiles"}
	}
	return out, nil
}
