package draft

// Doubt is why a document that was read may not have been understood. What is
// found in it stands; what is not found is unknown.
type Doubt string

const (
	NoDoubt     Doubt = ""
	Placeholder Doubt = "placeholder" // the text says that the document is elsewhere
	Partial     Doubt = "partial"     // pages or parts were not read
	Garbled     Doubt = "garbled"     // characters or letters are wrong
	Glued       Doubt = "glued"       // words without spaces between them
	Language    Doubt = "language"    // the catalogue has no words for it
	Thin        Doubt = "thin"        // less than a résumé can say
	Hidden      Doubt = "hidden"      // most of its text is invisible to people
)

// remedies of each doubt, for people.
func (d Doubt) Remedy() string {
	switch d {
	case Placeholder:
		return "open it in the program that made it, and print it to PDF"
	case Partial:
		return "look at the pages that were not read, or run OCR on the document"
	case Garbled, Glued:
		return "open it in a viewer and print it to PDF, or run OCR on it"
	case Language:
		return "have a person read it, or add words of this language to the catalogue"
	case Thin:
		return "look at the document: what it says may be a picture, or in another file"
	case Hidden:
		return "look at the document beside its text: most of it cannot be seen on the page"
	}
	return ""
}
