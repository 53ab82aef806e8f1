import { z } from "zod";
import { liveMessages, streamQuery } from "../live";
import { operation } from "../operation";

export const watch = operation({
  method: "GET",
  path: "/api/v1/mv/stream",
  summary: "Server-sent events of what happens; each event carries one of these as JSON, under its name",
  description:
    "At most `STREAMS_MAX` per process, then 503, and a quarter of them for one caller, then 429; see [live.md](live.md).",
  permission: "everyone",
  query: streamQuery,
  output: z.object(liveMessages).partial(),
  media: "text/event-stream",
  problems: [400, 429],
  example: {},
});
