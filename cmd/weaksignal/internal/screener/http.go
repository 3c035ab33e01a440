package screener

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Service says how to ask over HTTP.
type Service struct {
	URL, Method string
	Headers     []Header
	// Body is a template: {{resume}}, {{job}} and {{id}} stand for the texts, escaped for
	// the inside of a JSON string; {{slate}} for the slate as a JSON array.
	Body string
	// Upload is the name of a form field for the file; the fields of Fields go with it, by
	// the same template without escaping. It replaces Body.
	Upload string
	Fields []Header
	// Score and Decision are dotted paths into the answer: data.score, choices.0.text. A
	// score that is a text gives its first number.
	Score, Decision string
	// Advance are the values of Decision that mean advance, without regard to case.
	Advance []string
	Timeout time.Duration
	// Every is the least time between two requests; 0 = none.
	Every time.Duration
	// Retries of a request that got no answer or one of status 429 or 5xx.
	Retries int
}

// WithPreset fills in what is not given: "openai" for chat endpoints of that form (a
// score from 0 to 100 in the first message), "multipart" for an upload with the advert
// beside it; "" leaves the service as it is.
func (s Service) WithPreset(name, model string) (Service, error) {
	switch name {
	case "":
	case "openai":
		if model == "" {
			return s, errors.New("the preset openai needs a model")
		}
		if s.Body == "" {
			s.Body = `{"model": "` + inJSON(model) + `", "temperature": 0, "messages": [` +
				`{"role": "system", "content": "You screen résumés. Answer with one number from 0 (reject) to 100 (advance) and nothing else."}, ` +
				`{"role": "user", "content": "Job:\n{{job}}\n\nRésumé:\n{{resume}}"}]}`
		}
		s.Score = cmp.Or(s.Score, "choices.0.message.content")
	case "multipart":
		s.Upload = cmp.Or(s.Upload, "file")
		if s.Fields == nil {
			s.Fields = []Header{{Name: "job", Value: "{{job}}"}}
		}
	default:
		return s, fmt.Errorf("the preset %q is unknown", name)
	}
	return s, nil
}

// Header is a name with a value; ${NAME} in the value is taken from the environment,
// the only place for secrets.
type Header struct{ Name, Value string }

// HTTP asks a service.
type HTTP struct {
	Service
	client *http.Client
	last   time.Time
	host   string
}

