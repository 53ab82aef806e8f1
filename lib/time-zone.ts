/** The time zone of the business, unless BUSINESS_TIME_ZONE says otherwise. */
export const BUSINESS_TIME_ZONE_DEFAULT = "America/Mexico_City";

/** Whether `Intl` knows a time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
