import type { BaseTable, ViewSettings } from "@/lib/contract/view-settings";

/** What a table's own columns suggest for its mapping; the dry run tells whether it is right. */
export function guessTrack(settings: ViewSettings, source: string) {
  const columns = settings.base_tables.find((table) => table.source === source)?.columns ?? [];
  const named = (name: string) => columns.find((column) => column.name === name);
  const expression = (name: string | undefined) => (name === undefined ? undefined : `r.${quoted(name)}`);
  return {
    key: settings.key_columns.map((column) => expression(named(column)?.name)),
    amount: expression(columns.find(isAmount)?.name),
    currency: expression(currencyColumn(columns)),
  };
}

/** The column that by its name holds the currency of a row, where one does. */
export function currencyColumn(columns: BaseTable["columns"]): string | undefined {
  return columns.find(({ name }) => /^(moneda|divisa|currency)/i.test(name))?.name;
}

/** Body of `POST /api/v1/mv/tracks`, from what stands in the form; an empty field is left out. */
export function readTrackForm(settings: ViewSettings, source: string, way: "key" | "lookup", form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim() || undefined;
  const mapping = text("mapping");
  // One more mapping gives keys only: what was suggested for the rest is that of the main one.
  const more = (name: string) => (mapping === undefined || mapping === "main" ? text(name) : undefined);
  return {
    view: settings.slug,
    source,
    ...(way === "key"
      ? { key: settings.key_columns.map((_, index) => text(`key${index}`) ?? "") }
      : { lookup: text("lookup") }),
    mapping,
    row_key: text("row_key"),
    amount: more("amount"),
    currency: more("currency"),
    reference: more("reference"),
    occurred: more("occurred"),
    live: text("live"),
    trial: { always: true, never: false }[text("trial") ?? ""],
  };
}

const isAmount = ({ name, type }: BaseTable["columns"][number]) =>
  /^(numeric|money)/.test(type) && /monto|total|amount|importe|price/i.test(name);

/** A column as SQL writes it. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
