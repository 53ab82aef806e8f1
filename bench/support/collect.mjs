/**
 * Loaded into a measured process by `node --import`: at SIGUSR2 it collects its garbage and says how many bytes
 * it keeps, in heap and buffers. Resident memory would tell more of what the start has left behind and is given back.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  console.log(`keeps ${heapUsed + external} bytes`);
});