var variable = regexp.MustCompile(`\$\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// NewHTTP checks the service and fills in secrets. env looks a variable up.
func NewHTTP(s Service, env func(name string) string) (*HTTP, error) {
	u, err := url.Parse(s.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("the address %q is no http or https URL", s.URL)
	}
	if u.User != nil {
		return nil, errors.New("the address holds a password; put it into the environment and name it in a header as ${NAME}")
	}
	if s.Body == "" && s.Upload == "" {
		return nil, errors.New("neither a body nor an upload field says what to send")
	}
	if s.Score == "" && s.Decision == "" {
		return nil, errors.New("neither score nor decision says where the answer stands")
	}
	s.Headers = slices.Clone(s.Headers)
	for i, h := range s.Headers {
		for _, m := range variable.FindAllStringSubmatch(h.Value, -1) {
			value := env(m[1])
			if value == "" {
				return nil, fmt.Errorf("the header %s needs the variable %s, which is not set", h.Name, m[1])
			}
			s.Headers[i].Value = strings.ReplaceAll(s.Headers[i].Value, m[0], value)
		}
	}
	client := &http.Client{
		Timeout:   s.Timeout,
		Transport: &http.Transport{Proxy: nil, DisableCompression: false},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("the service redirects; name its own address")
		},
	}
	return &HTTP{Service: s, client: client, host: u.Host}, nil
}

// Name is the host.
func (h *HTTP) Name() string { return h.host }

// Close lets idle connections go.
func (h *HTTP) Close() error {
	h.client.CloseIdleConnections()
	return nil
}

// Ask sends one request, again where the service is busy or does not answer.
func (h *HTTP) Ask(ctx context.Context, r *Request) (Answer, error) {
	var why string
	for try := range h.Retries + 1 {
		if err := h.pause(ctx, try); err != nil {
			return Answer{}, err
		}
		a, again, err := h.once(ctx, r)
		switch {
		case ctx.Err() != nil:
			return Answer{}, ctx.Err()
		case err == nil:
			return settled(r, a), nil
		case !again:
			return Answer{ID: r.ID, Error: err.Error()}, nil
		}
		why = err.Error()
	}
	return Answer{ID: r.ID, Error: why}, nil
}

// pause keeps the rate, and waits longer before each new try.
func (h *HTTP) pause(ctx context.Context, try int) error {
	wait := time.Until(h.last.Add(h.Every))
	if try > 0 {
		wait = max(wait, time.Second<<(try-1))
	}
	if wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	h.last = time.Now()
	return nil
}

func (h *HTTP) once(ctx context.Context, r *Request) (a Answer, again bool, err error) {
	body, contentType, err := h.body(r)
	if err != nil {
		return a, false, err
	}
	method := h.Method
	if method == "" {
		method = http.MethodPost
	}
	q, err := http.NewRequestWithContext(ctx, method, h.URL, body)
	if err != nil {
		return a, false, err
	}
	q.Header.Set("Content-Type", contentType)
	q.Header.Set("Cache-Control", "no-store")
	for _, x := range h.Headers {
		q.Header.Set(x.Name, x.Value)
	}
	response, err := h.client.Do(q)
	if err != nil {
		var e *url.Error
		if errors.As(err, &e) {
			err = e.Err // without the address, which may hold a key
		}
		return a, true, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	switch {
	case err != nil:
		return a, true, err
	case response.StatusCode == http.StatusTooManyRequests || response.StatusCode >= 500:
		return a, true, fmt.Errorf("status %d", response.StatusCode)
	case response.StatusCode >= 300:
		return a, false, fmt.Errorf("status %d", response.StatusCode)
	}
	a, err = h.parse(r, text)
	return a, false, err
}

func (h *HTTP) body(r *Request) (io.Reader, string, error) {
	if h.Upload == "" {
		return strings.NewReader(fill(h.Body, r, inJSON)), "application/json", nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range h.Fields {
		if err := w.WriteField(f.Name, fill(f.Value, r, func(s string) string { return s })); err != nil {
			return nil, "", err
		}
	}
	content, name := r.Content, r.ID+"."+r.Format
	if len(content) == 0 {
		content, name = []byte(r.Text), r.ID+".txt"
	}
	part, err := w.CreateFormFile(h.Upload, name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	return &b, w.FormDataContentType(), err
}

// fill puts the texts into a template in one pass, so that a résumé that holds
// "{{job}}" stays as it is.
func fill(template string, r *Request, escape func(string) string) string {
	slate, err := json.Marshal(r.Slate)
	if err != nil || r.Slate == nil {
		slate = []byte("[]")
	}
	return strings.NewReplacer("{{resume}}", escape(r.Text), "{{job}}", escape(r.Job), "{{id}}", escape(r.ID), "{{slate}}", string(slate)).Replace(template)
}

func inJSON(s string) string {
	quoted, _ := json.Marshal(s) // a string always encodes
	return string(quoted[1 : len(quoted)-1])
}

var number = regexp.MustCompile(`-?\d+(?:\.\d+)?`)

// parse finds score and decision in an answer.
func (h *HTTP) parse(r *Request, text []byte) (Answer, error) {
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		return Answer{}, errors.New("the answer is no JSON")
	}
	a := Answer{ID: r.ID}
	if h.Score != "" {
		switch v := at(doc, h.Score).(type) {
		case float64:
			a.Score = &v
		case string:
			if n, err := strconv.ParseFloat(number.FindString(v), 64); err == nil {
				a.Score = &n
			} else {
				return a, errors.New("the text at the score's path holds no number")
			}
		case nil:
			return a, fmt.Errorf("the answer has nothing at %q", h.Score)
		default:
			return a, fmt.Errorf("what stands at %q is no number", h.Score)
		}
	}
	if h.Decision != "" {
		v := at(doc, h.Decision)
		if v == nil {
			return a, fmt.Errorf("the answer has nothing at %q", h.Decision)
		}
		a.Decision = Reject
		if slices.ContainsFunc(h.Advance, func(w string) bool { return strings.EqualFold(strings.TrimSpace(fmt.Sprint(v)), w) }) {
			a.Decision = Advance
		}
	}
	return a, nil
}

// at follows a dotted path of names and indices; nil where it leads nowhere.
func at(doc any, path string) any {
	for _, step := range strings.Split(path, ".") {
		switch v := doc.(type) {
		case map[string]any:
			doc = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(v) {
				return nil
			}
			doc = v[i]
		default:
			return nil
		}
	}
	return doc
}
