# Makes expected.json: accuracy from a sample drawn by the reading, and corrected rates.
# Rscript expected.R, in this folder. Versions stand in expected.json.
suppressPackageStartupMessages({library(epiR); library(boot); library(jsonlite)})
set.seed(20261125)

# Weighted estimates from one row per verified unit, not from the closed form.
units <- function(s) do.call(rbind, lapply(seq_len(nrow(s)), function(h) with(s[h, ], if (reviewed > 0)
  data.frame(h = h, t = positive, d = rep(c(1, 0), c(confirmed, reviewed - confirmed)), w = size / reviewed))))
accuracy <- function(u) c(sensitivity = weighted.mean(u$t[u$d == 1], u$w[u$d == 1]), specificity = weighted.mean(1 - u$t[u$d == 0], u$w[u$d == 0]),
                          prevalence = weighted.mean(u$d, u$w))
sets <- list(
  # Drum & Christacopoulos 1972 as in Begg & Greenes 1983: .836 and .738 are the published corrections.
  hepatic = data.frame(positive = c(1, 0), size = c(429, 221), reviewed = c(263, 81), confirmed = c(231, 27)),
  three = data.frame(positive = c(1, 0, 0), size = c(62, 40, 270), reviewed = c(20, 20, 30), confirmed = c(17, 5, 2)),
  census = data.frame(positive = c(1, 0, 0), size = c(12, 6, 50), reviewed = c(12, 6, 50), confirmed = c(11, 2, 1)),
  noNearMiss = data.frame(positive = c(1, 0, 0), size = c(30, 0, 300), reviewed = c(15, 0, 60), confirmed = c(9, 0, 6)))
two_phase <- lapply(sets, function(s) {
  u <- units(s)
  b <- boot(u, function(d, i) accuracy(d[i, ]), R = 20000, strata = u$h)
  q <- function(k) quantile(b$t[, k], c(.025, .975), type = 6, names = FALSE)
  list(strata = s, estimate = as.list(accuracy(u)), sensitivity = q(1), specificity = q(2))
})

rg <- expand.grid(x = c(3, 40, 90), n = c(100, 250), se = c(.8, .95), sp = c(.9, .97))
rogan <- lapply(seq_len(nrow(rg)), function(i) with(rg[i, ], {
  e <- epi.prev(pos = x, tested = n, se = se, sp = sp, method = "wilson", units = 1)$tp$est
  list(x = x, n = n, se = se, sp = sp, share = min(1, max(0, e)))
}))

# Matrix method: expected counts as read by inverting the 2 x 2 error matrix, advanced and rest apart.
matrix_method <- lapply(list(c(60, 100, 60, 260), c(15, 24, 70, 336), c(30, 120, 20, 200)), function(t) {
  se <- .8; sp <- .97; M <- matrix(c(se, 1 - se, 1 - sp, sp), 2)
  adv <- solve(M, c(t[1], t[3])); rest <- solve(M, c(t[2] - t[1], t[4] - t[3]))
  list(x1 = t[1], n1 = t[2], x2 = t[3], n2 = t[4], with = adv[1] / (adv[1] + rest[1]), without = adv[2] / (adv[2] + rest[2]))
})
writeLines(toJSON(list(made_by = paste(R.version.string, "epiR", packageVersion("epiR"), "boot", packageVersion("boot")),
  two_phase = two_phase, rogan_gladen = rogan, matrix_method = matrix_method), auto_unbox = TRUE, digits = 15, pretty = TRUE), "expected.json")
