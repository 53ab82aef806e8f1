import { afterAll } from "vitest";
import { setVariables, takeKept } from "./shell";

// Files follow each other in one process, which has loaded the product once: each leaves it as it was found.
const found = { ...process.env };

afterAll(() => {
  takeKept();
  const names = new Set([...Object.keys(process.env), ...Object.keys(found)]);
  setVariables([...names].map((name) => [name, found[name]]));
});
