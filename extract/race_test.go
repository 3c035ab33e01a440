//go:build race

package extract

// raceEnabled: a document of a million parts takes long under the race detector,
// and so does every start of a reading process.
const raceEnabled = true
