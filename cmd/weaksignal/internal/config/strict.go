package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

var durationType = reflect.TypeFor[time.Duration]()

// checkFile parses the YAML text and holds every key and type against Config.
// It returns the line of each key, the faults in the order of the file, and the document with scalars
// under text keys marked as text (so that `advanced: [1, yes]` stays "1", "yes").
func checkFile(name string, text []byte) (*yaml.Node, map[string]int, []error) {
	var doc, second yaml.Node
	documents := yaml.NewDecoder(bytes.NewReader(text))
	if err := documents.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, []error{&Error{Where: name, Reason: strings.TrimPrefix(err.Error(), "yaml: "), Remedy: "correct the YAML"}}
	}
	if err := documents.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, nil, []error{&Error{Where: fmt.Sprintf("%s:%d", name, second.Line), Reason: "a second document begins, which would have been passed over", Remedy: "remove the line \"---\", or what follows it"}}
	}
	if len(doc.Content) == 0 {
		return nil, nil, nil
	}
	c := checker{file: name, lines: map[string]int{}}
	c.check(doc.Content[0], reflect.TypeFor[Config](), "")
	return &doc, c.lines, c.faults
}

type checker struct {
	file   string
	faults []error
	// lines of the keys, and of the items of lists: "roles[0].job_related[1]".
	lines map[string]int
}

func (c *checker) fault(n *yaml.Node, key, reason, remedy string) {
	c.faults = append(c.faults, &Error{Where: fmt.Sprintf("%s:%d", c.file, n.Line), Key: key, Reason: reason, Remedy: remedy})
}

func (c *checker) check(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	c.lines[key] = n.Line
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return // "key:" with nothing behind it means the default
	case t == ruleType && n.Kind == yaml.ScalarNode:
		c.checkScalar(n, reflect.TypeFor[string](), key)
	case t.Kind() == reflect.Struct:
		c.checkStruct(n, t, key)
	case t.Kind() == reflect.Slice:
		c.checkList(n, t, key)
	default:
		c.checkScalar(n, t, key)
	}
}

func (c *checker) checkStruct(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.MappingNode {
		c.fault(n, key, "expected keys with values, found "+kindOf(n), "indent its keys below it")
		return
	}
	fields := fieldsOf(t)
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		full := join(key, k.Value)
		if line, twice := seen[k.Value]; twice {
			c.fault(k, full, fmt.Sprintf("the key stands already in line %d", line), "keep one of them")
			continue
		}
		seen[k.Value] = k.Line
		ft, ok := fields[k.Value]
		if !ok {
			c.fault(k, full, "unknown key", suggest(k.Value, fields))
			continue
		}
		c.check(v, ft.Type, full)
	}
}

func (c *checker) checkList(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.SequenceNode {
		c.fault(n, key, "expected a list, found "+kindOf(n), "write it as [a, b] or one \"- \" line each")
		return
	}
	for i, item := range n.Content {
		c.check(item, t.Elem(), fmt.Sprintf("%s[%d]", key, i))
	}
}

func (c *checker) checkScalar(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.ScalarNode {
		c.fault(n, key, fmt.Sprintf("expected %s, found %s", typeName(t), kindOf(n)), "give one value")
		return
	}
	if t.Kind() == reflect.String {
		n.Tag, n.Style = "!!str", yaml.DoubleQuotedStyle
		return
	}
	if _, err := parseScalar(n.Value, t); err != nil {
		c.fault(n, key, fmt.Sprintf("%q is not %s", n.Value, typeName(t)), "correct the value")
	}
}

// parseScalar reads the text of one value as type t: string, bool, number or duration.
func parseScalar(text string, t reflect.Type) (any, error) {
	switch {
	case t == durationType:
		return time.ParseDuration(text)
	case t.Kind() == reflect.Bool:
		switch strings.ToLower(text) {
		case "true", "yes", "on", "1":
			return true, nil
		case "false", "no", "off", "0":
			return false, nil
		}
		return nil, errors.New("not a truth value")
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		return strconv.ParseInt(text, 10, 64)
	case t.Kind() == reflect.Uint64:
		return strconv.ParseUint(text, 10, 64)
	case t.Kind() == reflect.Float64:
		return strconv.ParseFloat(text, 64)
	}
	return text, nil
}

func typeName(t reflect.Type) string {
	switch {
	case t == durationType:
		return "a duration such as 10s"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64, t.Kind() == reflect.Uint64:
		return "a whole number"
	case t.Kind() == reflect.Float64:
		return "a number"
	}
	return "a text"
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	}
	return fmt.Sprintf("the single value %q", n.Value)
}

func fieldsOf(t reflect.Type) map[string]reflect.StructField {
	fields := map[string]reflect.StructField{}
	for i := range t.NumField() {
		f := t.Field(i)
		if name := f.Tag.Get("mapstructure"); name != "-" {
			fields[name] = f
		}
	}
	return fields
}

func join(parent, key string) string {
	if parent == "" {
		return key
	}
	return parent + "." + key
}
