"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/ui/field";

/** An IANA time zone, out of those that the browser knows. */
export function TimeZoneField({ defaultValue, error }: { defaultValue: string; error?: string }) {
  const t = useTranslations();
  const id = useId();
  return (
    <>
      <TextField
        name="zone"
        label={t("settings.fields.zone")}
        hint={t("settings.fields.zoneHint")}
        error={error}
        defaultValue={defaultValue}
        list={id}
        required
        autoCapitalize="none"
        spellCheck={false}
      />
      <datalist id={id}>
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
