import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { databaseUrl } from "@/tests/support/urls";
import type { ForeignSchema, ForeignView, Mapping } from "./schema";

/** A server with a customer's owner, his program that writes, and Frescura's role, none of them a superuser. */
export interface ForeignServer {
  /** Makes a database of the owner's, with what is migrated into it by Frescura's own role. */
  database(): Promise<ForeignDatabase>;
  stop(): Promise<void>;
}

export interface ForeignDatabase {
  /** Addresses by who signs in. */
  urls: { owner: string; writer: string; app: string };
  owner: Sql;
  app: Sql;
  writerRole: string;
  /** Runs what docs/permissions.md grants in a schema. */
  grantSchemas(schemas: readonly string[]): Promise<void>;
  drop(): Promise<void>;
}

/** The rights that docs/permissions.md names, word by word, for roles and a database called otherwise. */
export function grants(names: {
  app: string;
  owner: string;
  database: string;
  schemas: readonly string[];
}): string[] {
  const page = readFileSync(new URL("../../../docs/permissions.md", import.meta.url), "utf8");
  const block = /<!-- grants: .*? -->\n```sql\n([\s\S]*?)```/.exec(page)?.[1];
  if (!block) throw new Error("docs/permissions.md has no grants");
  const named = block
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/\bfrescura_app\b/g, names.app)
    .replaceAll(/\bshop_owner\b/g, names.owner)
    .replaceAll(/\bdatabase shop\b/g, `database ${names.database}`);
  const statements = named.split(";").map((text) => text.trim());
  return statements
    .filter((text) => text !== "")
    .flatMap((text) =>
      /\bsales\b/.test(text) ? names.schemas.map((s) => text.replace(/\bsales\b/, s)) : [text],
    );
}

/**
 * Prepares a server for foreign schemas: three roles, and a migrated database to clone.
 *
 * @param url a superuser's address, who makes roles and databases and is not heard of again
 */
export async function foreignServer(url: string, stop: () => Promise<void>): Promise<ForeignServer> {
  const id = randomBytes(4).toString("hex");
  const password = randomBytes(12).toString("hex");
  const [app, owner, writer, template] = ["app", "owner", "writer", "template"].map(
    (n) => `frescura_test_${n}_${id}`,
  );
  const admin = connect(url, "frescura tests", 1);
  for (const role of [app, owner, writer])
    await admin.unsafe(`create role ${role} login password '${password}'`);
  await admin.unsafe(`create database ${template} owner ${owner}`);
  const address = (role: string, database: string) => {
    const own = new URL(databaseUrl(url, database));
    own.username = role;
    own.password = password;
    return own.href;
  };
  const asOwner = connect(address(owner!, template!), "frescura tests", 1);
  await asOwner.unsafe(`revoke temporary on database ${template} from public`);
  for (const grant of grants({ app: app!, owner: owner!, database: template!, schemas: ["public"] })) {
    // Membership in a role is given by whoever may give it, which the owner of a database need not be.
    await (/^grant \w+ to/.test(grant) ? admin : asOwner).unsafe(grant);
  }
  await asOwner.end();
  await migrate(address(app!, template!));
  let made = 0;
  return {
    async database() {
      made += 1;
      const name = `${template}_${made}`;
      await admin.unsafe(`create database ${name} template ${template} owner ${owner}`);
      await admin.unsafe(`revoke temporary on database ${name} from public`);
      for (const grant of grants({ app: app!, owner: owner!, database: name, schemas: [] })) {
        if (/ on database /.test(grant)) await admin.unsafe(grant);
      }
      const urls = { owner: address(owner!, name), writer: address(writer!, name), app: address(app!, name) };
      const clients = { owner: connect(urls.owner, "owner", 1), app: connect(urls.app, "frescura", 2) };
      return {
        urls,
        ...clients,
        writerRole: writer!,
        async grantSchemas(schemas) {
          for (const grant of grants({ app: app!, owner: owner!, database: name, schemas })) {
            if (/ on schema (?!public)/.test(grant)) await clients.owner.unsafe(grant);
          }
        },
        async drop() {
          await Promise.all(Object.values(clients).map((client) => client.end({ timeout: 1 })));
          await admin.unsafe(`drop database if exists ${name} with (force)`);
        },
      };
    },
    async stop() {
      await admin.unsafe(`drop database if exists ${template} with (force)`);
      for (const role of [app, owner, writer]) await admin.unsafe(`drop role ${role}`);
      await admin.end({ timeout: 1 });
      await stop();
    },
  };
}

/** Makes a foreign schema with its rows and views, and gives its writer what a customer's program has. */
export async function load(database: ForeignDatabase, schema: ForeignSchema, seed: number): Promise<void> {
  const { owner, writerRole } = database;
  await owner.unsafe(schema.ddl);
  await database.grantSchemas(schema.schemas);
  await owner.unsafe(schema.data(seed));
  for (const view of [...schema.views, ...schema.refused]) {
    await owner.unsafe(`create materialized view ${view.relation} as ${view.query}`);
    await owner.unsafe(`create unique index on ${view.relation} (${view.key})`);
  }
  for (const name of schema.schemas) {
    await owner.unsafe(`grant usage on schema ${name} to ${writerRole};
      do $$ declare t regclass; begin
        for t in select oid from pg_class where relnamespace = '${name}'::regnamespace and relkind in ('r', 'p', 'v', 'm')
                    and relowner = current_user::regrole loop
          execute format('grant select, insert, update, delete, truncate on %s to ${writerRole}', t);
        end loop;
      end $$;
      grant usage on all sequences in schema ${name} to ${writerRole}`);
  }
}

/**
 * Registers a view and tracks all its sources, as Frescura's own role.
 *
 * @param trial whether each source is tried by writes, once all of its mappings are there
 */
export async function trackAll(
  app: Sql,
  { slug, relation, mappings }: ForeignView,
  trial: boolean,
): Promise<void> {
  await app`select frescura.register(${relation}, ${slug})`;
  await trackMappings(app, slug, mappings, () => trial);
}

/** Tells Frescura of mappings; what is tried is so with the last one of its source, since they count together. */
export async function trackMappings(
  app: Sql,
  slug: string,
  mappings: readonly Mapping[],
  tried: (source: string) => boolean,
): Promise<void> {
  for (const [
    n,
    { source, key = null, lookup = null, rowKey = null, amount = null, mapping = "main" },
  ] of mappings.entries()) {
    const isLast = !mappings.slice(n + 1).some((later) => later.source === source);
    await app`select frescura.track(${slug}, ${source}, ${key as string[] | null}, p_amount => ${amount}, p_lookup => ${lookup},
                                    p_row_key => ${rowKey}, p_mapping => ${mapping}, p_trial => ${isLast && tried(source)})`;
  }
}
