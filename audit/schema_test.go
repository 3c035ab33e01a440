package audit

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"weaksignal/audit/dataset"
	"weaksignal/audit/internal/plant"
	"weaksignal/audit/result"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite result/schema.json from the types")

// enums are the words that the contract fixes, by Go type or by "Type.Field".
var enums = map[string][]any{
	"Block":                    {"weak", "job_related", "context"},
	"Kind":                     {"binary", "numeric"},
	"ShareSize":                {"most", "part"},
	"Reading":                  {"present", "near_miss", "absent"},
	"Verdict":                  {"associated", "no_material_association", "cannot_tell"},
	"Adjusted.Family":          {"confirmatory", "exploratory"},
	"Model.Likelihood":         {"unconditional", "conditional"},
	"Model.Penalty":            {"firth", "none"},
	"Model.RequisitionEffects": {"fixed", "none"},
	"Model.Cluster":            {"requisition", "screener", "none"},
	"GroupResult.Verdict":      {"indicated", "not_indicated", "cannot_tell"},
	"RouteResult.Kind":         {"level", "route", "source"},
	"FunnelRow.Kind":           {"all", "level", "signal", "group", "source", "route"},
	"TrendFinding.Status":      {"new", "persisting", "resolved", "none", "provisional", "not_comparable"},
	"Drift.Kind":               {"prevalence", "unreadable", "unmatched"},
	"Result.Schema":            {result.SchemaID},
	"UnknownBound.Assumption":  {"worst_case_low", "worst_case_high", "proportional"},
}

type object = map[string]any

// schemaOf describes the types of the result; structs go to defs.
func schemaOf(t reflect.Type, owner string, defs object) object {
	if t.Kind() == reflect.String {
		for _, key := range []string{t.Name(), owner} {
			if words, ok := enums[key]; ok {
				return object{"type": "string", "enum": words}
			}
		}
		return object{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Map:
		return object{"type": "object", "additionalProperties": schemaOf(t.Elem(), owner, defs)}
	case reflect.Pointer:
		s := schemaOf(t.Elem(), owner, defs)
		if kind, ok := s["type"].(string); ok {
			s["type"] = []any{kind, "null"}
			return s
		}
		return object{"anyOf": []any{s, object{"type": "null"}}}
	case reflect.Slice:
		return object{"type": "array", "items": schemaOf(t.Elem(), owner, defs)}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return object{"type": "integer", "minimum": 0}
	case reflect.Float64:
		return object{"type": "number"}
	}
	if t == reflect.TypeFor[time.Time]() {
		return object{"type": "string", "format": "date-time"}
	}
	if _, done := defs[t.Name()]; !done {
		defs[t.Name()] = nil
		defs[t.Name()] = structSchema(t, defs)
	}
	return object{"$ref": "#/$defs/" + t.Name()}
}

func structSchema(t reflect.Type, defs object) object {
	props, required := object{}, []any{}
	addFields(t, props, &required, defs)
	s := object{"type": "object", "properties": props, "required": required}
	if t.Name() == "Estimate" {
		s["oneOf"] = []any{object{"required": []any{"value"}}, object{"required": []any{"not_estimable"}}}
	}
	return s
}

func addFields(t reflect.Type, props object, required *[]any, defs object) {
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		if f.Anonymous {
			addFields(f.Type, props, required, defs)
			continue
		}
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		props[name] = schemaOf(f.Type, t.Name()+"."+f.Name, defs)
		if !strings.Contains(opts, "omitempty") {
			*required = append(*required, name)
		}
	}
}

// TestSchemaCoversTypes: schema.json says what the types say. After a change of
// a type: go test ./audit -run SchemaCovers -update
func TestSchemaCoversTypes(t *testing.T) {
	defs := object{}
	schemaOf(reflect.TypeFor[result.Result](), "", defs)
	root := defs["Result"].(object)
	delete(defs, "Result")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "https://weaksignal.example/schema/audit-1.json"
	root["title"] = "weaksignal audit.json, the analyst's complete record of one audit"
	root["$defs"] = defs
	want, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile("result/schema.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, bytes.ReplaceAll(result.Schema(), []byte("\r\n"), []byte("\n"))) {
		t.Error("schema.json is behind the types; run with -update and look at the difference")
	}
}

// validate checks a result against the embedded schema, as the file would stand.
func validate(t *testing.T, r *result.Result) {
	t.Helper()
	out, err := json.Marshal(r)
	if err != nil {
		t.Fatalf("result doesn't encode: %v", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	def, err := jsonschema.UnmarshalJSON(bytes.NewReader(result.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("audit.json", def); err != nil {
		t.Fatal(err)
	}
	if err := c.MustCompile("audit.json").Validate(doc); err != nil {
		t.Errorf("audit.json breaks its schema: %v", err)
	}
}

func TestEmptyResultValidates(t *testing.T) {
	b := plant.NewBuilder(t, dataset.Spec{Roles: []string{""}, Stages: []string{"screen"}})
	validate(t, mustRun(t, b.Dataset(), DefaultPlan()))
}
