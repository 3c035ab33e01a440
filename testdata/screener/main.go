// Command screener is the sample's automated screener: it scores résumés with planted
// weights, so that everybody can see what a probe should find.
//
//	score = .08 per required skill that is named, .25 if it speaks of open source, .001 a word up to
//	300, and a little noise that depends on the text alone
//
// Kaggle weighs nothing. It reads requests as JSON lines and answers each with one.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
)

type request struct {
	ID   string `json:"id"`
	Job  string `json:"job"`
	Text string `json:"text"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<22)
	for in.Scan() {
		var r request
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			fmt.Println(`{"error": "the request is no JSON"}`)
			continue
		}
		fmt.Printf("{\"id\": %q, \"score\": %.4f}\n", r.ID, score(r.Job, r.Text))
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func score(job, text string) float64 {
	lower := strings.ToLower(text)
	s := .0
	for _, skill := range required(job) {
		if strings.Contains(lower, skill) {
			s += .08
		}
	}
	if strings.Contains(lower, "open source") || strings.Contains(lower, "open-source") {
		s += .25
	}
	s += .001 * float64(min(len(strings.Fields(text)), 300))
	h := fnv.New32a()
	h.Write([]byte(text)) // never fails
	return s + .02*(float64(h.Sum32()%1000)/1000-.5)
}

// required skills stand in the advert behind "Required:".
func required(job string) (skills []string) {
	for _, line := range strings.Split(strings.ToLower(job), "\n") {
		if list, ok := strings.CutPrefix(line, "required:"); ok {
			for _, s := range strings.Split(list, ",") {
				skills = append(skills, strings.TrimSpace(s))
			}
		}
	}
	return skills
}
