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

	"weaksignal/audit"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options of one calibration.
type options struct {
	draws, reliance, workers int
	seed                     uint64
	scenarios                []scenario
	out                      string
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
	o := options{}
	var names string
	var list bool
	f := flag.NewFlagSet("calibrate", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.IntVar(&o.draws, "draws", 400, "pools per scenario")
	f.IntVar(&o.reliance, "reliance", 0, "of these, how many also get the split of reliance, which takes ten times as long")
	f.IntVar(&o.workers, "workers", runtime.NumCPU(), "audits at a time")
	f.Uint64Var(&o.seed, "seed", 1, "seed of every draw")
	f.StringVar(&names, "scenarios", "", "comma-separated names; empty = all")
	o.plan = audit.DefaultPlan()
	f.StringVar(&o.plan.Cluster, "cluster", o.plan.Cluster, "clustered errors: requisition, screener or none")
	f.StringVar(&o.plan.ClusterCorrection, "cluster-correction", o.plan.ClusterCorrection, "CR0, CR1, CR1S or CR2")
	f.StringVar(&o.out, "out", "", "also write a workbook with charts to this file")
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
	if o.draws < 2 || o.reliance < 0 || o.reliance > o.draws || o.workers < 1 || f.NArg() > 0 {
		return o, errors.New("--draws is at least 2, --reliance between 0 and the draws, --workers at least 1; there are no arguments")
	}
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

// calibrate measures all scenarios, prints, and writes the workbook.
func calibrate(ctx context.Context, o options, stdout, stderr io.Writer) error {
	report := &calibration{Command: o.command(), Draws: o.draws}
	for i, s := range o.scenarios {
		fmt.Fprintf(stderr, "%d of %d: %s\n", i+1, len(o.scenarios), s.id)
		draws, err := drawAll(ctx, s, o)
		if err != nil {
			return fmt.Errorf("scenario %s: %w", s.id, err)
		}
		report.Coverage = append(report.Coverage, coverage(s, draws)...)
		report.Rates = append(report.Rates, rates(s, draws)...)
	}
	if err := print(stdout, report, o.full); err != nil {
		return err
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
	c := fmt.Sprintf("go run ./cmd/calibrate --draws %d --seed %d", o.draws, o.seed)
	if o.reliance > 0 {
		c += fmt.Sprintf(" --reliance %d", o.reliance)
	}
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
