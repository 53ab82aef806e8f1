/** How many a list of the API gives at a time: at most, and when nobody says. */
export const PAGE_LIMIT_MAX = 1000;
export const PAGE_LIMIT = 100;
