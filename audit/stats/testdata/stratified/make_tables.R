# Writes tables.csv: sets of strata for the stratified estimators.
# Run: Rscript make_tables.R   (R 4.2.2). berkeley is R's UCBAdmissions (Bickel,
# Hammel & O'Connell 1975, Science 187:398-404): x1 of n1 men, x2 of n2 women admitted.
u <- UCBAdmissions
berkeley <- data.frame(set = "berkeley", x1 = u["Admitted", "Male", ], n1 = colSums(u[, "Male", ]),
                       x2 = u["Admitted", "Female", ], n2 = colSums(u[, "Female", ]))
set.seed(20)
draw <- function(set, k, n1, n2, base, log_or, spread = 0) {
  a <- qlogis(base) + rnorm(k, 0, 0.7)
  m1 <- sample(n1, k, TRUE); m2 <- sample(n2, k, TRUE)
  data.frame(set = set, x1 = rbinom(k, m1, plogis(a + log_or + rnorm(k, 0, spread))), n1 = m1,
             x2 = rbinom(k, m2, plogis(a)), n2 = m2)
}
fixed <- function(set, ...) { m <- matrix(c(...), ncol = 4, byrow = TRUE)
  data.frame(set = set, x1 = m[, 1], n1 = m[, 2], x2 = m[, 3], n2 = m[, 4]) }
all <- rbind(berkeley,
  draw("twelve", 12, 5:15, 10:30, .3, .9), draw("pairs", 60, 1:3, 1:4, .4, .8),
  draw("requisitions", 40, 30:200, 200:900, .15, .3, .4), draw("rare", 25, 20:60, 100:300, .02, .7),
  draw("lopsided", 8, 3:6, 300:500, .1, 1.2),
  fixed("one", 7, 20, 2, 18), fixed("opposite", 30, 50, 10, 50, 10, 50, 30, 50),
  fixed("with_uninformative", 3, 8, 1, 9, 0, 4, 0, 7, 5, 5, 6, 6, 2, 6, 3, 11, 4, 5, 2, 12),
  fixed("never", 0, 6, 2, 9, 0, 5, 3, 8, 0, 4, 1, 12), fixed("always", 4, 4, 2, 9, 3, 3, 3, 8),
  fixed("two_people", 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1))
write.csv(all, "tables.csv", row.names = FALSE, quote = FALSE)
