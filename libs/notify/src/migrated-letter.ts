import type { Json, JsonObject } from '#programme';
import type { Block, Letter } from './letter.js';
import { dayInWords } from './wording.js';

/** That a programme runs on another version of its definition: at whose request, and which dates moved. */
export function migrated({ notice: { data }, programme }: Letter): {
  headline: string;
  blocks: Block[];
} {
  const [version, asked, by] = [data['to'], data['requestedBy'], data['by']].map(shown);
  const moved = rows(data['milestones']).map(moveInWords);
  return {
    headline: 'moved to another version',
    blocks: [
      {
        say: `${programme.title} runs on version ${version?.slice(0, 12)} of its definition now; ${asked} asked for it and ${by} applied it.`,
      },
      ...(moved.length === 0
        ? [{ say: 'No date of a milestone moved by it.' }]
        : [{ say: 'These milestones changed by it:' }, { list: moved }]),
      {
        say: 'What to do next: look at what changed, in the last entries of its history. If it is not what you expected, it can be moved back.',
      },
    ],
  };
}

function moveInWords({ title, change, before, after }: JsonObject): string {
  const [was, is] = [before, after].map((day) =>
    typeof day === 'string' ? dayInWords(day) : 'no day',
  );
  if (change === 'added') return `${shown(title)}: added, for ${is}`;
  if (change === 'removed') return `${shown(title)}: no longer there; it was for ${was}`;
  return `${shown(title)}: from ${was} to ${is}`;
}

const shown = (value: Json | undefined): string => (typeof value === 'string' ? value : 'somebody');

const rows = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value)
    ? value.filter(
        (each): each is JsonObject =>
          typeof each === 'object' && each !== null && !Array.isArray(each),
      )
    : [];
