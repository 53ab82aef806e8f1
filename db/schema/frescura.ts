import { pgSchema } from "drizzle-orm/pg-core";

/** Everything of ours in the database; in `public` stand only the names of the contract, as views and wrappers. */
export const frescura = pgSchema("frescura");
