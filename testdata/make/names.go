package main

import (
	"fmt"
	"strings"
)

// culture holds the parts that names are put together from: ordinary given names,
// and family names invented from syllables so that nobody bears them on purpose.
type culture struct {
	women, men  string
	heads, ends string
	places      string // "city, country code"
}

func cultures() map[string]culture {
	return map[string]culture{
		"anglo": {"Hannah Megan Claire Tessa Laura Erin Naomi Bridget Holly Paige", "Owen Caleb Martin Dylan Grant Neil Spencer Elliot Ross Toby",
			"Thorn Brack Hollo Wend Marl Ashpel Quill Dray Fenn Hask Tarn Strad Cald Withen", "wick mere combe stowe ridge bourne worthy thwaite sall bridge",
			"Boston,us Columbus,us Portland,us Denver,us Raleigh,us Leeds,uk Bristol,uk Glasgow,uk"},
		"hispanic": {"Lucía Marisol Elena Ximena Paloma Rocío Abril Noelia", "Joaquín Mateo Rubén Iván Tomás Andrés Gael Emilio",
			"Alme Solvi Quinte Terra Cebri Balde Zurri Montal Ferre", "dral vedra landa zuela nares mendo rosal guera", "San Antonio,us Miami,us Madrid,es Valencia,es Sevilla,es Tucson,us"},
		"southasian": {"Ananya Kavita Meera Shreya Divya Pooja Ishita Nandini", "Arjun Rohan Vikram Karthik Nikhil Siddharth Aditya Manish",
			"Vark Dever Shan Bhal Kora Nira Talu Madra Jos", "hade karni vali gopal mutra shwar lekar nathu", "Bengaluru,in Pune,in Hyderabad,in Edison,us Fremont,us Leicester,uk"},
		"eastasian": {"Mei Xiaoyu Yuna Hana Jiaying Soomin Linh Akiko", "Wei Jun Minho Haruto Zihan Tuan Kenta Jiahao",
			"Mori Tana Kuro Zhen Ling Baek Hwan Ngu Shira", "sawa bei dori ong yeun sato wan hara", "Seattle,us San Jose,us Irvine,us Toronto,ca Manchester,uk"},
		"african": {"Chiamaka Adaeze Amina Thandiwe Efua Zola Ngozi Imani", "Chidi Kwame Tendai Sipho Obinna Kofi Jabari Malik",
			"Obi Ade Nkwa Oko Mbe Tshi Asa Dla", "luwe banwe soro tembu ndela rimba kunle yemba", "Atlanta,us Baltimore,us Houston,us Birmingham,uk Chicago,us"},
		"arabic": {"Layla Yasmin Nour Salma Rania Huda", "Omar Karim Tariq Youssef Samir Bilal",
			"Al-Nou Ben Kha Haz Zah Mas Tah", "raz rimi louf dani ssar wani moudi", "Dearborn,us Houston,us London,uk Lyon,fr"},
		"french": {"Camille Élodie Margaux Solène Aurélie Inès", "Théo Bastien Rémi Guillaume Cédric Loïc",
			"Mont Garni Beau Ville Char Lamb Perr", "vaux ferrand claret sandre bourget milier quenard", "Lyon,fr Nantes,fr Lille,fr Grenoble,fr Toulouse,fr"},
		"german": {"Franziska Katharina Johanna Lena Svenja Jördis", "Matthias Florian Jürgen Lukas Björn Moritz",
			"Grau Weiden Stein Halb Kraut Ober Linden", "hofen tal brecht städter müller wieser kamp", "Leipzig,de Hamburg,de Köln,de Dresden,de Stuttgart,de"},
		"slavic": {"Milena Katarzyna Oksana Zuzana Darya Jelena", "Marek Bogdan Pavel Dmitri Tomasz Goran",
			"Zelen Kowar Petro Vrab Dobri Stani Hlad", "ovsky czyn enko ický avic omir ewski", "Cleveland,us Pittsburgh,us Berlin,de London,uk"},
		"nordic": {"Maja Astrid Ingrid Saga Freja", "Henrik Lars Erik Sven Aksel",
			"Lind Oster Hjel Bran Skog Fager", "qvaern lunde strand heim vik mose", "Minneapolis,us Seattle,us Berlin,de Edinburgh,uk"},
	}
}

