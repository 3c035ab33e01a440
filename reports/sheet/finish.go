package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Excelize leaves three things out of its charts, which are added to the file that it
// wrote: the points themselves, which previews and phones show; where within the chart
// the plot stands; and the anchor that keeps a chart's size, for which it writes
// offsets that reach over the end of a row.

// inner is the plot's place in its chart, in fractions of the chart's size, and the
// distance of the ticks of its scale.
type inner struct{ x, y, w, h, step float64 }

const (
	chartPart   = "xl/charts/chart"
	drawingPart = "xl/drawings/drawing"
)

// finish copies a workbook and completes its charts, which are numbered in the order of
// the pages.
func finish(raw []byte, w io.Writer, pages []*Page) error {
	in, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return fmt.Errorf("read the workbook back: %w", err)
	}
	var charts []Chart
	for _, p := range pages {
		charts = append(charts, p.Charts...)
	}
	values := cellsOf(pages)
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := finishPart(out, part, charts, values); err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
	}
	return out.Close()
}

func finishPart(out *zip.Writer, part *zip.File, charts []Chart, values cells) error {
	number, isChart := partNumber(part.Name, chartPart)
	_, isDrawing := partNumber(part.Name, drawingPart)
	if !isChart && !isDrawing {
		return out.Copy(part)
	}
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	x := string(text)
	switch {
	case isDrawing:
		x = anchors(x)
	case number <= len(charts):
		x = points(x, values)
		if place := charts[number-1].inner; place != nil {
			x = layout(x, *place)
		}
	}
	w, err := out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate, Modified: part.Modified})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, x)
	return err
}

func partNumber(name, lead string) (int, bool) {
	digits, ok := strings.CutPrefix(strings.TrimSuffix(name, ".xml"), lead)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil
}

// cells gives the values of a reference.
type cells func(ref string) []any

func cellsOf(pages []*Page) cells {
	byName := map[string]*Page{}
	for _, p := range pages {
		byName[p.Name] = p
	}
	return func(ref string) []any {
		at := strings.LastIndex(ref, "!")
		if at < 0 {
			return nil
		}
		name := strings.ReplaceAll(strings.Trim(ref[:at], "'"), "''", "'")
		p := byName[name]
		from, to, _ := strings.Cut(strings.ReplaceAll(ref[at+1:], "$", ""), ":")
		if to == "" {
			to = from
		}
		c1, r1, err1 := excelize.CellNameToCoordinates(from)
		c2, r2, err2 := excelize.CellNameToCoordinates(to)
		if p == nil || err1 != nil || err2 != nil {
			return nil
		}
		var out []any
		for r := r1; r <= r2; r++ {
			for c := c1; c <= c2; c++ {
				out = append(out, p.valueAt(c, r))
			}
		}
		return out
	}
}

func (p *Page) valueAt(column, row int) any {
	if row > len(p.Lines) || column > len(p.Lines[row-1].Cells) {
		return nil
	}
	return p.Lines[row-1].Cells[column-1].Value
}

// between ends an axis of numbers; the distance of its ticks follows it.
const between = `<crossBetween val="midCat"/>`

// points writes what a chart's references hold beside them. Positions are numbers,
// for which excelize writes a reference to texts.
func points(x string, values cells) string {
	x = regexp.MustCompile(`<xVal><strRef><f>([^<]*)</f></strRef></xVal>`).ReplaceAllString(x, `<xVal><numRef><f>$1</f></numRef></xVal>`)
	// The horizontal axis of a scatter chart has numbers, and none of what excelize writes
	// for one with categories.
	x = regexp.MustCompile(`<auto val="1"></auto><lblAlgn val="ctr"></lblAlgn><lblOffset val="100"></lblOffset><noMultiLvlLbl val="0"></noMultiLvlLbl></valAx>`).ReplaceAllString(x, between+`</valAx>`)
	texts := regexp.MustCompile(`<strRef><f>([^<]*)</f>(?:<strCache>.*?</strCache>)?</strRef>`)
	x = texts.ReplaceAllStringFunc(x, func(s string) string {
		ref := texts.FindStringSubmatch(s)[1]
		return "<strRef><f>" + ref + "</f><strCache>" + cached(values(html.UnescapeString(ref)), false) + "</strCache></strRef>"
	})
	numbers := regexp.MustCompile(`<numRef><f>([^<]*)</f>(?:<numCache>.*?</numCache>)?</numRef>`)
	return numbers.ReplaceAllStringFunc(x, func(s string) string {
		ref := numbers.FindStringSubmatch(s)[1]
		return "<numRef><f>" + ref + "</f><numCache><formatCode>General</formatCode>" + cached(values(html.UnescapeString(ref)), true) + "</numCache></numRef>"
	})
}

