package ids

import (
	"fmt"
	"testing"
)

// TestKeysStayApart: neighbouring ids, requisitions and days make no key twice, whichever
// of the two ends a key has.
func TestKeysStayApart(t *testing.T) {
	near, numbered := map[Hash]string{}, map[Hash]string{}
	once := func(seen map[Hash]string, key Hash, what string) {
		if other, twice := seen[key]; twice {
			t.Fatalf("%s and %s have one key", other, what)
		}
		seen[key] = what
	}
	for q := range 20 {
		for id := range 5000 {
			requisition, who := []byte(fmt.Sprint("R", q)), []byte(fmt.Sprint(40000000+id))
			once(near, NewHash().Part(requisition).Near(who), fmt.Sprintf("%s at %s", who, requisition))
			for day := range 10 {
				once(numbered, NewHash().Part(requisition).Part(who).Number(uint64(20500+day)), fmt.Sprintf("%s at %s on %d", who, requisition, day))
			}
		}
	}
}
