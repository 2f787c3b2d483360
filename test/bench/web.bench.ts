import { privateEncrypt } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { generateRsaKey } from '../../certs/requests/index.js';
import { openWebTicket } from '../../harness/authentication/web-ticket/index.js';
import { writeRootChainRequest, writeUsernameToken } from '../../harness/wire/soap/index.js';
import { alicePin } from '../servers/deployment.js';
import { certificatePath, certificateRequest, entropy, pinPath, ticketRequest } from '../servers/web/sign-in.js';
import type { Benchmark, Rounds } from './benchmark.js';
import type { ServerWish } from './front-end-cpu/measured-servers.js';
import { ServerProcess } from './front-end-cpu/server-process.js';
import { wrk, wrkInstalled } from './wrk.js';

const CHAIN = '/CertProv/CertProvisioningService.svc';
const nobody: Omit<ServerWish, 'kind'> = { scheme: 'TLS-DSK', phones: 0, journal: true };
const WARM_UP_ROUNDS = 3;

type Scheme = 'http' | 'https';

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly contentType: string;
}

async function once(scheme: Scheme, port: number, path: string, body: string | undefined): Promise<Answer> {
  const send = scheme === 'http' ? requestHttp : requestHttps;
  return await new Promise((resolve, reject) => {
    const asked = send({
      ...{ host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false },
      ...(body !== undefined && { method: 'POST', headers: { 'Content-Type': 'text/xml; charset=utf-8' } }),
    });
    asked.on('error', reject);
    asked.on('response', async (response) => {
      const pieces: Buffer[] = [];
      for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece);
      const { statusCode: status = 0, headers } = response;
      resolve({ status, body: Buffer.concat(pieces), contentType: headers['content-type'] ?? '' });
    });
    asked.end(body);
  });
}

/** One request to the web services beside the same request to Express, which answers with the bytes that they gave. */
async function beside(
  scheme: Scheme,
  path: string,
  bodyOf: (port: number) => string | undefined | Promise<string>,
): Promise<Rounds> {
  if (!wrkInstalled()) throw new Error('wrk is not installed');
  const ours = await ServerProcess.start({ ...nobody, kind: scheme === 'http' ? 'web-http' : 'web-https' });
  const body = await bodyOf(ours.port);
  const answer = await once(scheme, ours.port, path, body);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
  const kind = scheme === 'http' ? 'express-http' : 'express-https';
  const theirs = await ServerProcess.start({ ...nobody, kind, answer });
  const load = (port: number) => () => wrk({ url: `${scheme}://127.0.0.1:${port}${path}`, ...(body && { body }) });
  const loads = [load(ours.port), load(theirs.port)] as const;
  for (let round = 0; round < WARM_UP_ROUNDS; round++) for (const each of loads) await each();
  return {
    ours: () => ours.measure(loads[0]),
    theirs: () => theirs.measure(loads[1]),
    close: async () => {
      await ours.close();
      await theirs.close();
    },
  };
}

function service(name: string, ...wish: Parameters<typeof beside>): Benchmark {
  return {
    name: `web services: ${name}, journal on, server CPU`,
    peer: 'Express that reads the body and gives the same bytes',
    prepare: () => beside(...wish),
  };
}

const pinRequest = () => ticketRequest(writeUsernameToken('1001', alicePin));

/** A request with a ticket of its own; the same again and again, as a client that keeps its ticket would sign it. */
async function certificateRequestFor(port: number): Promise<string> {
  const { body } = await once('https', port, pinPath, pinRequest());
  return await certificateRequest({ ticket: openWebTicket(body.toString(), entropy) });
}

const SIGNATURES = 300;

async function certificates(): Promise<Rounds> {
  const rounds = await beside('https', certificatePath, certificateRequestFor);
  const { privateKey } = await generateRsaKey();
  const digest = Buffer.alloc(51, 1);
  return {
    ...rounds,
    // The peer here is not Express, but what the certificate's signature alone costs.
    theirs: async () => {
      const before = process.cpuUsage();
      for (let i = 0; i < SIGNATURES; i++) privateEncrypt(privateKey, digest);
      const { user, system } = process.cpuUsage(before);
      return { operations: SIGNATURES, milliseconds: (user + system) / 1000 };
    },
  };
}

export const benchmarks: readonly Benchmark[] = [
  service('root chain by GET', 'http', CHAIN, () => undefined),
  service('root chain by SOAP', 'http', CHAIN, () => writeRootChainRequest()),
  service('web ticket by PIN over https', 'https', pinPath, pinRequest),
  {
    name: 'web services: GetAndPublishCert over https, journal on, server CPU',
    peer: 'RSA signatures of 2048 bits alone',
    prepare: certificates,
  },
];
