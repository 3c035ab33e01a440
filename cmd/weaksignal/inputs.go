package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
)

// folders checks that every folder of résumés exists, so that a misspelt path
// ends the run before anything else is read.
func folders(names []string) error {
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return &usageError{fmt.Errorf("the résumé folder %s does not exist", name), "check the path in config.yaml or --resumes"}
		case err != nil:
			return &usageError{fmt.Errorf("the résumé folder cannot be opened: %w", err), "check its permissions"}
		case !info.IsDir():
			return &usageError{fmt.Errorf("%s is a file", name), "name the folder that holds it"}
		}
	}
	return nil
}

// documentsExist checks the folders of résumés, where they are read.
func (a *app) documentsExist() error {
	if len(a.config.Profiles) > 0 {
		return nil
	}
	return folders(a.config.Resumes)
}

// sources are all inputs of a run, read and joined.
type sources struct {
	*join.Joined
	records []result.InputRecord
	// documents and export are nil with a candidates table, and where no review looks into
	// them again.
	documents *extract.Documents
	export    *decision.Export
	tools     []result.Tool
}

func (s *sources) close() {
	if s.documents != nil {
		s.documents.Close() //nolint:errcheck // it was read
	}
}

// read takes in all inputs and joins them.
func (a *app) read(ctx context.Context, state *state) (*sources, error) {
	c := a.config
	if c.Candidates != "" {
		var joined *join.Joined
		inputs, err := steady([]inputFile{{"candidates", c.Candidates}}, func() (err error) {
			joined, err = join.FromCandidates(ctx, join.TableInput{Path: c.Candidates, Spec: tableSpec(c), Roles: joinRoles(c),
				Pseudonym: state.key, Since: state.period.Since, Until: state.period.Until, Suppressed: state.suppressed, KeepApplications: c.Reports.Applications})
			return err
		})
		return &sources{Joined: joined, records: inputs}, err
	}
	return a.readExport(ctx, state)
}

// readExport reads and joins, and keeps nothing of people who asked to be forgotten.
func (a *app) readExport(ctx context.Context, state *state) (*sources, error) {
	read, err := a.joinExport(ctx, state)
	if err != nil {
		return nil, err
	}
	if _, err := a.dropForgotten(state.key.Secret(), read.Forgotten); err != nil {
		return nil, err
	}
	read.tools = a.tools(read.documents)
	if a.config.Reports.Review == 0 && a.config.Reviewed == "" {
		read.close()
		read.documents, read.export = nil, nil
	}
	return read, nil
}

