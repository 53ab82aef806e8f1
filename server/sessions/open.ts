import { emitAuditEvent } from "@/db/queries/audit";
import { insertSession } from "@/db/queries/sessions";
import type { Account } from "@/db/queries/users";
import { transaction } from "@/server/transaction";

/** What a request tells of the browser that signs in. */
export interface Origin {
  address: string | null;
  agent: string | null;
}

const AGENT_LENGTH_MAX = 300;

/** What of a browser's name for itself is kept, which can be anything. */
export const oneLine = (agent: string) => agent.replace(/\p{Cc}/gu, " ").slice(0, AGENT_LENGTH_MAX);

/**
 * Begins a session of an account, and tells its id, which its cookie carries.
 *
 * @param authenticated when the person showed who he is; null: now
 */
export async function openSession(
  account: Pick<Account, "id" | "email">,
  { address, agent }: Origin,
  authenticated: Date | null = null,
): Promise<string> {
  const told = agent && oneLine(agent);
  return await transaction(async (tx) => {
    const id = await insertSession(tx, { userId: account.id, address, agent: told }, authenticated);
    const detail = { address, agent: told };
    await emitAuditEvent(tx, {
      actor: `user:${account.email}`,
      action: "session.begin",
      target: account.email,
      detail,
    });
    return id;
  });
}
