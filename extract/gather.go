package extract

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// PartsError says why files of profiles cannot be joined. Nothing is left out
// silently: every shard must be there, once, whole, and read alike.
type PartsError struct {
	Reason string // with the files that are at fault
	Remedy string
}

func (e *PartsError) Error() string { return e.Reason + "; " + e.Remedy }

// Gathered are the documents that files of profiles hold.
type Gathered struct {
	Documents *Documents
	// Notes say, for people, what cannot be known of them.
	Notes []string
}

// Gather reads the files of profiles, or all of those in a folder, and gives the
// documents of the whole batch as [Batch] would, brief. They are the shards of one
// batch, or what an engine made of the lines of [Stream], in files of its own. opt says
// under what they must have been read: its key, catalogue and limits. The error is a
// [*PartsError] where the parts are at fault.
func Gather(names []string, opt Options) (*Gathered, error) {
	if err := opt.Validate(); err != nil {
		return nil, err
	}
	files, err := partFiles(names)
	if err != nil {
		return nil, err
	}
	own, err := basisOf(opt.withDefaults())
	if err != nil {
		return nil, err
	}
	docs := newDocuments()
	g := &gathering{key: opt.Key, own: own, docs: docs}
	out, err := g.all(files)
	if err == nil {
		err = out.scans()
	}
	if err == nil {
		err = docs.markDuplicates()
	}
	if err != nil {
		return nil, errors.Join(err, docs.Close())
	}
	return out, nil
}

// scans refuses documents of which machines with OCR read some and machines without could
// not read others: whose scan is unknown would be chance, and nobody would see it. Engines
// that differ are said.
func (g *Gathered) scans() error {
	engines, unread := g.Documents.OCR()
	var list []string
	read := 0
	for _, name := range slices.Sorted(maps.Keys(engines)) {
		list = append(list, fmt.Sprintf("%d by %s", engines[name], name))
		read += engines[name]
	}
	switch {
	case unread > 0 && read > 0:
		return &PartsError{fmt.Sprintf("of the documents that need OCR (scans, pictures, worthless text layers) %s were read, and %d were not, because their machines had no OCR", strings.Join(list, " and "), unread),
			"install tesseract with the same languages on every machine that extracts, or set documents.ocr to off for all, and extract again; what the caches know is not read again"}
	case len(list) > 1:
		g.Notes = append(g.Notes, "Scans were read by different OCR on different machines: "+strings.Join(list, ", ")+". What one reads the other may not; give all machines the same")
	}
	return nil
}

// gathering takes in the files of profiles.
type gathering struct {
	key   []byte
	own   Basis
	docs  *Documents
	parts []*Part // shards
	// from and empty are the files of streams.
	from, empty []string
	// of is the number of documents of the batch as the lines say, 0 = they don't.
	of int
}

func (g *gathering) all(files []string) (*Gathered, error) {
	for _, name := range files {
		part, err := g.shard(name)
		if errors.Is(err, errNoShard) {
			err = g.stream(name)
		} else if err == nil {
			g.parts = append(g.parts, part)
		}
		if err != nil {
			return nil, err
		}
	}
	switch {
	case len(g.parts) > 0 && len(g.from) > 0:
		return nil, &PartsError{fmt.Sprintf("%s is a shard and %s comes from a stream", g.parts[0].Name, g.from[0]), "name the profiles of one reading only"}
	case len(g.parts) > 0 && len(g.empty) > 0, len(g.parts)+len(g.from) == 0:
		return nil, &PartsError{fmt.Sprintf("%s is empty: it is no file of profiles", g.empty[0]), "remove it, or extract it again"}
	case len(g.parts) == 0:
		return g.delivered()
	}
	if err := complete(g.parts); err != nil {
		return nil, err
	}
	if want := g.parts[0].Files; g.docs.Len() != want {
		return nil, &PartsError{fmt.Sprintf("the shards hold %d documents of the %d that their folders held", g.docs.Len(), want), "extract all shards again"}
	}
	return &Gathered{Documents: g.docs}, g.docs.sort(nil)
}

// shard takes in the documents of a shard. Machines may have mounted the folders
// elsewhere: paths are told by the spelling of the first.
func (g *gathering) shard(name string) (*Part, error) {
	return openPart(name, g.key, g.own, func(h Header, d *Document) error {
		if len(g.parts) > 0 {
			first := g.parts[0].Folders
			if i := folderIndex(h.Folders)[d.folder]; i < len(first) {
				d.folder = first[i]
			}
		}
		return g.docs.Add(d)
	})
}

