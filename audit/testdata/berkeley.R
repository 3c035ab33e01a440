# Makes berkeley.json: Rscript berkeley.R, in this folder (R 4.2.2 and jsonlite 1.8.4).
# UCBAdmissions, in R's own datasets, has the six largest departments of Bickel, Hammel
# & O'Connell (1975), Science 187:398-404.
suppressPackageStartupMessages(library(jsonlite))
t3 <- aperm(UCBAdmissions, c(2, 1, 3))[c("Female", "Male"), c("Admitted", "Rejected"), ]
m <- mantelhaen.test(t3, correct = FALSE)
# Breslow-Day with Tarone's correction at the Mantel-Haenszel odds ratio
or <- unname(m$estimate); bd <- 0; dev <- 0; v <- 0
for (k in 1:6) {
  k3 <- t3[, , k]; n1 <- sum(k3[1, ]); n2 <- sum(k3[2, ]); m1 <- sum(k3[, 1])
  A <- uniroot(function(z) z * (n2 - m1 + z) - or * (m1 - z) * (n1 - z), c(max(0, m1 - n2), min(n1, m1)), tol = 1e-14)$root
  w <- 1 / (1 / A + 1 / (m1 - A) + 1 / (n1 - A) + 1 / (n2 - m1 + A))
  bd <- bd + (k3[1, 1] - A)^2 / w; dev <- dev + k3[1, 1] - A; v <- v + w
}
# conditional maximum likelihood, as fisher.test but to more digits than its 1e-5
a <- apply(t3, c(1, 2), sum); n1 <- sum(a[1, ]); n2 <- sum(a[2, ]); m1 <- sum(a[, 1]); z <- max(0, m1 - n2):min(n1, m1)
mean_at <- function(b) { l <- dhyper(z, n1, n2, m1, log = TRUE) + b * z; w <- exp(l - max(l)); sum(z * w) / sum(w) }
crude <- exp(uniroot(function(b) mean_at(b) - a[1, 1], c(-5, 5), tol = 1e-14)$root)
stopifnot(abs(crude - fisher.test(a)$estimate) < 1e-4)
# Gelbach (2016): the crude gap, women less men, over departments as covariates
u <- as.data.frame(UCBAdmissions); u <- u[rep(seq_len(nrow(u)), u$Freq), ]
u$y <- as.numeric(u$Admit == "Admitted"); u$f <- as.numeric(u$Gender == "Female")
X <- model.matrix(~ Dept, u)[, -1]
short <- lm(y ~ f, u); long <- lm(u$y ~ u$f + X)
parts <- sapply(1:5, function(k) coef(long)[2 + k] * coef(lm(X[, k] ~ u$f))[2])
write(toJSON(list(odds_ratio = or, cmh_p = m$p.value, breslow_day_p = pchisq(bd - dev^2 / v, 5, lower = FALSE),
  crude_odds_ratio = crude,
  gap = unname(coef(short)[2]), unexplained = unname(coef(long)[2]), parts = unname(parts), R = R.version.string),
  auto_unbox = TRUE, digits = NA, pretty = TRUE), "berkeley.json")
