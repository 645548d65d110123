// Walks a feed with the validator of OpenActive and prints how many pages it read and what it calls failures.
const { createRequire } = require("node:module");
const path = require("node:path");

const { RpdeValidator } = createRequire(path.join(process.cwd(), "package.json"))("@openactive/rpde-validator");

RpdeValidator(process.argv[2], { pageLimit: 1000 }).then((log) => {
  const errors = log.pages.flatMap((page) => page.errors);
  const failures = errors.filter((error) => error.severity === "failure").map((error) => error.message);
  console.log(JSON.stringify({ pages: log.pages.length, failures }));
});
