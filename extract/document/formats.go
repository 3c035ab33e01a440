package document

import "context"

// reader reads one format. It returns raw text, which [Reader.Read] normalises.
type reader func(ctx context.Context, data []byte, lim Limits) (*Text, error)

// formats is the table of formats that are read, beside PDF, whose engines live
// in the [Reader]. To add one, write its reader in
// a file of its own and add it here and to Detect.
func formats() map[Format]reader {
	return map[Format]reader{
		DOCX: readDOCX,
		ODT:  readODT,
		RTF:  readRTF,
		HTML: readHTML,
		TXT:  readPlain,
		MD:   readMarkdown,
	}
}

// foreignExtensions name text files that are no documents: a folder of résumés
// that holds one is reported, not audited.
var foreignExtensions = map[string]bool{
	".csv": true, ".tsv": true, ".json": true, ".jsonl": true, ".xml": true, ".yaml": true, ".yml": true, ".toml": true,
	".ini": true, ".log": true, ".css": true, ".js": true, ".ts": true, ".py": true, ".go": true, ".java": true, ".c": true,
	".h": true, ".cpp": true, ".sh": true, ".sql": true, ".tex": true, ".bib": true, ".svg": true, ".ps": true, ".eml": true,
	".ics": true, ".vcf": true,
}
