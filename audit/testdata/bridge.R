# Makes bridge.csv (invented: two roles, three groups and some unknown, a context column,
# a signal that is weak for one role and job-related for the other) and bridge.json: the
# Gelbach decomposition by plain regressions with every dummy written out, and what the
# model expects with weak signals taken out, by a simulation of its own.
# Rscript bridge.R, in this folder. Versions stand in bridge.json.
suppressPackageStartupMessages({library(brglm2); library(jsonlite)})
set.seed(20261127)
n <- 2000
d <- data.frame(requisition = sprintf("R%02d", rep(1:20, each = 100)), role = rep(c("engineer", "scientist"), each = 1000),
                group = sample(c("a", "b", "c", ""), n, TRUE, c(.4, .35, .15, .1)), city = sample(c("north", "south", "west"), n, TRUE, c(.5, .3, .2)))
lift <- c(a = 0, b = -.5, c = -.9, .1)[match(d$group, c("a", "b", "c", ""))]
d$referral <- rbinom(n, 1, plogis(-.3 + 1.4 * lift)); d$open_source <- rbinom(n, 1, plogis(-.2 + lift + .3 * (d$city == "north")))
d$phd <- rbinom(n, 1, plogis(-1 + .6 * lift + .8 * (d$role == "scientist"))); d$years <- round(rexp(n, 1 / 5) + 1 + lift)
a <- rep(rnorm(20, -1.4, .5), each = 100)
d$decision <- rbinom(n, 1, plogis(a + 1.1 * d$referral + .9 * d$open_source + d$phd * ifelse(d$role == "scientist", 1, .4) + .06 * d$years + .2 * lift))
write.csv(d, "bridge.csv", row.names = FALSE, quote = FALSE)

d$r <- factor(d$requisition); G <- nlevels(d$r)
d$phd_weak <- d$phd * (d$role == "engineer"); d$phd_related <- d$phd * (d$role == "scientist")
d$south <- as.numeric(d$city == "south"); d$west <- as.numeric(d$city == "west")
k <- d[d$group != "", ]; k$b <- as.numeric(k$group == "b"); k$c <- as.numeric(k$group == "c")
w <- c("referral", "open_source", "phd_weak"); j <- c("phd_related", "years"); all <- c(w, j); base <- c("b", "c", "south", "west", "r")
short <- lm(reformulate(base, "decision"), k); long <- lm(reformulate(c(base, all), "decision"), k)
aux <- lapply(setNames(all, all), function(v) lm(reformulate(base, v), k))
# each requisition's influence on a coefficient
infl <- function(M, v) { X <- model.matrix(M); drop(rowsum(X * resid(M), k$r) %*% solve(crossprod(X))[, v]) }
cr1 <- function(z) sqrt(G / (G - 1) * sum(z^2))
gap <- lapply(c(b = "b", c = "c"), function(g) {
  part <- sapply(all, function(v) coef(aux[[v]])[[g]] * coef(long)[[v]])
  z <- sapply(all, function(v) infl(aux[[v]], g) * coef(long)[[v]] + coef(aux[[v]])[[g]] * infl(long, v))
  list(gap = coef(short)[[g]], gap_se = cr1(infl(short, g)), unexplained = coef(long)[[g]], unexplained_se = cr1(infl(long, g)),
       referral = part[["referral"]], referral_se = cr1(z[, "referral"]), open_source = part[["open_source"]], phd = part[["phd_weak"]],
       weak = sum(part[w]), weak_se = cr1(rowSums(z[, w])), job_related = sum(part[j]), job_related_se = cr1(rowSums(z[, j])),
       identity = coef(short)[[g]] - coef(long)[[g]] - sum(part)) })

# What if: Firth model without groups, intercepts refitted by maximum likelihood, latent
# residuals given each decision, weak part out, places of each requisition filled again.
f <- glm(reformulate(c("0 + r", all, "south", "west"), "decision"), binomial, d, method = "brglmFit", type = "AS_mean", epsilon = 1e-12, maxit = 1000)
X <- model.matrix(f); th <- coef(f); s <- c(all, "south", "west"); p <- drop(plogis(X %*% th)); B <- solve(crossprod(X, X * p * (1 - p)))
U <- rowsum(X * (d$decision - p), d$r); V <- (G / (G - 1) * B %*% crossprod(U) %*% B)[s, s]
refill <- function(slopes, draws) {
  off <- drop(as.matrix(d[s]) %*% slopes)
  al <- sapply(levels(d$r), function(q) { i <- d$r == q; uniroot(function(z) sum(plogis(z + off[i])) - sum(d$decision[i]), c(-30, 30), tol = 1e-12)$root })
  eta <- al[as.character(d$r)] + off; weak <- drop(as.matrix(d[w]) %*% slopes[w])
  rowMeans(replicate(draws, { u <- runif(n); P <- plogis(eta) # residual e with eta + e > 0 exactly for the advanced
    lat <- ifelse(d$decision == 1, eta + qlogis(1 - P * u), eta + qlogis((1 - P) * u))
    place <- ave(-(lat - weak), d$r, FUN = rank) <= ave(d$decision, d$r, FUN = sum)
    tapply(place, d$group, mean)[c("a", "b", "c")] }))
}
after <- refill(th[s], 1000); before <- tapply(d$decision, d$group, mean)[c("a", "b", "c")]
L <- t(chol(V)); moved <- replicate(400, refill(th[s] + drop(L %*% rnorm(length(s))), 10)); spread <- function(x) unname(quantile(x, c(.025, .975)) - mean(x))
ref <- names(which.max(before))
what_if <- lapply(c(b = "b", c = "c"), function(g) list(before = before[[g]], after = after[[g]], spread = spread(moved[g, ]),
  ratio_before = before[[g]] / before[[ref]], ratio_after = after[[g]] / after[[ref]], ratio_spread = spread(moved[g, ] / moved[ref, ])))
writeLines(toJSON(list(versions = list(R = R.version.string, brglm2 = as.character(packageVersion("brglm2"))), reference = ref, n = nrow(k), gap = gap, what_if = what_if),
  auto_unbox = TRUE, digits = NA, pretty = TRUE), "bridge.json")
