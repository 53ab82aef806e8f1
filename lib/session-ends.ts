/** Why a session has ended, but for its limits: by its own way out, by a person elsewhere, or with its account. */
export type SessionEnd = "signed_out" | "ended" | "closed" | "password" | "role";
