# Oracle values of the stratified estimators for tables.csv. Run: Rscript expected.R > expected.json
# Routes: stats::mantelhaen.test (CMH without correction, exact p and estimate, Robins-Breslow-Greenland
# interval), stats::lm (risk difference), epiR (risk ratio); formulas below where R has none: Sato's
# variance, Breslow-Day with Tarone's correction, exact intervals to full precision (mantelhaen.test's
# own interval stops at 1e-4; it is printed for comparison), mid-p.
suppressWarnings(suppressMessages(library(epiR)))
num <- function(x) if (length(x) != 1 || is.na(x)) "null" else if (is.infinite(x)) sprintf('"%sInf"', if (x < 0) "-" else "") else sprintf("%.17g", x)
pair <- function(x) paste0("[", num(x[1]), ", ", num(x[2]), "]")
array_of <- function(d) array(rbind(d$x1, d$n1 - d$x1, d$x2, d$n2 - d$x2), c(2, 2, nrow(d)))
informative <- function(d) { k <- d$x1 + d$x2
  d[pmax(0, k - d$n2) < pmin(d$n1, k), ] }

# Coefficients of the distribution of sum(x1) given margins at odds ratio 1, on its support.
coefficients_of <- function(d) {
  lo <- 0; w <- 1
  for (i in seq_len(nrow(d))) {
    k <- d$x1[i] + d$x2[i]; s <- max(0, k - d$n2[i]):min(d$n1[i], k)
    w <- as.vector(tapply(outer(w, dhyper(s, d$n1[i], d$n2[i], k)), outer(seq_along(w), seq_along(s), "+"), sum))
    lo <- lo + s[1]
  }
  list(s = lo + seq_along(w) - 1, w = w)
}
tilted <- function(cc, theta) { l <- log(cc$w) + theta * (cc$s - cc$s[which.max(log(cc$w) + theta * cc$s)])
  p <- exp(l - max(l)); p / sum(p) }
root <- function(f) { r <- uniroot(f, c(-40, 40), tol = 1e-15, maxiter = 5000)$root; exp(r) }
exact <- function(d, half) {   # one minus half of the observed point counts in the tails
  cc <- coefficients_of(d); x <- sum(d$x1); i <- which(cc$s == x); n <- length(cc$s)
  up <- function(th) { p <- tilted(cc, th); sum(p[i:n]) - half * p[i] }
  down <- function(th) { p <- tilted(cc, th); sum(p[1:i]) - half * p[i] }
  c(if (i == 1) 0 else root(function(th) log(up(th) / .025)),
    if (i == n) Inf else root(function(th) log(down(th) / .025)))
}
mle <- function(d) { cc <- coefficients_of(d); x <- sum(d$x1)
  if (x == cc$s[1]) 0 else if (x == tail(cc$s, 1)) Inf else root(function(th) sum(tilted(cc, th) * (cc$s - x))) }
midp <- function(d) { cc <- coefficients_of(d); f <- cc$w / sum(cc$w); at <- f[cc$s == sum(d$x1)]
  tied <- abs(f / at - 1) <= 1e-7
  c(minlike = sum(f[f < at & !tied]) + sum(f[tied]) / 2,
    central = min(1, 2 * min(sum(f[cc$s <= sum(d$x1)]), sum(f[cc$s >= sum(d$x1)])) - at)) }

tarone <- function(d) {
  n <- d$n1 + d$n2
  psi <- sum(d$x1 * (d$n2 - d$x2) / n) / sum(d$x2 * (d$n1 - d$x1) / n)
  if (nrow(d) < 2 || !is.finite(psi) || psi == 0) return(c(NA, NA, NA))
  k <- d$x1 + d$x2
  fit <- mapply(function(n1, n2, k) uniroot(function(a) psi * (k - a) * (n1 - a) - a * (n2 - k + a),
    c(max(0, k - n2), min(n1, k)), tol = 1e-15, maxiter = 5000)$root, d$n1, d$n2, k)
  v <- 1 / (1 / fit + 1 / (k - fit) + 1 / (d$n1 - fit) + 1 / (d$n2 - k + fit))
  q <- sum((d$x1 - fit)^2 / v) - sum(d$x1 - fit)^2 / sum(v)
  c(q, nrow(d) - 1, pchisq(q, nrow(d) - 1, lower.tail = FALSE))
}
sato <- function(d) { with(d, { n <- n1 + n2; w <- n1 * n2 / n
  rd <- sum((x1 * n2 - x2 * n1) / n) / sum(w)
  p <- (n1^2 * x2 - n2^2 * x1 + n1 * n2 * (n2 - n1) / 2) / n^2
  q <- (x1 * (n2 - x2) + x2 * (n1 - x1)) / (2 * n)
  sqrt((rd * sum(p) + sum(q)) / sum(w)^2) }) }
