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
cat(toJSON(list(coef = nm(coef(f)), se = nm(sqrt(diag(vcov(f)))), loglik = f$loglik[2], null = f$loglik[1], lr = nm(lr),
  p = nm(pchisq(lr, 1, lower.tail = FALSE)), block_lr = block, profile = setNames(ends, terms)), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
