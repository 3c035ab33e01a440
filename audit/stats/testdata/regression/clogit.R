# Oracle values of the exact conditional likelihood.
# Rscript clogit.R pool.csv > clogit.json      R 4.2.2, survival 3.5.3, jsonlite 1.8.4
suppressMessages({library(survival); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1])
d$graduated <- d$graduated - 2015   # changes nothing here; coxph refuses large offsets
terms <- c("referral", "school", "award", "years", "graduated", "match")
fit <- function(extra, use = terms) clogit(as.formula(paste("decision ~", paste(c(use, extra), collapse = " + "), "+ strata(requisition)")),
  d, method = "exact", control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100))
f <- fit(NULL); nm <- function(v) setNames(as.list(unname(v)), terms)
without <- function(drop) { keep <- setdiff(terms, drop); fit(NULL, keep)$loglik[2] }
lr <- 2 * (f$loglik[2] - sapply(terms, without))
block <- 2 * (f$loglik[2] - without(terms[1:3]))
ends <- lapply(terms, function(j) {
  se <- sqrt(diag(vcov(f)))[[j]]; b <- coef(f)[[j]]
  gap <- function(v) { d$off <<- v * d[[j]]; 2 * (f$loglik[2] - fit("offset(off)", setdiff(terms, j))$loglik[2]) - qchisq(0.95, 1) }
  sapply(c(-1, 1), function(s) uniroot(gap, sort(b + s * c(0.5, 4) * se), tol = 1e-12)$root)
})
# Scores of the strata by central differences of their own likelihoods, for the clustered error.
at <- function(s, b) coxph(as.formula(paste("Surv(rep(1, nrow(e)), decision) ~", paste(terms, collapse = "+"))), e <<- d[d$requisition == s, ],
  method = "exact", init = b, control = coxph.control(iter.max = 0))$loglik[1]
h <- 1e-4 * sqrt(diag(vcov(f)))
S <- t(sapply(1:9, function(s) sapply(1:6, function(k) { u <- replace(numeric(6), k, h[k]); b <- coef(f)
  (8 * (at(s, b + u) - at(s, b - u)) - (at(s, b + 2 * u) - at(s, b - 2 * u))) / (12 * h[k]) })))
V <- vcov(f) %*% crossprod(S) %*% vcov(f)
cat(toJSON(list(cr0 = nm(sqrt(diag(V))), cr1 = nm(sqrt(diag(V) * 9 / 8)), coef = nm(coef(f)), se = nm(sqrt(diag(vcov(f)))), loglik = f$loglik[2], null = f$loglik[1], lr = nm(lr),
  p = nm(pchisq(lr, 1, lower.tail = FALSE)), block_lr = block, profile = setNames(ends, terms)), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
