#!/bin/sh
# Renders the sample's workbook into docs/: the first page of each sheet,
# SHEET.png.
#
#   docs/gallery.sh [WORKBOOK [SHEET...]]
#
# Without a workbook it audits the sample first; without sheets it renders those
# that the README shows. It needs Go, LibreOffice and poppler.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

book=${1:-}
[ $# -gt 0 ] && shift
sheets=${*:-Summary Effects}
if [ -z "$book" ]; then
	WEAKSIGNAL_STATE="$work/state" WEAKSIGNAL_CACHE="$work/cache" \
		go run ./cmd/weaksignal audit -q --out "$work/out" --run-id gallery
	book="$work/out/gallery/appendix.xlsx"
fi

cp "$book" "$work/audit.xlsx"
soffice "-env:UserInstallation=file://$work/profile" --headless \
	--convert-to pdf --outdir "$work" "$work/audit.xlsx" >/dev/null 2>&1
[ -s "$work/audit.pdf" ] || { echo "gallery: LibreOffice made no PDF of $book" >&2; exit 1; }
pages=$(pdfinfo "$work/audit.pdf" | sed -n 's/^Pages: *//p')
n=1
while [ "$n" -le "$pages" ]; do
	pdftotext -f "$n" -l "$n" -layout "$work/audit.pdf" "$work/$n.txt"
	n=$((n + 1))
done

# first_page PATTERN prints the number of the first page whose text matches.
first_page() {
	n=1
	while [ "$n" -le "$pages" ]; do
		if grep -q "$1" "$work/$n.txt"; then
			echo "$n"
			return
		fi
		n=$((n + 1))
	done
	echo "gallery: no page shows \"$1\"" >&2
	exit 1
}



for sheet in $sheets; do
	page=$(first_page "· $sheet ")
	name=$(echo "$sheet" | tr '[:upper:]' '[:lower:]')
	pdftoppm -r "${DPI:-96}" -png -singlefile -f "$page" -l "$page" "$work/audit.pdf" "docs/$name"
done
ls -l docs/*.png
