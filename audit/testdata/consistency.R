# Makes consistency.csv (invented; one row per judgement, a quarter of the applications
# judged by two screeners, some by three) and consistency.json: what Consistency must find.
# Rscript consistency.R, in this folder. Versions stand in consistency.json.
suppressPackageStartupMessages({library(sandwich); library(lme4); library(jsonlite)})
set.seed(20261125)
n <- 1200
a <- data.frame(application = seq_len(n), requisition = sprintf("R%02d", rep(1:12, each = 100)))
a$years <- round(rexp(n, 1 / 5) + 1)
a$referral <- rbinom(n, 1, plogis(-1 + .1 * a$years)); a$open_source <- rbinom(n, 1, .35)
times <- sample(1:3, n, TRUE, c(.75, .22, .03))
who <- unlist(lapply(times, function(k) sample(10, k)))
d <- a[rep(seq_len(n), times), ]; rownames(d) <- NULL
d$screener <- sprintf("S%02d", who); d$trained <- as.integer(who %% 2 == 0)
u <- rnorm(10, 0, .6); req <- rep(rnorm(12, -1.2, .5), each = 100); taste <- rnorm(n, 0, 1)
d$judged <- rbinom(nrow(d), 1, plogis(req[d$application] + taste[d$application] + u[who] + (1.4 - .9 * d$trained) * d$referral + .8 * d$open_source + .05 * d$years))
d <- d[, c("application", "requisition", "screener", "trained", "referral", "open_source", "years", "judged")]
write.csv(d, "consistency.csv", row.names = FALSE, quote = FALSE)

d$r <- factor(d$requisition); G <- 10
ctl <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e6), tolPwrss = 1e-13, calc.derivs = FALSE)
form <- judged ~ 0 + r + referral + open_source + years
m <- suppressWarnings(glmer(update(form, . ~ . + (1 | screener)), d, binomial, nAGQ = 25, control = ctl))
m0 <- glmer(judged ~ 1 + (1 | screener), d, binomial, nAGQ = 25, control = ctl)
# The marginal likelihood from its definition, by adaptive integration around each mode.
ll <- function(m) { eta <- drop(model.matrix(m) %*% fixef(m)); sd <- sqrt(VarCorr(m)$screener[1])
  sum(sapply(split(seq_along(eta), d$screener), function(i) {
    h <- function(v) sum(dbinom(d$judged[i], 1, plogis(eta[i] + sd * v), log = TRUE)) + dnorm(v, log = TRUE)
    o <- optimize(h, c(-6, 6), maximum = TRUE, tol = 1e-10); f <- function(v) sapply(v, function(w) exp(h(w) - o$objective))
    part <- function(a, b) integrate(f, a, b, rel.tol = 1e-13, subdivisions = 5000)$value
    log(part(o$maximum - 3, o$maximum) + part(o$maximum, o$maximum + 3)) + o$objective })) }
lr <- 2 * (ll(m) - as.numeric(logLik(glm(form, binomial, d, control = list(epsilon = 1e-15)))))
re <- ranef(m, condVar = TRUE)$screener; se <- sqrt(drop(attr(re, "postVar"))); eta <- drop(model.matrix(m) %*% fixef(m))
own <- function(shift) as.list(sapply(split(seq_along(eta), d$screener), function(i) mean(plogis(eta[i] + shift[d$screener[i]]))))
named <- function(x) setNames(x, rownames(re)); z <- qnorm(.975)
spread <- function(m) { s <- sqrt(VarCorr(m)$screener[1]); list(sd = s, icc = s^2 / (s^2 + pi^2 / 3), mor = exp(sqrt(2) * s * qnorm(.75))) }

# Krippendorff's alpha from its coincidence matrix, and the delete-one-unit jackknife
alpha <- function(units) { o <- matrix(0, 2, 2)
  for (v in units) for (i in seq_along(v)) for (j in seq_along(v)) if (i != j) o[v[i] + 1, v[j] + 1] <- o[v[i] + 1, v[j] + 1] + 1 / (length(v) - 1)
  nc <- rowSums(o); n <- sum(nc); 1 - (n - 1) * (o[1, 2] + o[2, 1]) / (n^2 - sum(nc^2)) }
