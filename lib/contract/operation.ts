import type { z } from "zod";
import type { RolePermission } from "@/lib/roles";

/** What an operation asks of whoever calls it, beside a role: nothing, the secret of a cron driver, or a session. */
export type Permission = RolePermission | "anyone" | "secret" | "person";

/** A request that works on a database with the view `universal-transactions`. */
export interface Example {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** One method of one path of the API: all that route, documents, browser and tests know of it. */
export type Operation = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With its places in braces: /api/v1/mv/health/{view}. */
  path: `/api/${string}`;
  summary: string;
  /** More than fits in the summary, for the reference. */
  description?: string;
  query?: z.ZodObject;
  /** The parameter of the query that gathers `name[key]=…`, as OpenAPI's deepObject. */
  deepObject?: string;
  /** The JSON body; an empty one counts as `{}`. */
  body?: z.ZodType;
  /** Where the use-case reads the JSON itself, so that whoever may not is told that first. */
  bodyAs?: "text";
  output: z.ZodType;
  /** The output's media type where that is not JSON. */
  media?: string;
  /** Another media type that the output may have, by Accept. */
  otherwise?: string;
  /** Statuses of its problems beside 401, 500 and 503. */
  problems: readonly number[];
  example: Example;
  /** Whether a GET does something all the same, so that another site must not make a browser ask for it. */
  acts?: (query: Readonly<Record<string, unknown>>) => boolean;
  /** Whether it is left out of the OpenAPI document. */
  undocumented?: true;
  /** Whether a session has to have shown lately who it is, by its password. */
  fresh?: true;
  /** Whether only people may, with a session or from the host's shell: no token, whatever its role. */
  by?: "people";
} & (
  | {
      permission: Exclude<RolePermission, "everyone">;
      /** The deed, to complete "Only admin may …". */
      may: string;
    }
  | { permission: "everyone" | "anyone" | "secret" | "person"; may?: undefined }
);

/** Declares an operation; see `lib/contract/operations/`. */
export function operation<const O extends Operation>(declared: O): O {
  return declared;
}

/** The names of the places of a path, in their order. */
export function placesOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

/**
 * An address for an operation.
 *
 * @param path with places in braces
 * @param params what goes into them
 * @param query what is undefined or null is left out
 */
export function addressOf(
  path: string,
  params: Readonly<Record<string, string | number>> = {},
  query: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name]!));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return given.length > 0 ? `${filled}?${new URLSearchParams(given)}` : filled;
}
