package inputs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"

	"weaksignal/audit/result"
	"weaksignal/cmd/weaksignal/internal/exit"
	"weaksignal/cmd/weaksignal/internal/join"
	"weaksignal/cmd/weaksignal/internal/pseudonym"
	"weaksignal/cmd/weaksignal/internal/statefolder"
	"weaksignal/extract"
	"weaksignal/extract/decision"
	"weaksignal/extract/decision/demographics"
)

// Folders checks that every folder of résumés exists, so that a misspelt path
// ends the run before anything else is read.
func Folders(names []string) error {
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return exit.Usage(fmt.Errorf("the résumé folder %s does not exist", name), "check the path in config.yaml or --resumes")
		case err != nil:
			return exit.Usage(fmt.Errorf("the résumé folder cannot be opened: %w", err), "check its permissions")
		case !info.IsDir():
			return exit.Usage(fmt.Errorf("%s is a file", name), "name the folder that holds it")
		}
	}
	return nil
}

// DocumentsExist checks the folders of résumés, where they are read.
func (a *Reader) DocumentsExist() error {
	if len(a.Config.Profiles) > 0 {
		return nil
	}
	return Folders(a.Config.Resumes)
}

// Sources are all inputs of a run, read and joined.
type Sources struct {
	*join.Joined
	Records []result.InputRecord
	// Documents and Export are nil with a candidates table, and where no review looks into
	// them again.
	Documents *extract.Documents
	Export    *decision.Export
	Tools     []result.Tool
}

// Close lets go of the documents and the worklist.
func (s *Sources) Close() {
	s.Worklist.Close() //nolint:errcheck // it was read
	s.closeDocuments()
}

func (s *Sources) closeDocuments() {
	if s.Documents != nil {
		s.Documents.Close() //nolint:errcheck // it was read
	}
}

// Read takes in all inputs and joins them.
func (a *Reader) Read(ctx context.Context, state *statefolder.State) (*Sources, error) {
	c := a.Config
	if c.Candidates != "" {
		var joined *join.Joined
		inputs, err := steady([]File{{Kind: "candidates", Path: c.Candidates}}, func() (err error) {
			joined, err = join.FromCandidates(ctx, join.TableInput{Path: c.Candidates, Spec: TableSpec(c), Roles: JoinRoles(c),
				Pseudonym: state.Key, Since: state.Period.Since, Until: state.Period.Until, Suppressed: state.Suppressed, KeepApplications: c.Reports.Applications})
			return err
		})
		return &Sources{Joined: joined, Records: inputs}, err
	}
	return a.readExport(ctx, state)
}

// readExport reads and joins, and keeps nothing of people who asked to be forgotten.
func (a *Reader) readExport(ctx context.Context, state *statefolder.State) (*Sources, error) {
	read, err := a.JoinExport(ctx, state)
	if err != nil {
		return nil, err
	}
	if _, err := a.DropForgotten(state.Key.Secret(), read.Forgotten); err != nil {
		return nil, err
	}
	read.Tools = a.Tools(read.Documents)
	if a.Config.Reports.Review == 0 && a.Config.Reviewed == "" {
		read.closeDocuments()
		read.Documents, read.Export, read.Pairs = nil, nil, nil
	}
	return read, nil
}

// JoinExport reads the tables first: they end a run in seconds if it cannot
// succeed, before any résumé is opened.
func (a *Reader) JoinExport(ctx context.Context, state *statefolder.State) (*Sources, error) {
	c := a.Config
	options, err := ExportOptions(c)
	if err != nil {
		return nil, err
	}
	files := make([]File, 0, len(c.Decisions)+1)
	for _, name := range c.Decisions {
		files = append(files, File{Kind: "decisions", Path: name})
	}
	var export *decision.Export
	var groups *demographics.Groups
	if c.Demographics != "" {
		files = append(files, File{Kind: "demographics", Path: c.Demographics})
	}
	saveMemory(files)
	saveMemory(files)
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
	documents, notes, err := a.ReadDocuments(ctx, state)
	if err != nil {
		return nil, err
	}
	joined, err := join.FromExport(ctx, join.Input{
		Documents: documents, Export: export, Groups: groups,
		Roles: JoinRoles(c), Signals: a.JoinSignals(), Pseudonym: state.Key,
		HashEmail: func(s string) string { return extract.HashEmail(state.Key.Secret(), s) },
		HashName:  func(s string) string { return extract.HashName(state.Key.Secret(), s) },
		Since:     state.Period.Since, Until: state.Period.Until,
		Suppressed: state.Suppressed, KeepApplications: c.Reports.Applications,
	})
	if err != nil {
		return nil, err
	}
	joined.Intake.Warnings = append(joined.Intake.Warnings, notes...)
	if err := a.matchedNothing(joined.Intake, export); err != nil {
		return nil, err
	}
	record, err := FolderRecord(documents, ContentAndPath)
	if err != nil {
		return nil, err
	}
	return &Sources{Joined: joined, Records: append([]result.InputRecord{record}, inputs...), Documents: documents, Export: export}, nil
}

