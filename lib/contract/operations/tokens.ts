import { madeToken, newToken, tokenInfo, tokenList } from "../access";
import { operation } from "../operation";

export const listTokens = operation({
  method: "GET",
  path: "/api/v1/tokens",
  summary: "Tokens of the API, newest first, revoked ones too",
  permission: "admin",
  may: "see tokens",
  by: "people",
  output: tokenList,
  problems: [403],
  example: {},
});

export const createToken = operation({
  method: "POST",
  path: "/api/v1/tokens",
  summary: "Make a token, which is told once",
  permission: "admin",
  may: "make tokens",
  by: "people",
  fresh: true,
  body: newToken,
  output: madeToken,
  problems: [400, 403, 413],
  example: { body: { name: "nightly report", role: "ceo" } },
});

export const revokeToken = operation({
  method: "DELETE",
  path: "/api/v1/tokens/{id}",
  summary: "Revoke a token, from its next request on",
  permission: "admin",
  may: "revoke tokens",
  by: "people",
  fresh: true,
  output: tokenInfo,
  problems: [400, 403, 404],
  example: { params: { id: "1" } },
});
