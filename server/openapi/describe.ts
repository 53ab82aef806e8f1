import { z } from "zod";
import { type Operation, placesOf } from "@/lib/contract/operation";

const EVERYWHERE = [401, 500, 503];
const PROBLEM = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

/** A schema of the contract in OpenAPI's words. */
export function schemaOf(schema: z.ZodType, io: "input" | "output" = "output") {
  const { $schema: _unknownToOpenapi, ...described } = z.toJSONSchema(schema, { target: "openapi-3.0", io });
  return described;
}

/** An operation object of OpenAPI. */
export function describeOperation(operation: Operation & { id: string }) {
  const { path, id, summary, description, query, body, output, media, otherwise, problems } = operation;
  const statuses = [...problems, ...EVERYWHERE].sort((a, b) => a - b);
  return {
    operationId: id,
    summary,
    ...(description && { description }),
    parameters: [...pathParameters(path), ...(query ? queryParameters(query, operation.deepObject) : [])],
    ...(body && { requestBody: { required: false, content: json(schemaOf(body, "input")) } }),
    responses: {
      200: {
        description: "Done",
        content: { ...json(schemaOf(output), media), ...(otherwise && text(otherwise)) },
      },
      ...Object.fromEntries(statuses.map((status) => [status, { description: "Problem", content: PROBLEM }])),
    },
  };
}

const PLACES: Readonly<Record<string, object>> = {
  view: { description: "Slug or name of a registered view", schema: { type: "string" } },
  account: { description: "Id or address of an account", schema: { type: "string" } },
  id: { description: "Its number", schema: { type: "integer" } },
};

function pathParameters(path: string) {
  return placesOf(path).map((name) => ({ name, in: "path", required: true, ...PLACES[name] }));
}

function queryParameters(query: z.ZodObject, deepObject: string | undefined) {
  const { properties = {}, required = [] } = schemaOf(query, "input");
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
    ...(name === deepObject && { style: "deepObject", explode: true }),
  }));
}

function json(schema: unknown, media = "application/json") {
  return { [media]: { schema } };
}

function text(type: string) {
  return { [type]: { schema: { type: "string" } } };
}
