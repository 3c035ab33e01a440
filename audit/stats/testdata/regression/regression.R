# Oracle values for logistic, Firth and linear models with requisition effects.
# Rscript regression.R pool.csv > regression.json
# R 4.2.2, stats, brglm2 0.9, sandwich 3.0.2, clubSandwich 0.5.8, jsonlite 1.8.4
suppressMessages({library(brglm2); library(sandwich); library(clubSandwich); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1])
# Centring a column moves the intercepts alone; R's solvers want it, and intercepts are moved back below.
d$graduated <- d$graduated - 2015
back <- function(b) unname(b[1:9] - 2015 * b[match("graduated", colnames(X))])
terms <- c("referral", "school", "award", "years", "graduated", "match")
form <- as.formula(paste("decision ~ 0 + factor(requisition) +", paste(terms, collapse = " + ")))
X <- model.matrix(form, d); y <- d$decision
slopes <- match(terms, colnames(X))
full <- function(m) { s <- diag(m); names(s) <- colnames(X); sqrt(s)[terms] }
nm <- function(v) { names(v) <- terms; as.list(v) }

covs <- function(fit) {
  V <- list(
    requisition_CR0 = vcovCR(fit, d$requisition, "CR0"), requisition_CR1 = vcovCR(fit, d$requisition, "CR1"),
    requisition_CR1S = vcovCR(fit, d$requisition, "CR1S"), requisition_CR2 = vcovCR(fit, d$requisition, "CR2"),
    screener_CR0 = vcovCR(fit, d$screener, "CR0"), screener_CR1 = vcovCR(fit, d$screener, "CR1"),
    screener_CR1S = vcovCR(fit, d$screener, "CR1S"), screener_CR2 = vcovCR(fit, d$screener, "CR2"))
  lapply(V, function(v) unclass(as.matrix(v)))
}
cr2df <- function(fit, cl) {
  t <- coef_test(fit, vcov = vcovCR(fit, cl, "CR2"), test = "Satterthwaite")
  nm(t[terms, grep("^df", names(t))[1]])
}
# AME and its delta-method SE: discrete change for the binary columns, derivative for the numeric ones.
ame <- function(b, Vs) lapply(setNames(terms, terms), function(j) {
  k <- match(j, colnames(X))
  if (all(X[, k] %in% 0:1)) {
    X1 <- X0 <- X; X1[, k] <- 1; X0[, k] <- 0
    p1 <- plogis(drop(X1 %*% b)); p0 <- plogis(drop(X0 %*% b))
    value <- mean(p1 - p0); g <- colMeans(p1 * (1 - p1) * X1 - p0 * (1 - p0) * X0)
    extra <- list(present = mean(p1), absent = mean(p0))
  } else {
    p <- plogis(drop(X %*% b)); w <- p * (1 - p)
    value <- b[k] * mean(w); g <- b[k] * colMeans(w * (1 - 2 * p) * X); g[k] <- g[k] + mean(w)
    s <- 0.5; Xp <- Xm <- X; Xp[, k] <- Xp[, k] + s; Xm[, k] <- Xm[, k] - s
    extra <- list(centered = mean(plogis(drop(Xp %*% b)) - plogis(drop(Xm %*% b))))
  }
  c(list(value = unname(value), se = lapply(Vs, function(V) sqrt(drop(t(g) %*% V %*% g)))), extra)
})
loglik <- function(b) { eta <- drop(X %*% b); sum(y * eta - pmax(eta, 0) - log1p(exp(-abs(eta)))) }
pll <- function(b) { w <- plogis(drop(X %*% b)); w <- w * (1 - w); loglik(b) + as.numeric(determinant(crossprod(X * sqrt(w)))$modulus) / 2 }
maximise <- function(b, fixed, firth) {      # Newton with the information, many steps
  free <- setdiff(seq_along(b), fixed)
  for (i in 1:2000) {
    p <- plogis(drop(X %*% b)); w <- p * (1 - p); I <- crossprod(X * sqrt(w)); r <- y - p
    if (firth) r <- r + w * rowSums((X %*% solve(I)) * X) * (0.5 - p)
    step <- solve(I[free, free], crossprod(X[, free], r)); f <- if (firth) pll else loglik; at <- f(b); h <- 1
    repeat { to <- b; to[free] <- b[free] + h * step; if (h < 1e-4 || isTRUE(f(to) >= at - 1e-11)) break; h <- h / 2 }
    b <- to
    if (max(abs(step)) < 1e-14) break
  }
  b
}
profile_ends <- function(b, k, firth) {
  f <- if (firth) pll else loglik
  top <- f(b); cut <- qchisq(0.95, 1); se <- sqrt(solve(crossprod(X * sqrt({p <- plogis(drop(X %*% b)); p * (1 - p)})))[k, k])
  gap <- function(v) { b0 <- b; b0[k] <- v; 2 * (top - f(maximise(b0, k, firth))) - cut }
  sapply(c(-1, 1), function(s) { far <- 2.2; while (gap(b[k] + s * far * se) < 0) far <- far * 1.5; uniroot(gap, sort(b[k] + s * c(0.5, far) * se), tol = 1e-13)$root })
}
lr <- function(b, cols, firth) { f <- if (firth) pll else loglik; b0 <- b; b0[cols] <- 0; 2 * (f(b) - f(maximise(b0, cols, firth))) }
likelihood <- function(b, firth) {
  one <- sapply(slopes, function(k) lr(b, k, firth))
  block <- lr(b, slopes[1:3], firth)
  ends <- lapply(slopes, function(k) profile_ends(b, k, firth))
  list(lr = nm(one), p = nm(pchisq(one, 1, lower.tail = FALSE)), block_lr = block, block_p = pchisq(block, 3, lower.tail = FALSE),
       profile = setNames(ends, terms))
}

