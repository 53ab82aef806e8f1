"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { call } from "@/lib/client/call";
import { FORMATS, type Format } from "@/lib/client/export";
import type { HistoryFilter } from "@/lib/client/keys";
import type { Attempt } from "@/lib/contract/history";
import { toCsv } from "@/lib/format/csv";

const PAGES_MAX = 20;

/** Takes the shown failures out of the browser, all pages of them. */
export function ExportButtons({
  filter,
  keep,
}: {
  filter: HistoryFilter;
  keep: (attempt: Attempt) => boolean;
}) {
  const t = useTranslations();
  const [busy, setBusy] = useState<Format | null>(null);
  const [failed, setFailed] = useState(false);

  const save = async (format: Format) => {
    setBusy(format);
    setFailed(false);
    try {
      const rows = (await everyPage(filter)).filter(keep);
      const body = format === "csv" ? toCsv(rows) : `${JSON.stringify(rows, null, 2)}\n`;
      download(`frescura-failures.${format}`, body, FORMATS[format]);
    } catch {
      setFailed(true);
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      {(Object.keys(FORMATS) as Format[]).map((format) => (
        <Button key={format} size="small" disabled={busy !== null} onClick={() => void save(format)}>
          <Icon name="download" className="size-4" />
          {t("failures.export", { format: format.toUpperCase() })}
        </Button>
      ))}
      <span role="status" className="text-14 text-failed">
        {failed && t("failures.exportFailed")}
      </span>
    </div>
  );
}

async function everyPage(filter: HistoryFilter): Promise<Attempt[]> {
  const rows: Attempt[] = [];
  let before: number | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await call("GET /api/v1/mv/metrics/refresh-history", { query: { ...filter, before } });
    rows.push(...answer.history);
    if (answer.next_before === null) break;
    before = answer.next_before;
  }
  return rows;
}

function download(name: string, body: string, type: string) {
  const url = URL.createObjectURL(new Blob([body], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
