// Package plant makes invented pools with known effects, for the tests of audit's rooms,
// and reads their oracle tables. It stays below the rooms that measure.
package plant
