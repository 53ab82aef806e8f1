/** The database cannot be brought to this version; the message says why and what to do. */
export class MigrationError extends Error {}

/** The database is a standby: it can be read, and nothing else. */
export class StandbyError extends MigrationError {}
