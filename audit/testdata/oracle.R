# Makes table.csv (invented) and expected.json: what Run must find on it.
# Rscript oracle.R, in this folder. Versions stand in expected.json.
suppressPackageStartupMessages({library(brglm2); library(sandwich); library(survival); library(lme4); library(clubSandwich); library(jsonlite)})
options(digits = 15, digits.secs = 6)
set.seed(20261122)
n <- 900
d <- data.frame(requisition = sprintf("R%02d", rep(1:9, each = 100)), screener = sprintf("S%d", sample(8, n, TRUE)),
                sex = sample(c("f", "m", ""), n, TRUE, c(.45, .45, .1)))
d$years <- round(rexp(n, 1 / 5) + 1)
d$skills <- round(runif(n), 1)
d$referral <- rbinom(n, 1, plogis(-1 + .1 * d$years - .4 * (d$sex == "f")))
d$open_source <- rbinom(n, 1, plogis(-.5 + d$skills - .6 * (d$sex == "f")))
d$award <- rbinom(n, 1, .3)
a <- rep(rnorm(9, -1.6, .5), each = 100)
u <- rnorm(8, 0, .5)[as.integer(substr(d$screener, 2, 2))]
d$decision <- rbinom(n, 1, plogis(a + u + .9 * d$referral + 1.1 * d$open_source + .06 * d$years + .9 * d$skills - .2 * (d$sex == "f")))
write.csv(d, "table.csv", row.names = FALSE, quote = FALSE)

weak <- c("referral", "open_source", "award"); related <- c("years", "skills"); all <- c(weak, related)
d$r <- factor(d$requisition)
G <- nlevels(d$r); y <- d$decision; lv <- .95; tq <- qt(1 - (1 - lv) / 2, G - 1)
within <- function(x) x - ave(x, d$r)
sdw <- function(x) sqrt(sum(within(x)^2) / (n - G))

crude <- function(x) {
  t2 <- table(factor(x, 1:0), factor(y, 1:0)); t3 <- table(factor(x, 1:0), factor(y, 1:0), d$r)
  f <- fisher.test(t2); m <- mantelhaen.test(t3, correct = FALSE); e <- mantelhaen.test(t3, exact = TRUE)
  # Breslow-Day with Tarone's correction at the Mantel-Haenszel odds ratio
  or <- unname(m$estimate); bd <- 0; dev <- 0; v <- 0
  for (k in seq_len(G)) {
    k3 <- t3[, , k]; n1 <- sum(k3[1, ]); n2 <- sum(k3[2, ]); m1 <- sum(k3[, 1])
    A <- uniroot(function(z) z * (n2 - m1 + z) - or * (m1 - z) * (n1 - z), c(max(0, m1 - n2), min(n1, m1)), tol = 1e-14)$root
    w <- 1 / (1 / A + 1 / (m1 - A) + 1 / (n1 - A) + 1 / (n2 - m1 + A))
    bd <- bd + (k3[1, 1] - A)^2 / w; dev <- dev + k3[1, 1] - A; v <- v + w
  }
  list(n1 = sum(x == 1), x1 = sum(y[x == 1]), n0 = sum(x == 0), x0 = sum(y[x == 0]), fisher_p = f$p.value,
       cmh_p = m$p.value, mh_or = or, cmh_exact_p = e$p.value, breslow_day_p = pchisq(bd - dev^2 / v, G - 1, lower = FALSE),
       mh_rd = unname(coef(lm(y ~ x + d$r))["x"]))
}

