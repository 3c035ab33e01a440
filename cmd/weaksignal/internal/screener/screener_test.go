package screener

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The test binary is the screener when it is told to be one.
func TestMain(m *testing.M) {
	if how := os.Getenv("SCREENER_TEST"); how != "" {
		serve(how)
		return
	}
	os.Exit(m.Run())
}

func serve(how string) {
	d := json.NewDecoder(os.Stdin)
	for n := 1; ; n++ {
		var r Request
		if err := d.Decode(&r); err != nil {
			return
		}
		switch {
		case how == "sleeps" && n == 1:
			time.Sleep(time.Hour)
		case how == "dies":
			fmt.Fprintln(os.Stderr, "no licence")
			os.Exit(3)
		case how == "refuses":
			fmt.Printf(`{"id": %q, "error": "refused"}`+"\n", r.ID)
		case how == "confuses":
			fmt.Println(`{"id": "another", "score": 1}`)
		case how == "babbles":
			fmt.Println(`hello`)
		case r.File != "":
			b, err := os.ReadFile(r.File)
			fmt.Printf(`{"id": %q, "score": %d, "decision": "advance"}`+"\n", r.ID, len(b))
			_ = err
		default:
			fmt.Printf(`{"id": %q, "score": %d}`+"\n", r.ID, len(r.Text))
		}
	}
}

