# Makes funnel.csv (invented; 1,500 applications through four stages, some withdrawn, some
# skipping a stage) and funnel.json: what Funnel must find on it.
# Rscript funnel.R, in this folder. Versions stand in funnel.json.
suppressPackageStartupMessages({library(survival); library(jsonlite)})
set.seed(20261126)
n <- 1500; stages <- c("resume_screen", "phone_screen", "onsite", "offer")
d <- data.frame(id = seq_len(n), requisition = sprintf("R%02d", rep(1:15, each = 100)), level = sample(c("Senior II", "Jr", "New Grad", "L4", ""), n, TRUE),
                source = sample(c("referral", "campus", "agency", "job_board", ""), n, TRUE), sex = sample(c("f", "m", ""), n, TRUE, c(.4, .4, .2)))
d$referral <- rbinom(n, 1, .3); d$years <- round(rexp(n, 1 / 5))
shock <- rep(rnorm(15, 0, .6), each = 100); taste <- rnorm(n, 0, .7)
base <- c(-.6, .1, -.2, 1); slope <- c(1.2, .5, .1, 0)
alive <- rep(TRUE, n)
for (k in 1:4) {
  s <- rep("", n)
  out <- runif(n); adv <- runif(n) < plogis(base[k] + shock + taste + slope[k] * d$referral + .04 * d$years)
  s[alive] <- ifelse(adv, "advanced", "rejected")[alive]
  s[alive & out < .06] <- "withdrawn"; s[alive & out > .98] <- "pending"
  if (k == 2) s[alive & out > .9 & out < .95] <- "skipped"
  alive <- alive & s %in% c("advanced", "skipped"); d[[stages[k]]] <- s
}
for (k in 1:3) { later <- d[[stages[k + 1]]] != ""; stopifnot(all(later[d[[stages[k]]] == "skipped"])) }
write.csv(d, "funnel.csv", row.names = FALSE, quote = FALSE)

wilson <- function(x, n) unname(as.vector(prop.test(x, n, correct = FALSE)$conf.int))
share <- function(x, n) list(x = x, n = n, value = x / n, low = wilson(x, n)[1], high = wilson(x, n)[2])
follow <- function(q) {
  # survival with the stages as times: at risk from k - 1 to k where a decision was made
  rows <- do.call(rbind, lapply(1:4, function(k) { s <- q[[stages[k]]]; i <- s %in% c("advanced", "rejected")
    data.frame(start = rep(k - 1, sum(i)), stop = rep(k, sum(i)), rejected = as.integer(s[i] == "rejected")) }))
  f <- summary(survfit(Surv(start, stop, rejected) ~ 1, rows, conf.type = "log-log"), times = 4)
  got <- function(k) sum(q[[stages[k]]] %in% c("advanced", "skipped"))
  list(applicants = nrow(q), hired = share(got(4), nrow(q)), product = list(value = f$surv, low = f$lower, high = f$upper),
       cumulative = lapply(1:4, function(k) share(got(k), nrow(q))),
       rate = lapply(1:4, function(k) share(sum(q[[stages[k]]] == "advanced"), sum(q[[stages[k]]] %in% c("advanced", "rejected")))),
       onsite_to_offer = share(sum(q$onsite == "advanced"), sum(q$onsite %in% c("advanced", "rejected"))),
       acceptance = share(sum(q$offer == "advanced"), sum(q$offer %in% c("advanced", "withdrawn"))))
}
rows <- list(all = follow(d), senior = follow(d[d$level == "Senior II", ]), junior = follow(d[d$level %in% c("Jr", "New Grad"), ]),
             referral = follow(d[d$referral == 1, ]), f = follow(d[d$sex == "f", ]), other = follow(d[d$source %in% c("agency", "job_board"), ]),
             campus_junior = follow(d[d$source == "campus" & d$level %in% c("Jr", "New Grad"), ]))

# average marginal effects by maximum likelihood, and their difference clustered by requisition over both stages
effect <- function(k) {
  q <- d[d[[stages[k]]] %in% c("advanced", "rejected"), ]; q$y <- as.integer(q[[stages[k]]] == "advanced"); q$r <- factor(paste(q$requisition, q$level))
  one <- ave(q$y, q$r); q <- q[one > 0 & one < 1, ]; q$r <- droplevels(q$r)
  m <- glm(y ~ 0 + r + referral + years, binomial, q, epsilon = 1e-14); X <- model.matrix(m); b <- coef(m)
  X1 <- X0 <- X; X1[, "referral"] <- 1; X0[, "referral"] <- 0; p1 <- drop(plogis(X1 %*% b)); p0 <- drop(plogis(X0 %*% b))
  g <- colMeans(X1 * p1 * (1 - p1)) - colMeans(X0 * p0 * (1 - p0))
  part <- drop(rowsum(X * (q$y - fitted(m)), q$r) %*% vcov(m) %*% g)
  part <- tapply(part, sub(" .*", "", levels(q$r)), sum); G <- length(part) # requisitions, each with several levels
  list(value = mean(p1) - mean(p0), part = part * sqrt(G / (G - 1)), based = drop(g %*% vcov(m) %*% g), G = G)
}
e <- lapply(1:4, effect)
difference <- function(a, b) { all <- union(names(a$part), names(b$part)); at <- function(x) ifelse(is.na(x[all]), 0, x[all])
  # with few requisitions the wider of the clustered and the model-based error
  clustered <- sqrt(sum((at(a$part) - at(b$part))^2)); se <- max(clustered, sqrt(a$based + b$based)); v <- a$value - b$value; df <- min(a$G, b$G) - 1
  list(first = a$value, later = b$value, value = v, clustered = clustered, se = se, df = df, p = 2 * pt(-abs(v / se), df)) }
writeLines(toJSON(list(versions = list(R = R.version.string, survival = as.character(packageVersion("survival"))),
  rows = rows, effects = lapply(2:4, function(k) difference(e[[1]], e[[k]]))), auto_unbox = TRUE, digits = NA, pretty = TRUE), "funnel.json")
