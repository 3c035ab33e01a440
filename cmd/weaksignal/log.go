package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"weaksignal/audit"
)

// logFile of the state folder gets one JSON line per audit: counts, hashes and
// the exit status; no names, no file names, no message that could hold one.
const logFile = "log.jsonl"

// logRun appends the line of an audit. A log that cannot be written is an error
// of its own: an operator who relies on it must not learn of it by its absence.
func (a *app) logRun(ctx context.Context, started time.Time, result *audit.Result, status int) error {
	if a.config == nil || a.config.State == "" {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(a.config.State, logFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrNotExist) {
		return nil // nothing was run: the state folder was never made
	}
	if err != nil {
		return err
	}
	attributes := []slog.Attr{
		slog.String("version", version()), slog.String("config_sha256", a.config.SHA256),
		slog.Int("status", status), slog.Float64("seconds", a.now().Sub(started).Seconds()),
	}
	if result != nil {
		attributes = append(attributes, slog.String("run", result.Run.ID),
			slog.Any("documents", result.Intake.Documents), slog.Any("applications", result.Intake.Applications))
	}
	slog.New(slog.NewJSONHandler(f, nil)).LogAttrs(ctx, level(status), "audit", attributes...)
	return f.Close()
}

func level(status int) slog.Level {
	switch status {
	case exitOK:
		return slog.LevelInfo
	case exitIncomplete, exitCondition:
		return slog.LevelWarn
	}
	return slog.LevelError
}
