# Makes roles.csv (invented) and roles.json: a signal that is weak for one role and
# job-related for the other. Rscript roles.R, in this folder. Versions stand in roles.json.
# The model has the signal once per block, 0 in the other role; rates and effects cover the role's
# applications only. A numeric effect is the change between the role's quartiles.
library(jsonlite)
options(digits = 15)
set.seed(20261125)
sizes <- c(40, 55, 60, 45, 70, 50, 65, 75); n <- sum(sizes)
d <- data.frame(requisition = rep(sprintf("R%d", 1:8), sizes), role = rep(c(0, 0, 1, 0, 1, 0, 1, 0), sizes))
d$phd <- rbinom(n, 1, ifelse(d$role == 1, .6, .25)); d$papers <- rpois(n, ifelse(d$role == 1, 2, .8))
d$referral <- rbinom(n, 1, .2); d$years <- rpois(n, 5)
d$decision <- rbinom(n, 1, plogis(-1.5 + .5 * d$phd + .2 * d$papers + .7 * d$referral + .06 * d$years))
write.csv(d, "roles.csv", row.names = FALSE, quote = FALSE)

level <- .9; y <- d$decision; r <- factor(d$requisition); G <- nlevels(r)
zero <- function(x, i) ifelse(i, x, 0); a0 <- d$role == 0; a1 <- d$role == 1
# papers take few values in role 0 and are levels there, against the commonest; other numeric columns are straight lines, as the plan says
common <- function(x) as.numeric(names(which.max(table(x)))); few <- setdiff(sort(unique(d$papers[a0])), common(d$papers[a0])); stopifnot(length(few) < 6)
cols <- list("phd weak" = cbind(zero(d$phd, a0)), "papers weak" = sapply(few, function(l) zero(as.numeric(d$papers == l), a0)), "referral weak" = cbind(d$referral),
             "phd job_related" = cbind(zero(d$phd, a1)), "papers job_related" = cbind(zero(d$papers, a1)), "years job_related" = cbind(d$years))
raw <- list(d$phd, d$papers, d$referral, d$phd, d$papers, d$years); cover <- list(a0, a0, rep(TRUE, n), a1, a1, rep(TRUE, n))
X <- cbind(model.matrix(~ 0 + r), do.call(cbind, cols)); k <- ncol(X); colnames(X) <- paste0("x", seq_len(k))
b <- rep(0, k); for (it in 1:5000) { # Firth's modified score, which brglmFit doesn't settle with a level of one application
  p <- drop(plogis(X %*% b)); w <- p * (1 - p); B <- solve(crossprod(X, X * w)); h <- w * rowSums((X %*% B) * X)
  step <- drop(B %*% crossprod(X, y - p + h * (.5 - p))); b <- b + step * min(.5, 1 / max(abs(step))); if (max(abs(step)) < 1e-13) break }
stopifnot(it < 5000)
V <- G / (G - 1) * (n - 1) / (n - k) * B %*% crossprod(rowsum(X * (y - p), r)) %*% B # CR1S, score y - p
off <- drop(X[, -(1:G)] %*% b[-(1:G)]); a <- b
for (g in 1:G) { i <- X[, g] == 1; a[g] <- uniroot(function(z) sum(plogis(z + off[i])) - sum(y[i]), c(-20, 20), tol = 1e-15)$root }
last <- G
out <- lapply(seq_along(cols), function(j) {
  i <- cover[[j]]; at <- last + seq_len(ncol(cols[[j]])); last <<- max(at); x <- raw[[j]][i]
  between <- function(from, to) { set <- function(v) { Z <- X[i, ]; Z[, at] <- matrix(v, nrow(Z), length(at), byrow = TRUE); Z }
    hi <- set(to); lo <- set(from); p1 <- drop(plogis(hi %*% a)); p0 <- drop(plogis(lo %*% a))
    list(ame = mean(p1) - mean(p0), g = colMeans(hi * p1 * (1 - p1)) - colMeans(lo * p0 * (1 - p0))) }
  t <- qt(1 - (1 - level) / 2, G - 1)
  if (ncol(cols[[j]]) > 1) { # levels: the largest in size of those with 30 decisions
    each <- lapply(seq_along(few), function(l) between(rep(0, length(few)), as.numeric(seq_along(few) == l))); enough <- sapply(few, function(l) sum(x == l) >= 30)
    best <- which.max(sapply(each, function(e) abs(e$ame)) * enough); e <- each[[best]]; from <- common(x); to <- few[best]; present <- x == to; absent <- x == from
  } else if (all(x %in% 0:1)) { e <- between(0, 1); from <- 0; to <- 1; present <- x == 1; absent <- x == 0
  } else { from <- unname(quantile(x, .25, type = 1)); to <- unname(quantile(x, .75, type = 1)); e <- between(from, to); present <- x >= to; absent <- x <= from }
  se <- sqrt(drop(e$g %*% V %*% e$g)); one <- length(at) == 1
  list(n1 = sum(present), x1 = sum(y[i][present]), n0 = sum(absent), x0 = sum(y[i][absent]), from = from, to = to, slope = if (one) b[[at]] else 0, slope_se = if (one) sqrt(V[at, at]) else 0,
       ame = e$ame, ame_se = se, low = e$ame - t * se, high = e$ame + t * se, p = if (one) 2 * pt(-abs(e$ame / se), G - 1) else -1)
})
writeLines(toJSON(list(versions = list(R = R.version.string), signals = setNames(out, names(cols))),
                  auto_unbox = TRUE, digits = NA, pretty = TRUE), "roles.json")
