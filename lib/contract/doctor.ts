import { z } from "zod";
import { viewName } from "./view";

/** What stands in the way of a view, and its cure as SQL: a row of `frescura.doctor()`. */
export const finding = z.object({
  slug: z.string(),
  check_name: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  finding: z.string(),
  cure: z.string(),
  /** The facts of the finding, such as a column or `open_seconds`, by which it is told in the reader's language. */
  detail: z.record(z.string(), z.unknown()),
});
export type Finding = z.infer<typeof finding>;

/** Answer of `GET /api/v1/mv/doctor`. */
export const doctorAnswer = z.object({ findings: z.array(finding) });
export type DoctorAnswer = z.infer<typeof doctorAnswer>;

/** Query of `GET /api/v1/mv/doctor`. */
export const doctorQuery = z.object({ view: viewName.optional() });

/** What a server and its host allow, and what follows from it: a row of `frescura.host()`, or what a session found out. */
export const hostFact = z.object({
  fact: z.string(),
  /** ok: it costs nothing. */
  severity: z.enum(["ok", "info", "warning", "error"]),
  finding: z.string(),
  /** The cure or the other way, as SQL; null where nothing is lost. */
  cure: z.string().nullable(),
  /** `code` says which it is; the other facts belong to it. */
  detail: z.record(z.string(), z.unknown()),
});
export type HostFact = z.infer<typeof hostFact>;

/** Answer of `GET /api/v1/mv/host`: what costs most first. */
export const hostAnswer = z.object({ facts: z.array(hostFact) });
export type HostAnswer = z.infer<typeof hostAnswer>;
