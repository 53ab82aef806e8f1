import messages from "@/lib/messages/en.json";
import { known, MODE_REASONS } from "@/lib/reasons";

/** Why a refresh is plain, in words; null where there is no reason to give. */
export function modeWords(code: string | null): string | null {
  const reason = known(MODE_REASONS, code);
  return reason && messages.modes[reason];
}
