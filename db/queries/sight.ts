import { sql } from "drizzle-orm";
import { tokensTable, usersTable } from "@/db/schema/access";

/** A view that a caller may not see. */
export interface HiddenView {
  id: number;
  slug: string;
  /** Without its schema. */
  name: string;
  title: string;
}

const told = (caller: ReturnType<typeof sql>) =>
  sql<
    HiddenView[]
  >`(select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.view_name, 'title', h.title)), '[]')
                       from frescura.hidden_views(${caller}) h)`;

/** What an account may not see, as a column: asked with the account itself, in one statement. */
export const hiddenFromUser = told(
  sql`array['role:' || ${usersTable.role}] || array(select 'group:' || g from unnest(${usersTable.groups}) g)`,
);

/** What a token may not see, as a column. */
export const hiddenFromToken = told(sql`array['role:' || ${tokensTable.role}], ${tokensTable.views}`);

/** Slugs of the views that a token is limited to, as a column; null where it is not. */
export const viewsOfToken = sql<string[] | null>`
  case when ${tokensTable.views} is not null
       then array(select v.slug from frescura.views v where v.id = any (${tokensTable.views}) order by 1) end`;
