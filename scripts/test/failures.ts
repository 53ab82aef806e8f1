import { relative } from "node:path";

/** The part of vitest's JSON report that names what failed. */
export interface VitestFailures {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
  }[];
}

/** A line for each of vitest's tests that failed, and for each file that could not be loaded. */
export function vitestFailures({ testResults }: VitestFailures, projectDir: string): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(projectDir, name);
    if (status === "failed" && assertionResults.length === 0) return [line(file, message)];
    return assertionResults
      .filter((each) => each.status === "failed")
      .map(({ fullName, failureMessages }) => line(`${file} > ${fullName}`, failureMessages?.[0]));
  });
}

interface Suite {
  file: string;
  suites?: Suite[];
  specs: {
    title: string;
    tests: {
      projectName: string;
      status: string;
      results: { error?: { message?: string } }[];
    }[];
  }[];
}

/** The part of Playwright's JSON report that names what failed. */
export interface PlaywrightFailures {
  suites: Suite[];
  errors: { message?: string }[];
}

/** A line for each journey that failed at each of its tries, and for what stopped Playwright itself. */
export function playwrightFailures({ suites, errors }: PlaywrightFailures): string[] {
  const inSuite = ({ file, specs, suites: inner = [] }: Suite): string[] => [
    ...specs.flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected")
        .map(({ projectName, results }) =>
          line(`e2e/${file} (${projectName}) > ${title}`, results.at(-1)?.error?.message),
        ),
    ),
    ...inner.flatMap(inSuite),
  ];
  return [...suites.flatMap(inSuite), ...errors.map(({ message }) => line("Playwright", message))];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one.
const COLOURS = /\u001b\[\d+m/g;

function line(test: string, message = ""): string {
  const [first = ""] = message.replace(COLOURS, "").split("\n");
  return first === "" ? test : `${test}: ${first}`;
}

/** The lines that name what failed; none where nothing did. */
export function failed(failures: readonly string[]): string[] {
  return failures.length > 0 ? ["Failed:", ...failures.map((each) => `  ${each}`)] : [];
}