// joinExport reads the tables first: they end a run in seconds if it cannot
// succeed, before any résumé is opened.
func (a *app) joinExport(ctx context.Context, state *state) (*sources, error) {
	c := a.config
	options, err := exportOptions(c)
	if err != nil {
		return nil, err
	}
	files := make([]inputFile, 0, len(c.Decisions)+1)
	for _, name := range c.Decisions {
		files = append(files, inputFile{"decisions", name})
	}
	var export *decision.Export
	var groups *demographics.Groups
	if c.Demographics != "" {
		files = append(files, inputFile{"demographics", c.Demographics})
	}
	inputs, err := steady(files, func() (err error) {
		if export, err = decision.ReadExports(ctx, c.Decisions, options); err != nil {
			return err
		}
		if err := export.Err(); err != nil || c.Demographics == "" {
			return err
		}
		groups, err = demographics.Read(c.Demographics, options.Demographics())
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := a.joinsSomething(export, groups); err != nil {
		return nil, err
	}
	documents, notes, err := a.readDocuments(ctx, state)
	if err != nil {
		return nil, err
	}
	joined, err := join.FromExport(ctx, join.Input{
		Documents: documents, Export: export, Groups: groups,
		Roles: joinRoles(c), Signals: a.joinSignals(), Pseudonym: state.key,
		HashEmail: func(s string) string { return extract.HashEmail(state.key.Secret(), s) },
		HashName:  func(s string) string { return extract.HashName(state.key.Secret(), s) },
		Since:     state.period.Since, Until: state.period.Until,
		Suppressed: state.suppressed, KeepApplications: c.Reports.Applications,
	})
	if err != nil {
		return nil, err
	}
	joined.Intake.Warnings = append(joined.Intake.Warnings, notes...)
	if err := a.matchedNothing(joined.Intake, export); err != nil {
		return nil, err
	}
	record := folderRecord(documents, contentAndPath)
	return &sources{Joined: joined, records: append([]result.InputRecord{record}, inputs...), documents: documents, export: export}, nil
}

// joinsSomething ends a run in which the export finds no document, or no row of the
// groups file, before hours are spent on reading.
func (a *app) joinsSomething(export *decision.Export, groups *demographics.Groups) error {
	folders := a.config.Resumes
	if len(a.config.Profiles) > 0 {
		folders = nil
	}
	docs, err := extract.List(folders)
	if err != nil {
		return err
	}
	defer docs.Close()
	saveMemory(docs)
	return join.PreviewExport(docs, export, groups).Nothing(export, groups)
}

// matchedNothing ends a run in which no application found its résumé though documents
// were read: what would be audited is nobody.
func (a *app) matchedNothing(in result.Intake, export *decision.Export) error {
	if in.Applications.Audited > 0 || in.Applications.Unmatched == 0 || in.Documents.Read == 0 {
		return nil
	}
	return &decision.InputError{File: export.At(0).File, Reason: fmt.Sprintf("none of its %d applications matches one of the %d documents that were read, by file name, id, e-mail or name", in.Applications.Rows, in.Documents.Read),
		Remedy: "see whether résumés and export are of the same applicants, and map the export's column with the résumé's name, id, e-mail or name under export.columns"}
}

// steady reads files and records their hashes. A file that was written to while it
// was read is an error: what was audited would be neither the old one nor the new.
func steady(files []inputFile, read func() error) ([]result.InputRecord, error) {
	before, err := fileRecords(files...)
	if input := (*decision.InputError)(nil); errors.As(err, &input) {
		return nil, err // what must not even be opened by the reader
	}
	// The reader says better than the hash what is wrong with a file.
	if readErr := read(); readErr != nil || err != nil {
		return nil, cmp.Or(readErr, err)
	}
	after, err := fileRecords(files...)
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		if before[i] != after[i] {
			return nil, fmt.Errorf("%s was changed while it was read; start again when it is complete", f.path)
		}
	}
	return after, nil
}

// readDocuments reads the résumés, or takes what the shards of a batch read.
func (a *app) readDocuments(ctx context.Context, state *state) (documents *extract.Documents, notes []string, err error) {
	if len(a.config.Profiles) == 0 {
		if err := a.findOCR(ctx); err != nil {
			return nil, nil, err
		}
	}
	options := a.extractOptions(state.key.Secret())
	if len(a.config.Profiles) > 0 {
		gathered, err := extract.Gather(a.config.Profiles, options)
		if err != nil {
			return nil, nil, err
		}
		if gathered.Documents.Len() == 0 {
			return nil, nil, &usageError{fmt.Errorf("no documents in the profiles %q", a.config.Profiles), "extract the folder that holds the résumés"}
		}
		saveMemory(gathered.Documents)
		return gathered.Documents, gathered.Notes, nil
	}
	end := a.progress("reading résumés", &options)
	documents, err = extract.Collect(ctx, a.config.Resumes, options)
	end()
	if err != nil {
		return nil, nil, err
	}
	if documents.Len() == 0 {
		return nil, nil, &usageError{fmt.Errorf("no documents in %q", a.config.Resumes), "put résumés there, or name another folder with --resumes DIR"}
	}
	a.noteOCR(documents)
	return documents, nil, nil
}

// listDocuments lists what the audit would read, without reading a résumé or
// writing anything; with hashes, the content hashes too.
func (a *app) listDocuments(ctx context.Context, hashes bool) (*extract.Documents, error) {
	options := a.extractOptions(nil)
	options.CacheDir = ""
	switch {
	case len(a.config.Profiles) > 0:
		key, err := pseudonym.Read(a.config.State)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &usageError{fmt.Errorf("the state folder %s holds no key, so that the profiles cannot be checked", a.config.State), "copy the file \"key\" from the state folder of a machine that extracted them"}
		}
		if err != nil {
			return nil, err
		}
		options.Key = key.Secret()
		gathered, err := extract.Gather(a.config.Profiles, options)
		if err != nil {
			return nil, err
		}
		return gathered.Documents, nil
	case hashes:
		return extract.Inventory(ctx, a.config.Resumes, options)
	}
	return extract.List(a.config.Resumes)
}

// dropForgotten deletes what the cache holds of documents of people who asked to be
// forgotten, and returns how many entries it were. They may stand in the folder
// still, so that each run takes them in again.
func (a *app) dropForgotten(key []byte, hashes []string) (entries int, err error) {
	if a.config.Cache == "" {
		return 0, nil
	}
	for _, sha256 := range hashes {
		n, err := extract.Forget(a.config.Cache, key, sha256)
		if err != nil {
			return entries, err
		}
		entries += n
	}
	return entries, nil
}

// manyDocuments is from where memory is worth processor time.
const manyDocuments = 20_000

// saveMemory has the collector run more often once there is much to hold: at its usual
// pace half of a large process is what nobody uses any more.
func saveMemory(documents *extract.Documents) {
	if documents.Len() >= manyDocuments {
		debug.SetGCPercent(30)
	}
}
