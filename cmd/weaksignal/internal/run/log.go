package run

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/version"
)

// logFile of the state folder gets one JSON line per audit: counts, hashes and
// the exit status; no names, no file names, no message that could hold one.
const logFile = "log.jsonl"

// Log appends the line of an audit. A log that cannot be written is said on
// stderr, so that nobody learns of it by its absence, and changes no status: the
// report stands or it does not.
func (a *Audit) Log(ctx context.Context, started time.Time, res *result.Result, status int) {
	if a.Config == nil || a.Config.State == "" {
		return
	}
	err := a.appendLog(ctx, started, res, status)
	switch {
	case errors.Is(err, os.ErrNotExist): // no state folder was made: nothing was run
	case err != nil && status != exit.Failed: // else the trouble is said already
		fmt.Fprintf(a.Stderr, "weaksignal: the log was not written: %v\n", err)
	}
}

func (a *Audit) appendLog(ctx context.Context, started time.Time, res *result.Result, status int) error {
	f, err := os.OpenFile(filepath.Join(a.Config.State, logFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	attributes := []slog.Attr{
		slog.String("version", version.String()), slog.String("config_sha256", a.Config.SHA256),
		slog.Int("status", status), slog.Float64("seconds", a.Now().Sub(started).Seconds()),
	}
	if res != nil {
		attributes = append(attributes, slog.String("run", res.Run.ID),
			slog.Any("documents", res.Intake.Documents), slog.Any("applications", res.Intake.Applications))
	}
	line := slog.NewRecord(a.Now().UTC(), level(status), "audit", 0)
	line.AddAttrs(attributes...)
	// A logger would drop the error of its handler.
	return errors.Join(slog.NewJSONHandler(f, nil).Handle(ctx, line), f.Close())
}

func level(status int) slog.Level {
	switch status {
	case exit.OK:
		return slog.LevelInfo
	case exit.Incomplete, exit.Condition:
		return slog.LevelWarn
	}
	return slog.LevelError
}
