# Oracle of the groups' own p: each group's studentised difference to the reference is the
# signed root of mantelhaen.test's statistic; the step-down max-T is Westfall & Young's
# algorithm 4.1, the reference chosen anew in every deal unless fixed; people are dealt
# within the requisition of their first application, all their applications with them.
# Rscript stepdown.R > stepdown.json
suppressMessages(library(jsonlite))
set.seed(20)
pool <- function(sizes, rates, reqs, again) {
  g <- rep(names(sizes), sizes); n <- length(g)
  d <- data.frame(person = seq_len(n), group = g, req = sample(reqs, n, TRUE))
  d$adv <- rbinom(n, 1, pmin(.95, rates[d$group] * (.7 + .6 * d$req / reqs)))
  if (again > 0) {
    more <- d[sample(n, again), ]; more$req <- more$req %% reqs + 1
    d <- rbind(d, more)
  }
  d
}
choose <- function(d, k, fixed) {
  if (!is.null(fixed)) return(fixed)
  n <- table(factor(d$group, k)); r <- tapply(d$adv, factor(d$group, k), mean)
  k[order(-r, -n)][1]
}
z <- function(d, k, ref) sapply(k, function(g) {
  if (g == ref) return(0)
  s <- d[d$group %in% c(g, ref), ]
  tab <- table(factor(s$group == ref, c(TRUE, FALSE)), factor(s$adv, 1:0), s$req)
  keep <- apply(tab, 3, sum) > 1
  m <- mantelhaen.test(tab[, , keep, drop = FALSE], correct = FALSE)
  e <- apply(tab, 3, function(t) sum(t[1, ]) * sum(t[, 1]) / max(1, sum(t)))
  unname(sign(sum(tab[1, 1, ] - e)) * sqrt(m$statistic))
})
fast <- function(d, k, ref) sapply(k, function(g) { # the same by hand, for the deals
  if (g == ref) return(0)
  s <- d[d$group %in% c(g, ref), ]
  n <- tapply(s$adv, s$req, length); m <- tapply(s$adv, s$req, sum)
  a <- tapply(s$group == ref, s$req, sum); x <- tapply(s$adv * (s$group == ref), s$req, sum)
  keep <- n > 1
  (sum((x - a * m / n)[keep])) / sqrt(sum((a * (n - a) * m * (n - m) / n^2 / (n - 1))[keep]))
})
run <- function(sizes, rates, reqs, again, fixed = NULL, B = 20000) {
  d <- pool(sizes, rates, reqs, again); k <- names(sizes)
  obs <- z(d, k, choose(d, k, fixed))
  stopifnot(max(abs(obs - fast(d, k, choose(d, k, fixed)))) < 1e-8)
  first <- d[!duplicated(d$person), ]
  perm <- t(replicate(B, {
    to <- ave(seq_len(nrow(first)), first$req, FUN = function(i) i[sample.int(length(i))])
    label <- first$group[to]
    e <- d; e$group <- label[match(d$person, first$person)]
    abs(fast(e, k, choose(e, k, fixed)))
  }))
  o <- order(-abs(obs))
  q <- t(apply(perm[, o], 1, function(r) rev(cummax(rev(r)))))
  p <- numeric(length(k)); p[o] <- cummax((colSums(q >= rep(abs(obs[o]) - 1e-12, each = B)) + 1) / (B + 1))
  list(rows = d, groups = k, fixed = if (is.null(fixed)) "" else fixed, z = unname(obs), p = p)
}
sets <- list(
  run(c(a = 150, b = 90, c = 60), c(a = .42, b = .2, c = .33), 4, 0),
  run(c(a = 120, b = 110, c = 100, d = 40), c(a = .4, b = .36, c = .26, d = .3), 5, 0, "b"),
  run(c(a = 140, b = 100, c = 80), c(a = .4, b = .25, c = .35), 4, 120))
cat(toJSON(list(made_by = R.version.string, sets = sets), digits = 12, auto_unbox = TRUE, dataframe = "columns"))
