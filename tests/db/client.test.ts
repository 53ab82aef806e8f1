import { type LookupFunction, type Socket, connect as toServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connect, type Sql } from "@/db/client";
import { openSocket } from "@/db/socket";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Door } from "@/tests/support/door";
import { underway, until } from "@/tests/support/wait";

let database: TestDatabase;
let door: Door;

beforeAll(async () => {
  database = await createDatabase();
  door = new Door(database.url);
  await door.open();
});
afterAll(async () => {
  await door.refuse();
  await database.drop();
});

/** A client through the door, and the sockets that it made by the given way. */
function watched(open = openSocket): { client: Sql; made: Socket[] } {
  // Longer than a test waits: what is left open must not close by that alone.
  const client = connect(`${door.url}?connect_timeout=300`, "frescura tests", 1);
  const made: Socket[] = [];
  const options = client.options as unknown as { socket: typeof openSocket };
  options.socket = (address) => {
    const socket = open(address);
    made.push(socket);
    return socket;
  };
  return { client, made };
}

const closed = (sockets: readonly Socket[]) =>
  until("its sockets are closed", async () => sockets.every((socket) => socket.destroyed));

// An open connection that nobody knows of keeps its process from ending.
describe("a client that is closed leaves nothing open", () => {
  test("while it connects", async () => {
    // As long as its host's address is not known, it connects.
    let find: () => void = () => {};
    const lookup: LookupFunction = (_host, { all }, found) => {
      const address = { address: "127.0.0.1", family: 4 };
      find = () => (all ? found(null, [address]) : found(null, address.address, address.family));
    };
    const { client, made } = watched(({ port }) => toServer({ host: "db.example", port: port[0]!, lookup }));
    const query = underway(client`select 1`);
    await until("it connects", async () => made.length === 1);
    expect(made[0]!.readyState).toBe("opening");
    await client.end({ timeout: 0 });
    await expect(query).rejects.toMatchObject({ code: "CONNECTION_DESTROYED" });
    find();
    await closed(made);
  });

  test("in the pause after a failure", async () => {
    // The same pause for each, so that whoever asks later connects later.
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const [first, second] = [watched(), watched()];
    await door.refuse();
    for (const { client } of [first, second]) {
      await expect(client`select 1`).rejects.toMatchObject({ code: "ECONNREFUSED" });
    }
    await door.open();
    const query = underway(first.client`select 1`);
    const later = second.client`select 1 as one`;
    underway(later);
    await first.client.end({ timeout: 0 });
    await expect(query).rejects.toMatchObject({ code: "CONNECTION_DESTROYED" });
    expect(await later).toMatchObject([{ one: 1 }]);
    await second.client.end({ timeout: 1 });
    await closed(first.made);
    expect(first.made).toHaveLength(1);
  });
});
