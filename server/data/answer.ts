import type { DataHead } from "@/lib/contract/data";
import { dataQuery } from "@/lib/contract/data";
import type { Actor } from "@/server/actor";
import { readCsv, STREAM_SECONDS_MAX, timeIn } from "@/server/data/csv";
import { type DataRead, readData } from "@/server/data/read";
import { streamLines } from "@/server/lines";
import { parseInput } from "@/server/parse";
import { seated } from "@/server/seats";
import { findView } from "@/server/views";

/**
 * Answers a request for a view's data, which everyone signed in may read, as JSON or CSV, or with 304 where the
 * caller has this very answer.
 *
 * @param view slug or name
 * @param input see `dataQuery`
 * @param request its method, and of its headers Accept and If-None-Match
 */
export async function answerData(
  actor: Actor,
  view: string,
  input: Record<string, unknown>,
  { method, headers }: Request,
): Promise<Response> {
  const wantsCsv = input.format === undefined && /\btext\/csv\b/.test(headers.get("accept") ?? "");
  const query = parseInput(dataQuery, wantsCsv ? { ...input, format: "csv" } : input);
  const slug = await findView(actor, view);
  if (query.format === "csv") {
    const read = await readCsv(actor, slug, query);
    const { head, truncated } = read;
    if (method === "HEAD") await read.close();
    return new Response(method === "HEAD" ? null : streamLines(read, STREAM_SECONDS_MAX), {
      headers: {
        ...described(head),
        "Cache-Control": "no-store",
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${slug}${query.sheet ? fileTime(read.zone, head.as_of) : ""}.csv"`,
        "X-Frescura-Truncated": String(truncated),
      },
    });
  }
  const read = await seated("read", actor, () => readData(slug, query, knownTag(headers)));
  const about = {
    ...described(read.head),
    ...keeping(read),
    "X-Frescura-Cache": read.cached ? "hit" : "miss",
  };
  if (!read.page) return new Response(null, { status: 304, headers: about });
  const { rows, nextOffset, total, sums } = read.page;
  const page = { limit: query.limit, offset: query.offset, next_offset: nextOffset, total, sums };
  // The rows are text already: parsing them only to write them again would round large numbers.
  const body = `${JSON.stringify({ ...read.head, page }).slice(0, -1)},"rows":[${rows}]}`;
  return new Response(body, { headers: { ...about, "Content-Type": "application/json" } });
}

/** Where an answer comes from, for whoever reads no JSON. */
function described(head: DataHead): Record<string, string> {
  return {
    "X-Frescura-Served-From": head.served_from,
    ...(head.as_of && { "X-Frescura-As-Of": head.as_of }),
    ...(head.reason && { "X-Frescura-Reason": head.reason }),
    "X-Frescura-Exact": String(head.exact),
  };
}

/** A browser may keep what has an ETag, but asks each time: whether it still may, and whether it still holds. */
function keeping({ etag }: DataRead): Record<string, string> {
  if (!etag) return { "Cache-Control": "no-store" };
  return { ETag: etag, "Cache-Control": "private, no-cache", Vary: "Authorization, Cookie, Accept" };
}

/** The one tag that a caller has; of a list the first, since whoever asks us has had one answer. */
function knownTag(headers: Headers): string | null {
  return /"[^"]*"/.exec(headers.get("if-none-match") ?? "")?.[0] ?? null;
}

/** As of when a file is, in its name: " 2026-11-30 17.22"; colons are none of Windows' letters. */
function fileTime(zone: string, asOf: string | null): string {
  return ` ${timeIn(zone, asOf ?? new Date().toISOString())
    .slice(0, 16)
    .replace(":", ".")}`;
}
