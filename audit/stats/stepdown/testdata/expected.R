# Oracle of package stepdown: Westfall & Young's algorithm 4.1 written out from the book,
# on stated permutation statistics. Rscript expected.R > expected.json
suppressMessages(library(jsonlite))
maxt <- function(obs, perm) { # perm: draws x k
  o <- order(-obs); k <- length(obs); B <- nrow(perm)
  q <- t(apply(perm[, o, drop = FALSE], 1, function(r) rev(cummax(rev(r)))))
  raw <- (colSums(q >= matrix(obs[o], B, k, byrow = TRUE)) + 1) / (B + 1)
  out <- numeric(k); out[o] <- cummax(raw); out
}
set.seed(3)
sets <- lapply(c(2, 4, 7), function(k) {
  perm <- round(matrix(abs(rnorm(60 * k)), 60), 4)
  obs <- round(abs(rnorm(k, c(2.5, rep(.5, k - 1)))), 4)
  list(observed = obs, permuted = perm, p = maxt(obs, perm))
})
cat(toJSON(list(made_by = R.version.string, sets = sets), digits = 15))
