import type { Sql } from "@/db/client";
import { accountByEmail } from "@/db/queries/users";
import { acknowledgeAlert, unacknowledgeAlert } from "@/server/alerts/acknowledge";
import { askForRefresh } from "@/server/asks/create";
import { createChannel } from "@/server/channels/create";
import { endFormerSecret } from "@/server/channels/end-secret";
import { removeChannel } from "@/server/channels/remove";
import { rotateChannelSecret } from "@/server/channels/rotate-secret";
import { testChannel } from "@/server/channels/test";
import { changeChannel } from "@/server/channels/update";
import { cancelRefresh } from "@/server/control/cancel";
import { resume } from "@/server/control/resume";
import { migrateDatabase } from "@/server/database/migrate";
import { amendEnv } from "@/server/env";
import { retryDeadLetters } from "@/server/events/retry";
import { changeOwnPassword } from "@/server/me/password";
import { signInByProvider } from "@/server/oidc/sign-in";
import { requestLater } from "@/server/refresh/later";
import { requestRefresh } from "@/server/refresh/request";
import { requestRefreshAll } from "@/server/refresh/request-all";
import { createSchedule } from "@/server/schedules/create";
import { removeSchedule } from "@/server/schedules/remove";
import { updateSchedule } from "@/server/schedules/update";
import { authenticate } from "@/server/sessions/authenticate";
import { endOwnSessions } from "@/server/sessions/end";
import { openSession } from "@/server/sessions/open";
import { signOut } from "@/server/sessions/sign-out";
import { setStrategy } from "@/server/strategies/set";
import { createToken } from "@/server/tokens/create";
import { revokeToken } from "@/server/tokens/revoke";
import { createTrack } from "@/server/tracks/create";
import { removeTrack } from "@/server/tracks/remove";
import { authenticateUser } from "@/server/users/authenticate";
import { createUser } from "@/server/users/create";
import { endSessionsOf } from "@/server/users/end-sessions";
import { resetPassword } from "@/server/users/reset-password";
import { updateUser } from "@/server/users/update";
import { runVerification } from "@/server/verifications/run";
import { registerView } from "@/server/views/register";
import { unregisterView } from "@/server/views/unregister";
import { updateView } from "@/server/views/update";
import { createWatch } from "@/server/watches/create";
import { removeWatch } from "@/server/watches/remove";
import { updateWatch } from "@/server/watches/update";
import { newUser, PASSWORD, shell } from "./api";
import { Gate, type Sessions } from "./sessions";
import { until } from "./wait";

/** Where acts are done. */
export interface Shop {
  sql: Sql;
  url: string;
  sessions: Sessions;
}

/** A use-case that changes something, and how to bring it about in the shop of `openShop`. */
export interface Act {
  /** Its file below server/. */
  file: string;
  what: string;
  /** What has to be so before; done anew before each try. */
  prepare?: (shop: Shop) => Promise<unknown>;
  act: (shop: Shop) => Promise<unknown>;
}

const OWNER = "owner@shop.test";
const CHANNEL = { kind: "webhook", name: "hook", target: "http://127.0.0.1:9/" };

