// Before any schema is made: zod tries whether it may compile its checks, and the content security policy reports
// the attempt as a violation although zod catches it. Set where zod looks, so that no page has to load zod for it.
(globalThis as { __zod_globalConfig?: object }).__zod_globalConfig = { jitless: true };

export {};