# Firth, requisition effects
X <- model.matrix(reformulate(c("0 + r", all)), d)
f <- glm(reformulate(c("0 + r", all), "decision"), binomial, d, method = "brglmFit", type = "AS_mean", epsilon = 1e-13, maxit = 1000)
th <- coef(f); p <- drop(plogis(X %*% th)); B <- solve(crossprod(X, X * p * (1 - p)))
S <- rowsum(X * (y - p), d$r); V <- G / (G - 1) * B %*% crossprod(S) %*% B
S2 <- rowsum(X * (y - p), d$screener); Vs <- 8 / 7 * B %*% crossprod(S2) %*% B
# FLIC: each requisition's intercept by maximum likelihood with the slopes as offset
off <- drop(as.matrix(d[all]) %*% th[all])
fl <- th; for (k in levels(d$r)) {
  i <- d$r == k
  fl[paste0("r", k)] <- uniroot(function(z) sum(plogis(z + off[i])) - sum(y[i]), c(-20, 20), tol = 1e-15)$root
}
effect <- function(v) {
  if (length(unique(d[[v]])) == 2) {
    X1 <- X0 <- X; X1[, v] <- 1; X0[, v] <- 0
    p1 <- drop(plogis(X1 %*% fl)); p0 <- drop(plogis(X0 %*% fl))
    g <- colMeans(X1 * p1 * (1 - p1)) - colMeans(X0 * p0 * (1 - p0)); value <- mean(p1) - mean(p0)
    rr <- mean(p1) / mean(p0); gl <- colMeans(X1 * p1 * (1 - p1)) / mean(p1) - colMeans(X0 * p0 * (1 - p0)) / mean(p0)
  } else {
    q <- drop(plogis(X %*% fl)); s <- sdw(d[[v]]); value <- s * fl[[v]] * mean(q * (1 - q))
    g <- s * fl[[v]] * colMeans(X * q * (1 - q) * (1 - 2 * q)); g[v] <- g[v] + s * mean(q * (1 - q))
    Xh <- Xl <- X; Xh[, v] <- X[, v] + s / 2; Xl[, v] <- X[, v] - s / 2
    p1 <- drop(plogis(Xh %*% fl)); p0 <- drop(plogis(Xl %*% fl))
    rr <- mean(p1) / mean(p0); gl <- colMeans(Xh * p1 * (1 - p1)) / mean(p1) - colMeans(Xl * p0 * (1 - p0)) / mean(p0)
  }
  se <- sqrt(drop(g %*% V %*% g)); ses <- sqrt(drop(g %*% Vs %*% g)); sem <- sqrt(drop(g %*% B %*% g))
  el <- function(r) { r <- if (r < 1) 1 / r else r; r + sqrt(r * (r - 1)) }
  sl <- sqrt(drop(gl %*% V %*% gl)); lim <- if (rr > 1) exp(log(rr) - tq * sl) else exp(log(rr) + tq * sl)
  list(log_odds = th[[v]], se = sqrt(B[v, v]), se_cluster = sqrt(V[v, v]), ame = value, ame_se = se, ame_low = value - tq * se,
       ame_high = value + tq * se, p = 2 * pt(-abs(value / se), G - 1), ame_se_screener = ses, ame_se_model = sem,
       e_value = el(rr), e_value_limit = if ((lim > 1) == (rr > 1)) el(lim) else 1)
}

# linear probability model, CR1; robustness value and benchmark on years
L <- lm(reformulate(c("r", all), "decision"), d)
VL <- vcovCL(L, cluster = d$r, type = "HC0", cadjust = TRUE); sl <- summary(L)$coefficients; df <- L$df.residual
lpm <- function(v) {
  s <- if (length(unique(d[[v]])) == 2) 1 else sdw(d[[v]])
  t <- sl[v, "t value"]; ff <- abs(t) / sqrt(df); rv <- (sqrt(ff^4 + 4 * ff^2) - ff^2) / 2
  o <- list(lpm = s * coef(L)[[v]], lpm_se = s * sqrt(VL[v, v]), robustness = rv)
  if (v != "years") {
    aux <- summary(lm(reformulate(c("r", setdiff(all, v)), v), d))$coefficients["years", "t value"]
    dfa <- df + 1; o$r2_signal <- aux^2 / (aux^2 + dfa)
    ty <- sl["years", "t value"]; o$r2_outcome <- ty^2 / (ty^2 + df)
    rd <- o$r2_signal / (1 - o$r2_signal); eta <- o$r2_signal^2 / ((1 - o$r2_signal) * (1 - o$r2_signal))
    ry <- (1 + sqrt(eta))^2 / (1 - eta) * o$r2_outcome / (1 - o$r2_outcome)
    o$benchmark <- sign(coef(L)[[v]]) * s * (abs(coef(L)[[v]]) - sl[v, "Std. Error"] * sqrt(df) * sqrt(ry * rd / (1 - rd)))
  }
  o
}
ml <- glm(reformulate(c("r", all), "decision"), binomial, d, epsilon = 1e-14, maxit = 100)
null <- glm(decision ~ r, binomial, d, epsilon = 1e-14); one <- glm(decision ~ 1, binomial, d, epsilon = 1e-14)
ll <- function(v) as.numeric(logLik(glm(reformulate(c("r", v), "decision"), binomial, d, epsilon = 1e-14, maxit = 100)))
m <- function(v) 1 - ll(v) / as.numeric(logLik(null))
cl <- clogit(reformulate(c("strata(r)", all), "decision"), d, method = "exact", control = coxph.control(eps = 1e-14, toler.chol = 1e-16, iter.max = 100))

# what an analyst may fix: maximum likelihood, no requisition effects, other corrections
other <- function(M, type) {
  X <- model.matrix(M); th <- coef(M); q <- fitted(M); B <- vcov(M)
  S <- rowsum(X * (y - q), d$r); k <- ncol(X)
  f <- c(CR0 = 1, CR1 = G / (G - 1), CR1S = G / (G - 1) * (n - 1) / (n - k))
  C <- if (type == "none") B else if (type == "CR2") as.matrix(vcovCR(M, d$r, "CR2")) else f[[type]] * B %*% crossprod(S) %*% B
  lapply(setNames(weak, weak), function(v) {
    X1 <- X0 <- X; X1[, v] <- 1; X0[, v] <- 0; p1 <- drop(plogis(X1 %*% th)); p0 <- drop(plogis(X0 %*% th))
    g <- colMeans(X1 * p1 * (1 - p1)) - colMeans(X0 * p0 * (1 - p0))
    c(list(log_odds = th[[v]], se = sqrt(C[v, v])), if (type != "CR2") list(ame = mean(p1) - mean(p0), ame_se = sqrt(drop(g %*% C %*% g))))
  })
}
pooled <- glm(reformulate(all, "decision"), binomial, d, epsilon = 1e-14, maxit = 100)
plans <- list(none_CR1S = other(pooled, "CR1S"), fixed_CR0 = other(ml, "CR0"), fixed_none = other(ml, "none"), fixed_CR2 = other(ml, "CR2"))

