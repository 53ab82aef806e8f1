#!/usr/bin/env -S npx tsx
import { EXIT } from "@/cli/failure";
import { run } from "@/cli/program";

// The reader of a pipe may leave early, as head does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT.ok);
});

await run(process.argv.slice(2), process);
