/**
 * `npm run bench -- [name …] [--small] [--write]`: measures, and prints or writes docs/benchmarks.md. Without a name
 * all are run. `--small` is for trying a change out: its figures mean little.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deadlines } from "./deadlines";
import { delta } from "./delta";
import { ledger } from "./ledger";
import { lighthouse } from "./lighthouse";
import { live } from "./live";
import { refresh } from "./refresh";
import { streams } from "./streams";
import { type Report, sectionOf, withSection } from "./support/markdown";
import { weight } from "./weight";
import { writers } from "./writers";

const BENCHES: Readonly<Record<string, (options: { small: boolean }) => Promise<Report>>> = {
  writers,
  live,
  ledger,
  refresh,
  delta,
  streams,
  deadlines,
  weight,
  lighthouse,
};
const PAGE = join(fileURLToPath(new URL("..", import.meta.url)), "docs", "benchmarks.md");

const given = process.argv.slice(2);
const [small, write] = [given.includes("--small"), given.includes("--write")];
const names = given.filter((word) => !word.startsWith("--"));
const unknown = names.find((name) => !(name in BENCHES));
if (unknown) {
  console.error(`There is no benchmark ${unknown}. Use: ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}

for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const from = Date.now();
  const section = sectionOf(await BENCHES[name]!({ small }));
  console.log(section);
  console.error(`${name}: ${Math.round((Date.now() - from) / 1000)} s`);
  if (write && !small) keep(name, section);
}

function keep(name: string, section: string): void {
  const [cpu] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 1024 ** 3);
  const where = `Measured on ${day}: ${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), ${memory} GB, Node ${process.versions.node}.\n`;
  writeFileSync(PAGE, withSection(readFileSync(PAGE, "utf8"), name, `${section}\n${where}`));
}
