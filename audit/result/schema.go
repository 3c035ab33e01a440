package result

import _ "embed"

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (2020-12) of audit.json.
func Schema() []byte { return append([]byte(nil), schema...) }
