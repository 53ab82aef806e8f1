"use client";

import { useFindingWords } from "@/components/health/use-finding-words";
import { Icon } from "@/components/ui/icon";
import type { Finding } from "@/lib/contract/doctor";

/** A finding of the doctor: what it is, and opened, its words and its cure as SQL. */
export function FindingDetails({ finding, about }: { finding: Finding; about?: string }) {
  const { title, text, isForeign } = useFindingWords()(finding);
  return (
    <details>
      <summary className="flex items-start gap-2 text-14">
        <Icon name="stethoscope" className="mt-[2px] size-4 shrink-0 text-stale" />
        <span className="min-w-0">
          {about && <span className="block text-12 text-ink-soft">{about}</span>}
          {title}
        </span>
      </summary>
      <div className="mt-2 space-y-2 pl-6">
        <p lang={isForeign ? "en" : undefined} className="text-12 text-ink-soft">
          {text}
        </p>
        <code className="block rounded-card bg-sunken px-3 py-2 font-mono text-12 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {finding.cure}
        </code>
      </div>
    </details>
  );
}

/** Tells one finding from another: the same check can find several things. */
export const findingKey = ({ slug, check_name, finding }: Finding) => `${slug} ${check_name} ${finding}`;
