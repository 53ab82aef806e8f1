/** A text without case and accents, to search in: whoever types "credito" means "Crédito". */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
