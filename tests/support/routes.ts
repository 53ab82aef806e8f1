/** Routes that are no operations: next-auth's own, what answers where nothing is, and a form of the pages. */
export const OTHER_ROUTES = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/[...rest]/route.ts",
  "app/api/preferences/route.ts",
] as const;

/** The file in which Next looks for the route of a path with its places in braces. */
export const routeFile = (path: string) => `app${path.replaceAll(/\{(\w+)\}/g, "[$1]")}/route.ts`;
