#!/bin/sh
# Prints the ratios by which reading is judged, each against its yardstick in the
# same run, in turn, the median of the rounds: by wall time, and by processor time
# (user and system, children included), which holds on a machine that others use.
#
#   extract/testdata/speed.sh [FOLDER [ROUNDS]]     (default testdata/resumes, 3)
#
#   documents   weaksignal extract on the folder's PDFs, nothing cached: start,
#               hashing, reading, signals, cache     against xargs -n 1 pdftotext
#   unchanged   the same again, everything cached    against the first time
#   join        its time an application              (BenchmarkFromExport)
#   table       an export of a million rows          against encoding/csv alone
#
# Needs Go, poppler-utils, GNU time and xargs.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-testdata/resumes}
rounds=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WEAKSIGNAL_STATE="$work/state" WEAKSIGNAL_DOCUMENTS_OCR=off # pdftotext reads no pictures
go build -o "$work/weaksignal" ./cmd/weaksignal

# Copies, because pdftotext writes beside what it reads.
mkdir "$work/pdfs" "$work/copies"
n=0
find "$folder" -name '*.pdf' -type f >"$work/list"
while IFS= read -r f; do
	n=$((n + 1))
	cp "$f" "$work/pdfs/$n.pdf"
	cp "$f" "$work/copies/$n.pdf"
done <"$work/list"

clock() { # clock NAME COMMAND...: appends wall and processor seconds to NAME
	name=$1
	shift
	# Status 3, some documents unreadable, is a finished run.
	/usr/bin/time -q -f '%e %U %S' -o "$work/t" "$@" >/dev/null 2>&1 || [ $? -eq 3 ]
	awk '{ print $1, $2 + $3 }' "$work/t" >>"$work/$name"
}
read_ours() {
	clock "$1" "$work/weaksignal" extract --resumes "$work/pdfs" --out "$work/out.jsonl"
}
WEAKSIGNAL_CACHE="$work/warm" "$work/weaksignal" extract -q --resumes "$work/pdfs" --out "$work/out.jsonl" || true # compiles the PDF engine
for i in $(seq "$rounds"); do
	export WEAKSIGNAL_CACHE="$work/cache.$i"
	clock theirs sh -c "find '$work/copies' -name '*.pdf' -print0 | xargs -0 -P $(nproc) -n 1 pdftotext -q || true"
	read_ours first
	read_ours again
done
ratio() { # ratio LABEL A B: median of the rounds' ratios A/B
	paste -d ' ' "$work/$2" "$work/$3" | awk '{ print $1 / $3, $2 / $4 }' >"$work/r"
	wall=$(cut -d ' ' -f 1 "$work/r" | sort -g | sed -n "$(((rounds + 1) / 2))p")
	cpu=$(cut -d ' ' -f 2 "$work/r" | sort -g | sed -n "$(((rounds + 1) / 2))p")
	printf '%-10s wall %.2f, processor %.2f\n' "$1" "$wall" "$cpu"
}
echo "$n PDFs, $(nproc) processors, $rounds rounds; seconds of wall and of processor:"
for name in theirs first again; do
	printf '  %-7s' "$name"
	tr '\n' ';' <"$work/$name"
	echo
done
ratio documents first theirs
ratio unchanged again first

go test ./cmd/weaksignal/internal/join -run '^$' -bench FromExport -benchtime 3x |
	awk '/^BenchmarkFromExport/ { for (i = 3; i < NF; i++) if ($(i + 1) == "ns/application") printf "join       %s: %.1f µs an application\n", $1, $i / 1000 }'
go test ./extract/decision -run '^$' -bench ReadExports -benchtime 3x |
	awk '/^BenchmarkReadExports/ { for (i = 4; i < NF; i++) { if ($(i + 1) == "peakMB") peak = $i; if ($(i + 1) == "x/csv") times = $i }
		printf "table      %s: %.2f (wall), peak heap %.0f MB\n", $1, times, peak }'
