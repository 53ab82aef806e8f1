// Every way to tell alerts, under its name: the enum of the contract, pages and the command line go by these lines.

export { default as email } from "./email";
export { default as slack } from "./slack";
export { default as webhook } from "./webhook";
