package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// house lists, per room, what it may import of the module. The longest matching
// room counts.
func house() map[string][]string {
	rooms := map[string][]string{
		"weaksignal/extract":     {"weaksignal/extract"},
		"weaksignal/audit":       {"weaksignal/audit"},
		"weaksignal/audit/stats": {"weaksignal/audit/stats"},
		"weaksignal/reports":     {"weaksignal/reports", "weaksignal/audit"},
		// Rooms of reports: none reaches back.
		"weaksignal/reports/disclosure": {"weaksignal/audit"},
		"weaksignal/reports/sheet":      {"weaksignal/reports/sheet", "weaksignal/reports/words"},
		"weaksignal/reports/review":     {"weaksignal/reports/sheet", "weaksignal/reports/words"},
		"weaksignal/reports/cell":       {"weaksignal/reports/sheet", "weaksignal/reports/disclosure", "weaksignal/reports/words", "weaksignal/audit/result"},
		// The report: one page model, and two rooms that print it.
		"weaksignal/reports/page":  {"weaksignal/reports/page", "weaksignal/audit/result", "weaksignal/reports/disclosure", "weaksignal/reports/words"},
		"weaksignal/reports/xlsx":  {"weaksignal/reports/page", "weaksignal/reports/sheet"},
		"weaksignal/reports/html":  {"weaksignal/reports/page"},
		"weaksignal/reports/words": {"weaksignal/reports/words", "weaksignal/audit"},
		"weaksignal/cmd":           {"weaksignal"},
		"weaksignal/testdata":      {"weaksignal/testdata"},
	}
	for room, below := range auditRooms() {
		path := "weaksignal/audit/" + room
		rooms[path] = []string{path, "weaksignal/audit/internal/plant"} // tests plant pools
		for _, b := range below {
			rooms[path] = append(rooms[path], "weaksignal/audit/"+b)
		}
	}
	for room, below := range documentRooms() {
		path := "weaksignal/extract/document/" + room
		rooms[path] = []string{path}
		for _, b := range below {
			rooms[path] = append(rooms[path], "weaksignal/extract/document/"+b)
		}
	}
	for room, below := range decisionRooms() {
		path := "weaksignal/extract/decision/" + room
		rooms[path] = nil
		for _, b := range below {
			rooms[path] = append(rooms[path], "weaksignal/extract/"+b)
		}
	}
	const stats = "weaksignal/audit/stats"
	for room, below := range statsRooms() {
		path := stats + "/" + room
		rooms[path] = []string{"=" + stats, path, stats + "/internal"} // tests read oracles
		for _, b := range below {
			rooms[path] = append(rooms[path], stats+"/"+b)
		}
	}
	return rooms
}

// auditRooms lists the rooms of audit from the leaves up, with the rooms below that
// each may know.
func auditRooms() map[string][]string {
	return map[string][]string{
		"result":         {},
		"rule":           {},
		"stats":          {},
		"verdict":        {"result", "stats"},
		"dataset":        {"result"},
		"trend":          {"result", "stats"},
		"internal/plant": {"result", "dataset"},
		"rates":          {"result", "dataset", "stats"},
		"model":          {"result", "dataset", "stats", "rates"},
		"moderation":     {"result", "dataset", "stats", "model"},
		"groups":         {"result", "dataset", "stats", "rates", "model", "rule"},
		"reliance":       {"result", "dataset", "stats", "rates", "model", "groups"},
		"misread":        {"result", "dataset", "stats", "rates", "model", "verdict"},
		"screeners":      {"result", "dataset", "stats", "rates", "model"},
		"funnel":         {"result", "dataset", "stats", "rates", "model"},
	}
}

// documentRooms lists the rooms of extract/document from the leaves up, with those that
// each may know. None knows document itself.
func documentRooms() map[string][]string {
	return map[string][]string{
		"layout":     {},
		"ocr":        {},
		"draft":      {"layout"},
		"ink":        {"draft"},
		"doubt":      {"draft"},
		"plain":      {"draft"},
		"web":        {"draft", "ink", "plain"},
		"office":     {"draft", "ink", "plain"},
		"scan":       {"draft", "layout", "ocr"},
		"ledongthuc": {"draft", "ink", "layout"},
		"pdfium":     {"draft", "ink", "layout", "doubt", "scan"},
	}
}

// decisionRooms lists the rooms of the readers of decisions from the leaves up, with the
// rooms of extract that each may know.
func decisionRooms() map[string][]string {
	return map[string][]string{
		"words":        {},
		"ids":          {},
		"table":        {"parquet", "pool", "regular", "decision/table"},
		"doubt":        {"decision/table"},
		"dates":        {"decision/table", "decision/words", "decision/ids"},
		"lookup":       {"decision/table", "decision/words"},
		"heads":        {"decision/table", "decision/words", "decision/ids"},
		"demographics": {"decision/table", "decision/words", "decision/ids", "decision/doubt", "decision/lookup", "decision/heads"},
	}
}

// statsRooms lists the rooms of stats from the leaves up, with those that each may know
// besides stats itself.
func statsRooms() map[string][]string {
	return map[string][]string{
		"sensitivity": {},
		"resample":    {},
		"panel":       {},
		"agreement":   {"resample"},          // its tests bootstrap
		"proportions": {"exact"},             // its tests compare the two
		"exact":       {"proportions"},       // its tests compare the two
		"logit":       {"exact", "resample"}, // its tests compare with both
		"mixed":       {"logit"},
	}
}

