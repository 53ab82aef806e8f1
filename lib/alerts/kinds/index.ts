// Every kind of alert, under its name: the enum of the contract, pages, docs and tests go by these lines.
export { default as budget_burn } from "./budget_burn";
export { default as completeness_unknown } from "./completeness_unknown";
export { default as drift } from "./drift";
export { default as events_waiting } from "./events_waiting";
export { default as failures } from "./failures";
export { default as money_pending } from "./money_pending";
export { default as no_driver } from "./no_driver";
export { default as rebuilds } from "./rebuilds";
export { default as slow } from "./slow";
export { default as suspended } from "./suspended";
export { default as target_missed } from "./target_missed";
export { default as unjudged } from "./unjudged";
