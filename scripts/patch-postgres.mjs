/**
 * Runs after `npm install`: mends postgres.js 3.4.9, which ends the whole process when the backend of a transaction
 * or of a reserved connection is killed (https://github.com/porsager/postgres/issues/1208): it sends its ROLLBACK to
 * a socket that is gone, from a callback that nobody can catch. Once a release has the fix, this file goes.
 *
 * What it changes: a transaction or reservation whose connection is lost refuses further queries with
 * CONNECTION_CLOSED, instead of sending them nowhere, or to whoever has the connection next, outside the transaction.
 */
import { readFileSync, writeFileSync } from "node:fs";

const VERSION = "3.4.9";
const HOME = new URL("../node_modules/postgres/", import.meta.url);

const CONNECTION = [
  // A connection that is lost while it asks for the types: whoever waits for it is told, and nobody for the question.
  ["        return fetchArrayTypes()\n", "        return fetchArrayTypes().catch(() => {})\n"],
  // Bytes for a connection that has closed meanwhile: their queries have been rejected already.
  [
    "  function nextWrite(fn) {\n    const x = socket.write(chunk, fn)",
    "  function nextWrite(fn) {\n    if (!socket) {\n      chunk = nextWriteTimer = null\n      return true\n    }\n    const x = socket.write(chunk, fn)",
  ],
  // A timer that was cleared but not forgotten would keep the next connection from ever writing.
  [
    "    incomings = null\n    clearImmediate(nextWriteTimer)\n",
    "    incomings = null\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n",
  ],
  // What the lost session said last must not be the answer to the first query of the next one.
  [
    "    closedTime = performance.now()\n",
    "    query = results = errorResponse = null\n    result = new Result()\n    closedTime = performance.now()\n",
  ],
];

const INDEX = [
  // Reserved connections.
  [
    "    c.reserved.release = true\n",
    "    c.reserved.release = true\n    let lost = null\n    c.onclose = e => {\n      lost = e\n      while (queue.length)\n        queue.shift().reject(e)\n    }\n",
  ],
  [
    "    sql.release = () => {\n      c.reserved = null\n",
    "    sql.release = () => {\n      if (lost)\n        return\n      c.onclose = null\n      c.reserved = null\n",
  ],
  [
    "    function handler(q) {\n      c.queue === full\n        ? queue.push(q)",
    "    function handler(q) {\n      if (lost)\n        return q.reject(lost)\n      c.queue === full\n        ? queue.push(q)",
  ],
  // Transactions.
  [
    "      , connection\n      , prepare = null\n",
    "      , connection\n      , lost = null\n      , prepare = null\n",
  ],
  [
    "new Promise((_, reject) => connection.onclose = reject)",
    "new Promise((_, reject) => connection.onclose = e => (lost = e, reject(e)))",
  ],
  [
    "        q.catch(e => uncaughtError || (uncaughtError = e))\n",
    "        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost)\n          return q.reject(lost)\n",
  ],
];

const { version } = JSON.parse(readFileSync(new URL("package.json", HOME), "utf8"));
if (version !== VERSION) {
  throw new Error(
    `postgres is ${version}, not ${VERSION}: see whether scripts/patch-postgres.mjs is still needed.`,
  );
}
for (const folder of ["src", "cjs/src"]) {
  mend(new URL(`${folder}/connection.js`, HOME), CONNECTION);
  mend(new URL(`${folder}/index.js`, HOME), INDEX);
}

function mend(file, changes) {
  let text = readFileSync(file, "utf8");
  for (const [before, after] of changes) {
    if (text.includes(after)) continue;
    if (text.split(before).length !== 2)
      throw new Error(`${file.pathname} is not what it was in postgres ${VERSION}.`);
    text = text.replace(before, () => after);
  }
  writeFileSync(file, text);
}
