package decision

import (
	"testing"

	"weaksignal/extract/decision/lookup"
)

func TestDefaultOutcomes(t *testing.T) {
	p, err := lookup.OutcomePatterns(nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]Outcome{
		"Hired": Hired, "Offer Accepted": Hired, "Rejected": Rejected, "REJECTED": Rejected, "Not selected": Rejected, "Not Hired": Rejected,
		"Rejected - not a fit": Rejected, "Disqualified": Rejected, "No longer under consideration": Rejected, "Candidate rejected: skills": Rejected,
		"Withdrawn": Withdrawn, "Candidate Withdrew": Withdrawn, "Offer declined": OfferDeclined, "They rejected us": Withdrawn, "Rejected by candidate": Withdrawn,
		"Active": Pending, "In Review": Pending, "NEW": Pending, "To be scheduled": Pending, "On hold": Pending, "Transferred": Transferred, "Moved to another job": Transferred,
		"Lead": Prospect, "Prospect": Prospect, "Duplicate": Other, "Requisition cancelled": Other, "Advanced": Advanced,
		"Sleeping": OutcomeUnknown, "Archived": OutcomeUnknown, "yes": OutcomeUnknown, "0": OutcomeUnknown,
	} {
		if got := Outcome(max(p.Find(text), 0)); got != want {
			t.Errorf("%q: outcome %q, want %q", text, got, want)
		}
	}
}

func TestDefaultStages(t *testing.T) {
	f, p, err := lookup.NewFunnel(nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Application Review": "resume_screen", "Résumé-Screening": "resume_screen", "NEW": "resume_screen", "CV screen": "resume_screen", "resume_screen": "resume_screen",
		"Phone Screen": "phone_screen", "Recruiter Phone Screen": "phone_screen", "Technical Phone Screen": "technical_offsite",
		"Take-Home Test": "coding_challenge", "HackerRank": "coding_challenge", "Coding Challenge": "coding_challenge", "Online Assessment": "coding_challenge",
		"Technical Interview": "technical_offsite", "technical offsite": "technical_offsite",
		"Onsite": "onsite", "On-Site Loop": "onsite", "Final Interview": "onsite", "Interview": "onsite", "Face to Face": "onsite",
		"Offer": "offer", "Offer Extended": "offer", "Verbal offer": "offer",
		"Hired": "hired", "Ready for Hire": "hired", "Onboarding": "hired",
		"Purple": "", "Department": "", "1st HR interview": "", "Screening": "",
	} {
		got, a := "", p.Find(text)
		switch {
		case a == int(f.Hired):
			got = lookup.HiredStage
		case a >= 0:
			got = f.Names[a]
		}
		if got != want {
			t.Errorf("%q: stage %q, want %q", text, got, want)
		}
	}
}
