# Oracle values of the random-intercept model.
# Rscript mixed.R pool.csv > mixed.json      R 4.2.2, lme4 1.1-31, jsonlite 1.8.4
suppressMessages({library(lme4); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1]); d$graduated <- d$graduated - 2015
tight <- glmerControl(optimizer = "bobyqa", optCtrl = list(maxfun = 1e6, rhoend = 1e-10), check.conv.grad = "ignore", tolPwrss = 1e-13)
one <- function(f) { m <- glmer(f, d, binomial, nAGQ = 25, control = tight)
  b <- fixef(m); u <- ranef(m)$screener[[1]]; sd <- sqrt(VarCorr(m)$screener[1])
  eta <- drop(model.matrix(m) %*% b)
  # The marginal likelihood from its definition, by adaptive integration.
  ll <- sum(sapply(split(seq_along(eta), d$screener), function(i) {
    f <- function(v) sapply(v, function(z) exp(sum(dbinom(d$decision[i], 1, plogis(eta[i] + sd * z), log = TRUE)) + 40) * dnorm(z))
    log(integrate(f, -9, 9, rel.tol = 1e-12, subdivisions = 2000)$value) - 40 }))
  list(sd = sd, loglik = ll, modes = u, own = unname(tapply(fitted(m), d$screener, mean)),
       standard = sapply(u, function(v) mean(plogis(eta + v))),
       coef = as.list(b[names(b) %in% c("referral", "school", "award", "years", "graduated", "match")])) }
crude <- one(decision ~ 1 + (1 | screener))
full <- one(decision ~ 0 + factor(requisition) + referral + school + award + years + graduated + match + (1 | screener))
without <- as.numeric(logLik(glm(decision ~ factor(requisition) + referral + school + award + years + graduated + match, binomial, d, control = list(epsilon = 1e-15))))
without0 <- as.numeric(logLik(glm(decision ~ 1, binomial, d, control = list(epsilon = 1e-15))))
cat(toJSON(list(crude = c(crude, without = without0), full = c(full, without = without)), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