// cached lists the points of a reference; cells without a value, or without a number
// where numbers are wanted, have none.
func cached(values []any, numbers bool) string {
	var out strings.Builder
	fmt.Fprintf(&out, `<ptCount val="%d"/>`, len(values))
	for i, v := range values {
		said := ""
		switch v := v.(type) {
		case string:
			if !numbers {
				said = html.EscapeString(cellText(v))
			}
		case int:
			said = strconv.Itoa(v)
		case float64:
			said = strconv.FormatFloat(v, 'g', -1, 64)
		}
		if said != "" {
			fmt.Fprintf(&out, `<pt idx="%d"><v>%s</v></pt>`, i, said)
		}
	}
	return out.String()
}

// layout places the plot in its chart, lets the sheet show through, and ends lines
// where their numbers end.
func layout(x string, at inner) string {
	place := fmt.Sprintf(`<layout><manualLayout><layoutTarget val="inner"/><xMode val="edge"/><yMode val="edge"/><x val="%.5f"/><y val="%.5f"/><w val="%.5f"/><h val="%.5f"/></manualLayout></layout>`, at.x, at.y, at.w, at.h)
	const clear = `<spPr><a:noFill/><a:ln><a:noFill/></a:ln></spPr>`
	x = strings.Replace(x, between, fmt.Sprintf(`%s<majorUnit val="%g"/>`, between, at.step), 1)
	x = strings.Replace(x, "<plotArea>", `<autoTitleDeleted val="1"/><plotArea>`+place, 1)
	x = strings.Replace(x, "<spPr></spPr></plotArea>", clear+"</plotArea>", 1)
	x = strings.Replace(x, "</chart><spPr></spPr>", "</chart>"+clear, 1)
	x = regexp.MustCompile(`<(view3D|floor|sideWall|backWall)>.*?</(view3D|floor|sideWall|backWall)>`).ReplaceAllString(x, "")
	return strings.ReplaceAll(x, `cap="rnd"`, `cap="flat"`)
}

// anchors gives charts that keep their size the anchor that says so.
func anchors(x string) string {
	whole := regexp.MustCompile(`(?s)<xdr:twoCellAnchor editAs="oneCell"><xdr:from>(.*?)</xdr:from><xdr:to>(.*?)</xdr:to>(.*?)</xdr:twoCellAnchor>`)
	return whole.ReplaceAllStringFunc(x, func(s string) string {
		m := whole.FindStringSubmatch(s)
		from, to := place(m[1]), place(m[2])
		if from[0] != to[0] || from[2] != to[2] {
			return s
		}
		return fmt.Sprintf(`<xdr:oneCellAnchor><xdr:from>%s</xdr:from><xdr:ext cx="%d" cy="%d"/>%s</xdr:oneCellAnchor>`, m[1], to[1]-from[1], to[3]-from[3], m[3])
	})
}

// place reads column, its offset, row and its offset.
func place(s string) (at [4]int) {
	for i, name := range []string{"col", "colOff", "row", "rowOff"} {
		if m := regexp.MustCompile(`<xdr:` + name + `>(-?\d+)</xdr:` + name + `>`).FindStringSubmatch(s); m != nil {
			at[i], _ = strconv.Atoi(m[1])
		}
	}
	return at
}
