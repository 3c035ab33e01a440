# Oracle of audit/stats/planning: Rscript expected.R > expected.json
# Power of two proportions by power.prop.test (package stats), of groups of unequal size,
# with Holm's first step, clusters and a design effect by the formulas of Fleiss, Levin &
# Paik (2003) and Donner & Klar (2000); equivalence by two one-sided tests (Schuirmann 1987)
# and, for means of equal groups, by simulation of the interval itself.
options(digits = 15)
law <- function(n, per) if (per == 0) list(q = qnorm, p = pnorm) else list(
  q = function(x) qt(x, n / per - 1), p = function(x) pt(x, n / per - 1))
infl <- function(per, deff) deff * if (per == 0) 1 else per / (per - 1)
detect <- function(n, rate, share, diff, per, deff, m, alpha) {
  l <- law(n, per); d <- infl(per, deff); p1 <- rate + diff
  pb <- share * p1 + (1 - share) * rate
  null <- sqrt(d * pb * (1 - pb) * (1 / (n * share) + 1 / (n * (1 - share))))
  alt <- sqrt(d * (p1 * (1 - p1) / (n * share) + rate * (1 - rate) / (n * (1 - share))))
  l$p((abs(diff) - l$q(1 - alpha / 2 / m) * null) / alt)
}
equal <- function(n, rate, share, margin, truth, per, deff, alpha) {
  l <- law(n, per); p1 <- rate + truth
  s <- sqrt(infl(per, deff) * (p1 * (1 - p1) / (n * share) + rate * (1 - rate) / (n * (1 - share))))
  t <- l$q(1 - alpha / 2)
  max(0, l$p((margin - truth) / s - t) + l$p((margin + truth) / s - t) - 1)
}
least <- function(f, power, from) { # by counting up from a coarse start, not by bisection
  n <- from; while (f(n) < power && n < 2^30) n <- n * 1.05
  n <- max(from, floor(n / 1.06)); while (f(n) < power) n <- n + 1; n
}
grid <- expand.grid(rate = c(.04, .3), share = c(.1, .5), diff = c(.1, .15), per = c(0, 12, 40), deff = c(1, 1.3), m = c(1, 8))
rows <- apply(grid, 1, function(g) {
  f <- function(n) detect(n, g["rate"], g["share"], g["diff"], g["per"], g["deff"], g["m"], .05)
  e <- function(n) equal(n, g["rate"], g["share"], .05, 0, g["per"], g["deff"], .05)
  sprintf('{"rate":%g,"share":%g,"difference":%g,"per_requisition":%g,"design_effect":%g,"tests":%g,"power_1200":%.15g,"equivalence_1200":%.15g,"equivalence_1200_at_2":%.15g,"detect":%d,"equivalence":%d}',
    g["rate"], g["share"], g["diff"], g["per"], g["deff"], g["m"], f(1200), e(1200),
    equal(1200, g["rate"], g["share"], .05, .02, g["per"], g["deff"], .05), as.integer(least(f, .8, max(4, 2 * g["per"]))), as.integer(least(e, .8, max(4, 2 * g["per"]))))
})
# R's own function: equal groups, one test, no clusters; n of each of the two groups.
prop <- sapply(list(c(.3, .4), c(.3, .45), c(.05, .1)), function(p)
  sprintf('{"rate":%g,"other":%g,"n_each":%.15g}', p[1], p[2], power.prop.test(p1 = p[1], p2 = p[2], power = .8, tol = 1e-10)$n))
# Simulated: share of 95 % normal intervals of a difference of 0 inside the margin.
set.seed(1)
sim <- sapply(c(2000, 4000, 8000), function(n) {
  x1 <- rbinom(2e5, n / 2, .3) / (n / 2); x0 <- rbinom(2e5, n / 2, .3) / (n / 2)
  s <- sqrt(x1 * (1 - x1) / (n / 2) + x0 * (1 - x0) / (n / 2)); d <- x1 - x0
  sprintf('{"n":%d,"inside":%.6f}', n, mean(abs(d) + qnorm(.975) * s < .05))
})
enough <- apply(expand.grid(se = c(.02, .06), m = c(1, 17)), 1, function(g) {
  k <- max(qnorm(1 - .025 / g["m"]) + qnorm(.8), qnorm(.975) + qnorm(.9))
  sprintf('{"se":%g,"tests":%g,"enough":%d}', g["se"], g["m"], as.integer(ceiling(500 * (k * g["se"] / .05)^2)))
})
cat(sprintf('{"version":"%s",\n"designs":[\n%s],\n"power_prop_test":[%s],\n"simulated":[%s],\n"enough":[%s]}\n',
  R.version.string, paste(rows, collapse = ",\n"), paste(prop, collapse = ","), paste(sim, collapse = ","), paste(enough, collapse = ",")))
