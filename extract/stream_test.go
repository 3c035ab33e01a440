package extract

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"weaksignal/extract/document"
)

// lineOf is a line of a stream.
func lineOf(t *testing.T, fields map[string]any) string {
	t.Helper()
	text, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + "\n"
}

func streamed(t *testing.T, in io.Reader, opt Options) []Streamed {
	t.Helper()
	var out []Streamed
	if err := Stream(t.Context(), in, opt, func(d *Streamed) error {
		out = append(out, *d)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestStreamGivesTheBatch: whatever workers finish first, the profiles come in the order
// of the lines, and are those of a batch.
func TestStreamGivesTheBatch(t *testing.T) {
	dir := t.TempDir()
	files := shardedFiles()
	delete(files, "odd-\xff.txt") // JSON has no such name
	write(t, dir, files)
	want := mustBatch(t, testOptions(), dir)
	var in strings.Builder
	for i, d := range want {
		if i%2 == 0 {
			in.WriteString(lineOf(t, map[string]any{"file": d.Rel, "path": d.Path, "more": "of the caller's"}))
			continue
		}
		data, err := os.ReadFile(d.Path)
		if err != nil {
			t.Fatal(err)
		}
		in.WriteString(lineOf(t, map[string]any{"content": base64.StdEncoding.EncodeToString(data), "file": d.Rel, "of": len(want)}))
	}
	opt := testOptions()
	opt.Workers = 4
	got := streamed(t, strings.NewReader(in.String()), opt)
	if len(got) != len(want) {
		t.Fatalf("%d profiles of %d lines", len(got), len(want))
	}
	for i, d := range got {
		if d.Rel != want[i].Rel || d.Line != i+1 || !reflect.DeepEqual(d.Profile, want[i].Profile) {
			t.Errorf("line %d:\n got %s %+v\nwant %s %+v", i+1, d.Rel, d.Profile, want[i].Rel, want[i].Profile)
		}
	}
}

// TestStreamOfBadLines: each is a profile that says so, and the stream goes on.
func TestStreamOfBadLines(t *testing.T) {
	good := lineOf(t, map[string]any{"file": "good.txt", "content": base64.StdEncoding.EncodeToString([]byte(resumeText))})
	tests := []struct{ name, line, file, reason string }{
		{"empty", "", "", "it is empty"},
		{"no JSON", "{\"file\": \"a.txt\"", "", "no JSON object"},
		{"bytes", "\xff\x00\xfe", "", "no JSON object"},
		{"two objects", good[:len(good)-1] + good[:len(good)-1], "", "no JSON object"},
		{"a list", "[1, 2]", "", "no JSON object"},
		{"a word", "null", "", `names no "file"`},
		{"no name", `{"content": ""}`, "", `names no "file"`},
		{"a name that is none", `{"file": 7, "content": ""}`, "", `"file" is number`},
		{"nothing to read", `{"file": "a.txt"}`, "a.txt", `neither "content" nor "path"`},
		{"null", `{"file": "a.txt", "content": null}`, "a.txt", `neither "content" nor "path"`},
		{"both", `{"file": "a.txt", "content": "", "path": "b"}`, "a.txt", `both "content" and "path"`},
		{"no base64", `{"file": "a.txt", "content": "*"}`, "a.txt", "no base64"},
		{"no file there", `{"file": "a.txt", "path": "/nowhere/a.txt"}`, "a.txt", "cannot be opened"},
		{"a folder", `{"file": "a.txt", "path": "/"}`, "a.txt", "none now"},
		{"an empty document", `{"file": "a.txt", "content": ""}`, "a.txt", "empty"},
		{"less than none", `{"file": "a.txt", "content": "", "of": -1}`, "a.txt", "negative"},
	}
	in := good
	for _, test := range tests {
		in += test.line + "\n" + good
	}
	got := streamed(t, strings.NewReader(in), testOptions())
	if len(got) != 2*len(tests)+1 {
		t.Fatalf("%d profiles, want one a line", len(got))
	}
	for i, d := range got {
		if i%2 == 0 {
			if d.Profile.Status != document.Read || d.Rel != "good.txt" {
				t.Errorf("line %d, a good one: %s %+v", i+1, d.Rel, d.Profile)
			}
			continue
		}
		test := tests[i/2]
		if d.Profile.HasText() || !strings.Contains(d.Profile.Reason, test.reason) || d.Profile.Remedy == "" {
			t.Errorf("%s: %+v, want the reason %q and a remedy", test.name, d.Profile, test.reason)
		}
		if d.Nameless != (test.file == "") || !d.Nameless && d.Rel != test.file {
			t.Errorf("%s: file %q, nameless %v; want %q", test.name, d.Rel, d.Nameless, test.file)
		}
	}
}

// endless gives a line of n bytes, then a good one, without holding it.
type endless struct {
	head, tail io.Reader
	n          int64
}

func (e *endless) Read(p []byte) (int, error) {
	if n, err := e.head.Read(p); err == nil {
		return n, nil
	}
	if e.n > 0 {
		n := min(int64(len(p)), e.n)
		for i := range p[:n] {
			p[i] = 'A'
		}
		e.n -= n
		return int(n), nil
	}
	return e.tail.Read(p)
}

// TestStreamOfHugeLines: what is beyond a document's limit is passed over, not held.
func TestStreamOfHugeLines(t *testing.T) {
	good := lineOf(t, map[string]any{"file": "good.txt", "content": base64.StdEncoding.EncodeToString([]byte(resumeText))})
	opt := testOptions()
	opt.Limits.Bytes = 64 << 10
	fits := lineOf(t, map[string]any{"file": "just.txt", "content": base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("x"), 64<<10+1))})
	in := &endless{head: strings.NewReader(fits + `{"file": "huge.pdf", "content": "`), n: 1 << 30, tail: strings.NewReader("\"}\n" + good)}
	got := streamed(t, in, opt)
	if len(got) != 3 || got[2].Profile.Status != document.Read {
		t.Fatalf("%d profiles: %+v", len(got), got)
	}
	for i, name := range []string{"just.txt", "huge.pdf"} {
		if got[i].Rel != name || got[i].Profile.Status != document.TooLarge || got[i].Profile.Reason == "" {
			t.Errorf("%s: %+v, want %s as too large", got[i].Rel, got[i].Profile, name)
		}
	}
}

// TestStreamEnds where nobody reads on, and where the input breaks.
func TestStreamEnds(t *testing.T) {
	lines := strings.Repeat(lineOf(t, map[string]any{"file": "a.txt", "content": "aGVsbG8="}), 50)
	closed := errors.New("the pipe is closed")
	n := 0
	if err := Stream(t.Context(), strings.NewReader(lines), testOptions(), func(*Streamed) error {
		if n++; n == 3 {
			return closed
		}
		return nil
	}); !errors.Is(err, closed) || n != 3 {
		t.Errorf("%v after %d profiles, want the error of the third", err, n)
	}
	broken := io.MultiReader(strings.NewReader(lines), &failing{})
	if err := Stream(t.Context(), broken, testOptions(), func(*Streamed) error { return nil }); !errors.Is(err, errBroken) {
		t.Errorf("%v, want the input's error", err)
	}
	if got := streamed(t, strings.NewReader(strings.TrimSuffix(lines, "\n")), testOptions()); len(got) != 50 {
		t.Errorf("%d profiles, want 50: the last line has no end", len(got))
	}
	if got := streamed(t, strings.NewReader(""), testOptions()); got != nil {
		t.Errorf("%+v of nothing", got)
	}
}

var errBroken = errors.New("broken")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errBroken }

