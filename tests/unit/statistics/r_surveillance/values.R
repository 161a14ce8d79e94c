# What R's surveillance gives for series.csv: Rscript values.R > values.csv
# Made with R 4.2.2 and surveillance 1.20.3 of Debian 12; the series are made up for these tests.
suppressMessages(library(surveillance))
given <- read.csv("series.csv")
read <- function(name) given$count[given$series == name]
number <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 17, format = "g"))
row <- function(...) cat(paste(c(...), collapse = ","), "\n", sep = "")
flexible <- list(
  default_b5 = list(b = 5, limit54 = c(0, 4)),
  three_years_half_power = list(b = 3, powertrans = "1/2", alpha = 0.01, limit54 = c(0, 4)),
  plain = list(b = 5, reweight = FALSE, trend = FALSE, powertrans = "none", limit54 = c(0, 4)),
  seasons10_counts = list(b = 5, noPeriods = 10, pastWeeksNotIncluded = 26, thresholdMethod = "nbPlugin", alpha = 0.01, limit54 = c(0, 4)),
  seasons10_three_years = list(b = 3, noPeriods = 10, pastWeeksNotIncluded = 13, thresholdMethod = "nbPlugin", alpha = 0.005, limit54 = c(0, 4)),
  seasons10_uncertain = list(b = 4, noPeriods = 10, pastWeeksNotIncluded = 26, thresholdMethod = "muan", alpha = 0.01, limit54 = c(0, 4)))
row("method,series,t,bound,expected,dispersion,slope")
for (name in c("busy", "sparse", "steady")) {
  s <- sts(read(name), frequency = 52)
  for (kind in names(flexible)) {
    range <- 281:320
    got <- suppressWarnings(farringtonFlexible(s, c(flexible[[kind]], list(range = range, glmWarnings = FALSE))))
    slope <- got@control$trendVector
    for (i in c(seq(1, 40, by = 3), 33)) row(kind, name, range[i], number(upperbound(got)[i]), number(got@control$expected[i]), number(got@control$phiVector[i]), number(slope[i]))
  }
  for (w in 6:8) for (alpha in c(0.05, 0.001)) {
    range <- 101:320
    got <- algo.bayes(create.disProg(week = 1:length(read(name)), observed = read(name), state = rep(0, length(read(name))), freq = 52), list(range = range, b = 0, w = w, actY = TRUE, alpha = alpha))
    for (i in seq(1, 220, by = 11)) row(paste0("bayes_w", w, "_", alpha), name, range[i], number(got$upperbound[i]), "null", "null", "null")
  }
}
days <- sts(read("days"), frequency = 365)
for (method in c("C1", "C2")) for (least in c(0, 0.5)) {
  range <- 20:70
  got <- earsC(days, list(method = method, baseline = 7, minSigma = least, alpha = 0.001, range = range))
  for (i in seq_along(range)) row(paste0(method, "_", least), "days", range[i], number(upperbound(got)[i]), "null", "null", "null")
}
for (p in c(0.2, 0.9, 2.1, 3.7)) for (df in c(1, 4, 33.5, 250)) row("student", p, df, number(2 * pt(-p, df)), "null", "null", "null")
for (p in c(0.01, 0.5, 0.99, 0.99999)) for (size in c(0.5, 3.25, 812.5, 9000.5)) row("qnbinom", p, size, qnbinom(p, size, 6/7), "null", "null", "null")
for (p in c(0.01, 0.5, 0.99, 0.99999)) for (mean in c(0.3, 7.7, 1500)) row("qpois", p, mean, qpois(p, mean), "null", "null", "null")
