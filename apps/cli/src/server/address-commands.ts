import type { ChannelAddressList, ChannelAddressNamed } from '#contract';
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

/** Lists where channels reach you, or a programme; names a URL for one, or has it forgotten. */
export async function addresses(
  context: Context,
  { action = 'list', channel, url, programme }: Asked,
): Promise<void> {
  const { client, show } = context;
  const owner = programme === undefined ? 'me' : `programmes/${encodeURIComponent(programme)}`;
  const path = `/api/v1/${owner}/addresses`;
  const text = (answer: ChannelAddressList) => listed(context, answer);
  if (action === 'list') return show(await client.get<ChannelAddressList>(path), text);
  if (action !== 'set' && action !== 'remove') {
    throw new Stop(2, `addresses cannot "${action}"; it can list, set and remove`);
  }
  if (channel === undefined) throw new Stop(2, `Say which channel to ${action}, such as webhook`);
  const address = `${path}/${encodeURIComponent(channel)}`;
  if (action === 'remove') return show(await client.remove<ChannelAddressList>(address), text);
  if (url === undefined) throw new Stop(2, `Say where: evolve addresses set ${channel} https://…`);
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

function listed({ paint }: Context, { addresses: all }: ChannelAddressList): string {
  if (all.length === 0) return 'No channel has an address here.';
  const rows = all.map(({ channel, host, enabled, failure }) => [
    channel,
    host,
    enabled ? 'on' : `off: ${failure ?? 'switched off'}`,
  ]);
  return table(paint, ['CHANNEL', 'AT', ''], rows);
}
