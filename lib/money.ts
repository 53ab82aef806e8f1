/** From which amount on a write is a high-impact event, unless a source says otherwise. */
export const HIGH_IMPACT_AMOUNT = 10_000;

/** Three letters that can be a currency: a column of currencies can hold anything, and Intl takes no other. */
export const CURRENCY_CODE = /^[A-Z]{3}$/;

/** Writes a number as a language does, by options of `Intl.NumberFormat`. */
type WriteNumber = (
  amount: number,
  options: {
    style?: "currency";
    currency?: string;
    currencyDisplay?: "narrowSymbol";
    minimumFractionDigits: number;
    maximumFractionDigits: number;
  },
) => string;

/**
 * An amount as people read it, with its own currency; a plain number where none is known.
 *
 * @param write how the reader's language writes numbers
 * @param exactly with cents, as one payment is told; a sum is read at a glance, in whole units
 */
export function money(amount: number, currency: string | null, write: WriteNumber, exactly = false): string {
  const digits = exactly && !Number.isInteger(amount) ? 2 : 0;
  const cents = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (!currency || !CURRENCY_CODE.test(currency)) return write(amount, cents);
  const text = write(amount, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...cents });
  // "$" alone could be any dollar or peso.
  return text.includes(currency) ? text : `${text} ${currency}`;
}

/** An amount as programs and tables read it: digits, and its currency where one is known. */
export function plainMoney(amount: number | string, currency: string | null): string {
  return currency ? `${amount} ${currency}` : `${amount}`;
}
