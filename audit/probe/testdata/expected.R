# Oracle of package probe. Rscript expected.R > expected.json
# tango: restricted likelihood by optimize(), roots by uniroot(), written from the definition
# (no closed form); mid-p: binom; clustered mean: sandwich::vcovCL(type = "HC0", cadjust).
suppressMessages({library(jsonlite); library(sandwich)})
score <- function(d, b, c, n) {
  # cells p12 = q + d, p21 = q; maximise b log(q+d) + c log(q) + (n-b-c) log(1-2q-d)
  lo <- max(0, -d) ; hi <- (1 - d) / 2
  f <- function(q) { t <- function(k, x) if (k == 0) 0 else k * log(pmax(x, 1e-300)); t(b, q + d) + t(c, q) + t(n - b - c, 1 - 2 * q - d) }
  q <- optimize(f, c(lo, hi), maximum = TRUE, tol = 1e-13)$maximum
  for (e in c(lo, hi)) if (f(e) > f(q)) q <- e
  (b - c - n * d) / sqrt(n * (2 * q + d - d^2))
}
tango <- function(b, c, n, level = .95) {
  z <- qnorm((1 + level) / 2); e <- 1e-9; at <- (b - c) / n
  c(uniroot(function(d) score(d, b, c, n) - z, c(-1 + e, at - e), tol = 1e-12)$root,
    uniroot(function(d) score(d, b, c, n) + z, c(at + e, 1 - e), tol = 1e-12)$root)
}
midp <- function(b, c) if (b == c) 1 else { k <- min(b, c); min(1, 2 * pbinom(k, b + c, .5) - dbinom(k, b + c, .5)) }
tables <- list(c(14, 4, 100), c(3, 1, 40), c(0, 5, 60), c(9, 9, 50), c(150, 86, 1600), c(1, 0, 12))
out <- lapply(tables, function(x) { i <- tango(x[1], x[2], x[3]); list(b = x[1], c = x[2], n = x[3], low = i[1], high = i[2], p = midp(x[1], x[2])) })
set.seed(5)
means <- lapply(c(3, 8, 40), function(G) {
  g <- rep(seq_len(G), length.out = 90); d <- rnorm(G)[g] * .3 + rnorm(90) + .2
  f <- lm(d ~ 1); se <- sqrt(vcovCL(f, cluster = g, type = "HC0", cadjust = TRUE)[1, 1])
  list(d = d, cluster = g - 1, mean = unname(coef(f)), se = se, p = 2 * pt(-abs(coef(f)[[1]] / se), G - 1))
})
cat(toJSON(list(made_by = paste(R.version.string, "sandwich", packageVersion("sandwich")), tables = out, means = means), digits = 15, auto_unbox = TRUE))
