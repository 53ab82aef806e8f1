/** Cities whose Spanish name is not the one in the time zone database, near where this product is used. */
const SPANISH: Readonly<Record<string, string>> = {
  "America/Mexico_City": "Ciudad de México",
  "America/Cancun": "Cancún",
  "America/Merida": "Mérida",
  "America/Mazatlan": "Mazatlán",
  "America/Ciudad_Juarez": "Ciudad Juárez",
  "America/New_York": "Nueva York",
  "America/Los_Angeles": "Los Ángeles",
  "America/Bogota": "Bogotá",
  "America/Panama": "Panamá",
};

const ENGLISH: Readonly<Record<string, string>> = {
  "America/Cancun": "Cancún",
  "America/Merida": "Mérida",
  "America/Mazatlan": "Mazatlán",
  "America/Ciudad_Juarez": "Ciudad Juárez",
  "America/Bogota": "Bogotá",
};

/** A time zone as people say it: the city. */
export function placeName(timeZone: string, locale: "es" | "en"): string {
  const known = (locale === "es" ? SPANISH : ENGLISH)[timeZone];
  return known ?? timeZone.split("/").at(-1)!.replaceAll("_", " ");
}
