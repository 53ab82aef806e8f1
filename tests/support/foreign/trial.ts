import type { Sql } from "@/db/client";
import { tracked } from "@/tests/support/ledger/lab";
import { sightQuery, type TrackedView } from "@/tests/support/ledger/world";
import type { Definition } from "./definitions";
import { trackMappings } from "./world";

/** A refusal by tracking: its SQLSTATE, and what is to blame. */
export interface Refusal {
  code: string;
  message: string;
  /** The code of why a view cannot be tracked, or the parameter that was wrong. */
  named?: string;
}

/** Makes a view of a definition, registers it and tracks all that it reads; gives the refusal, if there was one. */
export async function adopt(
  sql: Sql,
  slug: string,
  definition: Definition,
  tried: (source: string) => boolean,
): Promise<Refusal | undefined> {
  await sql.unsafe(
    [...definition.below, `create materialized view ${slug} as ${definition.query}`].join(";\n"),
  );
  await sql.unsafe(`create unique index on ${slug} (${definition.key.join(", ")})`);
  await sql`select frescura.register(${`lab.${slug}`}, ${slug})`;
  try {
    await trackMappings(sql, slug, definition.mappings, tried);
    return undefined;
  } catch (error) {
    const { code = "", message, constraint_name, column_name } = error as Record<string, string>;
    if (!/^(0A000|22023)$/.test(code)) {
      throw new Error(`${message} in ${JSON.stringify(definition)}`, { cause: error });
    }
    return {
      code,
      message: message!,
      ...((constraint_name ?? column_name) && { named: constraint_name ?? column_name }),
    };
  }
}

/** Forgets a view and takes it away, with what stands below it. */
export async function abandon(sql: Sql, slug: string, definition: Definition): Promise<void> {
  await sql`select frescura.unregister(${slug})`;
  await sql.unsafe(`drop materialized view ${slug}`);
  for (const text of [...definition.below].reverse()) {
    await sql.unsafe(`drop view ${/^create view (\w+)/.exec(text)![1]}`);
  }
}

/** Prepares the look at views, under a name, in the session that will look. */
export async function prepareLook(
  session: Sql,
  name: string,
  slugs: readonly string[],
): Promise<TrackedView[]> {
  const views = await Promise.all(slugs.map((slug) => tracked(session, slug)));
  await session.unsafe(`prepare ${name} as ${await sightQuery(session, views)}`);
  return views;
}
