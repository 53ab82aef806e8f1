"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { useCancel } from "@/components/data/use-control";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Icon } from "@/components/ui/icon";
import type { ViewHealth } from "@/lib/contract/health";

/** Ends the refresh of a view that runs, once confirmed: others may be waiting for it. */
export function CancelButton({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const [asking, setAsking] = useState(false);
  const cancel = useCancel(view.slug);
  const close = () => setAsking(false);
  return (
    <div>
      <Button
        size="small"
        data-cancel={view.slug}
        aria-label={t("control.cancelOf", { view: view.title })}
        disabled={cancel.isPending}
        onClick={() => setAsking(true)}
      >
        <Icon name="x" className="size-4" />
        {t("control.cancel")}
      </Button>
      <ActionError error={cancel.error} />
      {asking && (
        <Confirm
          title={t("control.cancelTitle")}
          action={t("control.cancelAction")}
          busy={cancel.isPending}
          onConfirm={() => cancel.mutate(undefined, { onSettled: close })}
          onClose={close}
        >
          <p>{t("control.cancelWhat", { view: view.title, who: view.running_triggered_by ?? "none" })}</p>
          <p className="text-ink-soft">{t("control.cancelNote")}</p>
        </Confirm>
      )}
    </div>
  );
}
