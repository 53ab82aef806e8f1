import { newPassword, newUser, user, userChange, userList, userWithPassword } from "../access";
import { operation } from "../operation";
import { sessionsEnded } from "../sessions";

export const listUsers = operation({
  method: "GET",
  path: "/api/v1/users",
  summary: "Accounts that may sign in, closed ones too",
  permission: "admin",
  may: "see accounts",
  by: "people",
  output: userList,
  problems: [403],
  example: {},
});

export const createUser = operation({
  method: "POST",
  path: "/api/v1/users",
  summary: "Make an account; without a password one is made, and told once",
  permission: "admin",
  may: "make accounts",
  by: "people",
  fresh: true,
  body: newUser,
  output: userWithPassword,
  problems: [400, 403, 409, 413],
  example: { body: { email: "ana@example.com", name: "Ana", role: "ceo" } },
});

export const updateUser = operation({
  method: "PATCH",
  path: "/api/v1/users/{account}",
  summary: "Change name or role of an account, close it or open it again",
  description: "The last open account of an admin can be neither demoted nor closed: 409 `last_admin`.",
  permission: "admin",
  may: "change accounts",
  by: "people",
  fresh: true,
  body: userChange,
  output: user,
  problems: [400, 403, 404, 409, 413],
  example: { params: { account: "luis@example.com" }, body: { name: "Luis" } },
});

export const resetPassword = operation({
  method: "POST",
  path: "/api/v1/users/{account}/password",
  summary: "Another password for an account, which ends its sessions",
  permission: "admin",
  may: "reset passwords",
  by: "people",
  fresh: true,
  body: newPassword,
  output: userWithPassword,
  problems: [400, 403, 404, 413],
  example: { params: { account: "luis@example.com" }, body: {} },
});

export const endSessionsOf = operation({
  method: "DELETE",
  path: "/api/v1/users/{account}/sessions",
  summary: "Sign an account out everywhere",
  permission: "admin",
  may: "end sessions",
  by: "people",
  fresh: true,
  output: sessionsEnded,
  problems: [400, 403, 404],
  example: { params: { account: "luis@example.com" } },
});
