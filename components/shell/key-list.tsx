"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { KEYS } from "@/lib/keys";

const LIST = [
  { key: KEYS.refresh, does: "refresh" },
  { key: `${KEYS.palette} · ${KEYS.palettePc}`, does: "palette" },
  { key: KEYS.help, does: "help" },
  { key: KEYS.close, does: "close" },
] as const;

/** Every key that does something. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  return (
    <Dialog title={t("keys.title")} onClose={onClose}>
      <dl className="divide-y divide-line text-14">
        {LIST.map(({ key, does }) => (
          <div key={does} className="flex items-center justify-between gap-4 py-2">
            <dt>{t(`keys.${does}`)}</dt>
            <dd>
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
