# CR2 where one column varies in a single requisition, which then determines its coefficient alone.
# Rscript leverage.R pool.csv > leverage.json      R 4.2.2, clubSandwich 0.5.8, jsonlite 1.8.4
suppressMessages({library(clubSandwich); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1]); d$only <- as.numeric(d$requisition == 3 & d$screener %% 2 == 1)
terms <- c("referral", "only", "match"); f <- decision ~ 0 + factor(requisition) + referral + only + match
one <- function(m, cl) { v <- vcovCR(m, cl, "CR2"); t <- coef_test(m, v, test = "Satterthwaite")
  list(se = unname(sqrt(diag(v))[terms]), df = t[terms, grep("^df", names(t))[1]]) }
fits <- list(ml = glm(f, binomial, d, control = list(epsilon = 1e-15, maxit = 100)), linear = lm(f, d))
cat(toJSON(lapply(fits, function(m) list(requisition = one(m, d$requisition), screener = one(m, d$screener))), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
