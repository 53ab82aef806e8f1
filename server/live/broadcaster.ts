import { LRUCache } from "lru-cache";
import { allHealth, type OpenAlerts, someHealth } from "@/db/queries/health";
import { newsOfRefreshes, newsOfVerifications } from "@/db/queries/news";
import type { HealthList } from "@/lib/contract/health";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { createListener, type Listener } from "@/server/events/listen";
import { logger } from "@/server/log";
import { healthFor } from "@/server/redact";
import { seen, sees } from "@/server/sight";
import { wakeWorker } from "@/server/wake";
import { Changes } from "./changes";
import { encode, encodeBySight, type News } from "./encode";
import { readNotice } from "./notice";
import type { Subscriber } from "./subscriber";

/** What nobody notifies of (a write that now waits, a changed setting, age itself) is looked for this often. */
const LOOK_MS = 5_000;
/** Reading the health may take this share of the time, whatever it costs. */
const LOOK_SHARE = 0.1;
const BEAT_MS = 20_000;
/** For how long it goes on without anybody: a page that is reloaded comes back at once. */
const LINGER_MS = 10_000;
const TOLD_MAX = 1_000;

type Reading = Omit<HealthList, "open_alerts"> & { open_alerts?: OpenAlerts[] };

/**
 * Watches the database for all who watch in this process: one LISTEN connection and one reading of the health,
 * however many there are, and none while nobody does.
 */
export class Broadcaster {
  readonly subscribers = new Set<Subscriber>();
  readonly changes = new Changes();
  #hears = false;
  /** Whether the last reading worked: where the database is away, pages had better find out by themselves. */
  #reads = true;
  readonly #listener: Listener;
  /** Slugs whose health is to be read; all of them where `#all`. */
  readonly #due = new Set<string>();
  #all = true;
  #reading: Promise<void> | undefined;
  /** Ids that were notified of and not looked up yet. */
  readonly #news = { refreshes: new Set<number>(), verifications: new Set<number>() };
  #telling: Promise<void> | undefined;
  /** Statuses of attempts as they were told. */
  readonly #told = new LRUCache<number, string>({ max: TOLD_MAX });
  #look: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout;
  #linger: NodeJS.Timeout | undefined;
  #over = false;
  /** Those open at the last look, as JSON; undefined where they have changed since. */
  #openAlerts: string | undefined;
  /** Milliseconds by which the database's clock is ahead of this one. */
  #clockAhead = 0;

