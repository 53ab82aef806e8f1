/** From which amount on a write is a high-impact event, and in which currency, unless a source says otherwise. */
export const HIGH_IMPACT_AMOUNT = 10_000;
export const HIGH_IMPACT_CURRENCY = "MXN";
