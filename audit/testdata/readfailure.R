# Makes readfailure.json: tests whether failures are spread evenly over groups.
# Rscript readfailure.R, in this folder. The version stands in readfailure.json.
suppressPackageStartupMessages(library(jsonlite))
set.seed(20261125)
cases <- list(list(n = c(120, 200, 60), x = c(3, 4, 9)), list(n = c(150, 150), x = c(12, 5)), list(n = c(40, 30, 25, 200), x = c(2, 2, 1, 11)),
              list(n = c(30, 900), x = c(4, 20)))
out <- lapply(cases, function(k) {
  t <- cbind(k$x, k$n - k$x)
  rest <- function(i) fisher.test(rbind(t[i, ], colSums(t) - t[i, ]))$p.value
  list(n = k$n, x = k$x, even_p = chisq.test(t, simulate.p.value = TRUE, B = 400000)$p.value, fisher_p = sapply(seq_along(k$n), rest))
})
writeLines(toJSON(list(made_by = R.version.string, tables = out), auto_unbox = TRUE, digits = 15, pretty = TRUE), "readfailure.json")
