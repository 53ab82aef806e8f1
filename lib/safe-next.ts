const HERE = "http://here.invalid";

/**
 * Where to go after signing in: a path of this site, whatever a link asked for.
 *
 * @param next what the address said, which anyone may have written
 * @returns path, query and fragment; "/" for anything that leads elsewhere, or back to signing in
 */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith("/")) return "/";
  let url: URL;
  try {
    url = new URL(next, HERE);
  } catch {
    return "/";
  }
  // Parsing drops tabs and dots and turns backslashes: what comes out can still begin with another host.
  const elsewhere = url.origin !== HERE || url.pathname.startsWith("//");
  const unfit = /^\/(sign-in|api)(\/|$)/.test(url.pathname);
  return elsewhere || unfit ? "/" : url.pathname + url.search + url.hash;
}