// delivered are the lines that a stream's profiles become, by file.
func delivered(t *testing.T, opt Options, of int, files map[string]string) map[string][]byte {
	t.Helper()
	sealer, err := NewSealer(opt)
	if err != nil {
		t.Fatal(err)
	}
	var in strings.Builder
	for name, text := range files {
		in.WriteString(lineOf(t, map[string]any{"file": name, "content": base64.StdEncoding.EncodeToString([]byte(text)), "of": of}))
	}
	out := map[string][]byte{}
	for _, d := range streamed(t, strings.NewReader(in.String()), opt) {
		profile, seal, err := sealer.Seal(&d)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(profile, "example.org") {
			t.Errorf("words of a document are in its profile: %s", profile)
		}
		if out[d.Rel], err = marshalLine(deliveredLine{profile, seal}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestWhatEnginesDeliver: a part twice counts once, a lost one and one of another
// reading are refused, in whatever files they come.
func TestWhatEnginesDeliver(t *testing.T) {
	files := map[string]string{"dir/a.txt": resumeText, "copy.txt": resumeText, "b.txt": strings.ReplaceAll(resumeText, "Ana", "Bo"), "bad.pdf": "%PDF-1.4\nnothing"}
	all := delivered(t, testOptions(), 4, files)
	changed := delivered(t, testOptions(), 4, map[string]string{"b.txt": resumeText + "Skills\nRust\n"})
	fewer := delivered(t, testOptions(), 3, map[string]string{"b.txt": files["b.txt"]})
	noNumber := delivered(t, testOptions(), 0, map[string]string{"b.txt": files["b.txt"]})
	otherKey := testOptions()
	otherKey.Key = []byte(strings.Repeat("o", 32))
	foreign := delivered(t, otherKey, 4, map[string]string{"b.txt": files["b.txt"]})
	join := func(lines ...[]byte) []byte { return bytes.Join(lines, nil) }
	a, b, c, bad := all["dir/a.txt"], all["b.txt"], all["copy.txt"], all["bad.pdf"]
	for name, test := range map[string]struct {
		parts map[string][]byte
		want  string // of the error; "" = all four documents
	}{
		"whole":             {map[string][]byte{"part-00000": join(a, b), "part-00001-x.json": join(c, bad), "part-00002": nil, "_SUCCESS": nil, ".part-00000.crc": []byte("crc")}, ""},
		"a part twice":      {map[string][]byte{"x.jsonl": join(a, b), "y.jsonl": join(bad, c), "z.jsonl": join(b, a, a)}, ""},
		"no end of line":    {map[string][]byte{"x.jsonl": bytes.TrimSpace(join(a, b, c, bad))}, ""},
		"a part is lost":    {map[string][]byte{"x.jsonl": join(a, b, bad)}, "of 4 documents, and there are 3"},
		"a part is cut":     {map[string][]byte{"x.jsonl": join(a, b, c, bad[:len(bad)/2])}, "x.jsonl, line 4: it is no profile"},
		"another document":  {map[string][]byte{"x.jsonl": join(a, b, c, bad), "y.jsonl": changed["b.txt"]}, "two profiles of the document b.txt, and they differ"},
		"another batch":     {map[string][]byte{"x.jsonl": join(a, c, bad), "y.jsonl": fewer["b.txt"]}, "one of 3 documents and an earlier one is one of 4"},
		"another key":       {map[string][]byte{"x.jsonl": join(a, c, bad), "y.jsonl": foreign["b.txt"]}, "another key"},
		"changed":           {map[string][]byte{"x.jsonl": join(a, c, bad, bytes.Replace(b, []byte(`quality\":1`), []byte(`quality\":0`), 1))}, "its seal does not fit"},
		"another version":   {map[string][]byte{"x.jsonl": join(a, c, bad, bytes.Replace(b, []byte(`reader\":\"`), []byte(`reader\":\"other `), 1))}, "another version of the program"},
		"another form":      {map[string][]byte{"x.jsonl": join(a, c, bad, bytes.Replace(b, []byte(sealedFormat), []byte("weaksignal.profile/9"), 1))}, "extract all documents again with this program"},
		"rows without":      {map[string][]byte{"x.jsonl": []byte("{\"file\": \"a.txt\", \"status\": \"read\"}\n")}, "line 1: it is no profile"},
		"nothing":           {map[string][]byte{"part-00000": nil}, "no file of profiles"},
		"a job under way":   {map[string][]byte{"part-00000": join(a, b, c, bad), "_temporary": nil}, "has not ended"},
		"a number is given": {map[string][]byte{"x.jsonl": join(noNumber["b.txt"], a)}, "one of 4 documents and an earlier one is one of 0"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for part, data := range test.parts {
				put(t, filepath.Join(dir, part), data)
			}
			got, err := Gather([]string{dir}, testOptions())
			if test.want != "" {
				var parts *PartsError
				if !errors.As(err, &parts) || !strings.Contains(err.Error(), test.want) || parts.Remedy == "" {
					t.Errorf("%v, want %q", err, test.want)
				}
				return
			}
			if err != nil || got.Documents.Len() != 4 || len(got.Notes) != 0 {
				t.Fatalf("%+v, %v", got, err)
			}
			var said []string
			for _, d := range everyOne(t, got.Documents) {
				said = append(said, fmt.Sprintf("%s %s %s", d.Rel, d.Profile.Status, d.DuplicateOf))
			}
			if want := []string{"b.txt read ", "bad.pdf unreadable ", "copy.txt read ", "dir/a.txt read copy.txt"}; !reflect.DeepEqual(said, want) {
				t.Errorf("%q, want %q", said, want)
			}
		})
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "x.jsonl"), noNumber["b.txt"])
	if got, err := Gather([]string{dir}, testOptions()); err != nil || len(got.Notes) != 1 {
		t.Errorf("%+v, %v: want a note that the number is not known", got, err)
	}
}

// TestProfilesInParquet: a shard, the lines as an engine keeps them, and its columns.
func TestProfilesInParquet(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "resumes"), map[string]string{"a.txt": resumeText, "b.txt": strings.ReplaceAll(resumeText, "Ana", "Bo")})
	for i := 1; i <= 2; i++ {
		p, err := BatchShard(t.Context(), []string{filepath.Join(dir, "resumes")}, Shard{i, 2}, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := p.WriteParquet(&out, testOptions().Key); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, fmt.Sprintf("%d.parquet", i)), out.Bytes())
	}
	if got, err := Gather([]string{dir}, testOptions()); err != nil || got.Documents.Len() != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "1.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "1.parquet"), bytes.Replace(data, []byte("a.txt"), []byte("c.txt"), 1))
	if _, err := Gather([]string{filepath.Join(dir, "1.parquet")}, testOptions()); err == nil {
		t.Error("a shard of two alone is taken")
	}
}
