package main

import (
	"github.com/spf13/cobra"

	"weaksignal/audit"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of audit.json",
		Args:  takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := a.stdout.Write(audit.Schema())
			return err
		},
	}
}
