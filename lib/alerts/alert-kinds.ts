import type { AlertKindDeclaration } from "./kind";
import * as declared from "./kinds";

/** Every kind of alert, by its name. */
export const ALERT_KINDS: Readonly<Record<keyof typeof declared, AlertKindDeclaration>> = { ...declared };
