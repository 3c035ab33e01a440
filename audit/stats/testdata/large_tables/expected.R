# Oracle values of exact methods for large and extreme 2x2 tables, at three levels.
# Run: Rscript expected.R > expected.json
# p: stats::fisher.test; intervals: the tails of the noncentral hypergeometric distribution from
# stats::dhyper, inverted by uniroot at full precision (fisher.test's own stop at about 1e-4).
num <- function(x) if (length(x) != 1 || is.na(x)) "null" else if (is.infinite(x)) sprintf('"%sInf"', if (x < 0) "-" else "") else sprintf("%.17g", x)
tables <- rbind(c(5200, 10000, 4900, 10000), c(120, 100000, 60, 100000), c(2500, 5000, 1, 5000),
  c(30100, 50000, 29800, 50000), c(900, 1000, 100, 1000), c(1, 100000, 0, 3), c(0, 20, 9000, 100000),
  c(3, 3, 12, 9000), c(40, 41, 39, 41), c(499, 500, 480, 500), c(7, 1200, 8, 90), c(1000, 1000, 0, 1000))
root <- function(f) exp(uniroot(f, c(-60, 60), tol = 1e-15, maxiter = 10000)$root)
one <- function(t, level) {
  x <- t[1]; n1 <- t[2]; n2 <- t[4]; k <- t[1] + t[3]
  s <- max(0, k - n2):min(n1, k); l <- dhyper(s, n1, n2, k, log = TRUE); i <- which(s == x); n <- length(s)
  p <- function(th) { v <- l + th * s; v <- exp(v - max(v)); v / sum(v) }
  bound <- function(upper, half) root(function(th) { q <- p(th)
    log(((if (upper) sum(q[i:n]) else sum(q[1:i])) - half * q[i]) / ((1 - level) / 2)) })
  # expm1-free mean equation on the log odds ratio
  m <- if (i == 1) 0 else if (i == n) Inf else root(function(th) { q <- p(th); sum(q * (s - x)) })
  f <- fisher.test(matrix(c(x, n1 - x, t[3], n2 - t[3]), 2), conf.int = FALSE)
  both <- function(half) paste0("[", num(if (i == 1) 0 else bound(TRUE, half)), ", ", num(if (i == n) Inf else bound(FALSE, half)), "]")
  v <- n1 * n2 / (n1 + n2) * k / (n1 + n2) * (n1 + n2 - k) / (n1 + n2 - 1)
  sprintf('  {"table": {"x1": %d, "n1": %d, "x2": %d, "n2": %d}, "level": %g, "fisher_p": %s, "z": %s, "mle": %s,\n   "exact": %s, "midp": %s}',
    x, n1, t[3], n2, level, num(f$p.value), num((x - n1 * k / (n1 + n2)) / sqrt(v)), num(m), both(0), both(.5))
}
out <- c()
for (r in seq_len(nrow(tables))) for (level in c(.8, .95, .999)) out <- c(out, one(tables[r, ], level))
cat('{"made_by": "', R.version.string, '",\n "tables": [\n', paste(out, collapse = ",\n"), "\n]}\n", sep = "")
