# Oracle values of held-out deviance by requisition and of Rao's score test.
# Rscript heldout.R pool.csv > heldout.json      R 4.2.2, stats, brglm2 0.9, jsonlite 1.8.4
suppressMessages({library(brglm2); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1]); d$graduated <- d$graduated - 2015
use <- c("referral", "years", "match")
heldout <- function(...) sapply(1:9, function(h) {
  f <- glm(as.formula(paste("decision ~ 0 + factor(requisition) +", paste(use, collapse = "+"))), binomial, d[d$requisition != h, ], ...)
  e <- d[d$requisition == h, ]; off <- drop(as.matrix(e[, use]) %*% coef(f)[use])
  deviance(glm(decision ~ 1 + offset(off), binomial, e, control = list(epsilon = 1e-15, maxit = 100)))
})
model <- heldout(method = "brglmFit", type = "AS_mean", control = list(epsilon = 1e-12, maxit = 1000))
model_ml <- heldout(control = list(epsilon = 1e-15, maxit = 100))
null <- sapply(1:9, function(h) deviance(glm(decision ~ 1, binomial, d[d$requisition == h, ], control = list(epsilon = 1e-15, maxit = 100))))
full <- glm(decision ~ factor(requisition) + referral + school + award + years + graduated + match, binomial, d, control = list(epsilon = 1e-15, maxit = 100))
rest <- glm(decision ~ factor(requisition) + years + graduated + match, binomial, d, control = list(epsilon = 1e-15, maxit = 100))
cat(toJSON(list(model = model, model_ml = model_ml, null = null, rao = anova(rest, full, test = "Rao")$Rao[2]), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
