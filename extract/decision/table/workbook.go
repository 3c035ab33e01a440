package table

// workbook is an opened XLSX file, in this process ([excel]) or in a child of it ([child]).
type workbook interface {
	// contents lists the sheets; epoch1904: days are counted from 1904.
	contents() (sheets []sheetInfo, epoch1904 bool)
	// rows streams a sheet from its top. links are the columns whose formulas stand in for
	// missing values below the row head.
	rows(sheet string, links []int, head int) (sheetRows, error)
	// merged lists the cells that are merged downwards.
	merged(sheet string) ([]area, error)
	// links tells which of the columns hold a link without a stored value in a row.
	links(sheet string, row int, columns []int) ([]int, error)
	Close() error
}

type sheetInfo struct {
	Name    string
	Visible bool
}

// area is a range of cells merged over several rows, its first and last included; rows
// are 1-based, the column 0-based. Its value stands in the first row.
type area struct{ Column, First, Last int }

// sheetRows are rows as they stand.
type sheetRows interface {
	// next returns the cells of the next row, valid until the next call; io.EOF after the last.
	next() (cells [][]byte, hidden bool, err error)
	close() error
}
