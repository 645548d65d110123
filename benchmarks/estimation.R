# Rscript estimation.R FILE: the same question, by R's survey. Tells its seconds, reading the file included.
suppressMessages(library(survey))
began <- proc.time()[["elapsed"]]
rows <- read.csv(commandArgs(TRUE)[1])[c("q1", "weight", "stratum", "population", "wijk")]
design <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~population, data = rows)
found <- svyby(~q1, ~wijk, design, svymean)
cat(sprintf('{"seconds": %.3f, "found": "%s"}\n', proc.time()[["elapsed"]] - began, paste(round(found$se, 12), collapse = " ")))
