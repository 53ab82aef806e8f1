import { definitionOf } from "@/db/queries/definition";
import type { DefinitionAnswer } from "@/lib/contract/graph";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { findView } from "@/server/views";

/** What a view is made of: its SELECT, what it reads, what reads it. Everyone signed in may see it. */
export async function getDefinition(_actor: Actor, view: string): Promise<DefinitionAnswer> {
  return await definitionOf(db().sql, await findView(view));
}
