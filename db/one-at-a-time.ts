import type { Sql as PostgresSql } from "postgres";

/** postgres.js asks this, once a query is written, whether more may be sent on its connection. */
const nothingMore = () => false;

/**
 * Makes a client send a query only when the answer to the one before is there.
 *
 * PgBouncer in transaction mode gives a session to somebody else at the end of a query, and with it what was sent
 * ahead: the next query would then wait for its answer forever. postgres.js has a limit for what it sends ahead, but
 * its transactions do not work with a limit of none.
 *
 * @returns the same client
 */
export function oneAtATime<T extends PostgresSql<{ bigint: number }> | PostgresSql>(client: T): T {
  const { unsafe } = client;
  client.unsafe = ((text: string, values: never[] = [], options: object = {}) =>
    unsafe(text, values, { onexecute: nothingMore, ...options } as object)) as typeof unsafe;
  return new Proxy(client, {
    apply(target, self, args) {
      const made = Reflect.apply(target as (...args: unknown[]) => unknown, self, args);
      if (made instanceof Promise)
        Object.assign((made as unknown as { options: object }).options, { onexecute: nothingMore });
      return made;
    },
  });
}
