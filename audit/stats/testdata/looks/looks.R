# Welch's test on two summary estimates, made from two samples with these means
# and standard errors; R's t.test() gives difference, interval, df and p.
make <- function(n, mean, se) { x <- as.numeric(scale(1:n)) * se * sqrt(n); x + mean }
for (case in list(c(12,.143,.04,12,.02,.05), c(5,.3,.1,30,.05,.02))) {
  a <- make(case[1], case[2], case[3]); b <- make(case[4], case[5], case[6])
  t <- t.test(a, b)
  cat(sprintf("%.15g %.15g %.15g %.15g\n", t$estimate[1]-t$estimate[2], t$conf.int[1], t$conf.int[2], t$p.value))
}
for (k in 1:3) cat(sprintf("%.17g\n", .05*6/(pi^2*k^2)))
R.version.string

# MeanEffect
x <- c(.30,.12,.21); s <- c(.05,.04,.08); df <- c(11,24,Inf)
w <- 1/s^2; m <- weighted.mean(x, w); v <- 1/sum(w); vi <- w*v^2
d <- v^2/sum(vi^2/df); q <- sum(w*(x-m)^2)
cat(sprintf("%.12f\n", c(m, sqrt(v), d, m-qt(.975,d)*sqrt(v), m+qt(.975,d)*sqrt(v), q, pchisq(q,2,lower.tail=FALSE))))
