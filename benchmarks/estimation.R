# Rscript estimation.R FILE means|clusters|gaps|report: the same question as ours, by R's survey. Tells its seconds,
# reading the file included, and its processor time.
suppressMessages(library(survey))
asked <- commandArgs(TRUE)
began <- proc.time()
rows <- read.csv(asked[1])[c("q1", "weight", "stratum", "psu", "fpc", "population", "wijk")]
if (asked[2] == "clusters") {
  design <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, fpc = ~fpc, nest = TRUE, data = rows)
} else {
  design <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = rows)
}
gaps <- function() {
  # A wijk and the city that contains it: by hand, for no function of survey counts their covariance.
  w <- weights(design)
  all <- sum(w * rows$q1) / sum(w)
  sapply(sort(unique(rows$wijk)), function(wijk) {
    inside <- w * (rows$wijk == wijk)
    mean <- sum(inside * rows$q1) / sum(inside)
    gap <- (inside / w) * (rows$q1 - mean) / sum(inside) - (rows$q1 - all) / sum(w)
    c(mean - all, SE(svytotal(~gap, update(design, gap = gap))))
  })
}
if (asked[2] == "gaps") {
  found <- gaps()[2, ]
} else if (asked[2] == "report") {
  df <- degf(design)
  wijken <- svyby(~q1, ~wijk, design, svymean)
  city <- svymean(~q1, design)
  gap <- gaps()
  reach <- qt(0.975, df) * gap[2, ]
  found <- c(coef(wijken), SE(wijken), confint(wijken, df = df), coef(city), SE(city), confint(city, df = df),
    gap, gap[1, ] - reach, gap[1, ] + reach)
} else {
  found <- svyby(~q1, ~wijk, design, svymean)$se
}
took <- proc.time() - began
cat(sprintf('{"seconds": %.3f, "processor": %.3f, "found": "%s"}\n', took[["elapsed"]],
  took[["user.self"]] + took[["sys.self"]], paste(format(found, digits = 12), collapse = " ")))
