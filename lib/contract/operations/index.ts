import type { Operation } from "../operation";
import * as alerts from "./alerts";
import * as asks from "./asks";
import * as auditLog from "./audit-log";
import * as channels from "./channels";
import * as cron from "./cron";
import * as data from "./data";
import * as events from "./events";
import * as graph from "./graph";
import * as health from "./health";
import * as liveness from "./liveness";
import * as me from "./me";
import * as metrics from "./metrics";
import * as openapi from "./openapi";
import * as refresh from "./refresh";
import * as schedules from "./schedules";
import * as sources from "./sources";
import * as strategies from "./strategies";
import * as stream from "./stream";
import * as tokens from "./tokens";
import * as trace from "./trace";
import * as troubleshooting from "./troubleshooting";
import * as users from "./users";
import * as verifications from "./verifications";
import * as views from "./views";

const declared = {
  ...me,
  ...health,
  ...refresh,
  ...asks,
  ...metrics,
  ...stream,
  ...troubleshooting,
  ...events,
  ...alerts,
  ...channels,
  ...views,
  ...sources,
  ...strategies,
  ...graph,
  ...schedules,
  ...data,
  ...trace,
  ...verifications,
  ...users,
  ...tokens,
  ...auditLog,
  ...openapi,
  ...liveness,
  ...cron,
};

/** Every operation of the API, by its id; the one list that all others are made from. */
export type Operations = typeof declared;
export type OperationId = keyof Operations;
export const OPERATIONS: Operations = declared;

const METHODS = ["GET", "POST", "PATCH", "DELETE"];

/** The same as a list, each with its id, in the order of their paths. */
export const OPERATION_LIST: readonly (Operation & { id: OperationId })[] = Object.entries<Operation>(
  declared,
)
  .map(([id, operation]) => ({ ...operation, id: id as OperationId }))
  .sort((a, b) =>
    a.path === b.path ? METHODS.indexOf(a.method) - METHODS.indexOf(b.method) : a.path < b.path ? -1 : 1,
  );
