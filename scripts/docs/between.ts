/**
 * A page with what stands between the two comments of a name made anew.
 *
 * @param script the npm script that does it, as the first comment says
 * @throws Error where the page has no such comments
 */
export function between(page: string, name: string, script: string, content: string): string {
  const begin = `<!-- ${name}: made by npm run ${script} -->`;
  const end = `<!-- /${name} -->`;
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The page has no ${begin} … ${end}.`);
  return `${before}${begin}\n${content}\n${end}${after}`;
}
