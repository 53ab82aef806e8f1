/** Who asked for a refresh, for people: a token goes by its name, not by its number. */
export const whoOf = (signature: string) => signature.replace(/^token:\d+ /, "");
