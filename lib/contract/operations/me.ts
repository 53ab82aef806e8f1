import { ownPassword, passwordChanged } from "../access";
import { me } from "../me";
import { operation } from "../operation";

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
