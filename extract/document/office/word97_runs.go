package office

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"

	"weaksignal/extract/document/ink"
)

// wordLook says of the bytes [from, to) of the file that their text is not seen.
type wordLook struct {
	from, to        int
	hidden, deleted bool
}

// Properties of a run ([MS-DOC] 2.6.1).
const (
	sprmDeleted = 0x0800
	sprmVanish  = 0x083C
	sprmIndex   = 0x2A42 // colour by number
	sprmColour  = 0x6870
	sprmSize    = 0x4A43 // in half points
	indexWhite  = 8
	fkpSize     = 512
)

// runLooks reads which runs are not seen, from the pages of run formats. Files
// without them, of Word 95 and damaged ones, hide nothing.
func (d *wordFile) runLooks() []wordLook {
	if d.old {
		return nil
	}
	plc := part(d.table, d.long(fibRunFormats), d.long(fibRunFormats+4))
	n := (len(plc) - 4) / 8
	behind := ink.White()
	if d.shaded() {
		behind = ink.Colour{}
	}
	var looks []wordLook
	for i := range max(0, n) {
		page := part(d.main, int(binary.LittleEndian.Uint32(plc[4*(n+1)+4*i:])&0x3FFFFF)*fkpSize, fkpSize)
		if len(page) < fkpSize {
			continue
		}
		runs := int(page[fkpSize-1])
		if 4*(runs+1)+runs >= fkpSize {
			continue
		}
		for k := range runs {
			at := 2 * int(page[4*(runs+1)+k])
			if at == 0 || at >= fkpSize {
				continue
			}
			hidden, deleted := runHidden(part(page, at+1, int(page[at])), behind)
			if hidden || deleted {
				looks = append(looks, wordLook{int(binary.LittleEndian.Uint32(page[4*k:])), int(binary.LittleEndian.Uint32(page[4*k+4:])), hidden, deleted})
			}
		}
	}
	slices.SortFunc(looks, func(a, b wordLook) int { return a.from - b.from })
	return looks
}

// shaded reports whether tables or paragraphs may have colours behind their text, so
// that white letters say nothing.
func (d *wordFile) shaded() bool {
	for _, sprm := range [][]byte{{0x12, 0xD6}, {0x0C, 0xD6}, {0x09, 0xD6}, {0x4D, 0xC6}, {0x2D, 0x44}, {0x66, 0x48}, {0x71, 0xCA}} {
		if bytes.Contains(d.main, sprm) {
			return true
		}
	}
	return false
}

// runHidden reads the properties of a run.
func runHidden(properties []byte, behind ink.Colour) (hidden, deleted bool) {
	look := ink.Ink{Behind: behind}
	for len(properties) >= 3 {
		sprm := binary.LittleEndian.Uint16(properties)
		operand := properties[2:]
		size := operandSize(sprm, operand)
		if size > len(operand) {
			break
		}
		switch sprm {
		case sprmVanish:
			look.Off = operand[0]&1 != 0
		case sprmDeleted:
			deleted = operand[0]&1 != 0
		case sprmIndex:
			if look.Colour = (ink.Colour{}); operand[0] == indexWhite {
				look.Colour = ink.White()
			}
		case sprmColour:
			look.Colour = ink.Rgb(float64(operand[0])/255, float64(operand[1])/255, float64(operand[2])/255)
			look.Colour.Known = operand[3] == 0
		case sprmSize:
			look.Size = float64(binary.LittleEndian.Uint16(operand)) / 2
		}
		properties = operand[size:]
	}
	return look.Hidden(), deleted
}

// operandSize in bytes is told by the upper bits of a property's code.
func operandSize(sprm uint16, operand []byte) int {
	switch sprm >> 13 {
	case 0, 1:
		return 1
	case 2, 4, 5:
		return 2
	case 3:
		return 4
	case 6:
		return 1 + int(operand[0])
	}
	return 3
}

// lookAt tells how the text at an offset of the file is seen, and up to which offset
// that holds; 0 = to the end.
func (d *wordFile) lookAt(at int) (look wordLook, until int) {
	i := sort.Search(len(d.looks), func(i int) bool { return d.looks[i].to > at })
	switch {
	case i == len(d.looks):
		return wordLook{}, 0
	case at < d.looks[i].from:
		return wordLook{}, d.looks[i].from
	}
	return d.looks[i], d.looks[i].to
}
