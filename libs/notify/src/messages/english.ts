import { dayOf, hasTime } from './calendar-day.js';

/** Every word that letters, digests, cards and feeds say, in English (en-GB). */
export const english = {
  language: 'en-GB',
  day,
  moment,
  listed,
  letter: {
    subject: (item: string, headline: string, programme: string) =>
      `${item}: ${headline} (${programme})`,
    greeting: (name: string | null) => (name === null ? 'Hello,' : `Dear ${name},`),
    open: () => 'Open Evolve',
    sentLate: (due: string, zone: string) =>
      `Sent late: it was due to reach you on ${moment(due, zone)}.`,
    sentBy: (programme: string, item: string, notice: string) =>
      `Sent by Evolve for the programme ${programme}. Item ${item}, notice ${notice}.`,
  },
  standIn: {
    forRoles: (roles: readonly string[]) =>
      `You hear this because nobody holds the role ${listed(roles)} for this item. Please find a holder.`,
    forPersons: (persons: readonly string[]) =>
      `You hear this because it is for ${listed(persons)}, who no longer ${persons.length === 1 ? 'holds' : 'hold'} any role in the programme. Please find somebody else.`,
    asDelegate: (persons: readonly string[]) =>
      `You hear this for ${listed(persons)}, who ${persons.length === 1 ? 'has' : 'have'} delegated to you.`,
  },
  dates: {
    committed: (date: string) => `Date: ${day(date)}.`,
    deadline: (date: string) => `Last working day for it: ${day(date)}.`,
    wording: (words: string) => `In the plan's own words: “${words}”.`,
    /** `slip`: working days late; early when below zero. */
    forecast: (date: string, slip: number | null) =>
      `Forecast: ${day(date)}${slip === null ? '' : `, ${slipInWords(slip)}`}.`,
  },
  recordOrForecast: () =>
    'What to do next: record that it has been achieved, or give a new forecast and say why.',
  /** `offset`: working days since the deadline; below zero when it is still to come. */
  reminder: {
    headline: dueInWords,
    opening: (item: string, offset: number | null) => `${item} is ${dueInWords(offset)}.`,
  },
  check: {
    headline: () => 'time to check',
    opening: (item: string) =>
      `${item} has no fixed day and is looked at regularly. It is time to check.`,
    next: () => 'What to do next: look at where it stands and record that you have checked.',
  },
  catchUp: {
    headline: () => 'reminders that would have come before',
    /** `missed`: each by its working days from the deadline, or by its name. */
    opening: (item: string, missed: readonly (number | string)[]) =>
      `${missed.length === 1 ? 'A reminder' : `${missed.length} reminders`} would have gone out (${listed(missed.map(missedInWords))}) before ${item} was planned, before its date moved, or while nothing could be sent. This one mail stands for them.`,
  },
  escalation: {
    headline: (level: number | null) => `escalated to level ${level ?? 'unknown'}`,
    opening: (item: string, level: number | null) =>
      `${item} has been escalated to level ${level ?? 'unknown'}, because:`,
    committed: (date: string) => `It is committed for ${day(date)}.`,
    next: () =>
      'What to do next: agree with its owner how and when it will be achieved, and have that forecast recorded.',
  },
  transition: {
    headline: (event: string | null) => event ?? 'an event',
    opening: (item: string, event: string | null, on: string | null) =>
      `${item}: ${event ?? 'an event'}${on === null ? '' : `, on ${day(on)}`}.`,
    change: (from: string | null, to: string | null) =>
      `It went from ${from ?? 'its beginning'} to ${to ?? 'where it was'}.`,
    next: () =>
      'What to do next: see what has become possible, and whether any of it is yours to do.',
  },
  blocked: {
    headline: (step: string | null) => `due but blocked: ${step ?? 'a step'}`,
    opening: (item: string, step: string | null) =>
      `${step ?? 'a step'} is due for ${item}, and is blocked because:`,
    next: () => 'What to do next: clear what you can of these. It then happens by itself.',
  },
  quality: {
    headline: () => 'data to be put right',
    opening: () => 'The check of this morning found what keeps the plan from being believed:',
    next: () => 'What to do next: put it right. The issue is then resolved by itself.',
  },
  migrated: {
    headline: () => 'moved to another version',
    opening: (programme: string, version: string | null, asked: string | null, by: string | null) =>
      `${programme} runs on version ${version ?? 'unknown'} of its definition now; ${asked ?? 'somebody'} asked for it and ${by ?? 'somebody'} applied it.`,
    unmoved: () => 'No date of a milestone moved by it.',
    moved: () => 'These milestones changed by it:',
    added: (title: string, after: string | null) => `${title}: added, for ${dayOrNone(after)}`,
    removed: (title: string, before: string | null) =>
      `${title}: no longer there; it was for ${dayOrNone(before)}`,
    redated: (title: string, before: string | null, after: string | null) =>
      `${title}: from ${dayOrNone(before)} to ${dayOrNone(after)}`,
    next: () =>
      'What to do next: look at what changed, in the last entries of its history. If it is not what you expected, it can be moved back.',
  },
  digest: {
    subject: (notices: number, date: string, programmes: readonly string[]) =>
      `${noticesInWords(notices)} on ${date}: ${listed(programmes)}`,
    opening: (date: string, notices: number) =>
      `This is your digest of ${day(date)}: ${noticesInWords(notices)}.`,
    ofProgramme: (title: string) => `${title}:`,
    line: (title: string, headline: string, facts: readonly string[], item: string) =>
      `${title}: ${headline}${facts.length === 0 ? '' : ` – ${facts.join(' ')}`} (${item})`,
    why: () =>
      'You hear once a day because you asked for it; what is urgent comes at once. Say otherwise in your preferences.',
  },
  test: {
    subject: () => 'Test message from Evolve',
    opening: (asker: string | null) =>
      `This is a test message that ${asker ?? 'somebody'} asked for. Nothing has happened, and there is nothing to do.`,
    forPerson: (channel: string) => `It shows that your notices by ${channel} arrive here.`,
    forProgramme: (programme: string, channel: string) =>
      `It shows that notices of the programme ${programme} by ${channel} arrive here.`,
  },
  undelivered: {
    /** Nobody could hear it: roles without a holder, persons without a role, and no one to stand in. */
    nobody: (roles: readonly string[], left: readonly string[], standIn: string) => {
      const who = roles.length === 0 ? 'any role it is for' : listed(roles);
      const why = [
        ...(roles.length === 0 && left.length > 0 ? [] : [`Nobody holds ${who}`]),
        ...left.map((person) => `${person} holds no role any more`),
      ];
      return `${why.join(', ')}, and there is no ${standIn} to stand in. Grant one of these roles, then send it again.`;
    },
  },
  feed: {
    name: () => 'Evolve',
    ofRehearsal: (title: string) => `${title} (rehearsal)`,
    rehearsed: (title: string) => `Rehearsal: ${title}`,
    achieved: (title: string) => `${title} (achieved)`,
    item: (programme: string, item: string) => `${programme}: ${item}`,
    planned: ({ words }: { words: string }) => `Planned ${words}`,
    wording: (words: string) => `In the plan's own words: “${words}”`,
    deadline: (date: string) => `Last working day for it: ${date}`,
    forecast: (date: string) => `Forecast: ${date}`,
    owner: (role: string) => `Owner: ${role}`,
    notForReal: () => 'A rehearsal: none of this is for real.',
  },
};

