# Oracle of the returns by group: lm with requisition effects and a slope for each group;
# sandwich::vcovCL (CR1) clustered by person. The test of equal slopes takes its variance
# from the residuals of the common-slope model. Rscript returns.R > returns.json
suppressMessages({library(jsonlite); library(sandwich)})
set.seed(21)
make <- function(n, reqs, again, k) {
  d <- data.frame(person = seq_len(n), group = sample(letters[1:k], n, TRUE, c(3, 2, 2)[1:k]), req = sample(reqs, n, TRUE))
  d$w1 <- rbinom(n, 1, ifelse(d$group == "a", .5, .35)); d$w2 <- rbinom(n, 1, .4); d$years <- round(rexp(n, .3), 1)
  if (again > 0) { more <- d[sample(n, again), ]; more$req <- more$req %% reqs + 1; d <- rbind(d, more) }
  d$adv <- rbinom(nrow(d), 1, plogis(-.6 + .1 * d$req + ifelse(d$group == "b", -.8, .8) * d$w1 + .4 * d$w2 + .1 * d$years))
  d
}
one <- function(d, signal) {
  k <- sort(unique(d$group)); d$x <- d[[signal]]; d$req <- factor(d$req); d$group <- factor(d$group)
  others <- setdiff(c("w1", "w2", "years"), signal)
  for (g in k) d[[paste0("s_", g)]] <- d$x * (d$group == g)
  f <- reformulate(c("req", "group", others, paste0("s_", k)), "adv")
  full <- lm(f, d); tied <- lm(reformulate(c("req", "group", others, "x"), "adv"), d)
  at <- paste0("s_", k); b <- coef(full)[at]
  V <- vcovCL(full, d$person, type = "HC1", cadjust = TRUE)[at, at]
  X <- model.matrix(full); A <- solve(crossprod(X)); e0 <- resid(tied)
  U <- rowsum(X * e0, d$person); G <- nrow(U); n <- nrow(X)
  V0 <- (A %*% crossprod(U) %*% A * G / (G - 1) * (n - 1) / (n - ncol(X)))[at, at]
  L <- cbind(-1, diag(length(k) - 1)); q <- L %*% b
  F <- as.numeric(t(q) %*% solve(L %*% V0 %*% t(L)) %*% q) / nrow(L)
  list(signal = signal, effect = unname(b), se = unname(sqrt(diag(V))), p = pf(F, nrow(L), G - nrow(L), lower.tail = FALSE))
}
sets <- lapply(list(c(300, 5, 0, 2), c(420, 6, 0, 3), c(350, 5, 150, 3)), function(a) {
  d <- make(a[1], a[2], a[3], a[4])
  r <- lapply(c("w1", "w2"), one, d = d)
  list(rows = d, returns = r, holm = p.adjust(sapply(r, function(x) x$p), "holm"))
})
cat(toJSON(list(made_by = paste(R.version.string, "sandwich", packageVersion("sandwich")), sets = sets), digits = 14, auto_unbox = TRUE, dataframe = "columns"))
