import type { Sql } from "@/db/client";
import { functions } from "./functions";
import { tables } from "./tables";
import { views } from "./views";

const HEADER = `-- The schema that migrating an empty database makes, for people to read and for reviews to compare.
-- Written by: npm run db:dump. Read from the catalog, the same on every PostgreSQL that is supported; columns in
-- the definitions of views stand without the names of their tables, which PostgreSQL 16 and later leave out.
`;

/**
 * Writes down the schema `frescura` of a migrated database, and the façade in `public`. What functions do, and what
 * tables and columns are for, stands in db/sql alone.
 *
 * @returns the same text for the same schema, whatever the version of the server
 */
export async function dumpSchema(sql: Sql): Promise<string> {
  const parts = await sql.begin("read only", async (tx) => {
    // Names are written with their schema only where they need it.
    await tx`set local search_path = frescura`;
    return [await tables(tx), await views(tx), await functions(tx)];
  });
  return `${HEADER}\n${parts.flat().join("\n\n")}\n`;
}
