package config

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"

	"weaksignal/extract/regular"
)

// envPrefix of every variable.
const envPrefix = "WEAKSIGNAL_"

// maxFile bounds the configuration file, in bytes.
const maxFile = 16 << 20

// DefaultFile is read when it stands in the working folder and no other is named.
const DefaultFile = "config.yaml"

// NoFile instead of a file's name: defaults, environment and flags alone.
const NoFile = os.DevNull

// Load merges defaults, the file, the environment ("KEY=value" pairs) and the
// changed flags. A flag's key is its name with "_" for "-". Every fault found is
// in the returned error ([Error], joined).
func Load(file string, env []string, flags *pflag.FlagSet) (*Config, error) {
	v := viper.New()
	v.SetConfigType("yaml")
	for key, value := range defaults(env) {
		v.SetDefault(key, value)
	}
	file, hash, lines, err := readFile(v, file, env)
	if err != nil {
		return nil, err
	}
	if file != "" { // as every other path of the file
		v.SetDefault("out", filepath.Join(filepath.Dir(file), "out"))
	}
	if err := mergeEnv(v, env); err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, k := range leaves(reflect.TypeFor[Config](), "") {
		known[k.key] = true
	}
	flags.VisitAll(func(f *pflag.Flag) {
		if key := strings.ReplaceAll(f.Name, "-", "_"); known[key] {
			err = errors.Join(err, v.BindPFlag(key, f))
		}
	})
	if err != nil {
		return nil, err
	}
	c := &Config{File: file, SHA256: hash, lines: lines}
	if err := v.Unmarshal(c, strictDecode); err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return c, nil
}

// strictDecode refuses what checkFile and mergeEnv should have refused already.
func strictDecode(d *mapstructure.DecoderConfig) {
	d.ErrorUnused = true
	d.WeaklyTypedInput = false
	d.DecodeHook = mapstructure.ComposeDecodeHookFunc(mapstructure.StringToTimeDurationHookFunc(), ruleOfText)
}

var ruleType = reflect.TypeFor[Rule]()

// ruleOfText takes a text for a rule's id.
func ruleOfText(from, to reflect.Type, data any) (any, error) {
	if id, ok := data.(string); ok && to == ruleType {
		return Rule{Rule: id}, nil
	}
	return data, nil
}

// readFile checks and merges the configuration file. Without a named file the
// default one is optional.
func readFile(v *viper.Viper, file string, env []string) (name, hash string, lines map[string]int, err error) {
	named := file != ""
	if !named {
		if file = lookup(env, envPrefix+"CONFIG"); file != "" {
			named = true
		} else {
			file = DefaultFile
		}
	}
	if file == NoFile {
		return "", hashOf(nil), nil, nil
	}
	text, err := regular.Read(file, maxFile)
	if !named && errors.Is(err, os.ErrNotExist) {
		return "", hashOf(nil), nil, nil
	}
	if err != nil {
		return "", "", nil, &Error{Where: file, Reason: "the configuration cannot be read: " + plain(err), Remedy: "name an existing file with --config"}
	}
	doc, lines, faults := checkFile(file, text)
	if len(faults) > 0 {
		return "", "", nil, errors.Join(faults...)
	}
	if doc != nil {
		anchorPaths(doc.Content[0], reflect.TypeFor[Config](), filepath.Dir(file))
		normal, err := yaml.Marshal(doc)
		if err != nil {
			return "", "", nil, fmt.Errorf("read %s: %w", file, err)
		}
		if err := v.MergeConfig(bytes.NewReader(normal)); err != nil {
			return "", "", nil, fmt.Errorf("read %s: %w", file, err)
		}
	}
	return file, hashOf(text), lines, nil
}

// anchorPaths makes the paths written in a file relative to that file's folder.
func anchorPaths(n *yaml.Node, t reflect.Type, dir string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch {
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, item := range n.Content {
			anchorPaths(item, t.Elem(), dir)
		}
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		fields := fieldsOf(t)
		for i := 0; i+1 < len(n.Content); i += 2 {
			f, ok := fields[n.Content[i].Value]
			if !ok {
				continue
			}
			if f.Tag.Get("path") == "yes" {
				anchor(n.Content[i+1], dir)
			} else {
				anchorPaths(n.Content[i+1], f.Type, dir)
			}
		}
	}
}

func anchor(n *yaml.Node, dir string) {
	for _, item := range append([]*yaml.Node{n}, n.Content...) {
		if item.Kind == yaml.ScalarNode && item.Tag == "!!str" && item.Value != "" && !filepath.IsAbs(item.Value) {
			item.Value = filepath.Join(dir, item.Value)
		}
	}
}

// leaf is one key that a variable can set.
type leaf struct {
	key string
	typ reflect.Type
}

func (l leaf) variable() string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(l.key, ".", "_"))
}

// leaves lists the scalar and text-list keys of a struct, in its order.
func leaves(t reflect.Type, parent string) []leaf {
	var all []leaf
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("mapstructure")
		key := join(parent, name)
		switch {
		case name == "-":
		case f.Type.Kind() == reflect.Struct:
			all = append(all, leaves(f.Type, key)...)
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && f.Type.Elem() != ruleType:
		default:
			all = append(all, leaf{key, f.Type})
		}
	}
	return all
}

// mergeEnv lays the variables over the file. Lists are separated like PATH.
func mergeEnv(v *viper.Viper, env []string) error {
	byName := map[string]leaf{}
	for _, l := range leaves(reflect.TypeFor[Config](), "") {
		byName[l.variable()] = l
	}
	var faults []error
	over := map[string]any{}
	for _, pair := range slices.Sorted(slices.Values(env)) {
		name, text, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, envPrefix) || name == envPrefix+"CONFIG" {
			continue
		}
		l, ok := byName[name]
		if !ok {
			faults = append(faults, &Error{Where: name, Reason: "unknown variable", Remedy: suggest(name, byName)})
			continue
		}
		if l.typ.Kind() == reflect.Slice {
			setPath(over, l.key, filepath.SplitList(text))
			continue
		}
		value, err := parseScalar(text, l.typ)
		if err != nil {
			faults = append(faults, &Error{Where: name, Reason: fmt.Sprintf("%q is not %s", text, typeName(l.typ))})
			continue
		}
		setPath(over, l.key, value)
	}
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	return v.MergeConfigMap(over)
}

func setPath(m map[string]any, key string, value any) {
	parts := strings.Split(key, ".")
	for _, p := range parts[:len(parts)-1] {
		next, ok := m[p].(map[string]any)
		if !ok {
			next = map[string]any{}
			m[p] = next
		}
		m = next
	}
	m[parts[len(parts)-1]] = value
}

func lookup(env []string, name string) string {
	for _, pair := range env {
		if k, v, _ := strings.Cut(pair, "="); k == name {
			return v
		}
	}
	return ""
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// plain is an error of the file system without the path that the message has already.
func plain(err error) string {
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}
