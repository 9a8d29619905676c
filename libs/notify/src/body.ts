import type { Block, Body, Letter } from './letter.js';
import type { Messages } from './messages/messages.js';
import { migrated } from './migrated-letter.js';
import { number, text, texts } from './notice-data.js';

/** A letter's own words, which a digest puts beside those of others. */
export function bodyOf(letter: Letter, words: Messages): Body {
  const { template } = letter.notice;
  switch (template) {
    case 'reminder':
      return reminder(letter, words);
    case 'check':
      return check(letter, words);
    case 'catchUp':
      return catchUp(letter, words);
    case 'escalation':
      return escalation(letter, words);
    case 'transition':
      return transition(letter, words);
    case 'blocked':
      return blocked(letter, words);
    case 'quality':
      return quality(letter, words);
    case 'migrated':
      return migrated(letter, words.migrated);
    default:
      return template satisfies never;
  }
}

function reminder(letter: Letter, words: Messages): Body {
  const offset = number(letter.notice.data['offset']);
  return {
    headline: words.reminder.headline(offset),
    blocks: [
      { say: words.reminder.opening(letter.itemTitle, offset) },
      ...sentLate(letter, words),
      ...plan(letter, words),
      { say: words.recordOrForecast(), isNext: true },
    ],
  };
}

function check(letter: Letter, words: Messages): Body {
  return {
    headline: words.check.headline(),
    blocks: [
      { say: words.check.opening(letter.itemTitle) },
      ...sentLate(letter, words),
      ...plan(letter, words),
      { say: words.check.next(), isNext: true },
    ],
  };
}

function catchUp(letter: Letter, words: Messages): Body {
  const missed = texts(letter.notice.data['missed']).map(offsetOf);
  return {
    headline: words.catchUp.headline(),
    blocks: [
      { say: words.catchUp.opening(letter.itemTitle, missed) },
      ...sentLate(letter, words),
      ...plan(letter, words),
      { say: words.recordOrForecast(), isNext: true },
    ],
  };
}

function escalation(
  { notice: { data }, itemTitle }: Letter,
  { escalation: words }: Messages,
): Body {
  const level = number(data['level']);
  const committed = text(data['committed']);
  return {
    headline: words.headline(level),
    blocks: [
      { say: words.opening(itemTitle, level) },
      { list: texts(data['reasons']) },
      ...(committed === null ? [] : [{ say: words.committed(committed) }]),
      { say: words.next(), isNext: true },
    ],
  };
}

function transition(
  { notice: { data }, itemTitle }: Letter,
  { transition: words }: Messages,
): Body {
  const title = text(data['title']) ?? text(data['event']);
  return {
    headline: words.headline(title),
    blocks: [
      { say: words.opening(itemTitle, title, text(data['occurredOn'])) },
      { say: words.change(text(data['from']), text(data['to'])) },
      { say: words.next(), isNext: true },
    ],
  };
}

function blocked({ notice: { data }, itemTitle }: Letter, { blocked: words }: Messages): Body {
  const title = text(data['title']) ?? text(data['event']);
  return {
    headline: words.headline(title),
    blocks: [
      { say: words.opening(itemTitle, title) },
      { list: texts(data['reasons']) },
      { say: words.next(), isNext: true },
    ],
  };
}

function quality({ notice: { data } }: Letter, { quality: words }: Messages): Body {
  return {
    headline: words.headline(),
    blocks: [
      { say: words.opening() },
      { list: texts(data['reasons']) },
      { say: words.next(), isNext: true },
    ],
  };
}

/** The dates: the committed one, the working deadline where it differs, its own words, the forecast. */
function plan({ notice: { data } }: Letter, { dates: words }: Messages): Block[] {
  const committed = text(data['committed']);
  const deadline = text(data['deadline']);
  const wording = text(data['wording']);
  const forecast = text(data['forecast']);
  const lines = [
    ...(committed === null ? [] : [words.committed(committed)]),
    ...(deadline === null || deadline === committed ? [] : [words.deadline(deadline)]),
    ...(wording === null ? [] : [words.wording(wording)]),
    ...(forecast === null ? [] : [words.forecast(forecast, number(data['slip']))]),
  ];
  return lines.length === 0 ? [] : [{ list: lines }];
}

function sentLate({ notice: { data }, programme }: Letter, { letter: words }: Messages): Block[] {
  const due = text(data['dueAt']);
  if (data['late'] !== true || due === null) return [];
  return [{ say: words.sentLate(due, programme.zone) }];
}

/** 'T-20' → -20, what has another name stays as it is. */
function offsetOf(key: string): number | string {
  const found = /^T([+-]\d+)$/.exec(key)?.[1];
  return found === undefined ? key : Number(found);
}
