# Oracle of package spline: R's splines::ns and quantile(type = 7).
# Rscript expected.R > expected.json
suppressMessages(library(jsonlite)); library(splines)
set.seed(7)
harrell <- list("3" = c(.10, .50, .90), "4" = c(.05, .35, .65, .95), "5" = c(.05, .275, .50, .725, .95))
sets <- list(
  years = round(rexp(300, 1 / 5)), skewed = round(rgamma(200, 2, .5), 1), normal = rnorm(120), codes = sample(1:9, 150, TRUE)
)
out <- list()
for (name in names(sets)) for (k in c("3", "4", "5")) {
  x <- sets[[name]]
  t <- unique(quantile(x, harrell[[k]], names = FALSE))
  if (length(t) < 3) next
  y <- sin(x / 3) + x / 10
  f <- lm(y ~ ns(x, knots = t[2:(length(t) - 1)], Boundary.knots = t[c(1, length(t))]))
  out[[length(out) + 1]] <- list(name = name, k = as.integer(k), x = x, y = y, knots = t, fitted = unname(fitted(f)),
    deciles = quantile(x, 1:9 / 10, names = FALSE))
}
cat(toJSON(list(made_by = paste(R.version.string, "splines", packageVersion("splines")), sets = out), digits = 15, auto_unbox = TRUE))
