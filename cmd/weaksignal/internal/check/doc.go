// Package check looks at the inputs of an audit without reading a résumé.
//
//  1. Export and groups, or the candidates table, are read as an audit reads them.
//  2. What each text, title and column was taken for is listed with its rows.
//  3. Documents are matched by their names alone.
//  4. The smallest difference that an audit of this size detects is computed.
//
// It writes nothing, and decides nothing that the readers did not decide.
package check
