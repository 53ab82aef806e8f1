import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { exceptions, judgeAudit } from "./audit/judge";

/** So that a registry that is not there holds nothing up. */
const SECONDS_MAX = 60;

// Each finding is mended, or argued in audit-exceptions.json. A registry that does not answer fails nothing.
const { stdout } = spawnSync("npm", ["audit", "--json", "--fetch-retries=0", "--fetch-timeout=20000"], {
  encoding: "utf8",
  timeout: SECONDS_MAX * 1000,
});
const argued = exceptions.parse(JSON.parse(readFileSync("audit-exceptions.json", "utf8")));
const today = new Date().toISOString().slice(0, 10);
const judged = judgeAudit(stdout ?? "", argued, today);

if (!judged.answered) {
  console.log(`npm audit: not asked, the registry does not answer (${judged.why}).`);
} else {
  for (const told of judged.argued) console.log(`npm audit: argued: ${told}`);
  for (const key of judged.over)
    console.log(`npm audit: found no more, take it out of audit-exceptions.json: ${key}`);
  for (const told of judged.open) console.error(`npm audit: neither mended nor argued: ${told}`);
  if (judged.open.length > 0) process.exitCode = 1;
  else console.log("npm audit: nothing that is not argued.");
}
