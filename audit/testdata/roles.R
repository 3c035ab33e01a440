# Makes roles.csv (invented) and roles.json: a signal that is weak for one role and
# job-related for the other. Rscript roles.R, in this folder. Versions stand in roles.json.
# The model has the signal once per block, 0 in the other role; rates, effects and the
# within-requisition standard deviation cover the role's applications only.
suppressPackageStartupMessages({library(brglm2); library(jsonlite)})
options(digits = 15)
set.seed(20261125)
sizes <- c(40, 55, 60, 45, 70, 50, 65, 75); n <- sum(sizes)
d <- data.frame(requisition = rep(sprintf("R%d", 1:8), sizes), role = rep(c(0, 0, 1, 0, 1, 0, 1, 0), sizes))
d$phd <- rbinom(n, 1, ifelse(d$role == 1, .6, .25)); d$papers <- rpois(n, ifelse(d$role == 1, 2, .8))
d$referral <- rbinom(n, 1, .2); d$years <- rpois(n, 5)
d$decision <- rbinom(n, 1, plogis(-1.5 + .5 * d$phd + .2 * d$papers + .7 * d$referral + .06 * d$years))
write.csv(d, "roles.csv", row.names = FALSE, quote = FALSE)

level <- .9; y <- d$decision; r <- factor(d$requisition); G <- nlevels(r)
cols <- list("phd weak" = ifelse(d$role == 0, d$phd, 0), "papers weak" = ifelse(d$role == 0, d$papers, 0), "referral weak" = d$referral,
             "phd job_related" = ifelse(d$role == 1, d$phd, 0), "papers job_related" = ifelse(d$role == 1, d$papers, 0), "years job_related" = d$years)
cover <- list(d$role == 0, d$role == 0, rep(TRUE, n), d$role == 1, d$role == 1, rep(TRUE, n))
X <- cbind(model.matrix(~ 0 + r), do.call(cbind, cols)); k <- ncol(X)
f <- suppressWarnings(brglmFit(X, y, family = binomial(), control = list(type = "AS_mean", epsilon = 1e-13, maxit = 2000), intercept = FALSE))
b <- f$coefficients; p <- drop(plogis(X %*% b)); B <- solve(crossprod(X, X * p * (1 - p)))
V <- G / (G - 1) * (n - 1) / (n - k) * B %*% crossprod(rowsum(X * (y - p), r)) %*% B # CR1S, score y - p
off <- drop(X[, -(1:G)] %*% b[-(1:G)]); a <- b
for (g in 1:G) { i <- X[, g] == 1; a[g] <- uniroot(function(z) sum(plogis(z + off[i])) - sum(y[i]), c(-20, 20), tol = 1e-15)$root }
out <- lapply(seq_along(cols), function(j) {
  i <- cover[[j]]; x <- cols[[j]][i]; at <- G + j; Z <- X[i, ]
  if (all(x %in% 0:1)) {
    one <- zero <- Z; one[, at] <- 1; zero[, at] <- 0; p1 <- drop(plogis(one %*% a)); p0 <- drop(plogis(zero %*% a))
    ame <- mean(p1) - mean(p0); g <- colMeans(one * p1 * (1 - p1)) - colMeans(zero * p0 * (1 - p0)); present <- x == 1
  } else {
    s <- sqrt(sum((x - ave(x, as.character(r[i])))^2) / (length(x) - length(unique(r[i])))); q <- drop(plogis(Z %*% a)); w <- q * (1 - q)
    ame <- s * a[[at]] * mean(w); g <- s * a[[at]] * colMeans(Z * w * (1 - 2 * q)); g[at] <- g[at] + s * mean(w); present <- x > median(x)
  }
  se <- sqrt(drop(g %*% V %*% g)); t <- qt(1 - (1 - level) / 2, G - 1)
  list(n1 = sum(present), x1 = sum(y[i][present]), n0 = sum(!present), x0 = sum(y[i][!present]), log_odds = b[[at]], se = sqrt(V[at, at]),
       ame = ame, ame_se = se, low = ame - t * se, high = ame + t * se, p = 2 * pt(-abs(ame / se), G - 1))
})
writeLines(toJSON(list(versions = list(R = R.version.string, brglm2 = as.character(packageVersion("brglm2"))), signals = setNames(out, names(cols))),
                  auto_unbox = TRUE, digits = NA, pretty = TRUE), "roles.json")
