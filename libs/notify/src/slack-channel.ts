import type { Channel } from './channel.js';
import type { Block, Composed } from './letter.js';
import { poster, type Posting } from './post.js';

/** Slack's incoming webhooks: the URL is the address and the secret in one. */
export function slackChannel(posting: Posting): Channel {
  const { post, close } = poster(posting);
  return {
    name: 'slack',
    address: () => null,
    send: (message) =>
      post(message.to, JSON.stringify(slackMessage(message)), {
        'Content-Type': 'application/json; charset=utf-8',
      }),
    close,
  };
}

// Slack refuses a message that has more.
const HEADER_CHARACTERS = 150;
const SECTION_CHARACTERS = 3000;
const SECTIONS = 49;

/** A letter in Slack's blocks, with its subject where only text is shown. */
export function slackMessage({ subject, blocks }: Composed) {
  return {
    text: escaped(subject),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(subject, HEADER_CHARACTERS) } },
      ...blocks.slice(0, SECTIONS).map((block) => ({
        type: 'section',
        text: { type: 'mrkdwn', text: cut(inSlack(block), SECTION_CHARACTERS) },
      })),
    ],
  };
}

function inSlack(block: Block): string {
  if ('list' in block) return block.list.map((each) => `• ${escaped(each)}`).join('\n');
  return 'link' in block ? `<${block.link}|${escaped(block.say)}>` : escaped(block.say);
}

/** Keeps words from being read as links, mentions or markup: "<!channel>" would call everybody. */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[*_~`]/g, (mark) => `\u200B${mark}\u200B`);
}

const cut = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
