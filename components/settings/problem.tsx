"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { ClientError } from "@/lib/client/http";

/** Codes whose words depend on what was asked: the server says them, in English as the database does. */
const IN_ITS_WORDS = new Set(["bad_body", "bad_parameter", "conflict", "unsupported", "busy"]);

/** Why something was refused, in plain words, and what the server adds. */
export function Problem({ error }: { error: ClientError }) {
  const t = useTranslations();
  const { code, problem } = error;
  const asked = code === "bad_body" || code === "bad_parameter";
  return (
    <Notice tone="bad">
      <p className="font-medium">{asked ? t("settings.problem.refused") : t(`problems.${code}`)}</p>
      {problem?.detail && IN_ITS_WORDS.has(code) && (
        <p lang="en" className="mt-1 text-12 text-ink-soft">
          {problem.detail}
        </p>
      )}
    </Notice>
  );
}
