import type { JsonObject } from '#programme';
import type { Body, Letter } from './letter.js';
import type { Messages } from './messages/messages.js';
import { rows, text } from './notice-data.js';

/** That a programme runs on another version of its definition: at whose request, and which dates moved. */
export function migrated(
  { notice: { data }, programme, personNames }: Letter,
  words: Messages['migrated'],
): Body {
  const person = (name: string) => {
    const id = text(data[name]);
    return id === null ? null : (personNames?.[id] ?? id);
  };
  const version = text(data['to'])?.slice(0, 12) ?? null;
  const moved = rows(data['milestones']).map((each) => moveInWords(each, words));
  return {
    headline: words.headline(),
    blocks: [
      { say: words.opening(programme.title, version, person('requestedBy'), person('by')) },
      ...(moved.length === 0
        ? [{ say: words.unmoved() }]
        : [{ say: words.moved() }, { list: moved }]),
      { say: words.next(), isNext: true },
    ],
  };
}

function moveInWords(
  { title, item, change, before, after }: JsonObject,
  words: Messages['migrated'],
) {
  const [name, was, is] = [text(title) ?? text(item) ?? '', text(before), text(after)];
  if (change === 'added') return words.added(name, is);
  return change === 'removed' ? words.removed(name, was) : words.redated(name, was, is);
}
