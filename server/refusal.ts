import type { Refusal, RefusalCode } from "@/db/refusal";
import type { ProblemCode } from "@/lib/contract/problem";
import { ProblemError, type ProblemFields } from "@/server/problem";

/** What a refusal is to whoever asked. */
interface Telling {
  code: ProblemCode;
  /** Instead of the database's own words. */
  detail?: string;
  /** The part to blame, where the database names none. */
  parameter?: string;
  fields?: ProblemFields;
}

/** Seconds until it is worth asking again. */
const SOON = { retry_after: 5 };

const TELLINGS: Readonly<Record<RefusalCode, Telling>> = {
  unknown_view: { code: "unknown_view" },
  no_such_view: { code: "not_found", parameter: "view" },
  no_such_source: { code: "bad_body", parameter: "source" },
  bad_setting: { code: "bad_body" },
  bad_threshold: { code: "bad_body", parameter: "amount" },
  bad_expression: { code: "bad_body" },
  bad_receipt: {
    code: "bad_parameter",
    detail:
      "The receipt is not one of this database. Take it from frescura.receipt() in the writing transaction.",
    parameter: "receipt",
  },
  taken: { code: "conflict" },
  last_admin: {
    code: "last_admin",
    detail:
      "This is the last admin: nobody would be left who may change settings. Make another account admin first.",
  },
  schedule_taken: { code: "conflict" },
  in_use: { code: "busy", fields: SOON },
  locked: {
    code: "busy",
    detail: "A table is in use by a transaction that does not end. Try again in a moment.",
    fields: SOON,
  },
  untrackable: { code: "unsupported" },
  unmanageable: { code: "unsupported" },
  managed: {
    code: "conflict",
    detail:
      "The view is a managed table, which is nothing without its ledger. Choose the strategy full first, so that it is a materialized view again.",
  },
  incomparable: {
    code: "unsupported",
    detail:
      "The view cannot be compared with its definition: it is missing, holds no data yet, or has no unique index over plain columns.",
  },
  not_ours: {
    code: "unsupported",
    detail:
      "The refresh runs in a session of another role, which the role of this connection may not cancel. Grant it pg_signal_backend.",
  },
  no_pg_cron: { code: "unsupported" },
};

/** A refusal of the database as a problem: the one table for routes, pages and the command line. */
export function refusalProblem(refusal: Refusal): ProblemError {
  const { code, detail = refusal.message, fields, parameter } = TELLINGS[refusal.code];
  const blamed = refusal.parameter ?? parameter;
  return new ProblemError(code, detail, { ...fields, ...(blamed && { parameter: blamed }) });
}
