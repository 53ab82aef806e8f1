import { ProblemError } from "@/server/problem";

/** Of 0 to 4, from which on the library counts a password as safe where its hash is slow. */
const SCORE_MIN = 3;

/** What is looked at: the time that it takes grows with the square, and nobody guesses so far. */
const LOOKED_AT = 48;

type Judge = (password: string, about: string[]) => { score: number };
let judge: Promise<Judge> | undefined;

/** Word lists of two languages, common passwords, names and keyboards: megabytes, loaded with the first password. */
async function load(): Promise<Judge> {
  const [{ ZxcvbnFactory }, common, english, spanish] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
    import("@zxcvbn-ts/language-es-es"),
  ]);
  const factory = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary, ...spanish.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: LOOKED_AT,
  });
  return (password, about) => factory.check(password.slice(0, LOOKED_AT), about);
}

/**
 * Refuses a password that is tried early: a common one, or made of words, names and patterns.
 *
 * @param about what whoever guesses knows of the account: address, name
 * @throws ProblemError bad_body naming `password`, with the reason `guessable`
 */
export async function requireGoodPassword(password: string, about: readonly string[]): Promise<void> {
  judge ??= load();
  const known = about.flatMap((text) => [text, ...text.split(/[\s@.]+/)]);
  if ((await judge)(password, [...known, "frescura"]).score >= SCORE_MIN) return;
  const says = "password is easy to guess: it is common, or made of words and patterns that are tried first.";
  throw new ProblemError("bad_body", says, { parameter: "password", reason: "guessable" });
}
