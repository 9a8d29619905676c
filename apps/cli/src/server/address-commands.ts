import type { AddressTested, ChannelAddressList, ChannelAddressNamed } from '#contract';
import { Stop } from '../terminal/io.js';
import { table } from '../terminal/table.js';
import type { Context } from './context.js';

type Asked = {
  action: string | undefined;
  channel: string | undefined;
  url: string | undefined;
  /** Of which programme; absent: your own. */
  programme: string | undefined;
};

/** Lists where channels reach you, or a programme; names an address for one, tests it, or has it forgotten. */
export async function addresses(
  context: Context,
  { action = 'list', channel, url, programme }: Asked,
): Promise<void> {
  const { client, show } = context;
  const owner = programme === undefined ? 'me' : `programmes/${encodeURIComponent(programme)}`;
  const path = `/api/v1/${owner}/addresses`;
  const text = (answer: ChannelAddressList) => listed(context, answer);
  if (action === 'list') return show(await client.get<ChannelAddressList>(path), text);
  if (action !== 'set' && action !== 'remove' && action !== 'test') {
    throw new Stop(2, `addresses cannot "${action}"; it can list, set, test and remove`);
  }
  if (channel === undefined) throw new Stop(2, `Say which channel to ${action}, such as webhook`);
  const address = `${path}/${encodeURIComponent(channel)}`;
  if (action === 'remove') return show(await client.remove<ChannelAddressList>(address), text);
  if (action === 'test') {
    const { answer } = await client.post<AddressTested>(`${address}/test`, {});
    if (answer.outcome !== 'accepted') throw new Stop(1, notTaken(answer), answer);
    return show(answer, ({ host }) => `"${host}" took a test message; look for it there.`);
  }
  if (url === undefined) {
    const such = channel === 'govuk-notify' ? 'office@example.org' : 'https://…';
    throw new Stop(2, `Say where: evolve addresses set ${channel} ${such}`);
  }
  const named = await client.put<ChannelAddressNamed>(address, { address: url });
  show(named, (answer) =>
    [
      text(answer),
      ...(answer.secret === null
        ? []
        : [`Check signatures with this secret, which is not shown again: ${answer.secret}`]),
    ].join('\n'),
  );
}

const notTaken = ({ host, outcome, said }: AddressTested) =>
  `"${host}" did not take the test message (${outcome}): ${said ?? 'it said nothing'}`;

function listed({ paint }: Context, { addresses: all }: ChannelAddressList): string {
  if (all.length === 0) return 'No channel has an address here.';
  const rows = all.map(({ channel, host, enabled, failure }) => [
    channel,
    host,
    enabled ? 'on' : `off: ${failure ?? 'switched off'}`,
  ]);
  return table(paint, ['CHANNEL', 'AT', ''], rows);
}
