package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Engine is an installed tesseract. The zero value is none.
type Engine struct {
	// Path of the program and Version, as "5.3.0".
	Path, Version string
	// Languages to read, as tesseract names them: "eng", "deu".
	Languages []string
	// Data is the folder of the languages, if not the program's own.
	Data string
}

// Name as in "tesseract 5.3.0"; "" for none.
func (e Engine) Name() string {
	if e.Path == "" {
		return ""
	}
	return "tesseract " + e.Version
}

// ErrMissing: the program is not installed.
var ErrMissing = errors.New("tesseract is not installed")

// MissingLanguageError names the languages that are not installed.
type MissingLanguageError struct{ Missing, Installed []string }

func (e *MissingLanguageError) Error() string {
	return fmt.Sprintf("tesseract has no language %s; installed: %s", strings.Join(e.Missing, ", "), strings.Join(e.Installed, ", "))
}

// findTime is what tesseract may take to name its version and languages.
const findTime = 10 * time.Second

// Find looks for tesseract on the path and for the languages. The error is
// [ErrMissing], a [*MissingLanguageError], or says why the program does not run.
func Find(ctx context.Context, languages []string) (Engine, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return Engine{}, ErrMissing
	}
	if path, err = filepath.Abs(path); err != nil {
		return Engine{}, fmt.Errorf("find tesseract: %w", err)
	}
	e := Engine{Path: path, Languages: languages, Data: os.Getenv("TESSDATA_PREFIX")}
	version, err := e.ask(ctx, "--version")
	if err != nil {
		return Engine{}, err
	}
	if f := strings.Fields(version); len(f) > 1 {
		e.Version = strings.TrimPrefix(f[1], "v")
	}
	list, err := e.ask(ctx, "--list-langs")
	if err != nil {
		return Engine{}, err
	}
	_, names, _ := strings.Cut(list, "\n") // the first line is a heading
	installed := strings.Fields(names)
	var missing []string
	for _, l := range languages {
		if !slices.Contains(installed, l) {
			missing = append(missing, l)
		}
	}
	if len(missing) > 0 {
		return Engine{}, &MissingLanguageError{Missing: missing, Installed: installed}
	}
	return e, nil
}

func (e Engine) ask(ctx context.Context, question string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, findTime)
	defer cancel()
	cmd := e.command(ctx, question)
	out, err := cmd.CombinedOutput() // older versions answer on standard error
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", e.Path, question, err)
	}
	return string(out), nil
}

func (e Engine) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, e.Path, args...)
	cmd.WaitDelay = time.Second
	// One thread: the caller reads as many documents at once as there are cores.
	cmd.Env = []string{"OMP_THREAD_LIMIT=1"}
	if e.Data != "" {
		cmd.Env = append(cmd.Env, "TESSDATA_PREFIX="+e.Data)
	}
	for _, name := range []string{"SYSTEMROOT", "TMPDIR", "TEMP", "TMP"} {
		if v, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+v)
		}
	}
	endWithParent(cmd)
	return cmd
}

// Word that was seen. Pixels count from the picture's upper left corner.
type Word struct {
	Text string
	// Page from 1, of a picture with several.
	Page                     int
	Left, Top, Width, Height int
	// LineTop and LineHeight are those of the line that it stands in.
	LineTop, LineHeight int
	// Confidence in [0,1].
	Confidence float64
}

// maxOutput bytes are believed of one picture: some hundred times a full page.
const maxOutput = 16 << 20

// Read gives the words of one picture (PNG, JPEG, TIFF, PNM) in tesseract's order;
// dpi is the picture's resolution, 0 if it is not known.
func (e Engine) Read(ctx context.Context, picture []byte, dpi int) ([]Word, error) {
	args := []string{"stdin", "stdout", "-l", strings.Join(e.Languages, "+")}
	if dpi > 0 {
		args = append(args, "--dpi", strconv.Itoa(dpi))
	}
	cmd := e.command(ctx, append(args, "--psm", "3", "tsv")...)
	cmd.Stdin = bytes.NewReader(picture)
	out, errs := &limited{left: maxOutput}, &limited{left: 4096}
	cmd.Stdout, cmd.Stderr = out, errs
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("tesseract: %w", ctx.Err())
	case err != nil:
		first, _, _ := strings.Cut(strings.TrimSpace(errs.String()), "\n")
		return nil, fmt.Errorf("tesseract: %w: %s", err, first)
	}
	return parse(out.String()), nil
}

// minOrientation is the confidence from which tesseract's word on how a page is turned
// is taken; its own scale, on which clear pages have some tens.
const minOrientation = 2

// Turned gives by how many quarters clockwise a picture has to be turned for its text
// to stand upright: 0 where tesseract cannot tell. It needs the language "osd".
func (e Engine) Turned(ctx context.Context, picture []byte) (int, error) {
	cmd := e.command(ctx, "stdin", "stdout", "-l", "osd", "--psm", "0")
	cmd.Stdin = bytes.NewReader(picture)
	out := &limited{left: 4096}
	cmd.Stdout = out
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("tesseract: orientation: %w", err)
	}
	degrees, sure := 0.0, 0.0
	for line := range strings.SplitSeq(out.String(), "\n") {
		name, value, _ := strings.Cut(line, ":")
		n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		switch {
		case err != nil:
		case name == "Rotate":
			degrees = n
		case name == "Orientation confidence":
			sure = n
		}
	}
	if sure < minOrientation {
		return 0, nil
	}
	return int(degrees/90) % 4, nil
}

// limited keeps the first bytes that are written to it.
type limited struct {
	bytes.Buffer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	l.Buffer.Write(p[:n])
	return len(p), nil
}

// Columns of tesseract's TSV.
const (
	colLevel = 0
	colPage  = 1
	colLeft  = 6
	colConf  = 10
	colText  = 11
	columns  = 12

	levelLine, levelWord = 4, 5
)

// parse reads tesseract's table; rows that are none are passed over.
func parse(tsv string) []Word {
	var out []Word
	lineTop, lineHeight := 0, 0
	for row := range strings.SplitSeq(tsv, "\n") {
		f := strings.SplitN(strings.TrimSuffix(row, "\r"), "\t", columns)
		if len(f) < columns {
			continue
		}
		var box [4]int
		bad := false
		for i := range box {
			n, err := strconv.Atoi(f[colLeft+i])
			box[i], bad = n, bad || err != nil
		}
		level, err := strconv.Atoi(f[colLevel])
		page, pageErr := strconv.Atoi(f[colPage])
		if bad || err != nil || pageErr != nil {
			continue
		}
		switch level {
		case levelLine:
			lineTop, lineHeight = box[1], box[3]
		case levelWord:
			conf, err := strconv.ParseFloat(f[colConf], 64)
			if text := strings.TrimSpace(f[colText]); err == nil && conf >= 0 && text != "" {
				out = append(out, Word{Text: text, Page: page, Left: box[0], Top: box[1], Width: box[2], Height: box[3],
					LineTop: lineTop, LineHeight: lineHeight, Confidence: min(conf/100, 1)})
			}
		}
	}
	return out
}
