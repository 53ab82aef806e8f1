/** How many large movements the page lists. */
export const MOVEMENTS = 8;
