"use client";

import { useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { useResume } from "@/components/data/use-control";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { ViewHealth } from "@/lib/contract/health";

/** Lets a suspended view be scheduled again, with a try at once. */
export function ResumeButton({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const resume = useResume(view.slug);
  return (
    <div>
      <Button
        data-resume={view.slug}
        aria-label={t("control.resumeOf", { view: view.title })}
        disabled={resume.isPending}
        className="w-full sm:w-auto"
        onClick={() => resume.mutate()}
      >
        <Icon name="skip-forward" className="size-4" />
        {t("control.resume")}
      </Button>
      <ActionError error={resume.error} />
    </div>
  );
}