/** "Thursday 31 March 2011 (2011-03-31)"; what is no day stays as it is. */
function day(date: string): string {
  const at = dayOf(date);
  return at === null ? date : `${written(at, 'UTC')} (${date})`;
}

const dayOrNone = (date: string | null) => (date === null ? 'no day' : day(date));

/** "Thursday 31 March 2011 at 09:00 (2011-03-31T08:00:00.000Z)", on clocks of the zone. */
function moment(instant: string, zone: string): string {
  if (!hasTime(instant)) return instant;
  const at = Date.parse(instant);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(at);
  return `${written(at, zone)} at ${time} (${instant})`;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** How a zone writes its days. Kept: to make one takes a hundred times as long as to use it. */
function dayFormat(zone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  dayFormats.set(zone, made);
  return made;
}

function written(at: number, zone: string): string {
  const parts = dayFormat(zone).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
}

/** "A", "A and B", "A, B and C". */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

const workingDays = (count: number) => `${count} working day${count === 1 ? '' : 's'}`;

const noticesInWords = (count: number) => (count === 1 ? '1 notice' : `${count} notices`);

function dueInWords(offset: number | null): string {
  if (offset === null) return 'a reminder';
  if (offset === 0) return 'due today';
  return offset < 0 ? `due in ${workingDays(-offset)}` : `due ${workingDays(offset)} ago`;
}

function missedInWords(offset: number | string): string {
  if (typeof offset === 'string') return offset;
  if (offset === 0) return 'on the day';
  return `${workingDays(Math.abs(offset))} ${offset < 0 ? 'before' : 'after'}`;
}

function slipInWords(slip: number): string {
  if (slip === 0) return 'on plan';
  return slip > 0 ? `${workingDays(slip)} late` : `${workingDays(-slip)} early`;
}