linear <- function(d) { long <- rbind(
    data.frame(y = 1, g = 1, s = seq_len(nrow(d)), w = d$x1), data.frame(y = 0, g = 1, s = seq_len(nrow(d)), w = d$n1 - d$x1),
    data.frame(y = 1, g = 0, s = seq_len(nrow(d)), w = d$x2), data.frame(y = 0, g = 0, s = seq_len(nrow(d)), w = d$n2 - d$x2))
  long <- long[long$w > 0, ]
  f <- if (nrow(d) > 1) y ~ g + factor(s) else y ~ g
  unname(coef(lm(f, long, weights = w))["g"]) }
greenland <- function(d) with(d, { n <- n1 + n2; R <- sum(x1 * n2 / n); S <- sum(x2 * n1 / n)
  c(R / S, sqrt(sum((n1 * n2 * (x1 + x2) - x1 * x2 * n) / n^2) / (R * S))) })

d <- read.csv("tables.csv"); d[-1] <- lapply(d[-1], as.numeric); out <- c()
for (set in unique(d$set)) {
  s <- d[d$set == set, ]; i <- informative(s); a <- array_of(i)
  cmh <- if (nrow(i) > 1) mantelhaen.test(a, correct = FALSE) else NULL
  ex <- if (nrow(i) > 1) mantelhaen.test(a, exact = TRUE) else fisher.test(matrix(a, 2))
  both <- s[s$n1 > 0 & s$n2 > 0, ]   # epiR wants groups in rows; it refuses some sparse sets
  peer <- tryCatch(epi.2by2(aperm(array_of(both), c(2, 1, 3)), method = "cohort.count")$massoc.detail, error = function(e) NULL)
  z <- with(i, sum(x1 - n1 * (x1 + x2) / (n1 + n2)) / sqrt(sum(n1 * n2 * (x1 + x2) * (n1 + n2 - x1 - x2) / (n1 + n2)^2 / (n1 + n2 - 1))))
  stopifnot(is.null(cmh) || abs(z^2 - cmh$statistic) < 1e-9 * (1 + z^2))
  rr <- greenland(s); bd <- tarone(i); mp <- midp(i)
  fields <- c(
    set = paste0('"', set, '"'), strata = num(nrow(i)), z = num(z),
    mantel_fleiss = num(with(i, { e <- sum(n1 * (x1 + x2) / (n1 + n2)); min(e - sum(pmax(0, x1 + x2 - n2)), sum(pmin(n1, x1 + x2)) - e) })),
    cmh_p = num(2 * pnorm(-abs(z))),
    mh_or = num(if (is.null(cmh)) NA else cmh$estimate), rbg = pair(if (is.null(cmh)) c(NA, NA) else cmh$conf.int),
    exact_p = num(ex$p.value), exact_estimate_r = num(ex$estimate), exact_interval_r = pair(ex$conf.int),
    conditional_or = num(mle(i)), exact_interval = pair(exact(i, 0)), midp_interval = pair(exact(i, .5)),
    midp_minlike = num(mp["minlike"]), midp_central = num(mp["central"]),
    tarone = num(bd[1]), tarone_df = num(bd[2]), tarone_p = num(bd[3]),
    rd_linear_model = num(linear(s)), rd_sato_se = num(sato(s)),
    rr = num(rr[1]), rr_log_se = num(rr[2]),
    epir_rr = pair(if (is.null(peer$RR.mh.wald)) c(NA, NA) else unlist(peer$RR.mh.wald[2:3])),
    epir_rd_sato = pair(if (is.null(peer$ARisk.mh.sato)) c(NA, NA) else unlist(peer$ARisk.mh.sato[2:3]) / 100))
  out <- c(out, paste0("  {", paste0('"', names(fields), '": ', fields, collapse = ",\n   "), "}"))
}
cat('{"made_by": "', R.version.string, ', epiR ', as.character(packageVersion("epiR")), '",\n "sets": [\n', paste(out, collapse = ",\n"), "\n]}\n", sep = "")
