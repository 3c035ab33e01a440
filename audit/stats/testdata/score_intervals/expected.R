# Score intervals of a difference and a ratio at three levels, also for large and lopsided groups.
# Run: Rscript expected.R > expected.json
# Restricted estimates by uniroot() on the derivative of the binomial likelihood,
# bounds by uniroot() on the score: no closed form is used.
num <- function(x) if (length(x) != 1 || is.na(x)) "null" else if (is.infinite(x)) sprintf('"%sInf"', if (x < 0) "-" else "") else sprintf("%.17g", x)
pair <- function(x) paste0("[", num(x[1]), ", ", num(x[2]), "]")
solve_in <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-17, maxiter = 10000)$root
term <- function(k, p) if (k == 0) 0 else k / p
restricted <- function(t, p1_of, d1, lo, hi) {     # p1 = p1_of(p2), derivative d1
  s <- function(p) { q <- p1_of(p); d1 * (term(t[1], q) - term(t[2] - t[1], 1 - q)) + term(t[3], p) - term(t[4] - t[3], 1 - p) }
  e <- (hi - lo) * 1e-15
  p2 <- if (s(lo + e) <= 0) lo else if (s(hi - e) >= 0) hi else solve_in(s, lo + e, hi - e)
  c(min(1, max(0, p1_of(p2))), p2)
}
z_difference <- function(t, d, f) {
  p <- restricted(t, function(p) p + d, 1, max(0, -d), min(1, 1 - d))
  (t[1] / t[2] - t[3] / t[4] - d) / sqrt(f * (p[1] * (1 - p[1]) / t[2] + p[2] * (1 - p[2]) / t[4]))
}
z_ratio <- function(t, phi, f) {
  p <- restricted(t, function(p) phi * p, phi, 0, min(1, 1 / phi))
  (t[1] / t[2] - phi * t[3] / t[4]) / sqrt(f * (p[1] * (1 - p[1]) / t[2] + phi^2 * p[2] * (1 - p[2]) / t[4]))
}
difference <- function(t, z, f) { d <- t[1] / t[2] - t[3] / t[4]
  c(if (d <= -1) -1 else solve_in(function(x) z_difference(t, x, f) - z, -1 + 1e-12, d - 1e-9),
    if (d >= 1) 1 else solve_in(function(x) z_difference(t, x, f) + z, d + 1e-9, 1 - 1e-12)) }
ratio <- function(t, z, f) {
  r <- (t[1] + .5) / t[2] / ((t[3] + .5) / t[4])
  c(if (t[1] == 0) 0 else exp(solve_in(function(l) z_ratio(t, exp(l), f) - z, -25, log(if (t[3] == 0) r else t[1] * t[4] / t[2] / t[3]) + if (t[3] == 0) 5 else -1e-9)),
    if (t[3] == 0) Inf else exp(solve_in(function(l) z_ratio(t, exp(l), f) + z, log(if (t[1] == 0) r else t[1] * t[4] / t[2] / t[3]) + if (t[1] == 0) -5 else 1e-9, 25))) }
wilson <- function(x, n, z) { p <- x / n; m <- (p + z^2 / (2 * n)) / (1 + z^2 / n); h <- z / (1 + z^2 / n) * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)); c(m - h, m + h) }
newcombe <- function(t, z) { a <- wilson(t[1], t[2], z); b <- wilson(t[3], t[4], z); p <- c(t[1] / t[2], t[3] / t[4]); d <- p[1] - p[2]
  c(d - sqrt((p[1] - a[1])^2 + (b[2] - p[2])^2), d + sqrt((a[2] - p[1])^2 + (p[2] - b[1])^2)) }
tables <- rbind(c(36, 40, 16, 80), c(2, 5, 30, 4000), c(120, 100000, 60, 100000), c(4980, 5000, 9000, 10000), c(3, 12, 0, 10),
  c(0, 15, 7, 9), c(11, 30, 11, 30), c(1, 2, 1, 300), c(299, 300, 1, 2), c(14, 14, 2, 90))
out <- c()
for (r in seq_len(nrow(tables))) for (level in c(.8, .95, .999)) { t <- tables[r, ]; n <- t[2] + t[4]; f <- n / (n - 1); z <- qnorm((1 + level) / 2)
  out <- c(out, sprintf('  {"table": {"x1": %d, "n1": %d, "x2": %d, "n2": %d}, "level": %g,\n   "wilson": %s, "newcombe": %s,\n   "mee": %s, "miettinen_nurminen": %s,\n   "koopman": %s, "miettinen_nurminen_ratio": %s}',
    t[1], t[2], t[3], t[4], level, pair(wilson(t[1], t[2], z)), pair(newcombe(t, z)), pair(difference(t, z, 1)), pair(difference(t, z, f)), pair(ratio(t, z, 1)), pair(ratio(t, z, f)))) }
cat('{"made_by": "', R.version.string, '",\n "tables": [\n', paste(out, collapse = ",\n"), "\n]}\n", sep = "")
