# Oracle of the interaction tests. Rscript expected.R writes pool.csv and expected.json.
# 1. survival::clogit, exact: the score test of z × level at the fit without it.
# 2. The same with Deville and Tillé's information, and Hotelling's test of clusters' scores, by
#    dense algebra; inclusion probabilities by enumerating every choice (combn).
# 3. The slope by level: stats::lm with a dummy per stratum, sandwich::vcovCL (HC0, G/(G−1)).
suppressMessages({library(jsonlite); library(survival); library(sandwich)})
set.seed(20)
S <- 40; n <- 9
d <- data.frame(s = rep(1:S, each = n), x = round(rnorm(S * n), 2), z = rbinom(S * n, 1, .4), lev = sample(0:2, S * n, TRUE), clus = rep(rep(1:20, each = 2), each = n))
d$y <- rbinom(S * n, 1, plogis(rnorm(S)[d$s] * .5 + .6 * d$x + .5 * (d$lev == 1) + c(.9, 0, -.3)[d$lev + 1] * d$z - .4))
write.csv(d, "pool.csv", row.names = FALSE)
L <- model.matrix(~ factor(lev) - 1, d)
null <- clogit(y ~ x + z + L[, 2] + L[, 3] + strata(s), d, method = "exact")
full <- clogit(y ~ x + z + L[, 2] + L[, 3] + I(z * L[, 2]) + I(z * L[, 3]) + strata(s), d, method = "exact",
               init = c(coef(null), 0, 0), iter.max = 0)
exact <- full$score
eta <- as.vector(cbind(d$x, d$z, L[, 2], L[, 3]) %*% coef(null))
pi <- rep(NA, nrow(d))
for (s in unique(d$s)) {
  i <- which(d$s == s); m <- sum(d$y[i])
  if (m == 0 || m == length(i)) next
  sets <- combn(length(i), m); w <- apply(sets, 2, function(k) exp(sum(eta[i][k])))
  pi[i] <- sapply(seq_along(i), function(a) sum(w[apply(sets == a, 2, any)]) / sum(w))
}
ok <- !is.na(pi); e <- (d$y - pi)[ok]; st <- d$s[ok]; w <- rep(NA, length(e))
for (s in unique(st)) {
  i <- which(st == s); v <- (pi * (1 - pi))[ok][i]; m <- sum(d$y[ok][i]); c <- v * n / (n - 1)
  for (k in 1:500) c <- v / (1 - c / sum(c))
  if (m == 1) c <- pi[ok][i]
  if (m == n - 1) c <- 1 - pi[ok][i]
  w[i] <- c
}
X <- cbind(d$x, d$z, L[, 2], L[, 3])[ok, ]; Q <- (d$z * L)[ok, ]
centre <- function(M) apply(M, 2, function(v) v - ave(w * v, st, FUN = sum) / ave(w, st, FUN = sum))
Xc <- centre(X); Qc <- centre(Q)
A <- solve(crossprod(Xc, w * Xc), crossprod(Xc, w * Qc))
R <- Qc - Xc %*% A
U <- colSums(e * R); V <- crossprod(R, w * R)
k <- 1:2
score <- drop(t(U[k]) %*% solve(V[k, k], U[k]))
u <- rowsum(e * R, d$clus[ok])[, k]
G <- nrow(u); T <- drop(t(colSums(u)) %*% solve(crossprod(u), colSums(u)))
F <- T / 2 * (G - 2) / (G - T)
fit <- lm(y ~ x + factor(lev) + I(L[, 1] * z) + I(L[, 2] * z) + I(L[, 3] * z) + factor(s), d)
at <- grep("\\* z", names(coef(fit)))
se <- sqrt(diag(vcovCL(fit, d$clus, type = "HC0", cadjust = TRUE)))[at]
cat(toJSON(list(made_by = R.version.string, survival = as.character(packageVersion("survival")), sandwich = as.character(packageVersion("sandwich")),
  null = unname(coef(null)), exact = exact, score = score, p = pchisq(score, 2, lower.tail = FALSE), f = F, f_p = pf(F, 2, G - 2, lower.tail = FALSE),
  level = unname(coef(fit)[at]), se = unname(se)), digits = 15, auto_unbox = TRUE), file = "expected.json")
