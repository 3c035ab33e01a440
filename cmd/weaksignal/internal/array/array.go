// Package array reads from the environment which task of a scheduler's array this process is.
package array

import (
	"fmt"
	"strconv"
	"strings"

	"weaksignal/extract"
)

// scheduler is how one tells a task of an array which one it is, in the environment.
type scheduler struct {
	name string
	// index of the task, first the index of the first one ("" = 0), count how many there
	// are ("" = the scheduler does not tell), last the index of the last one.
	index, first, count, last string
}

// arrays are the schedulers that --shard auto knows, with the pages that describe them:
// https://slurm.schedmd.com/job_array.html,
// https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html,
// https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode.
var arrays = [...]scheduler{
	{"Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MAX"},
	{"AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", "", "AWS_BATCH_JOB_ARRAY_SIZE", ""},
	{"Kubernetes", "JOB_COMPLETION_INDEX", "", "", ""},
}

// Shard reads --shard: i/n, auto, or auto/n.
func Shard(text string, env []string) (extract.Shard, error) {
	auto, of, counted := strings.Cut(text, "/")
	if auto != "auto" {
		return extract.ParseShard(text)
	}
	set := map[string]string{}
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		set[name] = value
	}
	var in *scheduler
	for i := range arrays {
		if set[arrays[i].index] == "" {
			continue
		}
		if in != nil {
			return extract.Shard{}, fmt.Errorf("--shard %s: %s and %s are both set; give i/n", text, in.index, arrays[i].index)
		}
		in = &arrays[i]
	}
	if in == nil {
		return extract.Shard{}, fmt.Errorf("--shard %s: this is no task of a Slurm or AWS Batch array nor of a Kubernetes Indexed Job (%s, %s and %s are not set); give i/n", text, arrays[0].index, arrays[1].index, arrays[2].index)
	}
	shard, err := in.shard(set, of, counted)
	if err != nil {
		return extract.Shard{}, fmt.Errorf("--shard %s: %w", text, err)
	}
	return shard, nil
}

// shard of the task; of, where counted, is the number of shards that the user gave.
func (s scheduler) shard(set map[string]string, of string, counted bool) (extract.Shard, error) {
	number := func(name string) (int, error) {
		n, err := strconv.Atoi(set[name])
		if err != nil {
			return 0, fmt.Errorf("%s is %q and no number; give i/n", name, set[name])
		}
		return n, nil
	}
	index, err := number(s.index)
	if err != nil {
		return extract.Shard{}, err
	}
	first := 0
	if s.first != "" {
		if first, err = number(s.first); err != nil {
			return extract.Shard{}, err
		}
	}
	switch {
	case s.count == "" && !counted:
		return extract.Shard{}, fmt.Errorf("%s does not tell the number of tasks; give auto/n with n the completions of the job", s.name)
	case s.count != "" && counted && set[s.count] != of:
		// Some tasks of an array again: where the first one began is not known.
		return extract.Shard{}, fmt.Errorf("%s says that the array has %s tasks; give auto for a whole array, and i/n for single shares", s.name, set[s.count])
	case s.count != "":
		of = set[s.count]
	}
	if s.last != "" {
		// An array with gaps or steps (1-9:2) has tasks whose index is no place in it.
		last, err := number(s.last)
		if err != nil {
			return extract.Shard{}, err
		}
		if n, err := number(s.count); err != nil || last-first+1 != n {
			return extract.Shard{}, fmt.Errorf("the array has %s tasks from %d to %d: it has gaps; number its tasks without gaps, or give i/n", set[s.count], first, last)
		}
	}
	return extract.ParseShard(fmt.Sprintf("%d/%s", index-first+1, of))
}