# Gelbach: gap of f to m among those with a known sex
k <- d[d$sex != "", ]; k$f <- as.numeric(k$sex == "f")
sh <- lm(decision ~ f + r, k); lo <- lm(reformulate(c("f", all, "r"), "decision"), k)
gam <- sapply(all, function(v) coef(lm(reformulate(c("f", "r"), v), k))[["f"]]); parts <- gam * coef(lo)[all]
# clustered error of a part: influence of the auxiliary and of the long coefficient
infl <- function(M, v) rowsum(model.matrix(M) * resid(M), k$r) %*% summary(M)$cov.unscaled[, v]
pse <- sapply(all, function(v) { A <- lm(reformulate(c("f", "r"), v), k)
  z <- infl(A, "f") * coef(lo)[[v]] + gam[[v]] * infl(lo, v); sqrt(G / (G - 1) * sum(z^2)) })
gap_se <- sqrt(G / (G - 1) * sum(infl(sh, "f")^2))
kf <- k[k$f == 1, ]; km <- k[k$f == 0, ]
ctl <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e6), tolPwrss = 1e-13, calc.derivs = FALSE)
mx <- suppressWarnings(glmer(reformulate(c("0 + r", all, "(1 | screener)"), "decision"), d, binomial, nAGQ = 25, control = ctl))
mc <- glmer(decision ~ 1 + (1 | screener), d, binomial, nAGQ = 25, control = ctl)
ps <- sapply(weak, function(v) effect(v)$p)
# Berkeley 1973, six departments: Bickel, Hammel & O'Connell (1975) Science 187:398-404, as in R's datasets
u <- as.data.frame(UCBAdmissions); u <- u[rep(seq_len(nrow(u)), u$Freq), ]; u$y <- as.numeric(u$Admit == "Admitted"); u$f <- as.numeric(u$Gender == "Female")
bl <- lm(y ~ f + Dept, u); ut <- table(factor(u$f, 1:0), factor(u$y, 1:0), u$Dept); um <- mantelhaen.test(ut, correct = FALSE)
berkeley <- list(ratio = mean(u$y[u$f == 1]) / mean(u$y[u$f == 0]), fisher_p = fisher.test(table(u$f, u$y))$p.value, gap = coef(bl)[["f"]],
                 gap_se = sqrt(vcovCL(bl, cluster = u$Dept, type = "HC0", cadjust = TRUE)["f", "f"]), crude = coef(lm(y ~ f, u))[["f"]])
out <- list(berkeley = berkeley, versions = list(R = R.version.string, brglm2 = as.character(packageVersion("brglm2")), sandwich = as.character(packageVersion("sandwich")),
                            survival = as.character(packageVersion("survival")),
                            lme4 = as.character(packageVersion("lme4")), clubSandwich = as.character(packageVersion("clubSandwich"))),
  signals = lapply(setNames(all, all), function(v) c(if (v %in% weak) crude(d[[v]]), effect(v), lpm(v), list(clogit = coef(cl)[[v]], clogit_se = sqrt(vcov(cl)[v, v])))),
  plans = plans,
  mixed = list(sd = sqrt(VarCorr(mx)$screener[1]), crude_sd = sqrt(VarCorr(mc)$screener[1])),
  holm = as.list(setNames(p.adjust(ps, "holm"), weak)),
  loglik = sum(log(ifelse(y == 1, p, 1 - p))), loglik_null = as.numeric(logLik(null)), clogit_loglik = cl$loglik,
  mcfadden = m(all), mcfadden_total = 1 - ll(all) / as.numeric(logLik(one)),
  shapley_weak = (m(all) - m(related) + m(weak)) / 2, shapley_related = (m(all) - m(weak) + m(related)) / 2,
  gap = list(n = nrow(k), gap = coef(sh)[["f"]], gap_se = gap_se, unexplained = coef(lo)[["f"]], parts = as.list(parts), parts_se = as.list(pse)),
  impact = list(n_f = nrow(kf), x_f = sum(kf$decision), n_m = nrow(km), x_m = sum(km$decision),
                fisher_p = fisher.test(table(k$f, k$decision))$p.value))
writeLines(toJSON(out, auto_unbox = TRUE, digits = NA, pretty = TRUE), "expected.json")
