import type { Json } from '#programme';
import type { ChannelName, Message } from './channel.js';
import { deadlineCalendar } from './deadline-calendar.js';
import { slackMessage } from './slack-channel.js';
import { teamsMessage } from './teams-channel.js';
import { cloudEvent } from './webhook-channel.js';

/** What a channel would take of a message; null for what it does not carry. */
export interface Previewed {
  readonly text: string | null;
  readonly html: string | null;
  /** The deadline as an iCalendar, where the message has one. */
  readonly calendar: string | null;
  /** The body as it is posted, before it is signed. */
  readonly json: Json;
}

const nothing: Previewed = { text: null, html: null, calendar: null, json: null };

/** A message as a channel would send it. The inbox sends nothing: it shows the notice itself. */
export function previewOn(channel: ChannelName, message: Message): Previewed {
  const { text, html } = message;
  switch (channel) {
    case 'email':
      return { ...nothing, text, html, calendar: deadlineCalendar(message) };
    case 'govuk-notify':
      return { ...nothing, text };
    case 'slack':
      return { ...nothing, json: slackMessage(message) };
    case 'teams':
      return { ...nothing, json: teamsMessage(message) };
    case 'webhook':
      return { ...nothing, json: cloudEvent(message) };
    case 'inbox':
      return nothing;
    default:
      return channel satisfies never;
  }
}
