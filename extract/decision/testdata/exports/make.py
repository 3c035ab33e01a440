"""Writes the exports beside it: one invented pool of 36 applicants, as nine systems would export it.

Run with Debian's python3 and openpyxl 3.0: /usr/bin/python3 make.py
Nobody here exists. Which headers are a vendor's own is told in README.md.
"""
import csv, io, datetime
from openpyxl import Workbook
from openpyxl.styles import Font

D = datetime.date


def pool():
    people = []
    for i in range(36):
        first = "Quill%c%c" % (97 + i // 26, 97 + i % 26)
        last = "Marrowby%c" % (97 + i % 26)
        score = (i * 7 + i // 12) % 12
        if i == 5:
            fate = ("phone", "withdrawn")
        elif i == 17:
            fate = ("onsite", "active")
        elif score < 3:
            fate = ("offer", "hired")
        elif score < 5:
            fate = ("onsite", "rejected")
        elif score < 7:
            fate = ("phone", "rejected")
        else:
            fate = ("review", "rejected")
        applied = D(2026, 1, 5) + datetime.timedelta(days=i)
        people.append(dict(
            i=i, first=first, last=last, name=first + " " + last,
            email=(first + "." + last).lower() + "@example.org",
            cand=1000 + i, app=2000 + i, req="R%d" % (i // 12), job="ML Engineer",
            stage=fate[0], fate=fate[1], applied=applied,
            decided=None if fate[1] == "active" else applied + datetime.timedelta(days=21),
            source=["referral", "board", "site", "campus"][i % 4],
            referrer="Ottoline Brask" if i % 4 == 0 else "",
            recruiter=["Ysolde Venn", "Tarquin Oll", "Perpetua Lomm"][i % 3]))
    return people


def text(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write(name, data):
    with open(name, "wb") as f:
        f.write(data)


def greenhouse():
    stage = dict(review="Application Review", phone="Recruiter Phone Screen", onsite="Onsite", offer="Offer")
    rows = [["Candidate ID", "First Name", "Last Name", "Email", "Application ID", "Job ID", "Job Name", "Current Stage", "Status", "Applied On",
             "Rejected On", "Hired On", "Rejection Reason", "Rejection Reason Type", "Source", "Referrer", "Credited To", "Recruiter", "Coordinator"]]
    source = dict(referral="Referral", board="Indeed", site="Jobs page on your website", campus="University Career Fair")
    for p in pool():
        gone = p["fate"] in ("rejected", "withdrawn")
        rows.append([p["cand"], p["first"], p["last"], p["email"], p["app"], p["req"], p["job"], stage[p["stage"]],
                     dict(hired="Hired", active="Active").get(p["fate"], "Rejected"), p["applied"],
                     p["decided"] if gone else "", p["decided"] if p["fate"] == "hired" else "",
                     dict(rejected="Lacking skill(s)/qualification(s)", withdrawn="Withdrew application").get(p["fate"], ""),
                     dict(rejected="We rejected them", withdrawn="They rejected us").get(p["fate"], ""),
                     source[p["source"]], p["referrer"], p["referrer"] or p["recruiter"], p["recruiter"], "Ines Corr"])
    write("greenhouse.csv", b"\xef\xbb\xbf" + text(rows).encode())


def lever():
    stage = dict(review="New applicant", phone="Phone screen", onsite="On-site interview", offer="Offer")
    rows = [["Opportunity ID", "Candidate ID", "Candidate Name", "Email", "Posting title", "requisition_code", "Stage", "Archive-Reason",
             "Archive-Date", "Origin", "Sources", "Referred by", "Owner", "Applied at", "Tags"]]
    for p in pool():
        rows.append([p["app"], p["cand"], p["name"], p["email"], p["job"], p["req"], stage[p["stage"]],
                     dict(hired="Hired", rejected="Underqualified", withdrawn="Withdrew", active="")[p["fate"]],
                     p["decided"] or "", dict(referral="Referred", campus="University").get(p["source"], "Applied"),
                     dict(referral="Referral", board="Indeed", site="Company website", campus="Campus fair")[p["source"]],
                     p["referrer"], p["recruiter"], p["applied"], "spring, ml"])
    write("lever.csv", text(rows).encode())


def ashby():
    stage = dict(review="Application Review", phone="Recruiter Screen", onsite="Virtual Onsite", offer="Offer")
    rows = [["Candidate ID", "Candidate Name", "Candidate Email", "Application ID", "Job ID", "Job Title", "Current Interview Stage", "Status",
             "Archive Reason", "archivedAt", "Application Created At", "Source Type", "Source", "Credited To", "Recruiter"]]
    for p in pool():
        rows.append([p["cand"], p["name"], p["email"], p["app"], p["req"], p["job"], stage[p["stage"]],
                     dict(hired="Hired", active="Active").get(p["fate"], "Archived"),
                     dict(rejected="Skills not a match", withdrawn="Candidate withdrew").get(p["fate"], ""),
                     "%sT16:20:00.000Z" % p["decided"] if p["decided"] else "", "%sT09:05:00.000Z" % p["applied"],
                     dict(referral="Referral", board="Job Boards", site="Inbound", campus="Campus")[p["source"]],
                     dict(referral="Employee referral", board="Indeed", site="Careers page", campus="Career fair")[p["source"]],
                     p["referrer"], p["recruiter"]])
    write("ashby.csv", text(rows).encode())


def workday():
    stage = dict(review="Review", phone="Phone Screen", onsite="Final Interview", offer="Offer")
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(["Candidate pipeline by requisition"])
    sheet.merge_cells("A1:L1")
    sheet["A1"].font = Font(bold=True)
    sheet.append(["Report run on", datetime.datetime(2026, 3, 31, 8, 0)])
    sheet.append([])
    sheet.append(["Candidate_ID", "Candidate Name", "Email Address", "Job Application ID", "Job_Req_ID", "Job_Posting_Title", "Candidate_Stage",
                  "Last_Recruiting_Stage", "Disposition", "Disposition Reason", "Application Date", "Disposition Date", "Source", "Referred By", "Recruiter"])
    for p in pool():
        ended = p["fate"] in ("rejected", "withdrawn")
        sheet.append([p["cand"], p["name"], p["email"], p["app"], p["req"], p["job"],
                      "Disposition" if ended else dict(hired="Ready for Hire").get(p["fate"], stage[p["stage"]]),
                      stage[p["stage"]] if ended else None,
                      dict(rejected="Rejected", withdrawn="Candidate Withdrawn", hired="Hired", active="In Progress")[p["fate"]],
                      dict(rejected="Experience/Skills").get(p["fate"]),
                      p["applied"], p["decided"],
                      dict(referral="Employee Referral", board="Job Board -> Indeed", site="Corporate Website", campus="Campus Event")[p["source"]],
                      p["referrer"] or None, p["recruiter"]])
    sheet.row_dimensions[9].hidden = True
    sheet.append(["Total", None, None, 36])
    cover = book.create_sheet("Prompts", 0)
    cover.append(["Company", "Example Ltd"])
    cover.append(["Period", "Q1"])
    book.save("workday.xlsx")


def smartrecruiters():
    stage = dict(review="In Review", phone="Phone Screening", onsite="Onsite Interview", offer="Offer")
    rows = [["candidateProfileId", "First name", "Last name", "Email", "applicationID", "Job ID", "Job title", "applicationStatus", "applicationStage",
             "applicationRejectedAfter", "applicationReasonOfRejection", "Application Date", "Application Rejection Date", "Hired Date", "Source type", "appliedVia", "Referrer", "Recruiter"]]
    for p in pool():
        ended = p["fate"] in ("rejected", "withdrawn")
        rows.append([p["cand"], p["first"], p["last"], p["email"], p["app"], p["req"], p["job"],
                     dict(rejected="REJECTED", withdrawn="WITHDRAWN", hired="HIRED", active="INTERVIEW")[p["fate"]],
                     "" if ended else dict(hired="Hired").get(p["fate"], stage[p["stage"]]), stage[p["stage"]] if ended else "",
                     "Not enough experience" if p["fate"] == "rejected" else "",
                     p["applied"].strftime("%d.%m.%Y"), p["decided"].strftime("%d.%m.%Y") if ended else "",
                     p["decided"].strftime("%d.%m.%Y") if p["fate"] == "hired" else "",
                     dict(referral="Employee referral", board="Job boards", site="Career page", campus="Campus")[p["source"]],
                     dict(referral="Referral portal", board="Indeed", site="Career page", campus="Career fair")[p["source"]],
                     p["referrer"], p["recruiter"]])
    write("smartrecruiters.csv", text(rows, ";").encode())


def icims():
    bin_ = dict(review="Application Review", phone="Phone Screen", onsite="Onsite Interview", offer="Offer")
    rows = [["Recruiting Workflow: quarter, all statuses"], ["Généré le 31/03/2026"], [],
            ["Person ID", "Person : Full Name: First Last", "Email", "Recruiting Workflow ID", "Job ID/Title", "Bin", "Status", "Rejection Reason",
             "Submission Date", "updated", "sourceorigin", "sourceperson", "Recruiter"]]
    for p in pool():
        rows.append([p["cand"], p["name"], p["email"], p["app"], p["req"], bin_[p["stage"]],
                     dict(rejected="Rejected", withdrawn="Withdrawn by candidate", hired="Hired: onboarding", active="Interview scheduled")[p["fate"]],
                     "Ne répond pas aux critères" if p["fate"] == "rejected" else "",
                     p["applied"].strftime("%m/%d/%Y"), p["decided"].strftime("%m/%d/%Y") if p["decided"] else "",
                     dict(referral="Employee Referral", board="Job Board", site="Corporate Website", campus="University")[p["source"]],
                     p["referrer"], p["recruiter"]])
    rows.append([])
    rows.append(["Total: 36"])
    write("icims.csv", text(rows).encode("cp1252"))


def bamboohr():
    rows = [["Applicant ID", "First Name", "Last Name", "Email", "Job Opening", "Status", "Date Applied", "Source", "Rating"]]
    for p in pool():
        rows.append([p["cand"], p["first"], p["last"], p["email"], "%s (%s)" % (p["job"], p["req"]),
                     dict(rejected="Not Qualified", withdrawn="Withdrew", hired="Hired", active="Interviewed")[p["fate"]],
                     p["applied"].strftime("%b %d, %Y"), dict(referral="Referral", board="Indeed", site="Company Website", campus="College")[p["source"]], i_rating(p)])
    write("bamboohr.csv", text(rows).encode())


def i_rating(p):
    return 1 + p["i"] % 5


def taleo():
    step = dict(review="Resume Review", phone="Phone Interview", onsite="Final Interview", offer="Offer")
    rows = [["Candidate Identifier", "Candidate Full Name", "Email", "Req. Identifier", "Requisition Title", "Submission Identifier", "Current Step Name", "Current Status Name",
             "Submission Date", "Status Date", "Recruiting Source", "Recruiter"]]
    for p in pool():
        rows.append([p["cand"], p["name"], p["email"], p["req"], p["job"], p["app"], step[p["stage"]],
                     dict(rejected="Rejected", withdrawn="Has Declined - withdrawn", hired="Hired", active="To be Reviewed")[p["fate"]],
                     p["applied"].strftime("%d-%b-%Y"), (p["decided"] or p["applied"]).strftime("%d-%b-%Y"),
                     dict(referral="Employee Referral", board="Job Board", site="Career Site", campus="Campus Event")[p["source"]], p["recruiter"]])
    write("taleo.txt", b"\xff\xfe" + text(rows, "\t").encode("utf-16-le"))


def workable():
    stage = dict(review="Applied", phone="Phone Screen", onsite="Face-to-face interview", offer="Offer")
    rows = [["Candidate ID", "Name", "Email", "Job shortcode", "Job", "Stage", "Disqualified", "Disqualification reason", "Disqualified at", "Hired at", "Created at", "Source", "Referred by"]]
    for p in pool():
        ended = p["fate"] in ("rejected", "withdrawn")
        rows.append([p["cand"], p["name"], p["email"], p["req"], p["job"], "Hired" if p["fate"] == "hired" else stage[p["stage"]],
                     "TRUE" if ended else "FALSE", dict(rejected="Missing skills", withdrawn="Candidate withdrew").get(p["fate"], ""),
                     "%s 11:00:00 UTC" % p["decided"] if ended else "", "%s 11:00:00 UTC" % p["decided"] if p["fate"] == "hired" else "",
                     "%s 09:30:00 UTC" % p["applied"],
                     dict(referral="Referral", board="Indeed", site="Careers page", campus="University")[p["source"]], p["referrer"]])
    write("workable.csv", text(rows).encode())


for make in (greenhouse, lever, ashby, workday, smartrecruiters, icims, bamboohr, taleo, workable):
    make()
