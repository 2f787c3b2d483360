import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { selectUpdate, UpdateRules } from '../../harness/pool/index.js';
import { auditLine, auditRow } from '../../harness/reports/update-audit.js';
import { askedBytes } from '../../harness/servers/web/device-update/byte-range.js';
import { readUpdateCheck } from '../../harness/servers/web/device-update/read-check.js';
import { createWebServer } from '../../harness/servers/web/index.js';
import {
  decodeCatalogue,
  decodeImageHeader,
  encodeCatalogue,
  encodeImageHeader,
} from '../../harness/wire/firmware-image/index.js';
import { escapeText, parseXml } from '../../harness/wire/xml/index.js';
import { eventsOf, testContext } from '../servers/deployment.js';
import { WebClient } from '../servers/web/client.js';
import { checkPath, folder, updating } from '../servers/web/device-update/updating.js';
import type { FuzzTarget } from './target.js';

const names = [
  'DeviceType',
  'mac_address',
  'SN',
  'VendorId',
  'model',
  'rev',
  'lang',
  'Module',
  'Version',
  'FileName',
  'x',
];
const value = fc.string({ maxLength: 40 }).map((text) => escapeText(text.replace(/[^\x20-\x7e]/g, '')));
const leaf = fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `<${name}>${text}</${name}>`);
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc
      .tuple(fc.constantFrom(...names), fc.array(tie('tree'), { maxLength: 4 }))
      .map(([name, below]) => `<${name}>${below.join('')}</${name}>`),
  ),
}));
const header = Buffer.from(encodeImageHeader({ version: '1.2.3.4', model: 'CX600', size: 9999, signature: 'ocs' }));
const catalogue = encodeCatalogue({ file: 'CPE.nbt', kind: 'ocs', sha256: 'ab'.repeat(32), size: 9999 });

/** Some bytes of it are others, and some are gone. */
const broken = (whole: Buffer) =>
  fc
    .tuple(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }), fc.nat(whole.length))
    .map(([changes, length]) => {
      const bytes = Buffer.from(whole);
      for (const [place, byte] of changes) bytes[place] = byte;
      return bytes.subarray(0, length);
    });

function refuses(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch (error) {
    return error instanceof HarnessError && error.code.startsWith('WIRE_');
  }
}

/** One answer of the service to this; a mistake of its own is none. */
async function answerTo(path: string, headers: Readonly<Record<string, string>>, body?: Buffer): Promise<number> {
  const context = await testContext(updating());
  const web = createWebServer(context);
  try {
    const ask = body === undefined ? { headers } : { headers, body };
    const { status } = await new WebClient(web, 'web-http').ask(path, ask);
    const mistakes = eventsOf(context.journal, 'harness.error');
    if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
    return status;
  } finally {
    web.close();
  }
}

const bodies = fc.oneof(
  tree.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(tree, fc.nat(60)).map(([text, cut]) => Buffer.from(text.slice(0, Math.max(1, text.length - cut)))),
);

export const targets: readonly FuzzTarget[] = [
  {
    name: 'update check: whatever a device says is read, chosen by and written down',
    property: fc.property(tree, (text) => {
      const check = readUpdateCheck({ document: parseXml(`<r>${text}</r>`), body: Buffer.alloc(0) });
      const key = { deviceType: '', brand: check.vendor ?? '', model: check.model ?? '', revision: '', locale: '' };
      const rules = new UpdateRules({ rules: [{ ...key, approved: '1.2.3.4' }], testDevices: [] }, 'web');
      selectUpdate(rules, 'web', { key, ...check });
      const row = auditRow({
        ...{ seq: 1, time: '2014-11-15T09:00:00.000Z', elapsed: 0, observer: 'harness', service: 'web' },
        ...{ type: 'device-update.audit', address: null, mac: null, serial: check.serial ?? null },
        ...{ deviceType: null, vendor: check.vendor ?? null, model: check.model ?? null, revision: null, locale: null },
        ...{ requestModules: check.modules ?? [], responseModules: [], userId: check.userId ?? null },
      });
      return !/[\r\n]/.test(auditLine(row)) && (check.modules?.length ?? 0) <= 16;
    }),
  },
  {
    name: 'update check: every body gets an answer',
    property: fc.asyncProperty(bodies, fc.constantFrom('text/xml', 'application/octet-stream'), async (body, type) =>
      [200, 400, 413].includes(await answerTo(checkPath, { 'Content-Type': type }, body)),
    ),
  },
  {
    name: 'update file: every path and range gets an answer',
    property: fc.asyncProperty(
      fc.string({ maxLength: 60 }).map((text) => text.replace(/[^\x21-\x7e]/g, '')),
      fc.tuple(fc.nat(400_000), fc.nat(400_000), fc.constantFrom('bytes=', 'bytes', 'x=')),
      async (end, [first, last, unit]) => {
        const path = `${folder}/${end.replace(/[?#]/g, '')}`;
        const range = { Range: `${unit}${first}-${last}` };
        const statuses = [await answerTo(path, range), await answerTo(`${folder}/CPE.nbt`, range)];
        return statuses.every((status) => [200, 206, 404, 416].includes(status));
      },
    ),
  },
  {
    name: 'update file: a range is within the file or refused',
    property: fc.property(fc.string({ maxLength: 30 }), fc.nat(1000), fc.nat(2000), fc.nat(2000), (text, size, a, b) =>
      [text, `bytes=${a}-${b}`, `bytes=-${a}`, `bytes=${a}-`].every((range) => {
        const asked = askedBytes(range, size);
        return asked.kind !== 'part' || (asked.start >= 0 && asked.start < asked.end && asked.end <= size);
      }),
    ),
  },
  {
    name: 'firmware image: broken headers and catalogues are refused with a code',
    property: fc.property(broken(header), broken(catalogue), (one, other) =>
      [() => decodeImageHeader(one), () => decodeCatalogue(other)].every(refuses),
    ),
  },
];
