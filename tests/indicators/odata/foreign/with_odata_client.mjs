// Prints `[[id, value], …]` of all observations, as @odata/client reads them: it asks for one part after another.
import { OData } from "@odata/client";

const client = OData.New4({ serviceEndpoint: process.argv[2] });
const observations = client.getEntitySet("Observations");
const filter = client.newFilter().field("Measure").eq("value");
const rows = [];
for (;;) {
  const part = await observations.query(client.newOptions().filter(filter).orderby("Id", "asc").skip(rows.length).top(50));
  if (part.length === 0) break;
  rows.push(...part.map((row) => [row.Id, row.Value]));
}
console.log(JSON.stringify(rows));
