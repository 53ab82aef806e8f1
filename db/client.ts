import postgres, { type ISql, type Sql as PostgresSql, type TransactionSql } from "postgres";
import { parseAddress } from "./address";
import { oneAtATime } from "./one-at-a-time";
import { FILLING_PINS, PINS, type Pins, pinsBy, TRANSACTION_MODE, unpinWhereRefused } from "./session";
import { openSocket } from "./socket";

/** A pool of connections; bigint columns arrive as numbers. */
export type Sql = PostgresSql<{ bigint: number }>;

/** An open transaction: what changes something takes one, so that its audit event can be part of it. */
export type Transaction = TransactionSql<{ bigint: number }>;

/** Where a query can be sent: a pool, or an open transaction. */
export type Executor = ISql<{ bigint: number }>;

/** The connections of one process. */
export interface Db {
  /** Short queries. */
  sql: Sql;
  /** Reads of a view's data, which may take seconds: a pool of their own, so that they hold up nothing else. */
  read: Sql;
  /** Refreshes, which hold a connection for as long as they run. */
  refresh: Sql;
  /** Closes all of them, waiting at most the given seconds for queries under way. */
  end(timeoutSeconds?: number): Promise<void>;
}

/** What a process asks of its connections. */
export interface DbOptions {
  url: string;
  applicationName: string;
  /** Connections for short queries. */
  poolMax?: number;
  /** Reads of data at the same time; further ones wait in the process. */
  readMax?: number;
  /** Refreshes at the same time; further ones wait in the process. */
  refreshMax?: number;
}

/**
 * Seconds before a connection that failed is tried anew. postgres.js itself goes up to 20 and counts the failures of
 * all connections together: every request would hang that long once the server is back. Whoever asks again and again,
 * such as the worker's lanes, has pauses of its own.
 */
const backoff = (failures: number) => Math.min(0.05 * 2 ** failures, 1) * (0.5 + Math.random() / 2);

/**
 * One postgres.js client. Statements are not named, so that a pooler in transaction mode may stand between.
 *
 * @param url connection URL of the database: see `parseAddress`
 * @param applicationName how the sessions are called in pg_stat_activity
 * @param max most connections at the same time
 * @param pins what its sessions do not leave to the settings of database and role
 */
export function connect(url: string, applicationName: string, max: number, pins: Pins = PINS): Sql {
  const { hosts, ports, database, user, password, ssl, pooled, ...address } = parseAddress(url);
  const client = postgres({
    // It takes lists, whatever its types say: written as one, an address of IPv6 would be cut at its colons.
    ...{ host: hosts as unknown as string, port: ports as unknown as number },
    ...{ database, user, pass: password, ssl },
    ...(hosts[0]!.startsWith("/") && { path: `${hosts[0]}/.s.PGSQL.${ports[0]}` }),
    ...(address.targetSession && { target_session_attrs: address.targetSession }),
    max,
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
    prepare: false,
    idle_timeout: 60,
    connect_timeout: address.connectTimeoutSeconds ?? 10,
    backoff,
    connection: {
      ...(pooled ? pinsBy(pins) : pins),
      ...(address.options && { options: address.options }),
      application_name: applicationName,
    },
    onnotice: () => {},
    // Between several hosts postgres.js chooses itself.
    ...(hosts.length === 1 && { socket: openSocket }),
  });
  unpinWhereRefused(client.options);
  return inMode(oneAtATime(client));
}

/** Has each transaction say how it runs, unless its caller does: behind a pooler nothing else would. */
function inMode(client: Sql): Sql {
  const begin = client.begin.bind(client) as (mode: string, work: unknown) => Promise<unknown>;
  client.begin = ((given: unknown, work: unknown) =>
    work === undefined
      ? begin(TRANSACTION_MODE, given)
      : begin(given as string, work)) as unknown as Sql["begin"];
  return client;
}

/**
 * Opens the connections of a process; nothing is sent before the first query.
 *
 * @param options database and sizes
 */
export function openDb(options: DbOptions): Db {
  const { url, applicationName, poolMax = 8, readMax = 4, refreshMax = 2 } = options;
  const sql = connect(url, applicationName, poolMax);
  const read = connect(url, `${applicationName} read`, readMax);
  const refresh = connect(url, `${applicationName} refresh`, refreshMax, FILLING_PINS);
  return {
    sql,
    read,
    refresh,
    async end(timeoutSeconds = 5) {
      const closing = [sql, read, refresh].map((client) => client.end({ timeout: timeoutSeconds }));
      await Promise.all(closing);
    },
  };
}
