# Makes effects.json from table.csv: effects of binary and numeric factors with numeric criteria as lines, natural splines and quantile
# groups; joint tests; clustering two ways; the within-requisition linear model; ordered levels. Rscript effects.R, in this folder.
# Versions stand in effects.json.
suppressPackageStartupMessages({library(brglm2); library(sandwich); library(splines); library(jsonlite)})
options(digits = 15)
d <- read.csv("table.csv"); n <- nrow(d); y <- d$decision; r <- factor(d$requisition); G <- nlevels(r)
d$person <- (7 * (seq_len(n) - 1)) %% 700                # 200 people apply twice, in different requisitions
d$grade <- 1 + (d$years > 2) + (d$years > 5) + (d$years > 14) # an ordered signal: 1 to 4
rarer <- min(sum(y), n - sum(y)); k <- if (rarer < 100) 3 else if (rarer < 300) 4 else 5
harrell <- list("3" = c(.1, .5, .9), "4" = c(.05, .35, .65, .95), "5" = c(.05, .275, .5, .725, .95))[[as.character(k)]]
basis <- list(
  linear = function(x) { function(v) cbind(v) },
  spline = function(x) { t <- unique(quantile(x, harrell)); b <- ns(x, knots = t[-c(1, length(t))], Boundary.knots = t[c(1, length(t))]); function(v) unclass(predict(b, v)) },
  quantiles = function(x) { m <- min(max(floor(rarer / 30), 3), 10); cuts <- quantile(x, seq_len(m - 1) / m)
    cuts <- unique(sapply(cuts, function(c) min(x[x >= c - 1e-9]))); cuts <- cuts[cuts > min(x)]
    function(v) sapply(seq_along(cuts), function(j) as.numeric(findInterval(v, cuts) == j)) },
  levels = function(x) { l <- sort(unique(x)); ref <- as.numeric(names(which.max(table(x)))); l <- setdiff(l, ref); function(v) sapply(l, function(j) as.numeric(v == j)) })

# design: a list of blocks of columns, one a factor
design <- function(form, numeric = c("years", "skills"), binary = c("referral", "open_source", "award"), ordered = NULL) {
  maps <- c(setNames(lapply(binary, function(v) function(x) cbind(x)), binary), setNames(lapply(numeric, function(v) basis[[form]](d[[v]])), numeric),
            setNames(lapply(ordered, function(v) basis$levels(d[[v]])), ordered))
  blocks <- lapply(names(maps), function(v) matrix(maps[[v]](d[[v]]), nrow = n)); names(blocks) <- names(maps)
  at <- list(); last <- G; for (v in names(maps)) { at[[v]] <- last + seq_len(ncol(blocks[[v]])); last <- last + ncol(blocks[[v]]) }
  list(X = cbind(model.matrix(~ 0 + r), do.call(cbind, blocks)), at = at, maps = maps)
}
firth <- function(D) {
  X <- D$X; colnames(X) <- paste0("x", seq_len(ncol(X)))
  b <- suppressWarnings(brglmFit(X, y, family = binomial(), control = list(type = "AS_mean", epsilon = 1e-13, maxit = 3000), intercept = FALSE))$coefficients
  p <- drop(plogis(X %*% b)); B <- solve(crossprod(X, X * p * (1 - p))); off <- drop(X[, -(1:G)] %*% b[-(1:G)]); a <- b
  for (g in 1:G) { i <- X[, g] == 1; a[g] <- uniroot(function(z) sum(plogis(z + off[i])) - sum(y[i]), c(-30, 30), tol = 1e-15)$root }
  U <- X * (y - p)
  list(b = b, a = a, B = B, V = G / (G - 1) * B %*% crossprod(rowsum(U, r)) %*% B, U = U, rate = plogis, slope = function(e) { q <- plogis(e); q * (1 - q) })
}
linear <- function(D) {
  X <- D$X; B0 <- solve(crossprod(X)); b <- drop(B0 %*% crossprod(X, y)); u <- drop(y - X %*% b); U <- X * u
  list(b = b, a = b, B = B0 * sum(u^2) / (n - ncol(X)), bread = B0, V = G / (G - 1) * B0 %*% crossprod(rowsum(U, r)) %*% B0, U = U, rate = identity, slope = function(e) 0 * e + 1)
}
rate <- function(D, f, v, to) { X <- D$X; X[, D$at[[v]]] <- matrix(D$maps[[v]](to), nrow = n, ncol = length(D$at[[v]]), byrow = TRUE)
  e <- drop(X %*% f$a); list(value = mean(f$rate(e)), g = colMeans(X * f$slope(e))) }
