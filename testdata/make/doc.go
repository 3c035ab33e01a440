// Command make writes the invented sample pool in testdata.
//
// Steps, each from the seed alone:
//
//  1. draw requisitions, screeners and applicants with their true signals ([drawPool]);
//  2. draw the decisions from a stated model, so that the planted effects are
//     known ([decide]);
//  3. write a career for each applicant that says exactly those signals
//     ([writeCareer]) and hold the finished text against them ([selfCheck]);
//  4. write the export, the groups, the truth and the candidates table;
//  5. typeset the résumés and have them made by real producers: Chromium,
//     LibreOffice, pdfTeX, LuaTeX, or plain files.
//
// It uses the standard library and those programs only. Nobody real appears:
// names are put together from invented parts, mail addresses are in the
// example domains of RFC 2606, phone numbers in ranges reserved for fiction.
package main
