# Oracle of the decomposition of a gap where people apply several times: three groups, a
# context column, two weak signals and one criterion, errors clustered by requisition and
# person. Gap and unexplained are sandwich::vcovCL with two clusters on lm with every dummy
# written out. A part Γ·β is a product of coefficients of two regressions: they are stacked
# as one regression of doubled rows, whose vcovCL gives the covariance of Γ and β, and the
# error of the product is the delta method's. Rscript gap.R > gap.json
suppressMessages({library(jsonlite); library(sandwich)})
set.seed(31)
people <- 220
p <- data.frame(person = seq_len(people), group = sample(c("a", "b", "c"), people, TRUE, c(.5, .3, .2)), city = sample(c("north", "south"), people, TRUE))
lift <- c(a = 0, b = -.9, c = -.4)[p$group]; u <- rnorm(people)
p$w1 <- rbinom(people, 1, plogis(.3 + lift)); p$w2 <- rbinom(people, 1, plogis(-.6 + lift / 2)); p$years <- round(pmax(0, 5 + lift + 2 * rnorm(people)), 1)
times <- sample(c(1, 1, 3, 5), people, TRUE)
d <- p[rep(seq_len(people), times), ]; d$u <- u[rep(seq_len(people), times)]
d$req <- sample(14, nrow(d), TRUE)
d$adv <- rbinom(nrow(d), 1, plogis(-1.2 + d$u + .7 * d$w1 + .4 * d$w2 + .1 * d$years + .15 * lift[rep(seq_len(people), times)]))
r <- factor(d$req); b <- as.numeric(d$group == "b"); c <- as.numeric(d$group == "c"); south <- as.numeric(d$city == "south")
S <- cbind(b, c, south, model.matrix(~ 0 + r)); L <- cbind(S, w1 = d$w1, w2 = d$w2, years = d$years)
two <- function(m, times = 1) vcovCL(m, cluster = data.frame(r = rep(d$req, times), p = rep(d$person, times)), type = "HC0", cadjust = TRUE, multi0 = FALSE)
one <- function(m, times = 1) vcovCL(m, cluster = rep(d$req, times), type = "HC0", cadjust = TRUE)
signals <- c("w1", "w2", "years"); blocks <- list(weak = c("w1", "w2"), job_related = "years", w1 = "w1", w2 = "w2")
short <- lm(d$adv ~ 0 + S); long <- lm(d$adv ~ 0 + L)
gap <- lapply(setNames(nm = c("b", "c")), function(g) {
  wide <- function(m, at) { V <- two(m)[at, at]; c(sqrt(V), sqrt(one(m)[at, at])) }
  out <- list(gap = wide(short, paste0("S", g)), unexplained = wide(long, paste0("L", g)))
  for (name in names(blocks)) {
    k <- blocks[[name]]; n <- nrow(d)
    # one regression each for x_k on S, and the decision on L, stacked
    Y <- c(as.matrix(d[k]), d$adv); X <- matrix(0, length(Y), length(k) * ncol(S) + ncol(L))
    for (i in seq_along(k)) X[(i - 1) * n + 1:n, (i - 1) * ncol(S) + 1:ncol(S)] <- S
    X[length(k) * n + 1:n, length(k) * ncol(S) + 1:ncol(L)] <- L
    m <- lm(Y ~ 0 + X); at <- (seq_along(k) - 1) * ncol(S) + which(colnames(S) == g); to <- length(k) * ncol(S) + match(k, colnames(L))
    gamma <- coef(m)[at]; beta <- coef(m)[to]; grad <- numeric(ncol(X)); grad[at] <- beta; grad[to] <- gamma
    out[[name]] <- c(sqrt(drop(grad %*% two(m, length(k) + 1) %*% grad)), sqrt(drop(grad %*% one(m, length(k) + 1) %*% grad)), sum(gamma * beta))
  }
  out$gap[3] <- coef(short)[[paste0("S", g)]]; out$unexplained[3] <- coef(long)[[paste0("L", g)]]
  lapply(out, function(v) list(value = v[3], two_way = v[1], one_way = v[2])) })
cat(toJSON(list(made_by = paste(R.version.string, "sandwich", packageVersion("sandwich")), rows = d[c("person", "req", "group", "city", "w1", "w2", "years", "adv")], gap = gap),
  digits = 14, auto_unbox = TRUE, dataframe = "columns"))
