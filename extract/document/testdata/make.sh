#!/bin/sh
# Makes the documents of this folder from resume.fodt, resume.tex and resume.html:
# one invented résumé, as LibreOffice, pdfTeX, LuaTeX and Chromium write it.
# Needs soffice, pdflatex, lualatex, chromium. Made with LibreOffice 7.4,
# TeX Live 2022 and Chromium of Debian 12.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for format in odt docx rtf doc pdf; do
	soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$format" --outdir "$work" resume.fodt >/dev/null 2>&1
	mv "$work/resume.$format" "libreoffice.$format"
done
for tex in pdflatex lualatex; do
	SOURCE_DATE_EPOCH=0 FORCE_SOURCE_DATE=1 $tex -interaction=batchmode -output-directory="$work" resume.tex >/dev/null 2>&1
	mv "$work/resume.pdf" "$tex.pdf"
done
chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$work/resume.pdf" resume.html >/dev/null 2>&1
mv "$work/resume.pdf" chromium.pdf
