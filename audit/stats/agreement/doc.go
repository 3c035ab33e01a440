// Package agreement compares judgements: of judges with each other
// ([KrippendorffBinary]), and of a reading with the truth in a
// sample of it ([BeggGreenes], [BootstrapAccuracy]), with what its errors do to a share
// and to rates ([RoganGladen], [CorrectedRates]).
package agreement
