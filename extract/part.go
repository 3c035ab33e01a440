package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"weaksignal/extract/document"
)

// partFormat names the form of a file of profiles; it changes whenever that does.
const partFormat = "weaksignal.profiles/1"

// Part is what one machine read: the profiles of one shard and everything that
// they depend on, so that parts which do not belong together are told.
type Part struct {
	Header
	Documents *Documents
	// Name says where the part was read from, for messages; "" for one just made.
	Name string
}

// Header is the first line of a file of profiles.
type Header struct {
	Format string `json:"format"`
	Index  int    `json:"shard"` // 1 to Of
	Of     int    `json:"of"`
	// Folders as given to the machine that read them; documents name them by place.
	Folders []string `json:"folders"`
	// Files counts the files of all shards; Listing is a hash of their paths.
	Files   int    `json:"files"`
	Listing string `json:"listing"`
	Basis
}

// Basis is everything that a profile depends on beside the document.
type Basis struct {
	// Reader identifies the program: its release or revision, else its bytes.
	Reader string `json:"reader"`
	// Catalogue is the version of definitions, lists and words.
	Catalogue string `json:"catalogue"`
	// Limits under which documents were read.
	Limits string `json:"limits"`
	// Key is a keyed hash of a constant: it tells equal keys and nothing else.
	Key string `json:"key"`
}

// BatchShard reads one shard of the documents below the folders, like [Batch]. It
// needs [Options.Key], because parts are joined by keyed hashes.
func BatchShard(ctx context.Context, folders []string, shard Shard, opt Options) (*Part, error) {
	if len(opt.Key) == 0 {
		return nil, fmt.Errorf("shard %s: no key; parts of a batch are joined by keyed hashes", shard)
	}
	basis, err := basisOf(opt.withDefaults())
	if err != nil {
		return nil, err
	}
	files, err := find(folders)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	p := &Part{Header: Header{Format: partFormat, Index: shard.Index, Of: shard.Of, Folders: folders, Basis: basis}}
	if p.Listing, p.Files, err = listing(files); err != nil {
		return nil, err
	}
	if p.Documents, err = files.list(shard); err != nil {
		return nil, err
	}
	return p, p.Documents.fill(ctx, folders, shard, opt)
}

func basisOf(opt Options) (Basis, error) {
	version, err := opt.catalogueVersion()
	if err != nil {
		return Basis{}, err
	}
	reader, err := readerVersion()
	if err != nil {
		return Basis{}, err
	}
	return Basis{Reader: reader, Catalogue: version, Limits: limitsText(opt.Limits), Key: keyed(opt.Key, "key", partFormat)[:16]}, nil
}

func limitsText(l document.Limits) string {
	return strings.ToLower(strings.Trim(fmt.Sprintf("%+v", l), "{}"))
}

// readerVersion identifies what reads documents: the version or revision that the
// program was built from, the same on machines of different kinds, else a hash of
// the program's bytes, because a working copy may hold anything.
func readerVersion() (string, error) {
	form := fmt.Sprintf("profile %d", profileVersion)
	if info, ok := debug.ReadBuildInfo(); ok {
		set := map[string]string{}
		for _, s := range info.Settings {
			set[s.Key] = s.Value
		}
		switch v := info.Main.Version; {
		case set["vcs.revision"] != "" && set["vcs.modified"] == "false":
			return fmt.Sprintf("%s, revision %s, %s", form, set["vcs.revision"], info.GoVersion), nil
		case v != "" && v != "(devel)" && set["vcs.revision"] == "":
			return fmt.Sprintf("%s, version %s, %s", form, v, info.GoVersion), nil
		}
	}
	exe, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find this program to name its version: %w", err)
	}
	f, err := os.Open(exe)
	if err != nil {
		return "", fmt.Errorf("read this program to name its version: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read this program to name its version: %w", err)
	}
	return fmt.Sprintf("%s, program %s", form, hex.EncodeToString(h.Sum(nil))[:16]), nil
}
