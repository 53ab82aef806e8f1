/** A page's query as Next gives it. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Of a parameter given twice, the first counts. */
export async function readParams(searchParams: SearchParams): Promise<URLSearchParams> {
  const given = Object.entries(await searchParams).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first]];
  });
  return new URLSearchParams(given);
}

/** The page's own address, to come back to after signing in. */
export function address(path: string, params: URLSearchParams): string {
  return params.size > 0 ? `${path}?${params}` : path;
}