  constructor(private readonly onOver: () => void) {
    const { DATABASE_URL_DIRECT, DATABASE_URL } = env();
    this.#listener = createListener({
      url: (DATABASE_URL_DIRECT ?? DATABASE_URL)!,
      name: "frescura live",
      sql: db().sql,
      log: logger(),
      onEvent: () => {
        this.#readAll();
        wakeWorker();
      },
      onNotice: (payload) => this.#hear(payload),
      onHearing: (hears) => {
        this.#hears = hears;
        this.#tellState();
      },
    });
    void this.#listener.check();
    void this.#read();
    this.#beat = setInterval(() => this.#onBeat(), BEAT_MS);
  }

  join(subscriber: Subscriber): void {
    clearTimeout(this.#linger);
    this.#linger = undefined;
    this.subscribers.add(subscriber);
  }

  leave(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
    if (this.subscribers.size === 0 && !this.#over) {
      this.#linger = setTimeout(() => void this.stop(), LINGER_MS);
      this.#linger.unref();
    }
  }

  /** Whether what happens is told at once. */
  get listening(): boolean {
    return this.#hears && this.#reads;
  }

  /** The database's time, as far as it is known here. */
  now(): string {
    return new Date(Date.now() + this.#clockAhead).toISOString();
  }

  /** The first reading, before which it is not known what is news. */
  async ready(): Promise<void> {
    await this.#reading;
  }

  send(news: News): void {
    const bytesFor = encodeBySight(news);
    for (const subscriber of this.subscribers) {
      const bytes = bytesFor(subscriber.actor);
      if (bytes) subscriber.send(bytes);
    }
  }

  async stop(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.onOver();
    clearTimeout(this.#look);
    clearTimeout(this.#linger);
    clearInterval(this.#beat);
    for (const subscriber of [...this.subscribers]) subscriber.end("shutdown");
    await this.#telling;
    await this.#reading;
    await this.#listener.stop();
  }

  #hear(payload: string): void {
    const { refresh, verification, alerts, seats, health } = readNotice(payload);
    if (seats) void this.#lookUpSeats();
    if (alerts) this.#openAlerts = undefined;
    if (refresh !== undefined) this.#news.refreshes.add(refresh);
    if (verification !== undefined) this.#news.verifications.add(verification);
    if (refresh !== undefined || verification !== undefined) void this.#tellNews();
    if (health) this.#readAll();
  }

  /** Tells what has happened as it stands in the tables, and once more if more has happened meanwhile. */
  #tellNews(): Promise<void> {
    this.#telling ??= this.#tellOfAll().finally(() => {
      this.#telling = undefined;
      const { refreshes, verifications } = this.#news;
      if (!this.#over && refreshes.size + verifications.size > 0) void this.#tellNews();
    });
    return this.#telling;
  }

  async #tellOfAll(): Promise<void> {
    const [refreshes, verifications] = [[...this.#news.refreshes], [...this.#news.verifications]];
    this.#news.refreshes.clear();
    this.#news.verifications.clear();
    try {
      const { sql } = db();
      for (const data of refreshes.length > 0 ? await newsOfRefreshes(sql, refreshes) : []) {
        const { refresh_id, view, status } = data;
        // Two notifications may be read only after the second one.
        if (this.#told.get(refresh_id) === status) continue;
        this.#told.set(refresh_id, status);
        this.send({ name: "refresh", data });
        this.#due.add(view);
      }
      for (const { view, ...data } of verifications.length > 0
        ? await newsOfVerifications(sql, verifications)
        : []) {
        this.send({ name: "verification", data, view });
      }
    } catch (error) {
      // The next look shows what came of them.
      logger().warn({ err: error }, "what happened could not be read for those who watch");
    }
    if (this.#due.size > 0) void this.#read();
  }

  #readAll(): void {
    this.#all = true;
    void this.#read();
  }

  /** Reads what is due, once more if more has become due meanwhile, and looks again after a while. */
  #read(): Promise<void> {
    this.#reading ??= this.#readDue().finally(() => {
      this.#reading = undefined;
      if (!this.#over && (this.#all || this.#due.size > 0)) void this.#read();
    });
    return this.#reading;
  }

  async #readDue(): Promise<void> {
    if (this.#over) return;
    clearTimeout(this.#look);
    const whole = this.#all;
    const slugs = [...this.#due];
    this.#all = false;
    this.#due.clear();
    const began = performance.now();
    try {
      const list: Reading = whole ? await allHealth(db().sql) : await someHealth(db().sql, slugs);
      this.#setReads(true);
      this.#clockAhead = Date.parse(list.now) - Date.now();
      const { views, gone } = this.changes.take(list, whole);
      if (list.open_alerts !== undefined) this.#tellAlerts(list.open_alerts);
      if (views.length + gone.length > 0) {
        this.send({ name: "health", data: { now: list.now, views, gone } });
      }
    } catch (error) {
      // The next look finds what this one missed.
      this.#setReads(false);
      logger().warn({ err: error }, "the health could not be read for those who watch");
    }
    if (this.#over) return;
    const took = performance.now() - began;
    this.#look = setTimeout(() => this.#readAll(), Math.max(LOOK_MS, took / LOOK_SHARE));
    this.#look.unref();
  }

  #tellAlerts(open: readonly OpenAlerts[]): void {
    const known = JSON.stringify(open);
    if (known === this.#openAlerts) return;
    this.#openAlerts = known;
    this.send({ name: "alerts", open });
  }

  #setReads(reads: boolean): void {
    if (reads === this.#reads) return;
    this.#reads = reads;
    this.#tellState();
  }

  #tellState(): void {
    this.send({ name: "state", data: { now: this.now(), listening: this.listening } });
  }

  #onBeat(): void {
    const bytes = encode({ name: "beat", data: { now: this.now() } });
    for (const subscriber of this.subscribers) subscriber.send(bytes);
    void this.#listener.check();
    void this.#lookUpSeats();
  }

  /** Roles change and sessions end while people watch: each pair of credentials is looked up again. */
  async #lookUpSeats(): Promise<void> {
    const groups = new Map<string, Subscriber[]>();
    for (const subscriber of this.subscribers) {
      const group = groups.get(subscriber.credentials);
      if (group) group.push(subscriber);
      else groups.set(subscriber.credentials, [subscriber]);
    }
    for (const subscribers of groups.values()) {
      try {
        const actor = await subscribers[0]!.lookUp();
        for (const subscriber of subscribers) {
          if (actor) this.#seat(subscriber, actor);
          else subscriber.end("unauthenticated");
        }
      } catch {
        // Not known is not gone: the next beat asks again.
      }
    }
  }

  /** Takes from a page what its reader may not see any more, and brings what he may. */
  #seat(subscriber: Subscriber, actor: Actor): void {
    const before = subscriber.actor;
    subscriber.actor = actor;
    const gone = (actor.hidden ?? []).map(({ slug }) => slug).filter((slug) => sees(before, slug));
    const come = seen(actor, this.changes.all()).filter(({ slug }) => !sees(before, slug));
    if (gone.length + come.length === 0) return;
    const views = come.map((view) => healthFor(actor, view));
    subscriber.send(encode({ name: "health", data: { now: this.now(), views, gone } }));
  }
}
