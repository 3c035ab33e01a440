#!/bin/sh
# Renders two pages of the sample's report into docs/: answer.png and groups.png.
#
#   docs/gallery.sh [AUDIT.XLSX]
#
# Without a report it audits the sample first. It needs Go, LibreOffice and poppler.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

report=${1:-}
if [ -z "$report" ]; then
	WEAKSIGNAL_STATE="$work/state" WEAKSIGNAL_CACHE="$work/cache" \
		go run ./cmd/weaksignal audit -q --out "$work/out" --run-id gallery
	report="$work/out/gallery/audit.xlsx"
fi

cp "$report" "$work/audit.xlsx"
soffice "-env:UserInstallation=file://$work/profile" --headless \
	--convert-to pdf --outdir "$work" "$work/audit.xlsx" >/dev/null 2>&1
[ -s "$work/audit.pdf" ] || { echo "gallery: LibreOffice made no PDF of $report" >&2; exit 1; }
pages=$(pdfinfo "$work/audit.pdf" | sed -n 's/^Pages: *//p')
[ "$pages" -le 6 ] || { echo "gallery: $pages pages, at most six are promised" >&2; exit 1; }

pdftoppm -r 80 -png -f 1 -l 1 -singlefile "$work/audit.pdf" docs/answer
pdftoppm -r 80 -png -f 3 -l 3 -singlefile "$work/audit.pdf" docs/groups