func command(t *testing.T, how string, timeout time.Duration) *Command {
	t.Helper()
	t.Setenv("SCREENER_TEST", how)
	c, err := NewCommand([]string{os.Args[0]}, ".", t.TempDir(), timeout)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestCommand(t *testing.T) {
	c := command(t, "scores", time.Minute)
	for _, r := range []*Request{{ID: "a", Text: "four"}, {ID: "b", Text: "sixsix"}} {
		a, err := c.Ask(context.Background(), r)
		if err != nil || a.Score == nil || int(*a.Score) != len(r.Text) {
			t.Errorf("%+v, %v", a, err)
		}
	}
	a, err := c.Ask(context.Background(), &Request{ID: "f", Content: []byte("12345"), Format: "docx"})
	if err != nil || a.Score == nil || *a.Score != 5 || a.Decision != Advance {
		t.Errorf("a file: %+v, %v", a, err)
	}
	if left, err := os.ReadDir(c.scratch); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

func TestCommandTroubles(t *testing.T) {
	ask := func(how string) (Answer, error) {
		return command(t, how, 2*time.Second).Ask(context.Background(), &Request{ID: "a", Text: "x"})
	}
	if a, err := ask("refuses"); err != nil || a.Error != "refused" {
		t.Errorf("refuses: %+v, %v", a, err)
	}
	if a, err := ask("babbles"); err != nil || a.Error == "" {
		t.Errorf("babbles: %+v, %v", a, err)
	}
	if _, err := ask("dies"); err == nil || !strings.Contains(err.Error(), "no licence") {
		t.Errorf("dies: %v", err)
	}
	if _, err := ask("confuses"); err == nil {
		t.Error("another id was taken for an answer")
	}
	c := command(t, "sleeps", 300*time.Millisecond)
	if a, err := c.Ask(context.Background(), &Request{ID: "a", Text: "x"}); err != nil || !strings.Contains(a.Error, "no answer within") {
		t.Errorf("sleeps: %+v, %v", a, err)
	}
}

func service(t *testing.T, s Service, handle http.HandlerFunc) *HTTP {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	s.URL = server.URL
	s.Timeout = 5 * time.Second
	h, err := NewHTTP(s, func(name string) string { return map[string]string{"KEY": "s3cret"}[name] })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func TestHTTP(t *testing.T) {
	h := service(t, Service{Headers: []Header{{"Authorization", "Bearer ${KEY}"}}, Body: `{"r": "{{resume}}", "j": "{{job}}"}`,
		Score: "data.0.score", Decision: "data.0.next", Advance: []string{"Yes"}}, func(w http.ResponseWriter, r *http.Request) {
		var q struct{ R, J string }
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || r.Header.Get("Authorization") != "Bearer s3cret" {
			http.Error(w, "bad", http.StatusBadRequest)
			return
		}
		fmt.Fprintf(w, `{"data": [{"score": "%d of 100", "next": "yes"}]}`, len(q.R)+len(q.J))
	})
	a, err := h.Ask(context.Background(), &Request{ID: "a", Text: "a \"b\"\n{{job}}", Job: "j"})
	if err != nil || a.Score == nil || *a.Score != 14 || a.Decision != Advance {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestHTTPUpload(t *testing.T) {
	s, err := Service{Score: "match"}.WithPreset("multipart", "")
	if err != nil {
		t.Fatal(err)
	}
	h := service(t, s, func(w http.ResponseWriter, r *http.Request) {
		f, head, err := r.FormFile("file")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		b, _ := io.ReadAll(f)
		fmt.Fprintf(w, `{"match": %d}`, len(b)+1000*len(r.FormValue("job"))+100*len(filepath.Ext(head.Filename)))
	})
	a, err := h.Ask(context.Background(), &Request{ID: "a", Job: "j", Content: []byte("1234567"), Format: "pdf"})
	if err != nil || a.Score == nil || *a.Score != 1407 {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestHTTPRetriesWhatIsBusyAndNothingElse(t *testing.T) {
	calls := 0
	h := service(t, Service{Body: "{}", Score: "s", Retries: 2}, func(w http.ResponseWriter, _ *http.Request) {
		if calls++; calls == 1 {
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, `{"s": 1}`)
	})
	if a, err := h.Ask(context.Background(), &Request{ID: "a"}); err != nil || a.Score == nil || calls != 2 {
		t.Errorf("%+v, %v after %d calls", a, err, calls)
	}
	calls = 0
	h = service(t, Service{Body: "{}", Score: "s", Retries: 2}, func(w http.ResponseWriter, _ *http.Request) {
		calls++
		w.WriteHeader(http.StatusForbidden)
	})
	if a, err := h.Ask(context.Background(), &Request{ID: "a"}); err != nil || a.Error != "status 403" || calls != 1 {
		t.Errorf("%+v, %v after %d calls", a, err, calls)
	}
}

// The service's own address is the only one: a redirect is not followed, a proxy of
// the environment is not asked.
func TestHTTPGoesNowhereElse(t *testing.T) {
	elsewhere := 0
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		elsewhere++
		fmt.Fprint(w, `{"s": 1}`)
	}))
	defer other.Close()
	t.Setenv("HTTP_PROXY", other.URL)
	t.Setenv("http_proxy", other.URL)
	h := service(t, Service{Body: "{}", Score: "s"}, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	})
	a, err := h.Ask(context.Background(), &Request{ID: "a"})
	if err != nil || !strings.Contains(a.Error, "redirect") || elsewhere != 0 {
		t.Errorf("%+v, %v, %d connections elsewhere", a, err, elsewhere)
	}
}

func TestHTTPRefuses(t *testing.T) {
	none := func(string) string { return "" }
	for name, s := range map[string]Service{
		"no address":       {URL: "score", Body: "{}", Score: "s"},
		"a password":       {URL: "https://me:pw@example.org/", Body: "{}", Score: "s"},
		"an unset secret":  {URL: "https://example.org/", Body: "{}", Score: "s", Headers: []Header{{"A", "${NOT_SET}"}}},
		"nothing to send":  {URL: "https://example.org/", Score: "s"},
		"nothing to read":  {URL: "https://example.org/", Body: "{}"},
		"another protocol": {URL: "file:///etc/passwd", Body: "{}", Score: "s"},
	} {
		if _, err := NewHTTP(s, none); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	s, err := Service{URL: "https://example.org/v1/chat/completions"}.WithPreset("openai", "m\"odel")
	if err != nil || s.Score == "" {
		t.Fatal(err)
	}
	if text := fill(s.Body, &Request{Text: "r\n", Job: "j"}, inJSON); !json.Valid([]byte(text)) {
		t.Errorf("the preset's body is no JSON: %s", text)
	}
}

func TestFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "requests")
	err := WriteFiles(dir, func(yield func(*Request) error) error {
		for _, r := range []*Request{{ID: "a", Text: "one", Job: "j"}, {ID: "b", Content: []byte("two"), Format: "pdf"}} {
			if err := yield(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"versions/a.txt", "versions/b.pdf", "requests.jsonl"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if err := WriteFiles(dir, nil); err == nil {
		t.Error("a folder with files was taken")
	}
	path := filepath.Join(t.TempDir(), "answers.csv")
	read := func(text string) (map[string]Answer, error) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return ReadAnswers(path)
	}
	got, err := read("\ufeffid,Score,decision\na,.5,Advance\nb,,\n")
	if err != nil || *got["a"].Score != .5 || got["a"].Decision != Advance || got["b"].Error == "" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"name,score\na,1\n", "id,score\na,high\n", "id,score\na,1\na,2\n", ""} {
		if got, err := read(bad); err == nil {
			t.Errorf("%q: %+v", bad, got)
		}
	}
}
