package array

import (
	"strings"
	"testing"
)

func TestShardAuto(t *testing.T) {
	slurm := func(id, first, last, count string) []string {
		return []string{"SLURM_ARRAY_TASK_ID=" + id, "SLURM_ARRAY_TASK_MIN=" + first, "SLURM_ARRAY_TASK_MAX=" + last, "SLURM_ARRAY_TASK_COUNT=" + count}
	}
	batch := []string{"AWS_BATCH_JOB_ARRAY_INDEX=0", "AWS_BATCH_JOB_ARRAY_SIZE=4"}
	for _, test := range []struct {
		name, flag string
		env        []string
		want       string // a shard, or words of the error
	}{
		{"as given", "3/8", nil, "3/8"},
		{"Slurm from 1", "auto", slurm("3", "1", "8", "8"), "3/8"},
		{"Slurm from 0", "auto", slurm("0", "0", "7", "8"), "1/8"},
		{"Slurm from anywhere", "auto", slurm("107", "100", "107", "8"), "8/8"},
		{"Slurm with a step", "auto", slurm("3", "1", "7", "4"), "it has gaps"},
		{"Slurm and its own number", "auto/8", slurm("1", "0", "7", "8"), "2/8"},
		{"Slurm, some tasks again", "auto/8", slurm("3", "3", "5", "2"), "give auto for a whole array"},
		{"AWS Batch and another number", "auto/8", batch, "give auto for a whole array"},
		{"Slurm without its count", "auto", []string{"SLURM_ARRAY_TASK_ID=1"}, "SLURM_ARRAY_TASK_MIN is \"\""},
		{"AWS Batch", "auto", batch, "1/4"},
		{"Kubernetes", "auto/5", []string{"JOB_COMPLETION_INDEX=4"}, "5/5"},
		{"Kubernetes tells no count", "auto", []string{"JOB_COMPLETION_INDEX=4"}, "give auto/n"},
		{"Kubernetes beyond the count", "auto/4", []string{"JOB_COMPLETION_INDEX=4"}, "shards count from 1/4 to 4/4"},
		{"no array", "auto", nil, "no task of a Slurm"},
		{"two arrays", "auto", append(slurm("1", "1", "8", "8"), batch...), "both set"},
		{"no number", "auto", slurm("a", "1", "8", "8"), "is \"a\" and no number"},
		{"no count", "auto/x", []string{"JOB_COMPLETION_INDEX=4"}, "is none"},
		{"another word", "automatic", nil, "is none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Shard(test.flag, test.env)
			if err != nil {
				if !strings.Contains(err.Error(), test.want) {
					t.Errorf("%v, want %q", err, test.want)
				}
			} else if got.String() != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
