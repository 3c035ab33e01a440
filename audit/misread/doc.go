// Package misread asks what errors in reading documents do to the numbers.
//
//  1. A review's answers give the accuracy of each signal's reading (accuracy.go).
//  2. [Correct] takes the misclassification out of the rates (matrix method) and out of
//     the adjusted effects (regression calibration, calibration.go), over the range of
//     the accuracy, and says which verdicts could be others.
//  3. [ReadFailures] tests whether résumés could be read equally often in all formats
//     and groups (readfailure.go).
//
// What it does not do: change a number or a verdict that was there.
package misread
