import type { Json } from '#programme';
import type { Block, Composed, Letter } from './letter.js';
import { migrated } from './migrated-letter.js';
import { dayInWords, dueInWords, listed, momentInWords, workingDays } from './wording.js';

/** A letter in plain English: what it is about, by when, what to do next, and where. */
export function compose(letter: Letter): Composed {
  const { headline, blocks } = bodyOf(letter);
  const { programme, notice, itemTitle } = letter;
  return {
    subject: `${itemTitle}: ${headline} (${programme.title})`,
    blocks: [
      { say: letter.recipient.name === null ? 'Hello,' : `Dear ${letter.recipient.name},` },
      ...blocks,
      { link: `${letter.publicUrl}/`, say: 'Open Evolve' },
      ...standIn(letter),
      {
        say: `Sent by Evolve for the programme ${programme.title}. Item ${notice.item}, notice ${notice.id}.`,
      },
    ],
  };
}

/** What a letter says itself, without greeting and footer. */
export type Body = { headline: string; blocks: Block[] };

/** A letter's own words, which a digest puts beside those of others. */
export function bodyOf(letter: Letter): Body {
  const { template } = letter.notice;
  switch (template) {
    case 'reminder':
      return reminder(letter);
    case 'check':
      return check(letter);
    case 'catchUp':
      return catchUp(letter);
    case 'escalation':
      return escalation(letter);
    case 'transition':
      return transition(letter);
    case 'blocked':
      return blocked(letter);
    case 'quality':
      return quality(letter);
    case 'migrated':
      return migrated(letter);
    default:
      return template satisfies never;
  }
}

const recordOrForecast = {
  say: 'What to do next: record that it has been achieved, or give a new forecast and say why.',
};

function reminder(letter: Letter): Body {
  const { data } = letter.notice;
  const offset = number(data['offset']);
  const headline = offset === null ? 'a reminder' : dueInWords(offset);
  return {
    headline,
    blocks: [
      { say: `${letter.itemTitle} is ${headline}.` },
      ...sentLate(letter),
      ...plan(letter),
      recordOrForecast,
    ],
  };
}

function check(letter: Letter): Body {
  return {
    headline: 'time to check',
    blocks: [
      {
        say: `${letter.itemTitle} has no fixed day and is looked at regularly. It is time to check.`,
      },
      ...sentLate(letter),
      ...plan(letter),
      { say: 'What to do next: look at where it stands and record that you have checked.' },
    ],
  };
}

function catchUp(letter: Letter): Body {
  const missed = texts(letter.notice.data['missed']);
  return {
    headline: 'reminders that would have come before',
    blocks: [
      {
        say: `${missed.length === 1 ? 'A reminder' : `${missed.length} reminders`} would have gone out (${listed(missed.map(missedInWords))}) before ${letter.itemTitle} was planned, before its date moved, or while nothing could be sent. This one mail stands for them.`,
      },
      ...sentLate(letter),
      ...plan(letter),
      recordOrForecast,
    ],
  };
}

function escalation(letter: Letter): Body {
  const { data } = letter.notice;
  const committed = text(data['committed']);
  return {
    headline: `escalated to level ${number(data['level']) ?? 'unknown'}`,
    blocks: [
      {
        say: `${letter.itemTitle} has been escalated to level ${number(data['level']) ?? 'unknown'}, because:`,
      },
      { list: texts(data['reasons']) },
      ...(committed === null ? [] : [{ say: `It is committed for ${dayInWords(committed)}.` }]),
      {
        say: 'What to do next: agree with its owner how and when it will be achieved, and have that forecast recorded.',
      },
    ],
  };
}

function transition(letter: Letter): Body {
  const { data } = letter.notice;
  const title = text(data['title']) ?? text(data['event']) ?? 'an event';
  const on = text(data['occurredOn']);
  return {
    headline: title,
    blocks: [
      { say: `${letter.itemTitle}: ${title}${on === null ? '' : `, on ${dayInWords(on)}`}.` },
      {
        say: `It went from ${text(data['from']) || 'its beginning'} to ${text(data['to']) || 'where it was'}.`,
      },
      {
        say: 'What to do next: see what has become possible, and whether any of it is yours to do.',
      },
    ],
  };
}

function blocked(letter: Letter): Body {
  const { data } = letter.notice;
  const title = text(data['title']) ?? text(data['event']) ?? 'a step';
  return {
    headline: `due but blocked: ${title}`,
    blocks: [
      { say: `${title} is due for ${letter.itemTitle}, and is blocked because:` },
      { list: texts(data['reasons']) },
      { say: 'What to do next: clear what you can of these. It then happens by itself.' },
    ],
  };
}

function quality(letter: Letter): Body {
  return {
    headline: 'data to be put right',
    blocks: [
      { say: 'The check of this morning found what keeps the plan from being believed:' },
      { list: texts(letter.notice.data['reasons']) },
      { say: 'What to do next: put it right. The issue is then resolved by itself.' },
    ],
  };
}

/** The dates: the committed one, the working deadline where it differs, its own words, the forecast. */
function plan({ notice: { data } }: Letter): Block[] {
  const [committed, deadline, wording, forecast] = [
    'committed',
    'deadline',
    'wording',
    'forecast',
  ].map((name) => text(data[name]) ?? '');
  const slip = number(data['slip']);
  const lines = [
    committed && `Date: ${dayInWords(committed)}.`,
    deadline && deadline !== committed && `Last working day for it: ${dayInWords(deadline)}.`,
    wording && `In the plan's own words: “${wording}”.`,
    forecast &&
      `Forecast: ${dayInWords(forecast)}${slip === null ? '' : `, ${slipInWords(slip)}`}.`,
  ].filter((line): line is string => typeof line === 'string' && line !== '');
  return lines.length === 0 ? [] : [{ list: lines }];
}

function slipInWords(slip: number): string {
  if (slip === 0) return 'on plan';
  return slip > 0 ? `${workingDays(slip)} late` : `${workingDays(-slip)} early`;
}

function sentLate({ notice: { data }, programme }: Letter): Block[] {
  const due = text(data['dueAt']);
  if (data['late'] !== true || due === null) return [];
  return [{ say: `Sent late: it was due to reach you on ${momentInWords(due, programme.zone)}.` }];
}

/** Why somebody hears what is not addressed to them: they stand in, or act for another. */
function standIn({ recipient: { standsInFor, inPlaceOf, actsFor } }: Letter): Block[] {
  const why = [
    standsInFor.length > 0 &&
      `You hear this because nobody holds the role ${listed(standsInFor)} for this item. Please find a holder.`,
    inPlaceOf.length > 0 &&
      `You hear this because it is for ${listed(inPlaceOf)}, who no longer holds any role in the programme. Please find somebody else.`,
    actsFor.length > 0 &&
      `You hear this for ${listed(actsFor)}, who ${actsFor.length === 1 ? 'has' : 'have'} delegated to you.`,
  ];
  return why.flatMap((say) => (say === false ? [] : [{ say }]));
}

/** 'T-20' → "20 working days before", 'T+0' → "on the day". */
function missedInWords(key: string): string {
  const offset = Number(/^T([+-]\d+)$/.exec(key)?.[1] ?? Number.NaN);
  if (Number.isNaN(offset)) return key;
  if (offset === 0) return 'on the day';
  return `${workingDays(Math.abs(offset))} ${offset < 0 ? 'before' : 'after'}`;
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
const number = (value: Json | undefined): number | null =>
  typeof value === 'number' ? value : null;
const texts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.map(String) : [];
