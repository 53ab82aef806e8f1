"use client";

import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useHealth } from "@/components/data/use-health";
import { useWords } from "@/components/data/use-words";
import { otherColumns, sharedOut } from "@/components/wall/layout";
import { RestTile } from "@/components/wall/rest-tile";
import { WallTile } from "@/components/wall/wall-tile";
import { worstFirst } from "@/lib/view-status";

/** A screen on a wall: every view a tile, the worst the largest, readable across a room. */
export function Wall() {
  const t = useTranslations();
  const words = useWords();
  const now = useNow();
  const { data, isError } = useHealth();
  const views = data ? worstFirst(data.views, now) : [];
  const { tiles, rest } = sharedOut(views);
  const [worst, ...others] = tiles;
  const small = others.length + (rest.length > 0 ? 1 : 0);
  const columns = otherColumns(small);
  const rows = Math.max(1, Math.ceil(small / columns));

  return (
    <main id="main" data-theme="dark" className="flex min-h-dvh flex-col gap-6 bg-black p-6 text-ink">
      <h1 className="sr-only">{t("wall.title")}</h1>
      <p className="flex justify-between text-28">
        <span className="font-semibold">{t("app.name")}</span>
        {isError && (
          <span role="alert" className="text-failed">
            {t("live.lost")}
          </span>
        )}
        <span>{words.time(now)}</span>
      </p>
      {data && views.length === 0 && <p className="text-28 text-ink-soft">{t("sentence.none")}</p>}
      {worst && (
        <ul
          className="grid flex-1 auto-rows-fr gap-6 sm:grid-cols-[repeat(var(--columns),minmax(0,1fr))]"
          style={{ "--columns": columns * 2 } as CSSProperties}
        >
          <WallTile view={worst} columns={small > 0 ? columns : columns * 2} rows={rows} />
          {others.map((view) => (
            <WallTile key={view.slug} view={view} columns={1} rows={1} />
          ))}
          {rest.length > 0 && <RestTile views={rest} />}
        </ul>
      )}
    </main>
  );
}
