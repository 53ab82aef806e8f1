import { z } from "zod";
import { viewName } from "./view";

/** A piece of SQL: it runs as code with the rights of the database's account, so only an admin may give one. */
const expression = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((text) => !text.includes("\0"), "holds a NUL character");

/** `main`, or the name of one more mapping of a source. */
const mappingName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "is no name such as manager");

/** Body of `POST /api/v1/mv/tracks`; see `frescura.track`. Either `key` or `lookup`. */
export const newTrack = z.strictObject({
  view: viewName,
  /** An ordinary or partitioned table, as name or schema.name. */
  source: viewName,
  /** One expression over the row r for each column of the view's key. */
  key: z.array(expression).min(1).max(32).optional(),
  /** A query for the keys in the view by :key, for a source that is only joined. */
  lookup: expression.optional(),
  row_key: expression.optional(),
  amount: expression.optional(),
  currency: expression.optional(),
  threshold: z.number().nonnegative().max(999_999_999_999).optional(),
  reference: expression.optional(),
  occurred: expression.optional(),
  /** Name of the live view, beside the view: as it is called, or `<view>_live`, unless given. PostgreSQL takes 63 bytes. */
  live: z
    .string()
    .min(1)
    .refine((text) => new TextEncoder().encode(text).length <= 63, "has more than 63 bytes")
    .refine((text) => !text.includes("\0"), "holds a NUL character")
    .optional(),
  /** Name of one more mapping of the source, beside its main one: it gives keys only. */
  mapping: mappingName.optional(),
  /** Trial writes: unless given, where no triggers of somebody else's would be set off; true: then too; false: none. */
  trial: z.boolean().optional(),
  /** Do all of it, report, and undo it. */
  dry_run: z.boolean().default(false),
});
export type NewTrack = z.infer<typeof newTrack>;

const count = z.int().nonnegative();

/** What writes to sampled rows said, each undone at once: `frescura.trial()`. */
export const trial = z.object({
  state: z.enum(["done", "not_run"]),
  /** Why not: declined, read_only, triggers, no_right, too_large, locked, failed; of a done one mapping_missing: it has to differ until that is given. */
  reason: z.string().nullable(),
  error: z.string().nullable(),
  /** What of somebody else's such writes set off: triggers and rules. */
  triggers: z.array(z.string()),
  writes: count,
  /** Those that a constraint, a trigger or a lock stood against. */
  skipped: count,
  ended_early: z.boolean(),
  /** Kinds of write that the role may not do. */
  no_right: z.array(z.string()),
  /** Keys that a write changed and to which no mapping leads. */
  differences: z.array(
    z.object({
      write: z.enum(["insert", "update", "delete"]),
      column: z.string().optional(),
      row: z.string().nullable(),
      key: z.array(z.unknown()),
      columns: z.array(z.string()),
    }),
  ),
});
export type Trial = z.infer<typeof trial>;

/** What real rows say about a mapping: the row of `frescura.track_check()`. */
export const trackCheck = z.object({
  rows_checked: count,
  /** Rows of the source whose key is in the view's definition. */
  rows_found: count,
  /** Filtered out by the definition, or mapped wrongly. */
  rows_not_found: count,
  null_keys: count,
  not_found: z.array(z.object({ source_key: z.string().nullable(), key: z.array(z.unknown()) })),
  keys_checked: count,
  /** Keys of the definition to which a row of a tracked source leads. */
  keys_mapped: count,
  keys_unmapped: count,
  unmapped: z.array(z.array(z.unknown())),
  /** Tables that the view reads and that are not tracked yet: until they are, nothing is known. */
  untracked_sources: z.array(z.string()),
  /** Sources that need further mappings still; needed is null where no number of them is enough. */
  mappings_missing: z.array(z.object({ source: z.string(), needed: count.nullable(), mapped: count })),
  trial,
});
export type TrackCheck = z.infer<typeof trackCheck>;

/** Answer of `POST /api/v1/mv/tracks`. */
export const trackAnswer = z.object({
  view: z.string(),
  source: z.string(),
  dry_run: z.boolean(),
  check: trackCheck,
  /** What was made, or would be: triggers, functions, the ledger, the live view. */
  made: z.object({
    key_columns: z.array(z.string()),
    ledger: z.string(),
    live_view: z.string(),
    triggers: z.array(z.string()),
  }),
});
export type TrackAnswer = z.infer<typeof trackAnswer>;

/** Query of `DELETE /api/v1/mv/tracks`: a view, or by both others that one further mapping of a source. */
export const trackRemoval = z
  .object({ view: viewName, source: viewName.optional(), mapping: mappingName.optional() })
  .refine(({ source, mapping }) => (source === undefined) === (mapping === undefined), {
    message: "take a source and a mapping together",
    path: ["mapping"],
  });
export type TrackRemoval = z.infer<typeof trackRemoval>;

/** Answer of `DELETE /api/v1/mv/tracks`. */
export const untrackAnswer = z.object({ view: z.string(), untracked: z.boolean() });
export type UntrackAnswer = z.infer<typeof untrackAnswer>;