contrast <- function(D, f, v, from, to) {
  lo <- rate(D, f, v, from); hi <- rate(D, f, v, to); g <- hi$g - lo$g; i <- D$at[[v]]; q <- length(i)
  W <- function(V) drop(f$b[i] %*% solve(V[i, i]) %*% f$b[i])
  list(from = from, to = to, effect = hi$value - lo$value, se = sqrt(drop(g %*% f$V %*% g)), se_model = sqrt(drop(g %*% f$B %*% g)),
       p_model = pchisq(W(f$B), q, lower = FALSE), p_cluster = pf(W(f$V) * (G - q) / ((G - 1) * q), q, G - q, lower = FALSE), g = g)
}
plain <- function(c) c[names(c) != "g"]
q1 <- function(x, p) unname(quantile(x, p, type = 1))
forms <- lapply(setNames(nm = c("linear", "spline", "quantiles")), function(form) {
  D <- design(form); f <- firth(D)
  dec <- sapply(1:9 / 10, function(p) rate(D, f, "years", q1(d$years, p))$value)
  rise <- max(0, outer(dec, dec, function(a, b) b - a)[upper.tri(diag(9))]); fall <- max(0, outer(dec, dec, function(a, b) a - b)[upper.tri(diag(9))])
  c(lapply(setNames(nm = c("referral", "open_source", "award")), function(v) plain(contrast(D, f, v, 0, 1))),
    list(years = c(plain(contrast(D, f, "years", q1(d$years, .25), q1(d$years, .75))), list(rise = rise, fall = fall)),
         skills = plain(contrast(D, f, "skills", q1(d$skills, .25), q1(d$skills, .75)))))
})
# two ways: requisition and person, each part with its own G/(G-1), as sandwich::vcovCL does it; tested against that on the linear model
meat <- function(U, c) { S <- rowsum(U, c); m <- nrow(S); m / (m - 1) * crossprod(S) }
D <- design("spline"); f <- firth(D); h <- linear(D); both <- interaction(r, d$person, drop = TRUE)
M <- lm(y ~ 0 + D$X); cl <- vcovCL(M, cluster = data.frame(r, d$person), type = "HC0", cadjust = TRUE, multi0 = FALSE)
own <- h$bread %*% (meat(h$U, r) + meat(h$U, d$person) - meat(h$U, both)) %*% h$bread
stopifnot(max(abs(own - cl)) < 1e-10)
two <- function(f, bread, v, from, to) { g <- contrast(D, f, v, from, to)$g; one <- drop(g %*% f$V %*% g)
  extra <- drop(g %*% bread %*% (meat(f$U, d$person) - meat(f$U, both)) %*% bread %*% g); list(se = sqrt(one + max(0, extra)), extra = extra) }
signals <- list(referral = c(0, 1), open_source = c(0, 1), award = c(0, 1), years = c(q1(d$years, .25), q1(d$years, .75)), skills = c(q1(d$skills, .25), q1(d$skills, .75)))
twoway <- lapply(setNames(nm = names(signals)), function(v) two(f, f$B, v, signals[[v]][1], signals[[v]][2]))
twolinear <- lapply(setNames(nm = names(signals)), function(v) two(h, h$bread, v, signals[[v]][1], signals[[v]][2]))
within <- lapply(setNames(nm = names(signals)), function(v) plain(contrast(D, h, v, signals[[v]][1], signals[[v]][2])))
# an ordered weak signal in place of years
D <- design("spline", numeric = "skills", ordered = "grade"); f <- firth(D); ref <- as.numeric(names(which.max(table(d$grade))))
ordered <- lapply(setNames(nm = setdiff(1:4, ref)), function(l) plain(contrast(D, f, "grade", ref, l)))
writeLines(toJSON(list(versions = list(R = R.version.string, brglm2 = as.character(packageVersion("brglm2")), sandwich = as.character(packageVersion("sandwich")), splines = as.character(packageVersion("splines"))),
  forms = forms, twoway = twoway, twoway_linear = twolinear, within = within, ordered = ordered, reference = ref), auto_unbox = TRUE, digits = NA, pretty = TRUE), "effects.json")
