package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// What a reader can hold in the head: files of a package, methods of a type, lines of a
// function. Who needs more makes a room, a type or a function of it.
const (
	maxFiles   = 30
	maxMethods = 30
	maxLines   = 66
)

// stillOver are types that have more methods than that. Their numbers may fall and never
// rise, and no other name joins them.
var stillOver = map[string]int{
	"extract/decision/exportReader": 82,
	"audit/model/Adjustment":        59,
	"extract/signal/Detector":       52,
	"audit/stats/logit/Grouped":     36,
	"audit/stats/logit/Fit":         35,
	"audit/stats/panel/Panel":       36,
}

// TestNothingIsTooLarge counts outside of tests.
func TestNothingIsTooLarge(t *testing.T) {
	root := filepath.Join("..", "..")
	files, methods := map[string]int{}, map[string]int{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		folder := filepath.Dir(path)
		rel, err := filepath.Rel(root, folder)
		if err != nil {
			return err
		}
		files[folder]++
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			fn, is := decl.(*ast.FuncDecl)
			if !is {
				continue
			}
			if n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; n > maxLines {
				t.Errorf("%s: %s has %d lines; the most is %d", path, fn.Name.Name, n, maxLines)
			}
			if fn.Recv != nil {
				methods[filepath.ToSlash(rel)+"/"+receiver(fn.Recv.List[0].Type)]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, n := range files {
		if n > maxFiles {
			t.Errorf("%s has %d files; the most is %d", folder, n, maxFiles)
		}
	}
	for name, n := range methods {
		most := max(maxMethods, stillOver[name])
		if n > most {
			t.Errorf("%s has %d methods; the most is %d", name, n, most)
		}
		if known := stillOver[name]; known > n {
			t.Errorf("%s has %d methods, and %d are allowed: lower its number, or take it off the list", name, n, known)
		}
	}
}

// receiver is the name of a method's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return "?"
}
