import fc from 'fast-check';
import { ntlmAnswer } from '../../harness/authentication/ntlm/index.js';
import {
  likelyMistakes,
  type SignatureFields,
  signatureString,
} from '../../harness/authentication/sip-signature/index.js';
import { defaultFrontEndSettings } from '../../harness/deployment/index.js';
import { Secret } from '../../harness/foundation/secret.js';
import type { ServerContext } from '../../harness/servers/context.js';
import { schemesOf } from '../../harness/servers/front-end/schemes/index.js';
import { windowsAccount } from '../../harness/servers/front-end/schemes/windows-account.js';
import { serializeSip } from '../../harness/wire/sip/index.js';
import { alice, alicePassword, testContext } from '../servers/deployment.js';
import { hostileChunks, survives } from '../servers/front-end/hostile.js';
import { ntlmHeader } from '../servers/front-end/ntlm-phone.js';
import { request } from '../servers/front-end/sip-client.js';
import type { FuzzTarget } from './target.js';

let shared: Promise<ServerContext> | undefined;

function context(): Promise<ServerContext> {
  shared ??= testContext({ deployment: { frontEnd: { ...defaultFrontEndSettings, schemes: ['NTLM', 'Kerberos'] } } });
  return shared;
}

const bytes = fc.uint8Array({ maxLength: 400 }).map((value) => Buffer.from(value));
const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });

/** The original with some bytes replaced. */
function changed(original: Buffer, at: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(original);
  for (const [place, value] of at) copy[place % copy.length] = value;
  return copy;
}

async function handshakeOf(scheme: 'NTLM' | 'Kerberos') {
  const found = schemesOf(await context(), 'pool01.contoso.com').find(({ name }) => name === scheme);
  if (!found) throw new Error('not offered');
  return found.begin(alice.sipAddress);
}

const credentials = { user: 'alice', domain: 'CONTOSO', password: new Secret(alicePassword) };

/** An AUTHENTICATE message with noise where the response should be. */
const ntlmish = bytes.map((rest) => Buffer.concat([Buffer.from('NTLMSSP\0\x03\0\0\0', 'latin1'), rest]));

export const targets: readonly FuzzTarget[] = [
  {
    name: 'front-end: no bytes finish a handshake of NTLM or Kerberos, and none are too odd to refuse',
    property: fc.asyncProperty(
      fc.constantFrom('NTLM' as const, 'Kerberos' as const),
      fc.array(fc.oneof(bytes, ntlmish), { minLength: 1, maxLength: 3 }),
      async (scheme, tokens) => {
        const handshake = await handshakeOf(scheme);
        for (const token of [Buffer.alloc(0), ...tokens]) {
          const step = await handshake.step(token);
          if (step.state === 'done') return false;
          if (step.state === 'continue' && (scheme === 'Kerberos' || token.length > 0)) return false;
        }
        handshake.end();
        return true;
      },
    ),
  },
  {
    name: 'front-end: a changed AUTHENTICATE makes nobody alice who does not know her password',
    property: fc.asyncProperty(changes, fc.boolean(), async (where, knows) => {
      const handshake = await handshakeOf('NTLM');
      const first = await handshake.step(Buffer.alloc(0));
      if (first.state !== 'continue') return false;
      const password = knows ? credentials.password : new Secret('guessed');
      const step = await handshake.step(changed(ntlmAnswer(first.token, { ...credentials, password }).message, where));
      return step.state === 'failed' || (step.state === 'done' && knows && step.token === undefined);
    }),
  },
  {
    name: 'front-end: no NTLM token in a REGISTER is accepted or stops the server',
    property: fc.asyncProperty(
      fc.array(fc.oneof(bytes, ntlmish, fc.constant(Buffer.alloc(0))), { minLength: 1, maxLength: 4 }),
      hostileChunks,
      async (tokens, noise) => {
        const registers = tokens.map((token, index) =>
          serializeSip(request({ cseq: index + 1, extra: [ntlmHeader(token)] })),
        );
        await survives(await testContext({ deployment: { frontEnd: defaultFrontEndSettings } }), [
          ...registers,
          ...noise,
        ]);
      },
    ),
  },
  {
    name: 'front-end: an account is one user or nobody',
    property: fc.asyncProperty(fc.string(), fc.string(), async (name, domain) => {
      const { deployment } = await context();
      const found = windowsAccount(deployment, name, domain);
      return found === undefined || name.toLowerCase().startsWith(found.name);
    }),
  },
  {
    name: 'authentication: no likely mistake is the right string',
    property: fc.property(
      fc.array(fc.string({ maxLength: 20 }), { minLength: 15, maxLength: 15 }),
      fc.boolean(),
      fc.constantFrom(2 as const, 3 as const, 4 as const),
      (values, answered, version) => {
        const fields = fieldsWith(values, answered);
        const right = signatureString(fields, version);
        return likelyMistakes(fields, version).every(({ text }) => text !== right);
      },
    ),
  },
];

function fieldsWith(values: readonly string[], answered: boolean): SignatureFields {
  const [scheme = '', rand = '', num = '', realm = '', targetname = '', callId = '', cseqNumber = ''] = values;
  const [cseqMethod = '', fromUri = '', fromTag = '', toUri = '', toTag = ''] = values.slice(7);
  const [identitySip = '', identityTel = '', expires = ''] = values.slice(12);
  return {
    ...{ scheme, rand, num, realm, targetname, callId, cseqNumber, cseqMethod, fromUri, fromTag, toUri, toTag },
    ...{ identitySip, identityTel, expires },
    ...(answered ? { status: '200' } : {}),
  };
}
