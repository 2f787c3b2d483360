import type { Upstream } from '../../servers/sockets/upstream/index.js';

/** Says where a phone's requests go, credentials included: whoever serves must know. */
export function upstreamNotice({ plan }: Upstream): string {
  const lines = Object.entries(plan.targets).map(
    ([name, { address, host, port }]) => `  ${name.padEnd(14)}${host} (${address}:${port})\n`,
  );
  const verified = plan.verify ? '' : ', whose certificate is not verified';
  return `mock-lync: what phones send may go on to these servers${verified}, credentials included:\n${lines.join('')}`;
}
