package main

import (
	"weaksignal/audit/result"

	"github.com/spf13/cobra"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of audit.json",
		Args:  takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := a.stdout.Write(result.Schema())
			return err
		},
	}
}
