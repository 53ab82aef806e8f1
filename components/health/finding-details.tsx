"use client";

import { useFindingWords } from "@/components/health/use-finding-words";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import type { Finding } from "@/lib/contract/doctor";

/** A finding of the doctor: what it is, and opened, its words and its cure as SQL, to be copied. */
export function FindingDetails({ finding, about }: { finding: Finding; about?: string }) {
  const { title, text, isForeign } = useFindingWords()(finding);
  return (
    <details className="group" data-finding={finding.check_name}>
      <summary className="flex min-h-11 list-none items-start gap-2 text-14 sm:min-h-0 [&::-webkit-details-marker]:hidden">
        <Icon name="stethoscope" className="mt-[2px] size-4 shrink-0 text-stale" />
        <span className="min-w-0 flex-1">
          {about && <span className="block text-12 text-ink-soft">{about}</span>}
          {title}
        </span>
        <Icon
          name="chevron-right"
          className="mt-[2px] size-4 shrink-0 text-ink-soft transition-transform group-open:rotate-90"
        />
      </summary>
      <div className="mt-2 space-y-2 pl-6">
        <p lang={isForeign ? "en" : undefined} className="text-12 text-ink-soft">
          {text}
        </p>
        <code className="block rounded-card bg-sunken px-3 py-2 font-mono text-12 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {finding.cure}
        </code>
        <CopyButton value={finding.cure} name={about ? `${title}, ${about}` : title} />
      </div>
    </details>
  );
}

/** Tells one finding from another: the same check can find several things. */
export const findingKey = ({ slug, check_name, finding }: Finding) => `${slug} ${check_name} ${finding}`;
