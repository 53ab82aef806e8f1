import { z } from "zod";
import { operation } from "../operation";

export const getOpenapi = operation({
  method: "GET",
  path: "/api/v1/openapi.json",
  summary: "All of these in OpenAPI 3.0, made from the contract",
  permission: "everyone",
  output: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
  problems: [],
  example: {},
  undocumented: true,
});
