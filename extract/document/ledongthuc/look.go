package ledongthuc

import (
	"github.com/ledongthuc/pdf"

	"weaksignal/extract/document/draft"
	"weaksignal/extract/document/ink"
)

// lookAt looks at the layers, before any page is read.
func lookAt(r *pdf.Reader, lim draft.Limits) ink.Look {
	l := ink.Look{Known: true, Count: r.NumPage()}
	readLayers(&l, r.Trailer().Key("Root").Key("OCProperties"))
	if len(l.Off) == 0 {
		return l
	}
	var groups, off int
	for n := 1; n <= min(r.NumPage(), lim.Pages); n++ {
		g, o := offGroups(&l, r.Page(n).Resources().Key("Properties"))
		groups, off = groups+g, off+o
	}
	l.OffGroups = groups > 0 && off == groups
	return l
}

// offGroups counts the membership dictionaries of a page, which show content by the
// state of several layers, and those that are off.
func offGroups(l *ink.Look, properties pdf.Value) (groups, off int) {
	for _, name := range properties.Keys() {
		group := properties.Key(name)
		if group.Key("Type").Name() != "OCMD" {
			continue
		}
		groups++
		if !showsGroup(l, group) {
			off++
		}
	}
	return groups, off
}

// showsGroup applies the policy of a membership dictionary; without layers it shows.
func showsGroup(l *ink.Look, group pdf.Value) bool {
	layers := group.Key("OCGs")
	names := []string{layers.Key("Name").Text()}
	if layers.Kind() == pdf.Array {
		names = names[:0]
		for i := range min(layers.Len(), draft.MaxLinks) {
			names = append(names, layers.Index(i).Key("Name").Text())
		}
	}
	on := 0
	for _, name := range names {
		if !l.Off[name] {
			on++
		}
	}
	switch {
	case len(names) == 0 || layers.IsNull():
		return true
	case group.Key("P").Name() == "AllOn":
		return on == len(names)
	case group.Key("P").Name() == "AnyOff":
		return on < len(names)
	case group.Key("P").Name() == "AllOff":
		return on == 0
	}
	return on > 0
}

// readLayers reads which optional content the document's own configuration switches off
// ([ISO 32000-1] 8.11.4).
func readLayers(l *ink.Look, properties pdf.Value) {
	groups, config := properties.Key("OCGs"), properties.Key("D")
	if groups.Len() == 0 {
		return
	}
	state := map[string]bool{} // on, by name
	set := func(list pdf.Value, on bool) {
		for i := range min(list.Len(), draft.MaxLinks) {
			state[list.Index(i).Key("Name").Text()] = on
		}
	}
	set(groups, config.Key("BaseState").Name() != "OFF")
	set(config.Key("ON"), true)
	set(config.Key("OFF"), false)
	l.Off = map[string]bool{}
	for name, on := range state {
		if !on {
			l.Off[name] = true
		}
	}
}

// pageBox is the box of a page that is shown, its own or inherited; zero where none
// is given.
func pageBox(page pdf.Value) ink.Rectangle {
	var box ink.Rectangle
	for _, name := range []string{"MediaBox", "CropBox"} {
		for v, n := page, 0; n < 20 && !v.IsNull(); v, n = v.Key("Parent"), n+1 {
			if r := v.Key(name); r.Len() == 4 {
				x1, y1, x2, y2 := r.Index(0).Float64(), r.Index(1).Float64(), r.Index(2).Float64(), r.Index(3).Float64()
				box = ink.Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
				break
			}
		}
	}
	return box
}
