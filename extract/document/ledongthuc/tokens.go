package ledongthuc

import (
	"bytes"
	"strconv"
)

// kind of an operand of a content stream or a character map.
type kind byte

const (
	number kind = iota
	text        // a string, decoded
	name
	open // of an array
	shut
)

type operand struct {
	kind  kind
	value float64
	text  string
}

// maxOperands are kept for one operator: the lines of one TJ have some hundreds.
const maxOperands = 20_000

// tokens runs over the tokens of a stream and calls do for every operator with its
// operands, which it may not keep, until do says that it has seen enough. Dictionaries
// give their keys and values; what is no token is passed over.
func tokens(data []byte, do func(op string, args []operand) (more bool)) {
	var args []operand
	add := func(o operand) {
		if len(args) < maxOperands {
			args = append(args, o)
		}
	}
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case c == '(':
			var s string
			s, i = literal(data, i+1)
			add(operand{kind: text, text: s})
		case c == '<' && i+1 < len(data) && data[i+1] == '<':
			i += 2
		case c == '<':
			end := bytes.IndexByte(data[i:], '>')
			if end < 0 {
				return
			}
			add(operand{kind: text, text: hexadecimal(data[i+1 : i+end])})
			i += end + 1
		case c == '%':
			for i < len(data) && data[i] != '\n' && data[i] != '\r' {
				i++
			}
		case c == '[', c == ']':
			k := open
			if c == ']' {
				k = shut
			}
			add(operand{kind: k})
			i++
		case c == '/':
			from := i + 1
			i = word(data, from)
			add(operand{kind: name, text: string(data[from:i])})
		case delimiter(c):
			i++
		default:
			from := i
			i = word(data, i)
			if v, ok := decimal(data[from:i]); ok {
				add(operand{value: v})
				continue
			}
			op := string(data[from:i])
			if op == "ID" { // the bytes of a picture
				i = afterPicture(data, i)
			}
			if !do(op, args) {
				return
			}
			args = args[:0]
		}
	}
}

// word is where a name, number or operator ends.
func word(data []byte, i int) int {
	for i < len(data) && !delimiter(data[i]) {
		i++
	}
	return i
}

func delimiter(c byte) bool {
	switch c {
	case ' ', '\n', '\r', '\t', '\f', 0, '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// decimal reads a number as PDF writes them, without exponents.
func decimal(word []byte) (float64, bool) {
	if c := word[0]; c != '-' && c != '+' && c != '.' && (c < '0' || c > '9') {
		return 0, false
	}
	if len(word) <= 9 { // most numbers: faster than strconv
		v, scale, negative, dot := 0, 1.0, false, false
		for i, c := range word {
			switch {
			case c >= '0' && c <= '9':
				if v = v*10 + int(c-'0'); dot {
					scale *= 10
				}
			case c == '.' && !dot:
				dot = true
			case (c == '-' || c == '+') && i == 0:
				negative = c == '-'
			default:
				return 0, false
			}
		}
		if negative {
			v = -v
		}
		return float64(v) / scale, true
	}
	v, err := strconv.ParseFloat(string(word), 64)
	return v, err == nil
}

// literal decodes a string in brackets, and says where it ends.
func literal(data []byte, i int) (string, int) {
	var out []byte
	for depth := 1; i < len(data); i++ {
		c := data[i]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(out), i + 1
			}
		case '\\':
			if i++; i == len(data) {
				return string(out), i
			}
			var ok bool
			if c, i, ok = escaped(data, i); !ok {
				continue
			}
		}
		out = append(out, c)
	}
	return string(out), len(data)
}

// escaped is the character after a backslash, and where its last byte stands; none for
// a line that goes on.
func escaped(data []byte, i int) (c byte, at int, ok bool) {
	switch c := data[i]; c {
	case 'n':
		return '\n', i, true
	case 'r':
		return '\r', i, true
	case 't':
		return '\t', i, true
	case 'b':
		return '\b', i, true
	case 'f':
		return '\f', i, true
	case '\n':
		return 0, i, false
	case '\r':
		if i+1 < len(data) && data[i+1] == '\n' {
			i++
		}
		return 0, i, false
	default:
		if c < '0' || c > '7' {
			return c, i, true
		}
	}
	v, end := 0, min(i+3, len(data))
	for ; i < end && data[i] >= '0' && data[i] <= '7'; i++ {
		v = v*8 + int(data[i]-'0')
	}
	return byte(v), i - 1, true
}

func hexadecimal(digits []byte) string {
	out := make([]byte, 0, len(digits)/2+1)
	half, have := byte(0), false
	for _, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			continue
		}
		if have {
			out = append(out, half<<4|c)
		}
		half, have = c, !have
	}
	if have {
		out = append(out, half<<4)
	}
	return string(out)
}

// afterPicture is where the bytes of a picture within the content end.
func afterPicture(data []byte, i int) int {
	for {
		end := bytes.Index(data[i:], []byte("EI"))
		if end < 0 {
			return len(data)
		}
		i += end + 2
		if delimiter(data[i-3]) && (i == len(data) || delimiter(data[i])) {
			return i
		}
	}
}
