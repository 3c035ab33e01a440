package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	out := flag.String("out", "testdata", "folder to write to")
	seed := flag.Uint64("seed", 1, "seed of every draw")
	only := flag.String("only", "", "write only these, comma-separated: tables, plain, office, browser, tex, troubles")
	draws := flag.Int("draws", 0, "write nothing; draw this many pools and say how often the planted effects are found")
	flag.Parse()
	if *draws > 0 {
		if err := redraw(*draws, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "make:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*out, *seed, *only); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(out string, seed uint64, only string) error {
	want := func(step string) bool { return only == "" || strings.Contains(","+only+",", ","+step+",") }
	p := drawPool(seed)
	m := calibrate(p)
	draw := decideTypically(&p, m)
	files := fileNames(p)
	papers, err := writePapers(p)
	if err != nil {
		return err
	}
	if want("tables") {
		if err := writeTables(out, p, m, draw, papers, files); err != nil {
			return err
		}
	}
	if want("troubles") {
		if err := writeTroubles(filepath.Join(out, "troubles"), seed+1000); err != nil {
			return err
		}
	}
	return produce(filepath.Join(out, "resumes"), p, papers, files, want)
}

// writePapers writes and checks every paper, in the order of the applicants.
func writePapers(p pool) ([]paper, error) {
	banks := map[string]bank{}
	var out []paper
	for _, a := range p.applicants {
		b, ok := banks[a.language]
		if !ok {
			var err error
			if b, err = readBank(a.language); err != nil {
				return nil, err
			}
			banks[a.language] = b
		}
		doc := writeCareer(p, a, b, drawStyle(p.seed, a))
		if err := selfCheck(p, a, b, doc); err != nil {
			return nil, err
		}
		out = append(out, doc)
	}
	return out, nil
}

func writeTables(out string, p pool, m model, draw int, papers []paper, files map[string]string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	if err := writeCSV(filepath.Join(out, "decisions.csv"), decisionRows(p, files)); err != nil {
		return err
	}
	if err := writeCSV(filepath.Join(out, "groups.csv"), groupRows(p)); err != nil {
		return err
	}
	if err := writeTable(out, p.seed); err != nil {
		return err
	}
	return writeTruth(out, p, m, draw, papers, files)
}
