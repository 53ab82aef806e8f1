import { z } from "zod";
import { PASSWORD_LENGTH_MIN } from "../password";
import { TOKEN_DAYS, TOKEN_DAYS_MAX } from "../token";
import { role, scope } from "./roles";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

/** A name for people to read: one line, no control characters, so that it cannot forge lines of a log. */
const lineOfText = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, "holds a control character");

/** Names of groups that an account is in, by which it sees views (`seen_by` of a view). */
const groups = z
  .array(lineOfText)
  .max(200)
  .overwrite((names) => [...new Set(names)].sort());

const password = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `password has fewer than ${PASSWORD_LENGTH_MIN} characters`)
  .max(1024, "password has more than 1024 characters");

/** What a new account needs; without a password one is made, and told once. */
export const newUser = z.strictObject({
  email: z
    .email({ error: "email is not an e-mail address" })
    .max(254)
    .transform((email) => email.toLowerCase()),
  name: lineOfText,
  role,
  groups: groups.optional(),
  password: password.optional(),
});
export type NewUser = z.infer<typeof newUser>;

/** Body of `PATCH /api/v1/users/<id>`: what is left out stays. */
export const userChange = z.strictObject({ name: lineOfText, role, groups, disabled: z.boolean() }).partial();
export type UserChange = z.infer<typeof userChange>;

/** Body of `POST /api/v1/users/<id>/password`; without a password one is made, and told once. */
export const newPassword = z.strictObject({ password: password.optional() });

/** Body of `POST /api/v1/me/password`. */
export const ownPassword = z.strictObject({ current: z.string().min(1).max(1024), password });

/** An account, without its password. */
export const user = z.object({
  id: z.int(),
  email: z.string(),
  name: z.string(),
  role,
  /** Of one that signs in by a provider, those that its claim gave. */
  groups: z.array(z.string()),
  created_at: timestamp,
  disabled_at: timestamp.nullable(),
});
export type User = z.infer<typeof user>;

/** Answer of `GET /api/v1/users`, in the order of their addresses. */
export const userList = z.object({ users: z.array(user) });
export type UserList = z.infer<typeof userList>;

/** An account and the password that was made for it: told once, and null where one was given. */
export const userWithPassword = user.extend({ password: z.string().nullable() });
export type UserWithPassword = z.infer<typeof userWithPassword>;

/** Answer of `POST /api/v1/me/password`. The sessions of the account end with its old password. */
export const passwordChanged = z.object({ changed: z.boolean() });

/** What a new token needs; without scopes it may do all that its role can do. */
export const newToken = z.object({
  name: lineOfText,
  role,
  scopes: z.array(scope).min(1, "scopes names none").max(9).optional(),
  /** Slugs or names of the views that it is limited to, of those that its role sees; not with the scope admin. */
  views: z.array(viewName).min(1, "views names none").max(1000).optional(),
  expires_in_days: z.int().min(1).max(TOKEN_DAYS_MAX).default(TOKEN_DAYS),
});
export type NewToken = z.input<typeof newToken>;

/** A token as it is listed: never the token itself. */
export const tokenInfo = z.object({
  id: z.int(),
  name: z.string(),
  role,
  /** What it may be used for, within its role. */
  scopes: z.array(scope),
  /** Slugs of the views that it is limited to; null: all that its role sees. */
  views: z.array(z.string()).nullable(),
  prefix: z.string(),
  created_by: z.string(),
  created_at: timestamp,
  expires_at: timestamp,
  last_used_at: timestamp.nullable(),
  revoked_at: timestamp.nullable(),
});
export type TokenInfo = z.infer<typeof tokenInfo>;

/** Answer of `GET /api/v1/tokens`, newest first, revoked ones too. */
export const tokenList = z.object({ tokens: z.array(tokenInfo) });
export type TokenList = z.infer<typeof tokenList>;

/** Answer of `POST /api/v1/tokens`: the one time that the token itself is told. */
export const madeToken = tokenInfo.extend({ token: z.string() });
export type MadeToken = z.infer<typeof madeToken>;
