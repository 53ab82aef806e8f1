import type { Status } from "@/lib/view-status";

/** A tab's icon knows no theme: these read on light and dark alike. Each state has a shape of its own. */
const SHAPES: Record<Status | "lost", string> = {
  reliable:
    '<circle cx="16" cy="16" r="14" fill="#159957"/><path d="M9.5 16.5l4.5 4.5 8.5-9.5" stroke="#fff" stroke-width="3.5" fill="none" stroke-linecap="round" stroke-linejoin="round"/>',
  late: '<circle cx="16" cy="16" r="14" fill="#c77700"/><path d="M16 8v8l5 4" stroke="#fff" stroke-width="3.5" fill="none" stroke-linecap="round" stroke-linejoin="round"/>',
  failing:
    '<path d="M16 2L31 29H1z" fill="#cf2e2e" stroke="#cf2e2e" stroke-width="2" stroke-linejoin="round"/><path d="M16 11v9" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/><circle cx="16" cy="24.5" r="2" fill="#fff"/>',
  unverified:
    '<circle cx="16" cy="16" r="12.5" fill="none" stroke="#7b8088" stroke-width="3" stroke-dasharray="6 4"/><circle cx="16" cy="16" r="3" fill="#7b8088"/>',
  incomplete:
    '<circle cx="16" cy="16" r="14" fill="#c77700"/><path d="M16 8v10" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/><circle cx="16" cy="23.5" r="2" fill="#fff"/>',
  suspended:
    '<circle cx="16" cy="16" r="14" fill="#7f56c4"/><path d="M12.5 10v12M19.5 10v12" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/>',
  lost: '<circle cx="16" cy="16" r="14" fill="#7b8088"/><path d="M10 10l12 12M22 10L10 22" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/>',
};

/** The icon of a state, as an address. */
export function favicon(state: keyof typeof SHAPES): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${SHAPES[state]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
