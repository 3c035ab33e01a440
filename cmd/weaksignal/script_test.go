package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain answers the ways in which the test binary is started again: as a worker
// that reads documents, and as the command of a script or of a fault test.
func TestMain(m *testing.M) {
	if worker(os.Args[1:]) != nil || os.Getenv(asCommand) != "" {
		os.Unsetenv(asCommand)
		main()
	}
	testscript.Main(m, map[string]func(){"weaksignal": main})
}

// TestScripts runs testdata/script/*.txtar: stdout, stderr, exit status, files
// present and absent. Each starts in a folder with the small pool of smallPool.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("WEAKSIGNAL_STATE", filepath.Join(env.WorkDir, "state"))
			env.Setenv("WEAKSIGNAL_CACHE", filepath.Join(env.WorkDir, "cache"))
			env.Setenv("XDG_CACHE_HOME", filepath.Join(os.TempDir(), "weaksignal-test-cache"))
			env.Setenv("LONG", strings.Repeat("n", 248))
			return smallPool(env.WorkDir)
		},
		Condition: func(name string) (bool, error) {
			if name != "race" {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			return raceEnabled, nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "fill": fillScript, "touch-old": touchOld},
	})
}

// touchOld makes files older than anything is kept: touch-old FILE…
func touchOld(ts *testscript.TestScript, neg bool, args []string) {
	then := time.Now().AddDate(-2, 0, 0)
	for _, name := range args {
		ts.Check(os.Chtimes(ts.MkAbs(name), then, then))
	}
}

// exits runs `weaksignal args…` and checks its exit status: exits 3 audit --out x.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS ARGS…")
	}
	err := ts.Exec("weaksignal", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}
