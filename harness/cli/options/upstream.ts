import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  type NamedUpstream,
  resolveUpstream,
  Upstream,
  type UpstreamPlan,
  type UpstreamService,
  upstreamServices,
} from '../../servers/sockets/upstream/index.js';
import { flag, type OptionValues, text, texts } from '../command.js';

export const UPSTREAM_HELP: readonly string[] = [
  '  --upstream NAME            pass on to this server what the harness cannot answer; web=NAME:PORT and',
  '                             front-end=NAME for one endpoint (web web-http web-http-8080 front-end),',
  '                             web=NAME@ADDRESS:PORT where DNS leads here already',
  '  --upstream-for ENDPOINT    which endpoints an --upstream without one is behind (default: all)',
  '  --forward unknown|all|PATH pass on unknown web requests (default), all but the root chain, or those of a path',
  '                             with *; root-chain passes that on, too. May be given several times',
  '  --upstream-ca FILE         believe these authorities (PEM) instead of the usual ones',
  '  --upstream-unverified      take any certificate; without it a server that is not trusted is not asked',
  '  --upstream-host keep|upstream   the Host header: as the phone sent it (default), or the server’s name',
];

export const upstreamOptions = {
  upstream: { type: 'string', multiple: true },
  'upstream-for': { type: 'string', multiple: true },
  forward: { type: 'string', multiple: true },
  'upstream-ca': { type: 'string' },
  'upstream-unverified': { type: 'boolean' },
  'upstream-host': { type: 'string' },
} as const;

const standardPorts: Readonly<Record<UpstreamService, number>> = {
  web: 443,
  'web-http': 80,
  'web-http-8080': 8080,
  'front-end': 5061,
};

/** The server behind as the options name it; undefined without --upstream. Errors: USAGE, UPSTREAM_UNRESOLVED, FILE_UNREADABLE. */
export async function upstreamFrom(options: OptionValues): Promise<Upstream | undefined> {
  const named = new Map<UpstreamService, NamedUpstream>();
  const given = texts(options, 'upstream');
  for (const item of given) for (const [service, server] of namesOf(item, options)) named.set(service, server);
  if (named.size === 0) {
    const lost = Object.keys(upstreamOptions).find((name) => name !== 'upstream' && options[name] !== undefined);
    if (lost !== undefined) throw usage(`--${lost} means nothing without --upstream`);
    return undefined;
  }
  const targets = Object.fromEntries(
    await Promise.all([...named].map(async ([service, server]) => [service, await resolveUpstream(server)] as const)),
  );
  const authorities = text(options, 'upstream-ca');
  return new Upstream({
    targets,
    forward: forwardFrom(texts(options, 'forward')),
    verify: !flag(options, 'upstream-unverified'),
    authorities: authorities === undefined ? undefined : pemOf(authorities),
    hostHeader: hostHeaderFrom(text(options, 'upstream-host') ?? 'keep'),
  });
}

function namesOf(item: string, options: OptionValues): [UpstreamService, NamedUpstream][] {
  const [, endpoint, server = ''] = /^(?:([a-z0-9-]+)=)?(.*)$/s.exec(item) ?? [];
  const match = /^([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)(?:@([0-9.]+))?(?::(\d{1,5}))?$/.exec(server);
  const [, host, address, port] = match ?? [];
  const wrong = host === undefined || host.length > 253 || (address !== undefined && !isIPv4(address));
  if (wrong || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) {
    throw usage(`--upstream "${item}" is not [ENDPOINT=]NAME[@ADDRESS][:PORT]`);
  }
  const asked = texts(options, 'upstream-for');
  const services = endpoint === undefined ? (asked.length > 0 ? asked : upstreamServices) : [endpoint];
  if (port !== undefined && services.length > 1) {
    throw usage(`--upstream "${item}" gives one port for several endpoints; say which: web=${item}`);
  }
  return services.map((name) => {
    const service = upstreamServices.find((known) => known === name);
    if (!service)
      throw usage(`"${name}" is none of the endpoints a server can be behind (${upstreamServices.join(' ')})`);
    return [service, { host: host.toLowerCase(), address, port: Number(port ?? standardPorts[service]) }];
  });
}

function forwardFrom(given: readonly string[]): UpstreamPlan['forward'] {
  const words = new Set(['unknown', 'all', 'root-chain']);
  const paths = given.filter((item) => !words.has(item));
  const odd = paths.find((path) => !/^[/*]/.test(path));
  if (odd !== undefined) throw usage(`--forward "${odd}" is neither unknown nor all nor root-chain nor a path`);
  return { all: given.includes('all'), rootChain: given.includes('root-chain'), paths };
}

function hostHeaderFrom(given: string): 'keep' | 'upstream' {
  if (given === 'keep' || given === 'upstream') return given;
  throw usage(`--upstream-host "${given}" is neither keep nor upstream`);
}

function pemOf(file: string): string {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  if (/-----BEGIN CERTIFICATE-----/.test(pem)) return pem;
  throw new HarnessError('FILE_UNREADABLE', { file, detail: 'it holds no certificate in PEM' });
}

function usage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail });
}
