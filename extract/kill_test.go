package extract

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

// killedBatch is the argument by which this test binary runs a batch to be killed.
const killedBatch = "batch-to-be-killed"

func cachedOptions(dir string) Options {
	opt := testOptions()
	opt.CacheDir = dir
	return opt
}

// manyTexts writes n different documents.
func manyTexts(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("%d/cv-%d.txt", i%7, i)] = strings.ReplaceAll(resumeText, "Contoso", fmt.Sprintf("Contoso%d", i))
	}
	write(t, dir, files)
	return dir
}

// TestAKillLeavesAGoodCache kills a batch at several moments; the next run must
// say the same as one without a cache.
func TestAKillLeavesAGoodCache(t *testing.T) {
	dir, cacheDir := manyTexts(t, 150), filepath.Join(t.TempDir(), "cache")
	want := mustBatch(t, testOptions(), dir)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		cmd := exec.Command(exe, killedBatch, dir, cacheDir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60*(i+1)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	got := mustBatch(t, cachedOptions(cacheDir), dir)
	if !reflect.DeepEqual(got, want) {
		t.Error("after kills the cache gives other profiles than the documents")
	}
}

// TestTwoBatchesShareACache runs two batches over one folder and cache at once.
func TestTwoBatchesShareACache(t *testing.T) {
	dir, cacheDir := manyTexts(t, 60), filepath.Join(t.TempDir(), "cache")
	var results [2][]Document
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() {
			var err error
			if results[i], err = Batch(t.Context(), []string{dir}, cachedOptions(cacheDir)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if !reflect.DeepEqual(results[0], results[1]) {
		t.Error("two batches over one folder differ")
	}
}
