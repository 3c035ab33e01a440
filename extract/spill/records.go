package spill

// Records are values of one size, by number from 0. They may be used by several
// goroutines, but none may add while another does anything.
type Records struct {
	file File
	size int
	n    int
}

// NewRecords of so many bytes each.
func NewRecords(size int) *Records { return &Records{size: size} }

// Len is the number of records.
func (r *Records) Len() int { return r.n }

// Add appends a record.
func (r *Records) Add(record []byte) error {
	_, err := r.file.Append(record[:r.size])
	if err == nil {
		r.n++
	}
	return err
}

// Set changes record i, which was added.
func (r *Records) Set(i int, record []byte) error {
	return r.file.set(record[:r.size], int64(i)*int64(r.size))
}

// Get reads record i, which was added.
func (r *Records) Get(i int, record []byte) error {
	_, err := r.file.ReadAt(record[:r.size], int64(i)*int64(r.size))
	return err
}

// Close frees the records.
func (r *Records) Close() error { return r.file.Close() }
