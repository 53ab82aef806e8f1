/** Asks the person for the password; whether he gave it. */
type Asker = () => Promise<boolean>;

let asker: Asker | undefined;
let asking: Promise<boolean> | undefined;

/**
 * Says who asks the person for the password where the server wants it again.
 *
 * @returns takes it back
 */
export function askFreshBy(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = undefined;
  };
}

/** Whether the person has shown who he is; asked once, however many requests want it. */
export async function becomeFresh(): Promise<boolean> {
  if (!asker) return false;
  asking ??= asker().finally(() => {
    asking = undefined;
  });
  return await asking;
}
