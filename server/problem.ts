import type { Problem, ProblemCode } from "@/lib/contract/problem";

const CODES: Readonly<Record<ProblemCode, { status: number; title: string }>> = {
  unauthenticated: { status: 401, title: "Sign in, or send a token" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  authentication_stale: { status: 403, title: "Enter your password again" },
  unknown_view: { status: 404, title: "No such view" },
  not_found: { status: 404, title: "Nothing is here" },
  bad_parameter: { status: 400, title: "A parameter is wrong" },
  bad_body: { status: 400, title: "The body is wrong" },
  bad_origin: { status: 403, title: "The request comes from another site" },
  rate_limited: { status: 429, title: "Too many requests" },
  refresh_failed: { status: 502, title: "The refresh failed" },
  unsupported: { status: 422, title: "The view does not allow this" },
  read_failed: { status: 503, title: "The view cannot be read" },
  too_slow: { status: 503, title: "The query takes too long" },
  busy: { status: 503, title: "Too busy for this now" },
  conflict: { status: 409, title: "It exists already" },
  key_reused: { status: 422, title: "The key was used for another request" },
  not_running: { status: 409, title: "Nothing runs that could be cancelled" },
  held: { status: 409, title: "A long transaction holds the view" },
  last_admin: { status: 409, title: "There must be an admin" },
  method_not_allowed: { status: 405, title: "This method is not for this address" },
  database_unavailable: { status: 503, title: "The database does not answer" },
  internal: { status: 500, title: "Something went wrong" },
};

/** Members of a problem beyond those that its code gives. */
export interface ProblemFields {
  /** Another status than that of the code. */
  status?: number;
  parameter?: string;
  retry_after?: number;
  refresh_id?: number;
  [more: string]: unknown;
}

/** A use-case's refusal or failure, in words that any caller may read. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly status: number;
  /** The body of the answer, RFC 9457. */
  readonly problem: Problem;

  /**
   * @param code stable code, which gives status and title
   * @param detail one sentence on this case
   * @param fields further members, such as `parameter` or `retry_after`
   */
  constructor(code: ProblemCode, detail: string, fields: ProblemFields = {}) {
    super(detail);
    const { status, title } = CODES[code];
    this.code = code;
    this.status = fields.status ?? status;
    this.problem = {
      type: `urn:frescura:problem:${code}`,
      title,
      code,
      detail,
      ...fields,
      status: this.status,
    };
  }
}