// partFiles lists the files named, and those of the folders named that hold profiles by
// their names, sorted within their folder. Others may stand there: schedulers write
// their logs beside the results.
func partFiles(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, &PartsError{fmt.Sprintf("the profiles %s do not exist", name), "check the path, or extract them with --shard"}
		case err != nil:
			return nil, fmt.Errorf("read profiles: %w", err)
		case !info.IsDir():
			files = append(files, name)
			continue
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			return nil, fmt.Errorf("read profiles: %w", err)
		}
		found := 0
		for _, e := range entries {
			if e.Name() == "_temporary" {
				return nil, &PartsError{fmt.Sprintf("the job that writes %s has not ended, or was broken off: its folder _temporary is there", name), "let it end, or run it again into a new folder"}
			}
			if !e.IsDir() && isPartName(e.Name()) {
				files = append(files, filepath.Join(name, e.Name()))
				found++
			}
		}
		if found == 0 {
			return nil, &PartsError{fmt.Sprintf("no profiles in %s", name), "extract them into it with --shard i/n --out " + name}
		}
	}
	return files, nil
}

// isPartName tells what an engine or a shard calls its files: part-00000 is Hadoop's name
// for lines of text, and what begins with a point or an underscore is not for readers.
func isPartName(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return false
	}
	switch filepath.Ext(name) {
	case ".jsonl", ".parquet":
		return true
	case ".json", ".txt", "":
		return strings.HasPrefix(name, "part-")
	}
	return false
}

func openPart(name string, key []byte, own Basis, give func(Header, *Document) error) (*Part, error) {
	f, err := openLines(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var head Header
	p, err := readPart(f, key, func(h Header) error {
		head = h
		return alike(name, h, own)
	}, give)
	again := "extract it again"
	if head.Of > 0 {
		again = fmt.Sprintf("extract shard %d/%d again", head.Index, head.Of)
	}
	switch {
	case errors.Is(err, errDamaged):
		return nil, &PartsError{fmt.Sprintf("%s: %v", name, err), again}
	case err != nil:
		return nil, err
	}
	p.Name = name
	return p, nil
}

// alike says in what a part was read otherwise than this program would read it.
func alike(name string, h Header, own Basis) error {
	switch {
	case h.Format != partFormat:
		return &PartsError{fmt.Sprintf("%s: its form is %q, and this program reads %q", name, h.Format, partFormat), againAlike}
	case h.Of < 1 || h.Of > maxShards || h.Index < 1 || h.Index > h.Of || len(h.Folders) == 0:
		return &PartsError{fmt.Sprintf("%s: %v", name, errDamaged), "extract it again"}
	}
	return sameBasis(name, h.Basis, own)
}

const againAlike = "extract the shards again with this program and this configuration"

// sameBasis says in what profiles depend on something else than this program's would.
func sameBasis(name string, b, own Basis) error {
	fault := func(reason, remedy string) error {
		return &PartsError{fmt.Sprintf("%s: %s", name, reason), remedy}
	}
	switch {
	case b.Key != own.Key:
		return fault("it was made under another key than the one in this state folder, so that e-mail addresses, names and duplicates cannot be compared",
			"copy the file \"key\" from the state folder of this machine (0600) into the state folder of each machine that extracts, and extract again; or audit with the state folder they used")
	case b.Reader != own.Reader:
		return fault(fmt.Sprintf("it was read by another version of the program (%s; this is %s)", b.Reader, own.Reader), againAlike)
	case b.Catalogue != own.Catalogue:
		return fault("it was read with another catalogue of signals, lists or skills", "use one config.yaml for all shards and the audit, and extract again")
	case b.Limits != own.Limits:
		return fault(fmt.Sprintf("it was read under other limits (%s; now %s)", b.Limits, own.Limits), "use one documents section for all shards and the audit, and extract again")
	}
	return nil
}

// complete checks that the parts are those of one batch, each once.
func complete(parts []*Part) error {
	first := parts[0]
	at := map[int]*Part{}
	for _, p := range parts {
		if p.Of != first.Of {
			return &PartsError{fmt.Sprintf("%s is one of %d shards and %s one of %d", first.Name, first.Of, p.Name, p.Of),
				"name the shards of one batch only; remove those of an earlier one"}
		}
		if twin := at[p.Index]; twin != nil {
			return &PartsError{fmt.Sprintf("shard %d/%d stands in %s and in %s", p.Index, p.Of, twin.Name, p.Name), "name it once"}
		}
		at[p.Index] = p
		if len(p.Folders) != len(first.Folders) || p.Listing != first.Listing {
			return &PartsError{fmt.Sprintf("the folders held %d files when %s was extracted and %d, or others, when %s was", first.Files, first.Name, p.Files, p.Name),
				"let the folders stand still, and extract all shards again; what the caches know is not read again"}
		}
	}
	var missing []string
	for i := 1; i <= first.Of; i++ {
		if at[i] == nil {
			missing = append(missing, Shard{i, first.Of}.String())
		}
	}
	if len(missing) > 0 {
		shown := strings.Join(missing[:min(len(missing), 10)], ", ")
		if more := len(missing) - 10; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		return &PartsError{"missing: shard " + shown, "extract them with --shard, and name all profiles with --profiles"}
	}
	return nil
}
