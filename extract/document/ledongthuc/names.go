package ledongthuc

import (
	"io"
	"strings"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/unicode/norm"
)

// maxProgram bytes of a font's program are looked at: its encoding stands at the head.
const maxProgram = 64 << 10

// builtin reads the encoding that stands in a Type 1 font's own program, as TeX's fonts
// have it: "dup 11 /ff put". Nil where there is none.
func builtin(font pdf.Value) map[int]string {
	program := font.Key("FontDescriptor").Key("FontFile")
	if program.Kind() != pdf.Stream {
		return nil
	}
	r := program.Reader()
	defer r.Close()
	head, _ := io.ReadAll(io.LimitReader(r, min(maxProgram, max(program.Key("Length1").Int64(), 0)))) // a cut program has its head
	var names map[int]string
	tokens(head, func(op string, args []operand) bool {
		if op == "put" && len(args) == 2 && args[0].kind == number && args[1].kind == name {
			if names == nil {
				names = map[int]string{}
			}
			names[int(args[0].value)] = args[1].text
		}
		return op != "eexec"
	})
	return names
}

// characters of the glyph names (Adobe Glyph List) in the encodings of TeX's text fonts
// whose name is not the character; letters with accents are composed.
const characters = `zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9
	exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk * plus +
	comma , hyphen - period . slash / colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \
	bracketright ] asciicircum ^ underscore _ grave ` + "`" + ` braceleft { bar | braceright } asciitilde ~
	quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” quotesinglbase ‚ quotedblbase „ guillemotleft « guillemotright »
	guilsinglleft ‹ guilsinglright › endash – emdash — bullet • periodcentered · dagger † daggerdbl ‡ section § paragraph ¶
	ff ff fi fi fl fl ffi ffi ffl ffl dotlessi ı dotlessj ȷ AE Æ ae æ OE Œ oe œ Oslash Ø oslash ø germandbls ß SS ẞ
	Eth Ð eth ð Thorn Þ thorn þ Lslash Ł lslash ł Dcroat Đ dcroat đ ij ĳ IJ Ĳ eng ŋ Eng Ŋ
	acute ´ dieresis ¨ circumflex ˆ tilde ˜ caron ˇ ring ˚ breve ˘ macron ¯ dotaccent ˙ hungarumlaut ˝ cedilla ¸ ogonek ˛
	sterling £ Euro € cent ¢ yen ¥ copyright © registered ® trademark ™ degree ° plusminus ± multiply × divide ÷ minus −
	onesuperior ¹ twosuperior ² threesuperior ³ ordfeminine ª ordmasculine º exclamdown ¡ questiondown ¿ perthousand ‰
	ellipsis … mu µ onehalf ½ onequarter ¼ threequarters ¾ asteriskmath ∗ arrowright → arrowleft ← openbullet ◦ diamondmath ⋄`

// accents of composed letters, by the ends of glyph names.
const accents = "acute \u0301 grave \u0300 circumflex \u0302 dieresis \u0308 tilde \u0303 caron \u030C ring \u030A breve \u0306 macron \u0304 dotaccent \u0307 hungarumlaut \u030B cedilla \u0327 ogonek \u0328 commaaccent \u0326"

// spelled gives the text of a glyph name; "" where it is not known.
func spelled(name string) string {
	if name == "" {
		return ""
	}
	if len(name) == 1 && (name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z') {
		return name
	}
	fields := strings.Fields(characters)
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i] == name {
			return fields[i+1]
		}
	}
	fields = strings.Fields(accents)
	for i := 0; i+1 < len(fields); i += 2 {
		if name[:1]+fields[i] == name {
			return norm.NFC.String(name[:1] + fields[i+1])
		}
	}
	return ""
}
