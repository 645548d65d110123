# The same questions, answered by R's survey package on its own data; writes that data and the answers to a folder.
suppressMessages(library(survey))
folder <- commandArgs(TRUE)[1]
data(api)
for (name in c("apistrat", "apisrs", "apiclus1")) write.csv(get(name), file.path(folder, paste0(name, ".csv")), row.names = FALSE)
lonely <- apistrat[!(apistrat$stype == "M" & seq_len(nrow(apistrat)) != which(apistrat$stype == "M")[1]), ]
lonely$api00[5] <- NA
write.csv(lonely, file.path(folder, "lonely.csv"), row.names = FALSE)
strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
srs <- svydesign(id = ~1, weights = ~pw, data = apisrs, fpc = ~fpc)
clus <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
say <- function(name, m, df, ci = confint(m, df = df)) cat(sprintf("%s %.17g %.17g %d %.17g %.17g\n", name, coef(m)[1], SE(m)[1], df, ci[1], ci[2]))
say("mean", svymean(~api00, strat), 197)
say("total", svytotal(~enroll, strat), 197)
say("domain", svymean(~api00, subset(strat, sch.wide == "Yes")), 197)
inside <- as.numeric(apistrat$sch.wide == "Yes"); N <- sum(apistrat$pw); ND <- sum(apistrat$pw * inside)
R <- coef(svymean(~api00, strat)); RD <- coef(svymean(~api00, subset(strat, sch.wide == "Yes")))
z <- inside * (apistrat$api00 - RD) / ND - (apistrat$api00 - R) / N
gap <- svytotal(~z, update(strat, z = z))
cat(sprintf("gap %.17g %.17g 197 %.17g %.17g\n", RD - R, SE(gap), RD - R - qt(.975, 197) * SE(gap), RD - R + qt(.975, 197) * SE(gap)))
share <- svyciprop(~I(comp.imp == "Yes"), strat, method = "logit")
say("share", share, 197, as.numeric(attr(share, "ci")))
say("clusters", svymean(~api00, clus), 14)
nested <- svydesign(id = ~dnum, strata = ~stype, weights = ~pw, data = apistrat, nest = TRUE)
say("nested", svymean(~api00, nested), degf(nested))
say("nested-domain", svymean(~api00, subset(nested, comp.imp == "Yes")), degf(nested))
say("nested-total", svytotal(~enroll, nested, na.rm = TRUE), degf(nested))
say("domain-total", svytotal(~enroll, subset(strat, sch.wide == "Yes")), 197)
part <- subset(strat, sch.wide == "Yes")
shared <- svyciprop(~I(comp.imp == "Yes"), part, method = "logit", df = 197)
say("share-domain", shared, 197, as.numeric(attr(shared, "ci")))
say("cluster-domain", svymean(~api00, subset(clus, stype == "H")), 14)
for (rule in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = rule)
  one <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = lonely, fpc = ~fpc)
  say(paste0("lonely-", rule), svymean(~api00, one, na.rm = TRUE), degf(one))
}
stacked <- rbind(data.frame(api00 = apistrat$api00, pw = apistrat$pw, fpc = apistrat$fpc, stratum = paste("a", apistrat$stype), wave = 1),
                 data.frame(api00 = apisrs$api00, pw = apisrs$pw, fpc = apisrs$fpc, stratum = "b", wave = 0))
waves <- svydesign(id = ~1, strata = ~stratum, weights = ~pw, data = stacked, fpc = ~fpc)
by <- svyby(~api00, ~wave, waves, svymean, covmat = TRUE)
say("waves", svycontrast(by, c("1" = 1, "0" = -1)), degf(waves))
bystype <- svyby(~api00, ~stype, strat, svymean)
for (each in c("E", "H", "M")) {
  one <- svycontrast(bystype, setNames(1, each))
  say(paste0("by-", each), one, 197)
}
first <- svymean(~api00, subset(strat, sch.wide == "Yes"))
other <- svymean(~api00, subset(srs, sch.wide == "Yes"))
d <- coef(first) - coef(other); e <- sqrt(SE(first)^2 + SE(other)^2); t <- qt(.975, degf(strat) + degf(srs))
cat(sprintf("waves-domain %.17g %.17g %d %.17g %.17g\n", d, e, degf(strat) + degf(srs), d - t * e, d + t * e))
zs <- svytotal(~z, update(srs, z = {
  inside <- as.numeric(apisrs$sch.wide == "Yes"); N <- sum(apisrs$pw); ND <- sum(apisrs$pw * inside)
  inside * (apisrs$api00 - coef(other)) / ND - (apisrs$api00 - coef(svymean(~api00, srs))) / N
}))
gs <- coef(other) - coef(svymean(~api00, srs))
d <- (RD - R) - gs; e <- sqrt(SE(gap)^2 + SE(zs)^2)
cat(sprintf("gap-change %.17g %.17g %d %.17g %.17g\n", d, e, degf(strat) + degf(srs), d - t * e, d + t * e))
cat(sprintf("many %.17g %.17g %.17g %.17g %.17g\n", qt(.975, 1000), qt(.975, 1001), qt(.95, 5000), qt(.995, 1e5), qt(.9, 1e7)))
cat(sprintf("t %.17g %.17g %.17g 0 0\n", qt(.975, 1), qt(.9, 3), qt(.995, 197)))
