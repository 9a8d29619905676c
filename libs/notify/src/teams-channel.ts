import type { Channel } from './channel.js';
import type { Block, Composed } from './letter.js';
import { poster, type Posting } from './post.js';

/** Teams, by the webhook of a workflow: the URL is the address and the secret in one. */
export function teamsChannel(posting: Posting): Channel {
  const { post, close } = poster(posting);
  return {
    name: 'teams',
    address: () => null,
    send: (message) =>
      post(message.to, JSON.stringify(teamsMessage(message)), {
        'Content-Type': 'application/json; charset=utf-8',
      }),
    close,
  };
}

/** A letter as an Adaptive Card, in the envelope that a workflow expects. */
export function teamsMessage({ subject, blocks }: Composed) {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            paragraph(subject, { weight: 'Bolder', size: 'Medium' }),
            ...blocks.flatMap(inCard),
          ],
          actions: blocks.flatMap((block) =>
            'link' in block ? [{ type: 'Action.OpenUrl', title: block.say, url: block.link }] : [],
          ),
        },
      },
    ],
  };
}

function inCard(block: Block) {
  if ('list' in block) return block.list.map((each) => paragraph(`• ${each}`));
  return 'link' in block ? [] : [paragraph(block.say)];
}

// Runs of text, as a TextBlock would read Markdown into somebody's words.
const paragraph = (text: string, look: { weight?: string; size?: string } = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...look }],
});