// homes lists, per third-party module, the only packages that may import it.
func homes() map[string][]string {
	return map[string][]string{
		"github.com/ledongthuc/pdf":             {"weaksignal/extract/document/ledongthuc"},
		"github.com/klippa-app/go-pdfium":       {"weaksignal/extract/document/pdfium"},
		"github.com/tetratelabs/wazero":         {"weaksignal/extract/document/pdfium"},
		"golang.org/x/net":                      {"weaksignal/extract/document/office", "weaksignal/extract/document/web"},
		"github.com/richardlehane/mscfb":        {"weaksignal/extract/document/office"},
		"github.com/parquet-go/parquet-go":      {"weaksignal/extract/parquet"},
		"github.com/jdkato/prose":               {"weaksignal/extract/signal"},
		"github.com/xuri/excelize":              {"weaksignal/reports", "weaksignal/extract/decision", "weaksignal/cmd/calibrate"},
		"github.com/spf13/viper":                {"weaksignal/cmd/weaksignal/internal/config"},
		"github.com/go-viper/mapstructure":      {"weaksignal/cmd/weaksignal/internal/config"},
		"github.com/spf13/cobra":                {"weaksignal/cmd/weaksignal"},
		"github.com/spf13/pflag":                {"weaksignal/cmd/weaksignal/internal/config"},
		"go.yaml.in/yaml":                       {"weaksignal/extract/catalogue", "weaksignal/extract/document/doubt", "weaksignal/extract/decision/words", "weaksignal/audit/rule", "weaksignal/cmd/weaksignal/internal/config", "weaksignal/cmd/internal/simulate", "weaksignal/cmd/weaksignal/internal/experiment"},
		"gonum.org/v1/gonum":                    {"weaksignal/audit"},
		"go.etcd.io/bbolt":                      {"weaksignal/extract/cache", "weaksignal/cmd/weaksignal/internal/history"},
		"github.com/gofrs/flock":                {"weaksignal/extract/cache", "weaksignal/cmd/weaksignal/internal/lock"},
		"github.com/santhosh-tekuri/jsonschema": {"weaksignal/audit", "weaksignal/cmd/weaksignal"},
		"github.com/schollz/progressbar":        {"weaksignal/cmd/weaksignal"},
		"github.com/rogpeppe/go-internal":       {"weaksignal/cmd/weaksignal"},
		"golang.org/x/term":                     {"weaksignal/cmd/weaksignal"},
		"golang.org/x/text":                     {"weaksignal/extract"},
		"golang.org/x/sync":                     {"weaksignal/extract", "weaksignal/audit", "weaksignal/cmd/calibrate"},
		"golang.org/x/sys":                      {"weaksignal/extract/pool", "weaksignal/extract/document"},
	}
}

func TestEveryImportKeepsToTheHouse(t *testing.T) {
	root := filepath.Join("..", "..")
	rooms, modules := house(), homes()
	used := map[string]bool{}
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		files++
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := "weaksignal/" + filepath.ToSlash(rel)
		for _, imported := range importsOf(t, path) {
			checkImport(t, path, pkg, imported, rooms, modules, used)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("walked over %d Go files only: the test looks at the wrong folder", files)
	}
	for _, fixed := range []string{"github.com/ledongthuc/pdf", "github.com/jdkato/prose", "github.com/spf13/viper", "github.com/xuri/excelize"} {
		if !used[fixed] {
			t.Errorf("%s is used nowhere", fixed)
		}
	}
}

func checkImport(t *testing.T, path, pkg, imported string, rooms, modules map[string][]string, used map[string]bool) {
	t.Helper()
	first, _, _ := strings.Cut(imported, "/")
	switch {
	case first == "weaksignal":
		room := longest(rooms, pkg)
		if room == "" {
			t.Errorf("%s: package %s stands in no room of the house", path, pkg)
		} else if !within(imported, rooms[room]) {
			t.Errorf("%s: %s imports %s; the room may import only %v", path, pkg, imported, rooms[room])
		}
	case strings.Contains(first, "."):
		module := longest(modules, imported)
		if module == "" {
			t.Errorf("%s: imports %s, which has no home in this test", path, imported)
			return
		}
		used[module] = true
		if !within(pkg, modules[module]) {
			t.Errorf("%s: %s belongs to %v only", path, imported, modules[module])
		}
	}
}

func importsOf(t *testing.T, path string) []string {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, imported)
	}
	return all
}

// longest is the key that is path or a folder above it; the longest one.
func longest(table map[string][]string, path string) string {
	best := ""
	for key := range table {
		if within(path, []string{key}) && len(key) > len(best) {
			best = key
		}
	}
	return best
}

// within tells whether path is one of the folders or below it; "=folder" is the folder
// without what is below.
func within(path string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return path == f || "="+path == f || strings.HasPrefix(path, f+"/") })
}

func TestTopLevelIsTheAgreedOne(t *testing.T) {
	allowed := []string{"cmd", "extract", "audit", "reports", "testdata", "docs", "config.yaml", "go.mod", "go.sum", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md",
		".ci", ".git", ".gitignore", ".gitattributes", "staticcheck.conf", "out"}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s stands at the top level; the house has no such room", e.Name())
		}
	}
}

func TestEveryPackageHasADoc(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		sources, err := filepath.Glob(filepath.Join(path, "*.go"))
		if err != nil || len(sources) == 0 {
			return err
		}
		for _, s := range sources {
			f, err := parser.ParseFile(token.NewFileSet(), s, nil, parser.ParseComments|parser.PackageClauseOnly)
			if err != nil {
				return err
			}
			if f.Doc != nil {
				return nil
			}
		}
		t.Errorf("%s: no file has a package comment", path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
