package pseudonym

import (
	"io/fs"
	"regexp"

	"weaksignal/extract/cache"
)

// stateForm is what stood in state folders before they bore a mark.
var stateForm = regexp.MustCompile(`^(key-?[0-9]*|suppressed|history\.db|history\.db\.good|log\.jsonl|lock-[0-9a-f]{12}(\.holder)?|\.suppressed\.partial-[0-9]+)$`)

// Folder is the claim of a state folder.
func Folder() cache.Claim {
	return cache.Claim{
		File: "weaksignal-state", Kind: "state folder",
		Text:  "The state folder of weaksignal: the key of pseudonyms, the history of audits and who is left out. Keep it, back it up, and let nobody else read it.\n",
		Known: func(_ string, e fs.DirEntry) bool { return e.Type().IsRegular() && stateForm.MatchString(e.Name()) },
	}
}
