import {
  channel,
  channelChange,
  channelRemoval,
  channelSecret,
  channelsAnswer,
  channelTest,
  formerSecretEnd,
  madeChannel,
  newChannel,
} from "../alerts";
import { operation } from "../operation";

export const listChannels = operation({
  method: "GET",
  path: "/api/v1/mv/channels",
  summary: "Where alerts are told, with the latest deliveries of each",
  description: "Whole targets only for admin.",
  permission: "ops",
  may: "see alert channels",
  output: channelsAnswer,
  problems: [403],
  example: {},
});

export const createChannel = operation({
  method: "POST",
  path: "/api/v1/mv/channels",
  summary: "Make an alert channel; the secret that signs a webhook is told once",
  permission: "admin",
  may: "make alert channels",
  fresh: true,
  body: newChannel,
  output: madeChannel,
  problems: [400, 403, 413],
  example: { body: { kind: "email", name: "operations", target: "ops@example.com" } },
});

export const changeChannel = operation({
  method: "PATCH",
  path: "/api/v1/mv/channels/{id}",
  summary: "Change an alert channel",
  permission: "admin",
  may: "change alert channels",
  fresh: true,
  body: channelChange,
  output: channel,
  problems: [400, 403, 404, 413],
  example: { params: { id: "911" }, body: { name: "on call" } },
});

export const removeChannel = operation({
  method: "DELETE",
  path: "/api/v1/mv/channels/{id}",
  summary: "Remove an alert channel, with what waits for it",
  permission: "admin",
  may: "remove alert channels",
  fresh: true,
  output: channelRemoval,
  problems: [400, 403, 404],
  example: { params: { id: "912" } },
});

export const testChannel = operation({
  method: "POST",
  path: "/api/v1/mv/channels/{id}/test",
  summary: "Send a test by a channel, and say what came of it",
  permission: "admin",
  may: "test alert channels",
  output: channelTest,
  problems: [400, 403, 404],
  example: { params: { id: "911" } },
});

export const rotateChannelSecret = operation({
  method: "POST",
  path: "/api/v1/mv/channels/{id}/secret",
  summary: "Give a webhook another secret, which is told once; the former signs too until it is ended",
  permission: "admin",
  may: "change the secrets of alert channels",
  fresh: true,
  output: channelSecret,
  problems: [400, 403, 404, 409, 422],
  example: { params: { id: "911" } },
});

export const endFormerSecret = operation({
  method: "DELETE",
  path: "/api/v1/mv/channels/{id}/secret",
  summary: "End the former secret of a webhook, so that the latest alone signs",
  permission: "admin",
  may: "change the secrets of alert channels",
  fresh: true,
  output: formerSecretEnd,
  problems: [400, 403, 404],
  example: { params: { id: "911" } },
});
