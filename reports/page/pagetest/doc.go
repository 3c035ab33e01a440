// Package pagetest invents results for the tests of the report: counts that add up,
// intervals of about the right width, and verdicts as a test wants them.
package pagetest