units <- Filter(function(v) length(v) > 1, split(d$judged, d$application)); U <- length(units)
al <- alpha(units); left <- sapply(seq_len(U), function(i) alpha(units[-i])); half <- qt(.975, U - 1) * sqrt((U - 1) / U * sum((left - mean(left))^2))

# training: within requisitions, clustered by screener
cl <- function(m, v) sqrt(vcovCL(m, cluster = d$screener, type = "HC0", cadjust = FALSE)[v, v] * G / (G - 1))
t1 <- lm(judged ~ trained + r, d)
training <- list(n_yes = sum(d$trained), x_yes = sum(d$judged[d$trained == 1]), rd = coef(t1)[["trained"]], rd_se = cl(t1, "trained"))
mh <- function(k, v) { w <- sapply(split(k, k$r), function(q) { n1 <- sum(q[[v]] == 1); n0 <- sum(q[[v]] == 0)
  if (n1 * n0 == 0) c(0, 0) else c((mean(q$judged[q[[v]] == 1]) - mean(q$judged[q[[v]] == 0])) * n1 * n0 / (n1 + n0), n1 * n0 / (n1 + n0)) }); sum(w[1, ]) / sum(w[2, ]) }
signals <- lapply(c(referral = "referral", open_source = "open_source"), function(v) {
  d$x <- d[[v]]; d$xt <- d$x * d$trained; i <- interaction(d$r, d$trained)
  f <- lm(judged ~ x + xt + i, d)
  # each screener's Mantel-Haenszel log odds ratio with its Robins-Breslow-Greenland variance, then Cochran's Q
  e <- sapply(split(d, d$screener), function(k) {
    t <- sapply(split(k, k$r), function(q) c(a = sum(q$judged[q$x == 1]), b = sum(1 - q$judged[q$x == 1]), c = sum(q$judged[q$x == 0]), e = sum(1 - q$judged[q$x == 0])))
    t <- t[, (t["a", ] + t["b", ]) > 0 & (t["c", ] + t["e", ]) > 0, drop = FALSE]; N <- colSums(t)
    R <- t["a", ] * t["e", ] / N; S <- t["b", ] * t["c", ] / N; P <- (t["a", ] + t["e", ]) / N; Q <- (t["b", ] + t["c", ]) / N
    c(log(sum(R) / sum(S)), sum(P * R) / (2 * sum(R)^2) + sum(P * S + Q * R) / (2 * sum(R) * sum(S)) + sum(Q * S) / (2 * sum(S)^2)) })
  w <- 1 / e[2, ]; q <- sum(w * (e[1, ] - weighted.mean(e[1, ], w))^2)
  list(trained = mh(d[d$trained == 1, ], v), untrained = mh(d[d$trained == 0, ], v), difference = coef(f)[["xt"]], difference_se = cl(f, "xt"),
       q = q, p = pchisq(q, 9, lower = FALSE), tau = sqrt(max(0, (q - 9) / (sum(w) - sum(w^2) / sum(w))))) })
p <- c(signals$referral$p, signals$open_source$p)
writeLines(toJSON(list(versions = list(R = R.version.string, lme4 = as.character(packageVersion("lme4")), sandwich = as.character(packageVersion("sandwich"))),
  judgements = nrow(d), full = c(spread(m), lr = lr, p = pchisq(lr, 1, lower = FALSE) / 2), crude = spread(m0),
  shrunken = list(value = own(named(re[[1]])), low = own(named(re[[1]] - z * se)), high = own(named(re[[1]] + z * se))),
  double = list(applications = U, judgements = sum(lengths(units)), differently = sum(sapply(units, function(v) any(v != v[1]))), alpha = al, low = al - half, high = al + half),
  training = training, signals = signals, p_adjusted = p.adjust(p, "BH")), auto_unbox = TRUE, digits = NA, pretty = TRUE), "consistency.json")
