import fc from 'fast-check';
import { certsOnlyPkcs7 } from '../../certs/authorities/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { Secret } from '../../harness/foundation/secret.js';
import type { StepContext } from '../../harness/phone/context.js';
import { chainFromAny } from '../../harness/phone/directory/authority-page.js';
import { keepAuthorities } from '../../harness/phone/directory/keep.js';
import { emptyMemory } from '../../harness/phone/memory.js';
import { chainOf } from '../certs/chains.js';
import type { FuzzTarget } from './target.js';

const typed = {
  ...{ signIn: 'usb', sipAddress: 'jeff@contoso.test', domain: 'CONTOSO', user: 'jeff' },
  password: new Secret('Battery-Staple-42'),
} as const;

const changes = fc.array(fc.tuple(fc.nat(2500), fc.nat(255)), { maxLength: 4 });
const form = fc.constantFrom('der', 'base64', 'framed', 'random');
const hosts = fc.array(fc.oneof(fc.constant('ca.contoso.test'), fc.string({ maxLength: 30 })), { maxLength: 12 });

/** A good bundle with some of its bytes changed, in one of the forms a page may give it, or anything. */
async function body(how: string, spoilt: readonly (readonly [number, number])[], random: Uint8Array): Promise<Buffer> {
  if (how === 'random') return Buffer.from(random);
  const { intermediates, root } = await chainOf('enterprise-two-tier');
  const bundle = certsOnlyPkcs7([...(root ? [root] : []), ...intermediates]);
  for (const [at, value] of spoilt) if (at < bundle.length) bundle[at] = value;
  if (how === 'der') return bundle;
  const base64 = bundle.toString('base64');
  return Buffer.from(how === 'base64' ? base64 : `-----BEGIN PKCS7-----\n${base64}\n-----END PKCS7-----`);
}

/** A web client all of whose answers are this one; it keeps what it was asked for. */
function answering(status: number, content: Buffer, asked: string[]) {
  const web = {
    another: () => web,
    close: () => {},
    send: async ({ url }: { url: string }) => {
      asked.push(url);
      return { status, reason: '', header: () => ['NTLM'], body: content, url };
    },
  };
  return web as unknown as StepContext['web'];
}

export const targets: FuzzTarget[] = [
  {
    name: 'the phone at the web page of a CA: whatever is named and given, it keeps certificates or tells why not',
    property: fc.asyncProperty(
      ...[hosts, form, changes, fc.uint8Array({ maxLength: 200 }), fc.constantFrom(200, 200, 200, 401, 403, 500)],
      async (names, how, spoilt, random, status) => {
        const asked: string[] = [];
        const web = answering(status, await body(how, spoilt, random), asked);
        const memory = emptyMemory('4.0.7577.4420');
        try {
          const { certificates } = await chainFromAny({ typed, web } as unknown as StepContext, names);
          const { others, roots } = keepAuthorities(memory, certificates, 'authority-page');
          if (roots + others === 0) return false;
        } catch (error) {
          if (!(error instanceof HarnessError) || error.code !== 'PHONE_AUTHORITY_PAGE_FAILED') throw error;
        }
        return asked.every((url) => /^http:\/\/[\w.-]{1,253}\/certsrv\/certnew\.p7b\?/.test(url));
      },
    ),
  },
];
