import fc from 'fast-check';
import { certsOnlyPkcs7 } from '../../certs/authorities/index.js';
import { readElement, readMembers } from '../../certs/encoding/der.js';
import { generateRsaKey, makeCertificateRequest, readCertificateRequest } from '../../certs/requests/index.js';
import { certificatesFromPkcs7, evaluateChain, storedRoot, summarize } from '../../certs/trust/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { FuzzTarget } from './target.js';

const bytes = fc.uint8Array({ maxLength: 600 }).map((value) => Buffer.from(value));
const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });

/** The original with some bytes replaced. */
function changed(original: Buffer, at: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(original);
  for (const [place, value] of at) copy[place % copy.length] = value;
  return copy;
}

function onlyForeseen(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
  }
}

const realRoot = () => Buffer.from(storedRoot('lpe-root-22')?.certificate ?? '', 'base64');

let request: Promise<Buffer> | undefined;

function realRequest(): Promise<Buffer> {
  request ??= generateRsaKey().then((keys) => makeCertificateRequest({ commonName: 'alice@contoso.test', ...keys }));
  return request;
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'certs: DER elements',
    property: fc.property(bytes, (data) =>
      onlyForeseen(() => readMembers('The bytes', data, readElement('The bytes', data))),
    ),
  },
  {
    name: 'certs: random bytes as certificate and bundle',
    property: fc.property(bytes, (data) => {
      onlyForeseen(() => summarize(data));
      onlyForeseen(() => certificatesFromPkcs7(data));
    }),
  },
  {
    name: 'certs: changed certificate, bundle and verdict',
    property: fc.property(changes, (at) => {
      const original = realRoot();
      const der = changed(original, at);
      onlyForeseen(() => summarize(der));
      onlyForeseen(() => certificatesFromPkcs7(changed(certsOnlyPkcs7([original]), at)));
      const question = { anchors: [], at: new Date('2014-11-15T09:00:00Z'), name: 'lyncfe.contoso.test' };
      if (evaluateChain({ presented: [der, original], ...question }).trusted)
        throw new Error('trusted without an anchor');
    }),
  },
  {
    name: 'certs: random bytes as certificate request',
    property: fc.asyncProperty(bytes, async (data) => {
      try {
        await readCertificateRequest(data);
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
      }
    }),
  },
  {
    name: 'certs: a changed certificate request is not valid',
    property: fc.asyncProperty(changes, async (at) => {
      const original = await realRequest();
      const der = changed(original, at);
      try {
        const read = await readCertificateRequest(der);
        // What follows the signed part may change harmlessly: the algorithm's parameters, say.
        const [signed] = readMembers('The request', original, readElement('The request', original));
        const same = der.subarray(0, signed?.end).equals(original.subarray(0, signed?.end));
        if (read.signatureValid && !same) throw new Error(`valid after ${JSON.stringify(at)}`);
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
      }
    }),
  },
];
