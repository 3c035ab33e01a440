package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"

	"weaksignal/audit"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options of one calibration.
type options struct {
	pools, reliance, workers int
	seed                     uint64
	scenarios                []scenario
	out, keep, document      string
	full                     bool
	plan                     audit.Plan
}

// run is the program. Exit status: 0 measured, 1 failed, 2 bad flags.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stdout, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "calibrate:", err)
		return 2
	}
	if err := calibrate(ctx, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "calibrate:", err)
		return 1
	}
	return 0
}

func parse(args []string, stdout, stderr io.Writer) (options, error) {
	o := options{plan: audit.DefaultPlan()}
	var names string
	var list bool
	f := flag.NewFlagSet("calibrate", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.IntVar(&o.pools, "pools", 40, "pools per scenario")
	f.IntVar(&o.reliance, "reliance", 10, "of these, how many also get the split of reliance, in the scenarios that are about it; it takes ten times as long")
	f.IntVar(&o.workers, "workers", runtime.NumCPU(), "audits at a time")
	f.Uint64Var(&o.seed, "seed", 1, "seed of every pool")
	f.StringVar(&names, "scenarios", "", "comma-separated names; empty = all")
	f.StringVar(&o.plan.Cluster, "cluster", o.plan.Cluster, "clustered errors: requisition, screener or none")
	f.StringVar(&o.plan.ClusterCorrection, "cluster-correction", o.plan.ClusterCorrection, "CR0, CR1, CR1S or CR2")
	f.StringVar(&o.out, "out", "", "also write a workbook with charts to this file")
	f.StringVar(&o.keep, "keep", "", "folder that keeps each scenario when it is done; one that is there for the same pools, seed and plan is not run again")
	f.StringVar(&o.document, "document", "", "also write the tables into this Markdown file, between its two marks")
	f.BoolVar(&o.full, "full", false, "print every estimand of every scenario, as the workbook has them")
	f.BoolVar(&list, "list", false, "name the scenarios and stop")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if list {
		for _, s := range scenarios() {
			fmt.Fprintf(stdout, "%-18s %s\n", s.id, s.words)
		}
		return o, flag.ErrHelp
	}
	if o.pools < 2 || o.reliance < 0 || o.workers < 1 || f.NArg() > 0 {
		return o, errors.New("--pools is at least 2, --reliance at least 0, --workers at least 1; there are no arguments")
	}
	o.reliance = min(o.reliance, o.pools)
	if err := o.plan.Validate(); err != nil {
		return o, err
	}
	var wanted []string
	if names != "" {
		wanted = strings.Split(names, ",")
	}
	var err error
	o.scenarios, err = choose(wanted)
	return o, err
}

// calibrate measures all scenarios, prints, and writes workbook and document.
func calibrate(ctx context.Context, o options, stdout, stderr io.Writer) error {
	report := &calibration{Command: o.command(), Pools: o.pools}
	for i, s := range o.scenarios {
		begun := time.Now()
		done, err := o.measure(ctx, s)
		if err != nil {
			return fmt.Errorf("scenario %s: %w", s.id, err)
		}
		fmt.Fprintf(stderr, "%d of %d: %s (%.0f s)\n", i+1, len(o.scenarios), s.id, time.Since(begun).Seconds())
		report.Coverage = append(report.Coverage, done.Coverage...)
		report.Rates = append(report.Rates, done.Rates...)
	}
	text := report.markdown(o.scenarios, o.full)
	if _, err := io.WriteString(stdout, text); err != nil {
		return err
	}
	if o.document != "" {
		if err := intoDocument(o.document, text); err != nil {
			return err
		}
	}
	if o.out == "" {
		return nil
	}
	f, err := os.OpenFile(o.out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(writeCalibration(ctx, f, report), f.Close())
}

// command repeats the numbers.
func (o options) command() string {
	c := fmt.Sprintf("go run ./cmd/calibrate --pools %d --reliance %d --seed %d", o.pools, o.reliance, o.seed)
	if d := audit.DefaultPlan(); o.plan.Cluster != d.Cluster || o.plan.ClusterCorrection != d.ClusterCorrection {
		c += fmt.Sprintf(" --cluster %s --cluster-correction %s", o.plan.Cluster, o.plan.ClusterCorrection)
	}
	if len(o.scenarios) < len(scenarios()) {
		names := make([]string, len(o.scenarios))
		for i, s := range o.scenarios {
			names[i] = s.id
		}
		c += " --scenarios " + strings.Join(names, ",")
	}
	return c
}
