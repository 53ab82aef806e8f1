"use client";

import { type FormEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type ChannelEdit, useSaveChannel } from "@/components/data/use-alerts";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SelectField, TextField } from "@/components/ui/field";
import { Secret } from "@/components/ui/secret";
import { SINKS } from "@/lib/alerts/alert-sinks";
import {
  type Channel,
  channelKind,
  channelLocale,
  type MadeChannel,
  wrongTarget,
} from "@/lib/contract/alerts";
import { languageOf } from "@/lib/i18n/locale";

/** Makes a channel, or changes one. */
export function ChannelEditor({ channel, onClose }: { channel?: Channel; onClose: () => void }) {
  const t = useTranslations();
  const language = languageOf(useLocale());
  const save = useSaveChannel();
  const [kind, setKind] = useState<Channel["kind"]>(channel?.kind ?? "webhook");
  const [name, setName] = useState(channel?.name ?? "");
  const [target, setTarget] = useState(channel?.target ?? "");
  const [locale, setLocale] = useState<Channel["locale"]>(channel?.locale ?? language);
  const [touched, setTouched] = useState(false);
  const wrong = wrongTarget(kind, target.trim()) !== null;
  const { field } = SINKS[kind];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (wrong) return;
    const fields = { name: name.trim(), target: target.trim(), locale };
    const edit: ChannelEdit = channel ? { id: channel.id, change: fields } : { draft: { kind, ...fields } };
    save.mutate(edit, { onSuccess: (saved) => (secretOf(saved) ? undefined : onClose()) });
  };
  const secret = save.data && secretOf(save.data);
  if (secret) {
    return (
      <Dialog title={t("channels.secretOf", { name })} onClose={onClose}>
        <div className="space-y-4">
          <Secret name={t("channels.secretOf", { name })} value={secret} />
          <p className="text-14 text-ink-soft">{t("channels.secretNote")}</p>
          <div className="flex justify-end">
            <Button tone="primary" data-first-focus onClick={onClose}>
              {t("channels.done")}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={channel ? t("channels.editOf", { name: channel.name }) : t("channels.add")}
      onClose={onClose}
    >
      <form onSubmit={submit} className="space-y-4">
        {!channel && (
          <SelectField
            label={t("channels.kind")}
            value={kind}
            onChange={(event) => setKind(channelKind.parse(event.target.value))}
            options={channelKind.options.map((value) => ({ value, label: SINKS[value].title[language] }))}
          />
        )}
        <TextField
          data-first-focus
          label={t("channels.name")}
          hint={t("channels.nameHint")}
          value={name}
          required
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={field.label[language]}
          hint={field.hint[language]}
          error={touched && wrong ? field.wrong[language] : undefined}
          value={target}
          required
          inputMode={field.inputMode}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTarget(event.target.value)}
          onBlur={() => setTouched(target !== "")}
        />
        <SelectField
          label={t("channels.locale")}
          value={locale}
          onChange={(event) => setLocale(channelLocale.parse(event.target.value))}
          options={channelLocale.options.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
        <div aria-live="assertive">{save.error && <Problem error={save.error} />}</div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("confirm.cancel")}</Button>
          <Button type="submit" tone="primary" disabled={save.isPending}>
            {t("channels.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The secret of a channel that was just made; null for any other. */
const secretOf = (saved: Channel | MadeChannel) => ("secret" in saved ? saved.secret : null);
