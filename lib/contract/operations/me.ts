import { ownPassword, passwordChanged } from "../access";
import { me } from "../me";
import { operation } from "../operation";
import { authenticated, ownAuthentication, sessionList, sessionsEnded } from "../sessions";

export const getMe = operation({
  method: "GET",
  path: "/api/v1/me",
  summary: "Who asks, and what they may",
  permission: "everyone",
  output: me,
  problems: [],
  example: {},
});

export const changeOwnPassword = operation({
  method: "POST",
  path: "/api/v1/me/password",
  summary: "Another password for the account of this session, which ends its sessions",
  permission: "person",
  body: ownPassword,
  output: passwordChanged,
  problems: [400, 403, 413, 429],
  example: { body: { current: "the one until now", password: "a long enough one" } },
});

export const authenticate = operation({
  method: "POST",
  path: "/api/v1/me/authenticate",
  summary: "Show by the password that it is still you, before what asks for that",
  description: "What answers 403 `authentication_stale` works for some minutes after it.",
  permission: "person",
  body: ownAuthentication,
  output: authenticated,
  problems: [400, 403, 413, 429],
  example: { body: { password: "the one until now" } },
});

export const listSessions = operation({
  method: "GET",
  path: "/api/v1/me/sessions",
  summary: "Where you are signed in",
  permission: "person",
  output: sessionList,
  problems: [403],
  example: {},
});

export const endOwnSessions = operation({
  method: "DELETE",
  path: "/api/v1/me/sessions",
  summary: "Sign out everywhere, here too",
  permission: "person",
  output: sessionsEnded,
  problems: [403],
  example: {},
});

export const endOwnSession = operation({
  method: "DELETE",
  path: "/api/v1/me/sessions/{id}",
  summary: "Sign out there",
  permission: "person",
  output: sessionsEnded,
  problems: [400, 403, 404],
  example: { params: { id: "0b0e1f9c-3f7e-4a8e-9d53-1c1d6f0a2b3c" } },
});
