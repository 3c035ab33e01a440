# Oracle of package selection: Lee's bounds by trimming sorted outcomes, person by person
# (fractional at the cut). Rscript expected.R > expected.json
suppressMessages(library(jsonlite))
trim <- function(y, q, from) { # mean of what is left when weight q*n is taken from one end
  y <- sort(y, decreasing = from == "top"); n <- length(y); w <- rep(1, n); left <- q * n
  for (i in seq_len(n)) { d <- min(1, left); w[i] <- 1 - d; left <- left - d }
  sum(w * y) / sum(w)
}
lee <- function(a, b) {
  ya <- rep(c(1, 0), c(a[3], a[2] - a[3])); yb <- rep(c(1, 0), c(b[3], b[2] - b[3]))
  pa <- a[2] / a[1]; pb <- b[2] / b[1]
  if (pa >= pb) { q <- 1 - pb / pa; c(trim(ya, q, "top") - mean(yb), trim(ya, q, "bottom") - mean(yb)) }
  else { q <- 1 - pa / pb; c(mean(ya) - trim(yb, q, "bottom"), mean(ya) - trim(yb, q, "top")) }
}
cases <- list(list(c(100, 60, 30), c(200, 60, 30)), list(c(80, 20, 5), c(100, 50, 20)), list(c(50, 25, 10), c(60, 30, 9)),
  list(c(40, 30, 29), c(300, 90, 10)), list(c(70, 7, 1), c(70, 63, 60)))
out <- lapply(cases, function(x) { b <- lee(x[[1]], x[[2]]); list(with = x[[1]], without = x[[2]], low = b[1], high = b[2]) })
cat(toJSON(list(made_by = R.version.string, sets = out), digits = 15, auto_unbox = TRUE))
