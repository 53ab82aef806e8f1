import type { SinkDeclaration } from "./sink";
import * as declared from "./sinks";

/** Every way to tell alerts, by its name. */
export const SINKS: Readonly<Record<keyof typeof declared, SinkDeclaration>> = { ...declared };
