import { z } from "zod";
import { timestamp } from "./timestamp";

/** Somebody who may not refresh a view asks those who may for it; open until a refresh that began later has ended well. */
export const ask = z.object({
  view: z.string(),
  /** Who asks, as the audit log keeps it without its kind. */
  who: z.string(),
  asked_at: timestamp,
});
export type Ask = z.infer<typeof ask>;

/** Answer of `GET /api/v1/mv/asks`, newest first. */
export const asksAnswer = z.object({ asks: z.array(ask) });
export type AsksAnswer = z.infer<typeof asksAnswer>;

/** Answer of `POST /api/v1/mv/asks/<view>`: `mailed` to so many, where there is a mail server; all see it on their pages. */
export const askAnswer = ask.extend({ mailed: z.int().nonnegative() });
export type AskAnswer = z.infer<typeof askAnswer>;