ml <- glm(form, binomial, d, control = list(epsilon = 1e-15, maxit = 100))
bml <- maximise(coef(ml), integer(0), FALSE)
info <- function(b) { p <- plogis(drop(X %*% b)); solve(crossprod(X * sqrt(p * (1 - p)))) }
vml <- c(list(model = info(bml)), covs(ml))
fr <- glm(form, binomial, d, method = "brglmFit", type = "AS_mean", control = list(epsilon = 1e-14, maxit = 1000))
bf <- maximise(coef(fr), integer(0), TRUE); bflic <- bf
for (s in 1:9) { i <- d$requisition == s; off <- drop(X[i, slopes] %*% bf[slopes])
  bflic[s] <- uniroot(function(a) sum(y[i] - plogis(a + off)), c(-500, 500) + bf[s], tol = 1e-14)$root
  for (q in 1:5) { p <- plogis(bflic[s] + off); bflic[s] <- bflic[s] + sum(y[i] - p) / sum(p * (1 - p)) } }
# clustered covariances at the Firth estimate, by hand: unmodified score, bread (X'WX)^-1
hand <- function(b, cl, factor) { p <- plogis(drop(X %*% b)); S <- rowsum(X * (y - p), cl); V <- info(b); factor * V %*% crossprod(S) %*% V }
n <- nrow(X); k <- ncol(X)
vf <- list(model = info(bf), requisition_CR0 = hand(bf, d$requisition, 1), requisition_CR1 = hand(bf, d$requisition, 9 / 8),
  requisition_CR1S = hand(bf, d$requisition, 9 / 8 * (n - 1) / (n - k)), screener_CR1 = hand(bf, d$screener, 14 / 13),
  requisition_CR2 = unclass(as.matrix(vcovCR(fr, d$requisition, "CR2"))), screener_CR2 = unclass(as.matrix(vcovCR(fr, d$screener, "CR2"))))
li <- lm(form, d)
vl <- c(list(model = vcov(li)), covs(li))
hc1 <- max(abs(sqrt(diag(vcovCL(ml, d$requisition, type = "HC1"))) / sqrt(diag(vml$requisition_CR1S)) - 1))
out <- list(
  check = list(sandwich_HC1_against_CR1S = hc1, brglm2_coef = max(abs(coef(fr) / bf - 1)), brglm2_se = max(abs(sqrt(diag(vcov(fr)) / diag(vf$model)) - 1)),
    clubSandwich_CR0_at_firth = max(abs(sqrt(diag(vcovCR(fr, d$requisition, "CR0")) / diag(vf$requisition_CR0)) - 1))),
  ml = c(list(coef = nm(bml[slopes]), intercepts = back(bml), loglik = loglik(bml), null = as.numeric(logLik(glm(decision ~ factor(requisition), binomial, d))),
         se = lapply(vml, function(v) as.list(full(v))), df_requisition = cr2df(ml, d$requisition), df_screener = cr2df(ml, d$screener), ame = ame(bml, vml)), likelihood(bml, FALSE)),
  firth = c(list(coef = nm(bf[slopes]), intercepts = back(bf), flic = back(bflic), penalized = pll(bf),
         se = lapply(vf, function(v) as.list(full(v))), ame = ame(bflic, vf)), likelihood(bf, TRUE)),
  linear = list(coef = nm(coef(li)[terms]), se = lapply(vl, function(v) as.list(full(v))), df_requisition = cr2df(li, d$requisition), df_screener = cr2df(li, d$screener)))
cat(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
