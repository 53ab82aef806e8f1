import { randomBytes } from "node:crypto";
import type { Sql } from "@/db/client";

/** Roles of one test file: they belong to the whole server, which other files and runs share. */
export class TestRoles {
  private readonly made: string[] = [];

  constructor(private readonly sql: Sql) {}

  /** Makes a role that may log in without a password and owns nothing. */
  async create(what: string): Promise<string> {
    const name = `frescura_test_${what}_${randomBytes(4).toString("hex")}`;
    await this.sql`create role ${this.sql(name)} login`;
    this.made.push(name);
    return name;
  }

  /** Drops them with all they own in this database. */
  async drop(): Promise<void> {
    for (const name of this.made.splice(0)) {
      await this.sql`drop owned by ${this.sql(name)} cascade`;
      await this.sql`drop role ${this.sql(name)}`;
    }
  }
}

/** The server's version, such as 150018. */
export async function serverVersion(sql: Sql): Promise<number> {
  const [row] = await sql<
    { version: number }[]
  >`select current_setting('server_version_num')::integer as version`;
  return row!.version;
}
