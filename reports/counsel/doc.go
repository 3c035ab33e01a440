// Package counsel writes counsel.xlsx: the sheets of the appendix with every count, small
// ones too. Its first line says that it is for counsel only; it stands among what may not
// be handed on.
package counsel
