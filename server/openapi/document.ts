import { OPERATION_LIST } from "@/lib/contract/operations";
import { problem } from "@/lib/contract/problem";
import { describeOperation, schemaOf } from "@/server/openapi/describe";

/** The API in OpenAPI 3.0, made from the contract that it is checked by. */
export function openapiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATION_LIST.filter(({ undocumented }) => !undocumented)) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(operation) };
  }
  return {
    openapi: "3.0.3",
    info: { title: "Frescura", version: "1", description: "How fresh materialized views are, and fresher." },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem) },
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
    },
  };
}
