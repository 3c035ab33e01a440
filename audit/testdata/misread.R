# Makes misread.json: effects on table.csv with reading errors taken out by regression calibration.
# Rscript misread.R, in this folder. Versions stand in misread.json.
suppressPackageStartupMessages({library(brglm2); library(jsonlite)})
d <- read.csv("table.csv", stringsAsFactors = FALSE); d$r <- factor(d$requisition); G <- nlevels(d$r)
all <- c("referral", "open_source", "award", "years", "skills")
firth <- function(y, vars) {
  f <- glm(reformulate(c("0 + r", vars), y), binomial, d, method = "brglmFit", type = "AS_mean", epsilon = 1e-13, maxit = 1000)
  fl <- coef(f); off <- drop(as.matrix(d[vars]) %*% fl[vars])
  for (k in levels(d$r)) { i <- d$r == k  # FLIC
    fl[paste0("r", k)] <- uniroot(function(z) sum(plogis(z + off[i])) - sum(d[[y]][i]), c(-20, 20), tol = 1e-15)$root }
  list(f = f, fl = fl, X = model.matrix(f))
}
read_rate <- lapply(setNames(all[1:2], all[1:2]), function(v) { m <- firth(v, setdiff(all, v)); drop(plogis(m$X %*% m$fl)) })
calibrate <- function(v, se, sp) {
  truth <- pmin(1, pmax(0, (read_rate[[v]] + sp - 1) / (se + sp - 1)))
  ifelse(d0[[v]] == 1, truth * se / (truth * se + (1 - truth) * (1 - sp)), truth * (1 - se) / (truth * (1 - se) + (1 - truth) * sp))
}
d0 <- d
effect <- function(v, se, sp) {
  at <- list(referral = c(.85, .95), open_source = c(.8, .97)); at[[v]] <- c(se, sp)
  d <<- d0; for (u in names(at)) d[[u]] <<- calibrate(u, at[[u]][1], at[[u]][2])
  m <- firth("decision", all); th <- coef(m$f); p <- drop(plogis(m$X %*% th)); B <- solve(crossprod(m$X, m$X * p * (1 - p)))
  V <- G / (G - 1) * B %*% crossprod(rowsum(m$X * (d$decision - p), d$r)) %*% B
  X1 <- X0 <- m$X; X1[, v] <- 1; X0[, v] <- 0; p1 <- drop(plogis(X1 %*% m$fl)); p0 <- drop(plogis(X0 %*% m$fl))
  g <- colMeans(X1 * p1 * (1 - p1)) - colMeans(X0 * p0 * (1 - p0))
  L <- lm(reformulate(c("r", all), "decision"), d)
  d <<- d0
  list(signal = v, sensitivity = se, specificity = sp, ame = mean(p1) - mean(p0), se = sqrt(drop(g %*% V %*% g)), linear = coef(L)[[v]])
}
out <- list(made_by = paste(R.version.string, "brglm2", packageVersion("brglm2")),
  effects = list(effect("referral", .85, .95), effect("referral", .7, .9), effect("open_source", .8, .97), effect("open_source", .95, .9)))
writeLines(toJSON(out, auto_unbox = TRUE, digits = 15, pretty = TRUE), "misread.json")
