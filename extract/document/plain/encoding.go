package plain

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// DecodeText decodes plain text: a byte order mark, then UTF-16 without one (by
// its zero bytes), then UTF-8, then a code page of one byte. That is Windows-1252,
// which agrees with Latin-1 wherever that has printable characters, or a Cyrillic
// one where most letters would be accented. ok is false for binary data.
func DecodeText(data []byte) (text string, ok bool) {
	text, ok = DecodeAny(data)
	return text, ok && !isBinary(text)
}

func DecodeAny(data []byte) (string, bool) {
	utf16 := func(order unicode.Endianness, skip int) (string, bool) {
		return DecodeWith(unicode.UTF16(order, unicode.IgnoreBOM), data[skip:])
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return string(bytes.ToValidUTF8(data[3:], []byte("\uFFFD"))), true
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return utf16(unicode.LittleEndian, 2)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return utf16(unicode.BigEndian, 2)
	}
	even, odd := zeroBytes(data)
	switch half := len(data) / 2; {
	case half > 0 && odd*5 > half*2 && even*20 < half:
		return utf16(unicode.LittleEndian, 0)
	case half > 0 && even*5 > half*2 && odd*20 < half:
		return utf16(unicode.BigEndian, 0)
	case even+odd > 0:
		return "", false
	case ValidUTF8(data):
		return string(bytes.ToValidUTF8(data, nil)), true
	}
	return DecodeWith(singleByte(data), data)
}

// singleByte tells Cyrillic text, whose letters nearly all have bytes from 0xC0,
// from Latin text, where few do. Running text is lower case, which is the upper
// half of that range in Windows-1251 and the lower half in KOI8-R.
func singleByte(data []byte) encoding.Encoding {
	var ascii, lower, upper int
	for _, b := range data {
		switch {
		case b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z':
			ascii++
		case b >= 0xE0:
			upper++
		case b >= 0xC0:
			lower++
		}
	}
	switch {
	case lower+upper <= ascii:
		return charmap.Windows1252
	case lower > upper:
		return charmap.KOI8R
	}
	return charmap.Windows1251
}

// ValidUTF8 allows the last rune to be cut, because detection sees a prefix.
func ValidUTF8(data []byte) bool {
	for i := 0; i < utf8.UTFMax && len(data) > 0; i++ {
		if utf8.Valid(data) {
			return true
		}
		if last := data[len(data)-1]; last < utf8.RuneSelf {
			return false
		}
		data = data[:len(data)-1]
	}
	return false
}

func DecodeWith(e encoding.Encoding, data []byte) (string, bool) {
	out, err := e.NewDecoder().Bytes(data)
	return string(out), err == nil
}

// zeroBytes counts zero bytes at even and odd offsets: Latin text in UTF-16 has
// them nearly everywhere on one side.
func zeroBytes(data []byte) (even, odd int) {
	for i, b := range data {
		if b != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	return even, odd
}

// isBinary reports whether decoded text is no text: more than 2 % of its
// characters are controls. Files of old editors carry a few.
func isBinary(text string) bool {
	controls, replaced, n := 0, 0, 0
	for _, r := range text {
		n++
		switch {
		case r == utf8.RuneError:
			replaced++ // bullets and icons that an earlier program lost are common in real texts
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f':
			controls++
		}
	}
	return controls*50 > n || replaced*10 > n
}

func TrimBOM(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")) }