// joinsSomething ends a run in which the export finds no document, or no row of the
// groups file, before hours are spent on reading.
func (a *Reader) joinsSomething(export *decision.Export, groups *demographics.Groups) error {
	folders := a.Config.Resumes
	if len(a.Config.Profiles) > 0 {
		folders = nil
	}
	docs, err := extract.List(folders)
	if err != nil {
		return err
	}
	defer docs.Close()
	return join.PreviewExport(docs, export, groups).Nothing(export, groups)
}

// matchedNothing ends a run in which no application found its résumé though documents
// were read: what would be audited is nobody.
func (a *Reader) matchedNothing(in result.Intake, export *decision.Export) error {
	if in.Applications.Audited > 0 || in.Applications.Unmatched == 0 || in.Documents.Read == 0 {
		return nil
	}
	return &decision.InputError{File: export.At(0).File, Reason: fmt.Sprintf("none of its %d applications matches one of the %d documents that were read, by file name, id, e-mail or name", in.Applications.Rows, in.Documents.Read),
		Remedy: "see whether résumés and export are of the same applicants, and map the export's column with the résumé's name, id, e-mail or name under export.columns"}
}

// steady reads files and records their hashes. A file that was written to while it
// was read is an error: what was audited would be neither the old one nor the new.
func steady(files []File, read func() error) ([]result.InputRecord, error) {
	before, err := FileRecords(files...)
	if input := (*decision.InputError)(nil); errors.As(err, &input) {
		return nil, err // what must not even be opened by the reader
	}
	// The reader says better than the hash what is wrong with a file.
	if readErr := read(); readErr != nil || err != nil {
		return nil, cmp.Or(readErr, err)
	}
	after, err := FileRecords(files...)
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		if before[i] != after[i] {
			return nil, fmt.Errorf("%s was changed while it was read; start again when it is complete", f.Path)
		}
	}
	return after, nil
}

// ReadDocuments reads the résumés, or takes what the shards of a batch read.
func (a *Reader) ReadDocuments(ctx context.Context, state *statefolder.State) (documents *extract.Documents, notes []string, err error) {
	if len(a.Config.Profiles) == 0 {
		if err := a.FindOCR(ctx); err != nil {
			return nil, nil, err
		}
	}
	options := a.ExtractOptions(state.Key.Secret())
	if len(a.Config.Profiles) > 0 {
		gathered, err := extract.Gather(a.Config.Profiles, options)
		if err != nil {
			return nil, nil, err
		}
		if gathered.Documents.Len() == 0 {
			return nil, nil, exit.Usage(fmt.Errorf("no documents in the profiles %q", a.Config.Profiles), "extract the folder that holds the résumés")
		}
		a.NoteOCR(gathered.Documents)
		return gathered.Documents, gathered.Notes, nil
	}
	end := a.Progress("reading résumés", &options)
	documents, err = extract.Collect(ctx, a.Config.Resumes, options)
	end()
	if err != nil {
		return nil, nil, err
	}
	if documents.Len() == 0 {
		return nil, nil, exit.Usage(fmt.Errorf("no documents in %q", a.Config.Resumes), "put résumés there, or name another folder with --resumes DIR")
	}
	a.NoteOCR(documents)
	return documents, nil, nil
}

// ListDocuments lists what the audit would read, without reading a résumé or
// writing anything; with hashes, the content hashes too.
func (a *Reader) ListDocuments(ctx context.Context, hashes bool) (*extract.Documents, error) {
	options := a.ExtractOptions(nil)
	options.CacheDir = ""
	switch {
	case len(a.Config.Profiles) > 0:
		key, err := pseudonym.Read(a.Config.State)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, exit.Usage(fmt.Errorf("the state folder %s holds no key, so that the profiles cannot be checked", a.Config.State), "copy the file \"key\" from the state folder of a machine that extracted them")
		}
		if err != nil {
			return nil, err
		}
		options.Key = key.Secret()
		gathered, err := extract.Gather(a.Config.Profiles, options)
		if err != nil {
			return nil, err
		}
		return gathered.Documents, nil
	case hashes:
		return extract.Inventory(ctx, a.Config.Resumes, options)
	}
	return extract.List(a.Config.Resumes)
}

// DropForgotten deletes what the cache holds of documents of people who asked to be
// forgotten, and returns how many entries it were. They may stand in the folder
// still, so that each run takes them in again.
func (a *Reader) DropForgotten(key []byte, hashes []string) (entries int, err error) {
	if a.Config.Cache == "" {
		return 0, nil
	}
	for _, sha256 := range hashes {
		n, err := extract.Forget(a.Config.Cache, key, sha256)
		if err != nil {
			return entries, err
		}
		entries += n
	}
	return entries, nil
}

// largeTables is from how many bytes of tables memory is worth processor time: those of
// some 20,000 applications.
const largeTables = 4 << 20

// saveMemory has the collector run more often where there is much to hold: at its usual
// pace half of a large process is what nobody uses any more.
func saveMemory(tables []File) {
	total := int64(0)
	for _, f := range tables {
		if info, err := os.Stat(f.Path); err == nil {
			total += info.Size()
		}
	}
	if total >= largeTables {
		debug.SetGCPercent(30)
	}
}