/** A shop with a view of everything that can be changed about one. */
export async function openShop(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create table sales (id integer primary key, amount numeric(12, 2) not null);
    insert into sales select g, g from generate_series(1, 10) g;
    create materialized view sales_mv as select id, amount from sales;
    create unique index on sales_mv (id);
    create materialized view old_mv as select 1 as id;
    create materialized view new_mv as select 1 as id;
    select frescura.register('sales_mv'); select frescura.register('old_mv');
    select frescura.refresh('sales', 'test'), frescura.refresh('old', 'test');
    insert into frescura.alerts (kind) values ('no_driver')`);
  await newUser("admin", OWNER);
}

const idOf = async (sql: Sql, table: string) => {
  const [row] = await sql.unsafe<[{ id: number }]>(`select max(id) as id from ${table}`);
  return row.id;
};
const sales = { view: "sales", source: "sales" };
const owner = async (sql: Sql) => {
  const [{ id }] = await sql<[{ id: number }]>`select id from frescura.users where email = ${OWNER}`;
  return { kind: "user", id: `${id}`, name: "Owner", email: OWNER, role: "admin" } as const;
};

const PROVIDER = {
  ...{ OIDC_ISSUER: "https://id.test", OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "x", OIDC_ROLES: "*:ceo" },
};
const NOWHERE = { address: null, agent: null };
const signedIn = async (sql: Sql) => {
  const [{ id }] = await sql<[{ id: string }]>`select id from frescura.sessions where ended_at is null`;
  return { ...(await owner(sql)), session: { id, fresh: true } };
};

/** A refresh of the view `slow` that goes on until it is cancelled. */
async function refreshSlowly({ sql, sessions }: Shop): Promise<void> {
  const running = async () =>
    (await sql`select from frescura.refresh_log where status = 'running'`).length > 0;
  if (await running()) return;
  const gate = await Gate.make(sessions);
  await sql`create materialized view slow as select gate() as passed`;
  await sql`select frescura.register('slow')`;
  await gate.shut();
  const session = await sessions.start();
  session.sql`call frescura.refresh_tracked('slow', 'test', 'test')`.catch(() => undefined);
  await until("a refresh runs", running);
}

/** In the order in which one can be done after the other. */
export const ACTS: Act[] = [
  {
    file: "users/create.ts",
    what: "an account is made",
    act: () => createUser(shell, { email: "x@shop.test", name: "X", role: "ceo", password: PASSWORD }),
  },
  { file: "users/update.ts", what: "changed", act: () => updateUser(shell, "x@shop.test", { role: "cfo" }) },
  {
    file: "users/reset-password.ts",
    what: "given another password",
    act: () => resetPassword(shell, "x@shop.test", {}),
  },
  {
    file: "users/authenticate.ts",
    what: "closed to those who guess",
    prepare: ({ sql }) => sql`
      insert into frescura.rate_limits (bucket, caller, hits)
      values ('sign-in', 'x@shop.test', array_fill(clock_timestamp(), array[9])) on conflict do nothing`,
    act: () => authenticateUser({ email: "x@shop.test", password: "a wrong password" }),
  },
  {
    file: "sessions/open.ts",
    what: "a session begins",
    act: async ({ sql }) => openSession((await accountByEmail(sql, OWNER))!, NOWHERE),
  },
  {
    file: "oidc/sign-in.ts",
    what: "a provider's word makes an account",
    prepare: async () => amendEnv(PROVIDER),
    act: () => signInByProvider({ sub: "1", email: "oidc@shop.test" }, NOWHERE),
  },
  {
    file: "sessions/authenticate.ts",
    what: "its person shows who he is",
    act: async ({ sql }) => authenticate(await signedIn(sql), { password: PASSWORD }),
  },
  {
    file: "sessions/sign-out.ts",
    what: "it signs out",
    act: async ({ sql }) => signOut({ sid: (await signedIn(sql)).session.id }),
  },
  {
    file: "sessions/end.ts",
    what: "all are ended by their person",
    prepare: async ({ sql }) => openSession((await accountByEmail(sql, OWNER))!, NOWHERE),
    act: async ({ sql }) => endOwnSessions(await owner(sql)),
  },
  {
    file: "users/end-sessions.ts",
    what: "all are ended by an admin",
    prepare: async ({ sql }) => openSession((await accountByEmail(sql, OWNER))!, NOWHERE),
    act: () => endSessionsOf(shell, OWNER),
  },
  {
    file: "me/password.ts",
    what: "one's own password is changed",
    act: async ({ sql }) =>
      changeOwnPassword(await owner(sql), { current: PASSWORD, password: "another good one" }),
  },
  {
    file: "tokens/create.ts",
    what: "a token is made",
    act: () => createToken(shell, { name: "report", role: "ceo" }),
  },
  {
    file: "tokens/revoke.ts",
    what: "revoked",
    act: async ({ sql }) => revokeToken(shell, { id: await idOf(sql, "frescura.tokens") }),
  },
  { file: "channels/create.ts", what: "a channel is made", act: () => createChannel(shell, CHANNEL) },
  {
    file: "channels/rotate-secret.ts",
    what: "a channel gets another secret",
    prepare: ({ sql }) => sql`update frescura.channels set former_secret = null`,
    act: async ({ sql }) => rotateChannelSecret(shell, { id: await idOf(sql, "frescura.channels") }),
  },
  {
    file: "channels/end-secret.ts",
    what: "the former secret of a channel ends",
    prepare: ({ sql }) => sql`update frescura.channels set former_secret = 'whsec_AAAA'`,
    act: async ({ sql }) => endFormerSecret(shell, { id: await idOf(sql, "frescura.channels") }),
  },
  {
    file: "channels/update.ts",
    what: "changed",
    act: async ({ sql }) =>
      changeChannel(shell, { id: await idOf(sql, "frescura.channels") }, { enabled: false }),
  },
  {
    file: "channels/test.ts",
    what: "tested",
    act: async ({ sql }) => testChannel(shell, { id: await idOf(sql, "frescura.channels") }),
  },
  {
    file: "channels/remove.ts",
    what: "removed",
    act: async ({ sql }) => removeChannel(shell, { id: await idOf(sql, "frescura.channels") }),
  },
  {
    file: "alerts/acknowledge.ts",
    what: "an alert is taken note of",
    act: async ({ sql }) => acknowledgeAlert(shell, { id: await idOf(sql, "frescura.alerts") }),
  },
  {
    file: "alerts/acknowledge.ts",
    what: "the note is taken back",
    act: async ({ sql }) => unacknowledgeAlert(shell, { id: await idOf(sql, "frescura.alerts") }),
  },
  {
    file: "schedules/create.ts",
    what: "a schedule is made",
    act: () => createSchedule(shell, { view: "sales", tier: "nightly", cron: "0 3 * * *" }),
  },
  {
    file: "schedules/update.ts",
    what: "changed",
    act: async ({ sql }) => updateSchedule(shell, await idOf(sql, "frescura.schedules"), { enabled: false }),
  },
  {
    file: "schedules/remove.ts",
    what: "removed",
    act: async ({ sql }) => removeSchedule(shell, await idOf(sql, "frescura.schedules")),
  },
  {
    file: "views/register.ts",
    what: "a view is registered",
    act: () => registerView(shell, { view: "new_mv" }),
  },
  {
    file: "views/update.ts",
    what: "its settings change",
    act: () => updateView(shell, "new", { title: "N" }),
  },
  { file: "views/unregister.ts", what: "it is forgotten", act: () => unregisterView(shell, "new") },
  {
    file: "watches/create.ts",
    what: "a source is watched",
    act: () => createWatch(shell, { ...sales, amount: "amount" }),
  },
  {
    file: "watches/update.ts",
    what: "its threshold changes",
    act: () => updateWatch(shell, { ...sales, threshold: 5 }),
  },
  { file: "watches/remove.ts", what: "it is watched no more", act: () => removeWatch(shell, sales) },
  {
    file: "tracks/create.ts",
    what: "a source is tracked",
    act: () => createTrack(shell, { ...sales, key: ["r.id"] }),
  },
  {
    file: "strategies/set.ts",
    what: "its strategy is chosen",
    act: () => setStrategy(shell, "sales", { strategy: "delta" }),
  },
  {
    file: "tracks/remove.ts",
    what: "tracked no more",
    prepare: ({ sql }) => sql`select frescura.set_strategy('sales', 'full')`,
    act: () => removeTrack(shell, { view: "sales" }),
  },
  {
    file: "verifications/run.ts",
    what: "a view is compared",
    act: () => runVerification(shell, "sales", {}),
  },
  {
    file: "control/resume.ts",
    what: "a suspended view is resumed",
    prepare: ({ sql }) => sql`update frescura.views set suspended_at = '2026-01-01' where slug = 'old'`,
    act: () => resume(shell, "old"),
  },
  {
    file: "events/retry.ts",
    what: "an event that was set aside is asked for again",
    prepare: ({ sql }) => sql`
      insert into frescura.refresh_triggers (id, view_id, operation, priority, created_at, attempts, dead_letter_at)
      select 1000, id, 'request', 'critical', '2026-01-01', 5, '2026-01-01' from frescura.views where slug = 'old'
      on conflict do nothing`,
    act: () => retryDeadLetters(shell, {}),
  },
  {
    file: "refresh/request.ts",
    what: "a refresh is asked for",
    act: async ({ sql }) => requestRefresh(await owner(sql), "sales", { force: "true" }),
  },
  {
    file: "asks/create.ts",
    what: "somebody asks others for a refresh",
    act: async ({ sql }) => askForRefresh({ ...(await owner(sql)), role: "ceo" }, "sales"),
  },
  {
    file: "refresh/later.ts",
    what: "a refresh is asked for that a driver does",
    act: async ({ sql }) => requestLater(await owner(sql), "sales", { force: "true" }),
  },
  {
    file: "refresh/request-all.ts",
    what: "a refresh of all views is asked for",
    act: async ({ sql }) => requestRefreshAll(await owner(sql), { force: "true" }, ""),
  },
  {
    file: "control/cancel.ts",
    what: "a refresh is cancelled",
    prepare: refreshSlowly,
    act: () => cancelRefresh(shell, "slow"),
  },
  {
    file: "database/migrate.ts",
    what: "the database is migrated",
    prepare: ({ sql }) => sql`drop function if exists frescura.slug(text, text)`,
    act: ({ url }) => migrateDatabase(shell, url),
  },
];
