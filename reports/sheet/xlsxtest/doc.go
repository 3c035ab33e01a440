// Package xlsxtest reads workbooks back for tests: cells, not bytes.
package xlsxtest
