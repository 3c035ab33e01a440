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