// nameApplicant gives name, place, language and contact. A group makes some
// cultures of naming likelier and none certain.
func nameApplicant(seed uint64, a *applicant, sex, race string, taken map[string]bool) {
	d := roll(seed, "name", a.index)
	mix := map[string][]share{
		"White":                     {{"anglo", .5}, {"german", .15}, {"french", .12}, {"slavic", .13}, {"nordic", .06}, {"hispanic", .04}},
		"Asian":                     {{"southasian", .52}, {"eastasian", .46}, {"anglo", .02}},
		"Hispanic or Latino":        {{"hispanic", .92}, {"anglo", .08}},
		"Black or African American": {{"african", .45}, {"anglo", .45}, {"french", .1}},
		"Two or More Races":         {{"anglo", .5}, {"arabic", .25}, {"hispanic", .25}},
	}[race]
	if race == "White" && d.chance(.07) {
		mix = []share{{"arabic", 1}}
	}
	a.culture = d.among(mix)
	c := cultures()[a.culture]
	given := strings.Fields(c.women)
	if sex == "Male" || (sex == "" && d.chance(.5)) {
		given = strings.Fields(c.men)
	}
	for {
		a.given = d.pick(given)
		a.family = d.pick(strings.Fields(c.heads)) + d.pick(strings.Fields(c.ends))
		if a.culture == "hispanic" && d.chance(.35) {
			a.family += " " + d.pick(strings.Fields(c.heads)) + d.pick(strings.Fields(c.ends))
		}
		if key := fold(a.given + " " + a.family); !taken[key] {
			taken[key] = true
			break
		}
	}
	place := strings.Split(d.pick(splitPlaces(c.places)), ",")
	a.city, a.country = place[0], place[1]
	a.language = "en"
	for _, l := range []struct {
		country, language string
		rate              float64
	}{{"fr", "fr", .7}, {"de", "de", .7}, {"es", "es", .75}} {
		if a.country == l.country && a.culture != "slavic" && d.chance(l.rate) {
			a.language = l.language
		}
	}
	a.email = mailAddress(d, a.given, a.family)
	a.phone = phone(d, a.country)
}

// splitPlaces splits "San Antonio,us Miami,us" into its places.
func splitPlaces(s string) []string {
	var out []string
	word := ""
	for _, w := range strings.Fields(s) {
		word = strings.TrimSpace(word + " " + w)
		if strings.Contains(w, ",") {
			out = append(out, word)
			word = ""
		}
	}
	return out
}

func mailAddress(d dice, given, family string) string {
	g, f := fold(given), strings.ReplaceAll(fold(family), " ", "")
	g, f = strings.ReplaceAll(g, "-", ""), strings.ReplaceAll(f, "-", "")
	local := d.pick([]string{g + "." + f, g + f, g[:1] + f, f + "." + g, g + "_" + f, g + "." + f})
	if d.chance(.3) {
		local += fmt.Sprint(d.between(2, 99))
	}
	return local + "@" + d.pick([]string{"example.com", "example.org", "example.net", "mail.example.com", "post.example.org"})
}

// phone draws a number from a range that its regulator keeps for fiction: 555-01xx
// (North America), Ofcom's drama numbers (UK), those of the Bundesnetzagentur and
// of Arcep. Other countries have none, so their applicants give a US number.
func phone(d dice, country string) string {
	switch country {
	case "uk":
		return d.pick([]string{fmt.Sprintf("07700 900%03d", d.IntN(1000)), fmt.Sprintf("020 7946 0%03d", d.IntN(1000)),
			fmt.Sprintf("+44 7700 900%03d", d.IntN(1000)), fmt.Sprintf("0113 496 0%03d", d.IntN(1000))})
	case "de":
		return fmt.Sprintf("030 23125 %03d", d.IntN(1000))
	case "fr":
		return fmt.Sprintf("06 39 98 %02d %02d", d.IntN(100), d.IntN(100))
	}
	area := d.pick(strings.Fields("617 212 303 503 919 614 305 206 408 512 312"))
	form := d.pick([]string{"(%s) 555-01%02d", "%s-555-01%02d", "+1 %s 555 01%02d", "%s.555.01%02d"})
	return fmt.Sprintf(form, area, d.IntN(100))
}

// fold lower-cases and strips the accents that occur in the name parts.
func fold(s string) string {
	return strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n", "è", "e", "ï", "i", "ç", "c",
		"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "ý", "y").Replace(strings.ToLower(s))
}
