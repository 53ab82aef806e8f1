import { drawn, type ForeignSchema, some } from "./schema";

/** Company and account, from the key of an account's row: the code of a company has no slash, an account's may. */
const COMPANY = "left(:key, strpos(:key, '/') - 1)";
const ACCOUNT = "substr(:key, strpos(:key, '/') + 1)";

/**
 * Books in several currencies, as an ERP keeps them: names in mixed case, schemas that are not public, uuids, domains,
 * enums, composite keys and foreign keys of two columns.
 */
export const accounting: ForeignSchema = {
  name: "accounting",
  schemas: ['"Books"', '"Reports"'],
  ddl: `
    create schema "Books"; create schema "Reports";
    set search_path = "Books";
    create domain "CurrencyCode" as char(3) check (value ~ '^[A-Z]{3}$');
    create domain "Money" as numeric(18, 4);
    create type "AccountKind" as enum ('asset', 'liability', 'equity', 'income', 'expense');
    create type "EntryState" as enum ('draft', 'posted', 'void');
    create table "Company" ("Code" varchar(8) primary key, "Name" text not null, "Home Currency" "CurrencyCode" not null);
    create table "Account" ("Company" varchar(8) references "Company" on update cascade, "No" text, "Title" text not null,
      "Kind" "AccountKind" not null, "Parent No" text, primary key ("Company", "No"));
    create table "Rate" ("Currency" "CurrencyCode", "Day" date, "Factor" numeric(12, 6) not null,
      primary key ("Currency", "Day"));
    create table "Entry" ("Id" uuid primary key default gen_random_uuid(), "Company" varchar(8) not null
      references "Company" on update cascade on delete cascade, "Posted On" date not null,
      "State" "EntryState" not null default 'draft', "Meta" jsonb not null default '{}', "Tags" text[] not null default '{}');
    create table "Line" ("Entry" uuid references "Entry" on delete cascade on update cascade, "#" smallint,
      "Company" varchar(8) not null, "Account No" text not null, "Currency" "CurrencyCode" not null,
      "Debit" "Money" not null default 0, "Credit" "Money" not null default 0, primary key ("Entry", "#"),
      foreign key ("Company", "Account No") references "Account" on update cascade on delete cascade,
      check ("Debit" = 0 or "Credit" = 0));
    create index on "Line" ("Company", "Account No");
    create table "Invoice" ("Id" uuid primary key default gen_random_uuid(), "Entry" uuid unique references "Entry"
      on delete set null on update cascade, "Due" date, "Paid" boolean not null default false, "Amount" "Money" not null);
    create view "Posted" as
      select l.*, e."Posted On", e."State" from "Line" l join "Entry" e on e."Id" = l."Entry" where e."State" = 'posted'`,
  data(seed) {
    const n = drawn(seed);
    return `
    insert into "Company" values ('MX01', 'Norte', 'MXN'), ('ES01', 'Sur', 'EUR'), ('US 1', 'West', 'USD');
    insert into "Account" select c."Code", g || case when g % 4 = 0 then '/A' else '' end, 'Account ' || g,
      (enum_range(null::"AccountKind"))[1 + g % 5], case when g > 3 then (g / 3)::text end
      from "Company" c, generate_series(1, 12) g;
    insert into "Rate" select c, date '2026-01-01' + d, 1 + ${n("d", 1, 900)} / 1000.0
      from unnest(array['MXN', 'EUR', 'USD']::"CurrencyCode"[]) c, generate_series(0, 9) d where (d + ascii(c)) % 5 > 0;
    insert into "Entry" ("Id", "Company", "Posted On", "State", "Meta", "Tags")
      select md5('${seed}' || g)::uuid, (array['MX01', 'ES01', 'US 1'])[${n("g", 2, 3)}], date '2026-01-01' + ${n("g", 3, 10)},
             (enum_range(null::"EntryState"))[${n("g", 4, 3)}], jsonb_build_object('by', 'u' || g % 4),
             case when g % 3 = 0 then array['audit'] else '{}' end from generate_series(1, 60) g;
    insert into "Line" ("Entry", "#", "Company", "Account No", "Currency", "Debit", "Credit")
      select e."Id", s, e."Company", a."No", (array['MXN', 'EUR', 'USD'])[${n("row_number() over ()", 5, 3)}],
             case when s = 1 then 100 else 0 end, case when s > 1 then 50 else 0 end
        from "Entry" e cross join generate_series(1, 3) s
        cross join lateral (select "No" from "Account" a where a."Company" = e."Company"
                             order by md5(a."No" || e."Id"::text || s) limit 1) a;
    insert into "Invoice" ("Entry", "Due", "Amount") select "Id", "Posted On" + 30, 100 from "Entry" where "State" = 'posted'`;
  },
  views: [
    {
      slug: "trial-balance",
      relation: '"Reports"."Trial Balance"',
      query: `select l."Company", l."Account No", l."Currency", a."Title", a."Kind",
                     sum(l."Debit") filter (where e."State" = 'posted') as "Debit",
                     sum(l."Credit") filter (where e."State" = 'posted') as "Credit", count(*) as "Lines"
                from "Books"."Line" l join "Books"."Entry" e on e."Id" = l."Entry"
                join "Books"."Account" a on a."Company" = l."Company" and a."No" = l."Account No"
               where e."State" <> 'void' group by 1, 2, 3, 4, 5`,
      key: '"Company", "Account No", "Currency"',
      mappings: [
        {
          source: '"Books"."Line"',
          key: ['r."Company"', 'r."Account No"', 'r."Currency"'],
          amount: 'r."Debit"',
        },
        {
          source: '"Books"."Entry"',
          lookup: `select l."Company", l."Account No", l."Currency" from "Books"."Line" l where l."Entry" = :key::uuid`,
        },
        {
          source: '"Books"."Account"',
          rowKey: `r."Company" || '/' || r."No"`,
          lookup: `select l."Company", l."Account No", l."Currency" from "Books"."Line" l
            where l."Company" = ${COMPANY} and l."Account No" = ${ACCOUNT}`,
        },
      ],
    },
    {
      slug: "home-balance",
      relation: '"Reports"."Home Balance"',
      query: `select p."Company", p."Account No" as "Account",
                     sum((p."Debit" - p."Credit") * coalesce(r."Factor", 1)) as "Balance", c."Home Currency"
                from "Books"."Posted" p join "Books"."Company" c on c."Code" = p."Company"
                left join "Books"."Rate" r on r."Currency" = p."Currency" and r."Day" = p."Posted On"
               group by p."Company", p."Account No", c."Code" having sum(p."Debit" - p."Credit") <> 0`,
      key: '"Company", "Account"',
      mappings: [
        { source: '"Books"."Line"', key: ['r."Company"', 'r."Account No"'] },
        {
          source: '"Books"."Entry"',
          lookup: `select l."Company", l."Account No" from "Books"."Line" l where l."Entry" = :key::uuid`,
        },
        {
          source: '"Books"."Company"',
          lookup: `select l."Company", l."Account No" from "Books"."Line" l where l."Company" = :key`,
        },
        {
          source: '"Books"."Rate"',
          rowKey: `r."Currency"::text || to_char(r."Day"::timestamp, 'YYYY-MM-DD')`,
          lookup: `select l."Company", l."Account No" from "Books"."Line" l join "Books"."Entry" e on e."Id" = l."Entry"
            where l."Currency" = left(:key, 3) and e."Posted On" = to_date(substr(:key, 4), 'YYYY-MM-DD')`,
        },
      ],
    },
    {
      slug: "entries",
      relation: '"Reports"."Entries"',
      query: `select e."Id", e."Company", e."State", e."Meta" ->> 'by' as "By", e."Tags", i."Amount" as "Invoiced",
                     i."Paid", (select sum(l."Debit" - l."Credit") from "Books"."Line" l where l."Entry" = e."Id") as "Off",
                     array(select l."Account No" from "Books"."Line" l where l."Entry" = e."Id" order by l."#") as "Accounts"
                from "Books"."Entry" e left join "Books"."Invoice" i on i."Entry" = e."Id"`,
      key: '"Id"',
      mappings: [
        { source: '"Books"."Entry"', key: ['r."Id"'] },
        { source: '"Books"."Line"', key: ['r."Entry"'] },
        { source: '"Books"."Invoice"', key: ['r."Entry"'], amount: 'r."Amount"' },
      ],
    },
    {
      slug: "by-kind",
      relation: '"Reports"."By Kind"',
      query: `select a."Kind", count(distinct a."Company") as "Companies", count(l."#") as "Lines", max(l."Debit") as "Most"
                from "Books"."Account" a left join "Books"."Line" l
                  on l."Company" = a."Company" and l."Account No" = a."No" group by a."Kind"`,
      key: '"Kind"',
      mappings: [
        { source: '"Books"."Account"', key: ['r."Kind"'] },
        {
          source: '"Books"."Line"',
          rowKey: `r."Company" || '/' || r."Account No" || ' ' || r."#" || ' ' || r."Entry"`,
          lookup: `select a."Kind" from "Books"."Account" a where a."Company" = ${COMPANY}
            and a."No" = split_part(${ACCOUNT}, ' ', 1)`,
        },
      ],
    },
    {
      slug: "days",
      relation: '"Reports"."Days"',
      query: `select "Posted On" as "Day", "Company", count(*) as "Entries", bool_or('audit' = any ("Tags")) as "Audited",
                     jsonb_agg("Meta" order by "Id") as "Meta" from "Books"."Entry" group by "Posted On", "Company"
              union all
              select "Due", 'due', count(*), bool_or("Paid"), null from "Books"."Invoice" where "Due" is not null group by "Due"`,
      key: '"Day", "Company"',
      mappings: [
        { source: '"Books"."Entry"', key: ['r."Posted On"', 'r."Company"'] },
        { source: '"Books"."Invoice"', key: [`r."Due"`, `'due'`] },
      ],
    },
    {
      slug: "unbalanced",
      relation: '"Reports"."Unbalanced"',
      query: `select "Entry", "Currency", sum("Debit") as "Debit", sum("Credit") as "Credit" from "Books"."Line"
               group by "Entry", "Currency" having sum("Debit") <> sum("Credit")`,
      key: '"Entry", "Currency"',
      mappings: [{ source: '"Books"."Line"', key: ['r."Entry"', 'r."Currency"'] }],
    },
  ],
  refused: [
    {
      slug: "ledger-card",
      relation: '"Reports"."Ledger Card"',
      query: `select "Entry", "#", sum("Debit" - "Credit") over (partition by "Account No" order by "Entry", "#") as "So Far"
                from "Books"."Line"`,
      key: '"Entry", "#"',
      source: '"Books"."Line"',
      code: "other_rows",
    },
    {
      slug: "account-tree",
      relation: '"Reports"."Account Tree"',
      query: `with recursive t ("Company", "No", "Depth") as (
                select "Company", "No", 0 from "Books"."Account" where "Parent No" is null union all
                select a."Company", a."No", t."Depth" + 1 from t join "Books"."Account" a
                    on a."Company" = t."Company" and a."Parent No" = t."No") select * from t`,
      key: '"Company", "No"',
      source: '"Books"."Account"',
      code: "other_rows",
    },
    {
      slug: "subtotals",
      relation: '"Reports"."Subtotals"',
      query: `select coalesce("Company", '') as "Company", coalesce("Currency", '') as "Currency", sum("Debit") as "Debit"
                from "Books"."Line" group by rollup ("Company", "Currency")`,
      key: '"Company", "Currency"',
      source: '"Books"."Line"',
      code: "other_rows",
    },
    {
      slug: "overdue-invoices",
      relation: '"Reports"."Overdue"',
      query: `select "Id", "Amount" from "Books"."Invoice" where not "Paid" and "Due" < current_date`,
      key: '"Id"',
      source: '"Books"."Invoice"',
      code: "clock",
    },
  ],
  writes: [
    (d) => `with e as (insert into "Entry" ("Company", "Posted On", "State")
        select "Code", date '2026-01-0${1 + d.nat(9)}', 'posted' from "Company" where ${some('"Company"', '"Code"', d)}
        returning "Id", "Company")
      insert into "Line" select e."Id", s, e."Company", a."No", '${d.pick(["MXN", "EUR", "USD"])}',
             case s when 1 then ${d.nat(999)} else 0 end, 0
        from e join (select distinct on ("Company") * from "Account" order by "Company", md5("No" || '${d.nat(1e6)}')) a
          using ("Company") cross join generate_series(1, 2) s`,
    (d) => `insert into "Line" select "Id", 4 + ${d.nat(20)}, a."Company", a."No", 'EUR', 0, ${d.nat(500)}
      from "Entry" e join "Account" a using ("Company") where ${some('"Entry"', '"Id"', d, 1, "e.")}
        and a."No" like '${1 + d.nat(9)}%' on conflict do nothing`,
    (d) => `update "Line" set "Debit" = "Debit" * 2, "Credit" = "Credit" * 2
      where ${some('"Line"', '"Entry", "#"', d, 4)}`,
    (d) => `update "Line" set "Currency" = '${d.pick(["MXN", "EUR", "USD"])}', "#" = "#" + 30
      where ${some('"Line"', '"Entry", "#"', d, 2)} and "#" < 30`,
    (
      d,
    ) => `update "Line" l set "Account No" = (select max(a."No") from "Account" a where a."Company" = l."Company"
        and a."No" < '${1 + d.nat(9)}~') where ${some('"Line"', '"Entry", "#"', d, 2)}`,
    (
      d,
    ) => `update "Line" set "Entry" = (select min("Id"::text)::uuid from "Entry" where "Id"::text > '${d.nat(10)}'), "#" = ${50 + d.nat(900)}
      where ${some('"Line"', '"Entry", "#"', d)}`,
    (d) => `delete from "Line" where ${some('"Line"', '"Entry", "#"', d, 3)}`,
    (d) =>
      `update "Entry" set "State" = '${d.pick(["draft", "posted", "void"])}' where ${some('"Entry"', '"Id"', d, 3)}`,
    (d) => `update "Entry" set "Posted On" = "Posted On" + ${1 + d.nat(3)}, "Tags" = "Tags" || '{late}'
      where ${some('"Entry"', '"Id"', d, 2)}`,
    (d) => `update "Entry" set "Id" = md5('${d.nat(1e6)}')::uuid where ${some('"Entry"', '"Id"', d)}`,
    (d) =>
      `update "Entry" set "Meta" = "Meta" || '{"by": "u${d.nat(9)}"}' where ${some('"Entry"', '"Id"', d, 2)}`,
    (d) => `delete from "Entry" where ${some('"Entry"', '"Id"', d, 2)}`,
    (d) =>
      `update "Account" set "Title" = 'Title ${d.nat(100)}' where ${some('"Account"', '"Company", "No"', d, 2)}`,
    (d) => `update "Account" set "Kind" = '${d.pick(["asset", "income", "expense"])}'
      where ${some('"Account"', '"Company", "No"', d, 2)}`,
    (d) =>
      `update "Account" set "No" = "No" || '.${d.nat(9)}' where ${some('"Account"', '"Company", "No"', d)}`,
    (d) => `delete from "Account" where ${some('"Account"', '"Company", "No"', d)}`,
    (d) =>
      `insert into "Account" select "Code", '${d.nat(99)}', 'New', 'equity' from "Company" on conflict do nothing`,
    (
      d,
    ) => `insert into "Rate" values ('${d.pick(["MXN", "EUR", "USD"])}', date '2026-01-01' + ${d.nat(10)}, ${1 + d.nat(9)}.5)
      on conflict ("Currency", "Day") do update set "Factor" = excluded."Factor"`,
    (d) =>
      `update "Rate" set "Day" = "Day" + 1, "Factor" = "Factor" + 0.1 where ${some('"Rate"', '"Currency", "Day"', d)}`,
    (d) => `delete from "Rate" where ${some('"Rate"', '"Currency", "Day"', d, 2)}`,
    (d) =>
      `update "Company" set "Home Currency" = '${d.pick(["MXN", "EUR", "USD"])}' where ${some('"Company"', '"Code"', d)}`,
    (d) =>
      `update "Company" set "Code" = left("Code", 4) || '${d.nat(10)}' where ${some('"Company"', '"Code"', d)}`,
    (
      d,
    ) => `insert into "Invoice" ("Entry", "Due", "Amount") select "Id", ${d.pick(["null", `date '2026-02-0${1 + d.nat(9)}'`])}, ${d.nat(100)}
      from "Entry" where ${some('"Entry"', '"Id"', d)} on conflict ("Entry") do update set "Paid" = true, "Due" = null`,
    (d) =>
      `update "Invoice" set "Paid" = not "Paid", "Due" = "Due" + 1 where ${some('"Invoice"', '"Id"', d, 2)}`,
    (d) => `update "Invoice" set "Entry" = null where ${some('"Invoice"', '"Id"', d)}`,
    (d) => `delete from "Invoice" where ${some('"Invoice"', '"Id"', d)}`,
  ],
  copy: {
    into: '"Rate" ("Currency", "Day", "Factor")',
    lines: (d) =>
      [0, 1, 2].map((n) => `${d.pick(["MXN", "EUR", "USD"])}\t2026-01-${11 + n}\t1.${d.nat(1000)}`),
  },
  truncate: ['truncate "Rate"', 'truncate "Invoice"', 'truncate "Line"'],
};
