/**
 * A process of its own that asks the refresh route of a view many times at once, as so many callers of one instance
 * would; prints the answers as one line of JSON. Arguments: address of the request, how many. The token stands in
 * FRESCURA_TOKEN, the database in DATABASE_URL.
 */
import { POST } from "@/app/api/v1/mv/refresh/[view]/route";
import { closeDb } from "@/server/db";

const [url = "", count = "1"] = process.argv.slice(2);
const view = decodeURIComponent(new URL(url).pathname.split("/").at(-1)!);
const headers = { authorization: `Bearer ${process.env.FRESCURA_TOKEN}` };

const answers = await Promise.all(
  Array.from({ length: Number(count) }, async () => {
    const response = await POST(new Request(url, { method: "POST", headers }), {
      params: Promise.resolve({ view }),
    });
    return { status: response.status, body: await response.json() };
  }),
);
await closeDb();
process.stdout.write(`${JSON.stringify(answers)}\n`);
