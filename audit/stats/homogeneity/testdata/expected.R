# Oracle of Zelen's test: brute force over all tables with the margins and the total.
# Rscript expected.R > expected.json
suppressMessages(library(jsonlite))
zelen <- function(x, with, sel, all) {
  lo <- pmax(0, with + sel - all); hi <- pmin(with, sel)
  grid <- as.matrix(do.call(expand.grid, Map(seq, lo, hi)))
  grid <- grid[rowSums(grid) == sum(x), , drop = FALSE]
  p <- apply(grid, 1, function(r) prod(choose(with, r) * choose(all - with, sel - r)))
  p <- p / sum(p)
  own <- p[apply(grid, 1, function(r) all(r == x))]
  sum(p[p <= own * (1 + 1e-7)])
}
sets <- list(
  alike     = list(x = c(2, 3, 4), with = c(5, 6, 8), sel = c(5, 6, 8), all = c(12, 12, 16)),
  differing = list(x = c(5, 0, 4, 1), with = c(5, 5, 6, 6), sel = c(6, 5, 6, 5), all = c(12, 12, 12, 12)),
  threes    = list(x = c(1, 1, 0, 1, 0, 1, 1, 0), with = c(1, 2, 1, 1, 2, 1, 2, 1), sel = c(1, 1, 1, 2, 1, 2, 2, 1), all = rep(3, 8)),
  lopsided  = list(x = c(1, 9, 2), with = c(2, 12, 9), sel = c(10, 11, 4), all = c(20, 15, 30)),
  extreme   = list(x = c(4, 0), with = c(4, 4), sel = c(4, 4), all = c(9, 9))
)
out <- lapply(names(sets), function(n) c(list(name = n), sets[[n]], list(p = do.call(zelen, sets[[n]]))))
cat(toJSON(list(made_by = R.version.string, sets = out), digits = 15, auto_unbox = TRUE))
