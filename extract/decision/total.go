package decision

import "weaksignal/extract/decision/words"

// mayBeTotal is a cheap look before [isTotal]: most rows begin with a number.
func mayBeTotal(cell []byte) bool { return cell[0] < '0' || cell[0] > '9' }

// isTotal reports a cell that opens or closes a row of totals.
func isTotal(s string) bool {
	cells, err := words.LoadCells()
	return err == nil && cells.Total(s)
}
