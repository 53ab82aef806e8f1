import type { HiddenView } from "@/db/queries/sight";
import type { Role, Scope } from "@/lib/roles";

/** Who acts: a person with a session, a program with a token, a shell on the host, or the product itself. */
export interface Actor {
  kind: "user" | "token" | "cli" | "system";
  id: string;
  name: string;
  email?: string;
  /** As of this request: it is read from the database each time. */
  role: Role;
  /** Of a person: by which session, whether he showed lately who he is, and whether that is an OpenID provider's to ask. */
  session?: { id: string; fresh: boolean; external?: boolean };
  /** Of a token: what it may be used for. */
  scopes?: readonly Scope[];
  /** Views that he may not see (`frescura.hidden_views`), as of this request; none where it is left out. */
  hidden?: readonly HiddenView[];
  /** Of a token that is limited to some views: their slugs. */
  only?: readonly string[];
}

/** The shell user on the host: whoever has the database's password may do everything. */
export function cliActor(name: string): Actor {
  return { kind: "cli", id: name, name, role: "admin" };
}

/** Key of an actor in `frescura.rate_limits`. */
export function callerKey(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

/** An actor as `frescura.audit_log` keeps it. */
export function auditName(actor: Actor): string {
  return actor.kind === "token" ? signature(actor) : `${actor.kind}:${signature(actor)}`;
}

/** An actor as `triggered_by` of a refresh names it; a token never so that it could pass for a person. */
export function signature(actor: Actor): string {
  return actor.kind === "token" ? `token:${actor.id} ${actor.name}` : (actor.email ?? actor.name);
}
