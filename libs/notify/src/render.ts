import { compose } from './compose.js';
import type { Block, Composed, Letter, Rendered } from './letter.js';
import { messages } from './messages/messages.js';
import { oneLine } from './one-line.js';

/**
 * A letter as subject, plain text and HTML, in the language its reader asked for. The HTML holds no
 * script, style, image or form.
 */
export function renderLetter(letter: Letter, words = messages(letter.language)): Rendered {
  return renderComposed(compose(letter, words), words.language);
}

/** The same for what is composed already. */
export function renderComposed({ subject, blocks }: Composed, language = 'en-GB'): Rendered {
  const line = oneLine(subject);
  const text = `${blocks.map(asText).join('\n\n')}\n`;
  return { subject: line, blocks, text, html: page(line, language, blocks) };
}

function asText(block: Block): string {
  if ('list' in block) return block.list.map((each) => `- ${oneLine(each)}`).join('\n');
  return 'link' in block ? `${block.say}:\n${block.link}` : block.say;
}

function page(title: string, language: string, blocks: readonly Block[]): string {
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head><body>`,
    ...blocks.map(asHtml),
    '</body></html>',
    '',
  ].join('\n');
}

function asHtml(block: Block): string {
  if ('list' in block) {
    return `<ul>${block.list.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>`;
  }
  const said = escapeHtml(block.say);
  return 'link' in block
    ? `<p><a href="${escapeHtml(block.link)}">${said}</a></p>`
    : `<p>${said}</p>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that may stand in HTML, as content or as an attribute in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => entities[found] ?? '');
}
